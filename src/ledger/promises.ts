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
  >
>

export async function updatePromise(t: Tx, id: string, change: PromiseChange): Promise<void> {
  await t.updateTable('promises').set(change).where('id', '=', id).execute()
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

export type PromiseCounts = { kept: number; keptLate: number; broken: number; open: number }

/**
 * Promises by when they were due: kept in time, kept late, broken and not kept since, and still open. What was only found,
 * and what was dropped, counts nowhere. Epoch milliseconds, `from` is within, `to` is not.
 */
export async function countPromises(
  db: Db,
  { from, to }: { from: number; to: number },
): Promise<PromiseCounts> {
  const row = await db
    .selectFrom('promises')
    .select((eb) => [
      eb.fn
        .countAll()
        .filterWhere((f) => f.and([f('state', '=', 'kept'), f('kept_at', '<=', f.ref('due_at'))]))
        .as('kept'),
      eb.fn
        .countAll()
        .filterWhere((f) => f.and([f('state', '=', 'kept'), f('kept_at', '>', f.ref('due_at'))]))
        .as('late'),
      eb.fn.countAll().filterWhere('state', '=', 'broken').as('broken'),
      eb.fn.countAll().filterWhere('state', '=', 'open').as('open'),
    ])
    .where('due_at', '>=', from)
    .where('due_at', '<', to)
    .executeTakeFirstOrThrow()
  const [kept, keptLate, broken, open] = [row.kept, row.late, row.broken, row.open].map(Number)
  return { kept: kept ?? 0, keptLate: keptLate ?? 0, broken: broken ?? 0, open: open ?? 0 }
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

/** Takes away all that was promised to a customer, and the work that waits for it; for who wishes to be forgotten. */
export async function forgetPromises(t: Tx, customer: string): Promise<void> {
  const rows = await t.selectFrom('promises').select('id').where('customer_id', '=', customer).execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return
  await t.deleteFrom('work').where('kind', '=', 'promise').where('about', 'in', ids).execute()
  await t.deleteFrom('promises').where('id', 'in', ids).execute()
}
