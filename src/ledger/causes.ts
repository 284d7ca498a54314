import { newId } from '../id.ts'
import { type Db, locked, type Tx } from './ledger.ts'
import type { CauseRow, Handoff } from './tables.ts'

export type By = { id: string; name: string }

export function getCause(db: Db, id: string): Promise<CauseRow | undefined> {
  return db.selectFrom('causes').selectAll().where('id', '=', id).executeTakeFirst()
}

export function lockCause(t: Tx, id: string): Promise<CauseRow | undefined> {
  return locked(t, t.selectFrom('causes').selectAll().where('id', '=', id)).executeTakeFirst()
}

/** The cause of this name, added where there is none: how it is written makes no difference. */
export async function causeNamed(t: Tx, name: string, by: By, now: number): Promise<CauseRow> {
  const folded = foldedName(name)
  await t
    .insertInto('causes')
    .values({ id: newId(), name, folded, named_by: by.id, named_name: by.name, named_at: now })
    .onConflict((c) => c.column('folded').doNothing())
    .execute()
  return t.selectFrom('causes').selectAll().where('folded', '=', folded).executeTakeFirstOrThrow()
}

function foldedName(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

/** Every cause by its name. */
export function allCauses(db: Db): Promise<Pick<CauseRow, 'id' | 'name'>[]> {
  return db.selectFrom('causes').select(['id', 'name']).orderBy('named_at').orderBy('id').execute()
}

/** Whether another cause than this one has that name. */
export async function isNameTaken(db: Db, id: string, name: string): Promise<boolean> {
  const named = db.selectFrom('causes').select('id').where('folded', '=', foldedName(name))
  return (await named.where('id', '<>', id).executeTakeFirst()) !== undefined
}

export async function renameCause(t: Tx, id: string, name: string): Promise<void> {
  await t
    .updateTable('causes')
    .set({ name, folded: foldedName(name) })
    .where('id', '=', id)
    .execute()
}

export async function markFixed(t: Tx, id: string, by: By, now: number): Promise<void> {
  const fixed = { fixed_by: by.id, fixed_name: by.name, fixed_at: now }
  await t.updateTable('causes').set(fixed).where('id', '=', id).execute()
}

/** The cause that a conversation has. */
export function causeOf(db: Db, conversation: string): Promise<CauseRow | undefined> {
  return db
    .selectFrom('causes')
    .innerJoin('cause_links', 'cause_links.cause_id', 'causes.id')
    .selectAll('causes')
    .where('conversation_id', '=', conversation)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}

export type NewLink = { cause: string; conversation: string; customer: string; by: By; now: number }

/** Gives a locked conversation this cause in place of any other. False where it has it already. */
export async function linkCause(
  t: Tx,
  { cause, conversation, customer, by, now }: NewLink,
): Promise<boolean> {
  await t
    .updateTable('cause_links')
    .set({ removed_at: now })
    .where('conversation_id', '=', conversation)
    .where('cause_id', '<>', cause)
    .where('removed_at', 'is', null)
    .execute()
  const link = { by_id: by.id, by_name: by.name, at: now }
  const row = await t
    .insertInto('cause_links')
    .values({ ...link, id: newId(), cause_id: cause, conversation_id: conversation, customer_id: customer })
    .onConflict((c) =>
      c
        .columns(['cause_id', 'conversation_id'])
        .doUpdateSet({ ...link, removed_at: null })
        .where('cause_links.removed_at', 'is not', null),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** False where it had none. */
export async function unlinkCause(t: Tx, conversation: string, now: number): Promise<boolean> {
  const rows = await t
    .updateTable('cause_links')
    .set({ removed_at: now })
    .where('conversation_id', '=', conversation)
    .where('removed_at', 'is', null)
    .returning('id')
    .execute()
  return rows.length > 0
}

export type KnownCause = CauseRow & { raised: number }

/** Causes that conversations have, the latest linked first, each with how many customers raised it. */
export async function knownCauses(db: Db, limit: number): Promise<KnownCause[]> {
  const rows = await db
    .selectFrom('causes')
    .innerJoin('cause_links', 'cause_links.cause_id', 'causes.id')
    .selectAll('causes')
    .select((eb) => eb.fn.count('customer_id').distinct().as('raised'))
    .where('removed_at', 'is', null)
    .groupBy('causes.id')
    .orderBy((eb) => eb.fn.max('at'), 'desc')
    .orderBy('causes.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, raised: Number(row.raised) }))
}

/** How many other customers than this one raised a cause. */
export async function othersWith(db: Db, cause: string, customer: string): Promise<number> {
  const row = await db
    .selectFrom('cause_links')
    .select((eb) => eb.fn.count('customer_id').distinct().as('n'))
    .where('cause_id', '=', cause)
    .where('customer_id', '<>', customer)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** The handoffs that people have, or are called to, in conversations with this cause: the latest linked first. */
export function openWithCause(db: Db, cause: string, limit: number): Promise<Handoff[]> {
  return db
    .selectFrom('handoffs')
    .innerJoin('cause_links', 'cause_links.conversation_id', 'handoffs.conversation_id')
    .selectAll('handoffs')
    .where('cause_id', '=', cause)
    .where('removed_at', 'is', null)
    .where('status', 'in', ['waiting', 'claimed', 'snoozed'])
    .orderBy('cause_links.at', 'desc')
    .limit(limit)
    .execute()
}

/** The handoffs, also those that are over, in conversations with this cause whose words are not erased: the latest first. */
export function casesWithCause(db: Db, cause: string, limit: number): Promise<Handoff[]> {
  return db
    .selectFrom('handoffs')
    .innerJoin('cause_links', 'cause_links.conversation_id', 'handoffs.conversation_id')
    .innerJoin('conversations', 'conversations.id', 'handoffs.conversation_id')
    .selectAll('handoffs')
    .where('cause_id', '=', cause)
    .where('removed_at', 'is', null)
    .where('conversations.erasure', 'is', null)
    .orderBy('handoffs.opened_at', 'desc')
    .limit(limit)
    .execute()
}

/** What customers wrote in a conversation, and what it was read to be about. */
export type SaidThere = { conversation: string; cause: string | null; text: string; topic: string | null }

const SAID_AT_MOST = 2_000

/** What the customer wrote in this conversation, and others in the conversations that were linked last. */
export function saidBeside(db: Db, conversation: string, links: number): Promise<SaidThere[]> {
  const latest = db
    .selectFrom('cause_links')
    .select('conversation_id')
    .where('removed_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(links)
  return db
    .selectFrom('messages')
    .leftJoin('cause_links', (join) =>
      join
        .onRef('cause_links.conversation_id', '=', 'messages.conversation_id')
        .on('cause_links.removed_at', 'is', null),
    )
    .leftJoin('readings', (join) =>
      join.onRef('readings.message_id', '=', 'messages.id').on('readings.corrected_by', 'is', null),
    )
    .select(['messages.conversation_id as conversation', 'cause_id as cause', 'messages.text', 'topic'])
    .where((eb) =>
      eb.or([
        eb('messages.conversation_id', '=', conversation),
        eb('messages.conversation_id', 'in', eb.selectFrom(latest.as('latest')).select('conversation_id')),
      ]),
    )
    .where('author', '=', 'customer')
    .where('messages.removed_at', 'is', null)
    .where('choice', 'is', null)
    .orderBy('messages.seq', 'desc')
    .limit(SAID_AT_MOST)
    .execute()
}
