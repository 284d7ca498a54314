import { sql } from 'kysely'
import { newId } from '../id.ts'
import { type Db, locked, type Tx } from './ledger.ts'
import type { Message, PromiseRow } from './tables.ts'

export type NewPromise = {
  conversation: string
  customer: string
  handoff: string | null
  message: string
  by: { kind: PromiseRow['made_by']; id: string; name: string }
  what: string
  due: number
  stated: boolean
  conditional: boolean
  sure: number
  madeAt: number
  now: number
}

/** Keeps a promise that was found, once for each sentence of a message; null when it is known already. */
export async function addPromise(t: Tx, promise: NewPromise): Promise<string | null> {
  const row = await t
    .insertInto('promises')
    .values({
      id: newId(),
      conversation_id: promise.conversation,
      customer_id: promise.customer,
      handoff_id: promise.handoff,
      message_id: promise.message,
      made_by: promise.by.kind,
      by_id: promise.by.id,
      by_name: promise.by.name,
      what: promise.what,
      due_at: promise.due,
      stated: Number(promise.stated),
      conditional: Number(promise.conditional),
      sure: promise.sure,
      state: 'found',
      made_at: promise.madeAt,
      found_at: promise.now,
      decided_by_id: null,
      decided_by_name: null,
      decided_at: null,
      reminded_at: null,
      told_at: null,
      broken_at: null,
      kept_at: null,
    })
    .onConflict((c) => c.columns(['message_id', 'what']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export function getPromise(db: Db, id: string): Promise<PromiseRow | undefined> {
  return db.selectFrom('promises').selectAll().where('id', '=', id).executeTakeFirst()
}

export function lockPromise(t: Tx, id: string): Promise<PromiseRow | undefined> {
  return locked(t, t.selectFrom('promises').selectAll().where('id', '=', id)).executeTakeFirst()
}

export type PromiseChange = Partial<
  Pick<
    PromiseRow,
    | 'state'
    | 'due_at'
    | 'decided_by_id'
    | 'decided_by_name'
    | 'decided_at'
    | 'reminded_at'
    | 'told_at'
    | 'broken_at'
    | 'kept_at'
    | 'first_due_at'
    | 'moved_at'
  >
>

export async function updatePromise(t: Tx, id: string, change: PromiseChange): Promise<void> {
  await t.updateTable('promises').set(change).where('id', '=', id).execute()
}

export type PromiseMove = {
  promise: PromiseRow
  to: number
  by: { id: string; name: string }
  origin: string
}

/** Writes down that staff gave a promise another time than it had. False where this click did so already. */
export async function keepMove(
  t: Tx,
  { promise, to, by, origin }: PromiseMove,
  now: number,
): Promise<boolean> {
  const row = await t
    .insertInto('promise_moves')
    .values({
      promise_id: promise.id,
      from_at: promise.due_at,
      to_at: to,
      by_id: by.id,
      by_name: by.name,
      at: now,
      origin,
    })
    .onConflict((c) => c.column('origin').doNothing())
    .returning('promise_id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Moves a promise to another time and keeps both in the books; whoever owes it is reminded, and the customer told, by the
 * new one. False where this click moved it already.
 */
export async function movePromiseTo(t: Tx, move: PromiseMove, now: number): Promise<boolean> {
  const { promise, to } = move
  if (!(await keepMove(t, move, now))) return false
  const first_due_at = promise.first_due_at ?? promise.due_at
  await updatePromise(t, promise.id, {
    due_at: to,
    first_due_at,
    moved_at: now,
    reminded_at: null,
    told_at: null,
  })
  return true
}

/** Whether this click has moved a promise already. */
export async function isMoved(t: Tx, origin: string): Promise<boolean> {
  const row = await t.selectFrom('promise_moves').select('at').where('origin', '=', origin).executeTakeFirst()
  return row !== undefined
}

/** The time by which it counts as kept in time: the first that the customer was told. Epoch milliseconds. */
export function firstDue({ first_due_at, due_at }: Pick<PromiseRow, 'first_due_at' | 'due_at'>): number {
  return first_due_at ?? due_at
}

/** A conversation's promises in these states, the one that is due first before the others. */
export function promisesOf(
  db: Db,
  conversation: string,
  states: readonly PromiseRow['state'][],
): Promise<PromiseRow[]> {
  return db
    .selectFrom('promises')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .where('state', 'in', [...states])
    .orderBy('due_at')
    .orderBy('id')
    .execute()
}

/** What a customer is still owed, in any of their conversations; the oldest debt first. */
export function owedTo(db: Db, customer: string): Promise<PromiseRow[]> {
  return db
    .selectFrom('promises')
    .selectAll()
    .where('customer_id', '=', customer)
    .where('state', 'in', ['open', 'broken'])
    .orderBy('due_at')
    .orderBy('id')
    .execute()
}

/** When the last is due of what the assistant promised here and nobody has settled; null where there is none. Epoch milliseconds. */
export async function lastDueOfAssistant(db: Db, conversation: string): Promise<number | null> {
  const row = await db
    .selectFrom('promises')
    .select((eb) => eb.fn.max('due_at').as('due'))
    .where('conversation_id', '=', conversation)
    .where('made_by', '=', 'assistant')
    .where('state', 'in', ['found', 'open'])
    .executeTakeFirst()
  return row?.due == null ? null : Number(row.due)
}

/** When a member of staff last wrote to the customer in this conversation after `since`; null where nobody has. */
export async function lastStaffWords(db: Db, conversation: string, since: number): Promise<number | null> {
  const row = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.max('at').as('at'))
    .where('conversation_id', '=', conversation)
    .where('author', '=', 'staff')
    .where('at', '>', since)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row?.at == null ? null : Number(row.at)
}

/** Whether a customer is still one of ours: not where every word of theirs in the conversation was removed. */
export async function isStillThere(db: Db, conversation: string): Promise<boolean> {
  const row = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .innerJoin('customers', 'customers.id', 'conversations.customer_id')
    .select('messages.id')
    .where('messages.conversation_id', '=', conversation)
    .where('messages.author', '=', sql.lit<'customer'>('customer'))
    .where('messages.removed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Promises of the same words that several customers were told at once, that a cause is fixed, and that nobody has decided on:
 * the others than this one.
 */
export async function foundAlike(db: Db, { id, message_id, what }: PromiseRow): Promise<string[]> {
  const rows = await db
    .selectFrom('cause_links as own')
    .innerJoin('cause_links as other', (join) =>
      join.onRef('other.cause_id', '=', 'own.cause_id').onRef('other.told_at', '=', 'own.told_at'),
    )
    .innerJoin('promises', 'promises.message_id', 'other.told_as')
    .select('promises.id')
    .distinct()
    .where('own.told_as', '=', message_id)
    .where('promises.what', '=', what)
    .where('promises.state', '=', 'found')
    .where('promises.id', '<>', id)
    .orderBy('promises.id')
    .execute()
  return rows.map((row) => row.id)
}

/** Takes away what was found in an earlier wording of a message and counts for nothing yet. Whether there was any. */
export async function dropUnsaid(t: Tx, { id, text }: Pick<Message, 'id' | 'text'>): Promise<boolean> {
  const found = await t
    .selectFrom('promises')
    .select(['id', 'what'])
    .where('message_id', '=', id)
    .where('state', '=', 'found')
    .execute()
  const unsaid = found.filter(({ what }) => !text.includes(what)).map((row) => row.id)
  if (unsaid.length > 0) await t.deleteFrom('promises').where('id', 'in', unsaid).execute()
  return unsaid.length > 0
}

/**
 * A message was taken back: what was found in it goes with it; of what counts, the words go. Its own id stands in their
 * place, for two promises of one message must not be the same.
 */
export async function forgetWords(t: Tx, message: string): Promise<void> {
  await t.deleteFrom('promises').where('message_id', '=', message).where('state', '=', 'found').execute()
  await t
    .updateTable('promises')
    .set((eb) => ({ what: eb.ref('id') }))
    .where('message_id', '=', message)
    .execute()
}

/** What was promised, word for word; null where it was taken back. */
export function wordsOf({ id, what }: PromiseRow): string | null {
  return what === id ? null : what
}
