import { sql } from 'kysely'
import type { Place } from '../adapter.ts'
import { mayBecome, type Outcome, type Status } from '../conversation.ts'
import { newId } from '../id.ts'
import { redirectWords } from './deliveries.ts'
import { type Db, isPostgres, locked, type Tx } from './ledger.ts'
import { findByOrigin, renameOrigins } from './messages.ts'
import { prepared } from './prepared.ts'
import type { Conversation, Customer } from './tables.ts'

export type Author = { id: string; name: string }
export type Opened = {
  conversation: Conversation
  asker: string
  askerName: string
  askerZone: string | null
}

/**
 * The place's conversation that is not closed, opened for this author when there is none; locked until the transaction
 * ends. `asker` is the platform's id of the customer whose conversation it is,
 * `askerName` the name that we know, and `askerZone` the zone that they live in, where we know it.
 */
export async function findOrOpen(t: Tx, place: Place, author: Author, now: number): Promise<Opened> {
  return (await findOpen(t, place)) ?? open(t, place, author, now)
}

/** The same, for the sake of a message: null where it is known already, and nothing is open; an empty one helps nobody. */
export async function findOrOpenFor(
  t: Tx,
  origin: string,
  place: Place,
  author: Author,
  now: number,
): Promise<Opened | null> {
  const found = await findOpen(t, place)
  if (found) return found
  return (await findByOrigin(t, origin)) ? null : open(t, place, author, now)
}

async function open(t: Tx, place: Place, author: Author, now: number): Promise<Opened> {
  const customer = await findOrAdd(t, place, author, now)
  await t
    .insertInto('conversations')
    .values({
      id: newId(),
      customer_id: customer.id,
      adapter: place.adapter,
      workspace: place.workspace,
      channel: place.channel,
      thread: place.thread,
      status: 'open',
      outcome: 'unknown',
      turn: 0,
      ai_told_at: null,
      opened_at: now,
      last_at: now,
    })
    // Two first messages at once: one opens, the other finds what was opened.
    .onConflict((c) => c.doNothing())
    .execute()
  const opened = await findOpen(t, place)
  if (!opened) throw new Error('A conversation was opened and then not found')
  return opened
}

/** The platform's id of the customer whose conversation is, or last was, at this place; null where there was none. */
export async function lastAskerAt(t: Db | Tx, place: Place): Promise<string | null> {
  const row = await t
    .selectFrom('conversations')
    .innerJoin('customers', 'customers.id', 'conversations.customer_id')
    .select('customers.platform_id')
    .where('conversations.adapter', '=', place.adapter)
    .where('conversations.workspace', '=', place.workspace)
    .where('conversations.channel', '=', place.channel)
    .where('conversations.thread', '=', place.thread)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.platform_id ?? null
}

export async function findOpen(t: Tx, place: Place): Promise<Opened | null> {
  const [row] = await selectOpen(t, place)
  if (!row) return null
  const { asker, askerName, askerZone, ...conversation } = row
  return { conversation, asker, askerName, askerZone }
}

const selectOpen = prepared<Place, Conversation & Omit<Opened, 'conversation'>>(
  ['adapter', 'workspace', 'channel', 'thread'],
  (db, place) => {
    const query = db
      .selectFrom('conversations')
      .innerJoin('customers', 'customers.id', 'conversations.customer_id')
      .selectAll('conversations')
      .select([
        'customers.platform_id as asker',
        'customers.name as askerName',
        'customers.zone as askerZone',
      ])
      .where('conversations.adapter', '=', place.adapter)
      .where('conversations.workspace', '=', place.workspace)
      .where('conversations.channel', '=', place.channel)
      .where('conversations.thread', '=', place.thread)
      .where('status', '<>', sql.lit<Status>('closed'))
    // The customer's row is only read: locked too, it would be locked in the other order than opening does, and both wait.
    return isPostgres(db) ? query.forUpdate('conversations') : query
  },
)

async function findOrAdd(t: Tx, place: Place, author: Author, now: number): Promise<Customer> {
  const added = await t
    .insertInto('customers')
    .values({
      id: newId(),
      adapter: place.adapter,
      workspace: place.workspace,
      platform_id: author.id,
      name: author.name,
      since: now,
    })
    .onConflict((c) =>
      c.columns(['adapter', 'workspace', 'platform_id']).doUpdateSet((eb) => ({
        // Who gives no name this time keeps the one that we know.
        name: eb
          .case()
          .when('excluded.name', '=', '')
          .then(eb.ref('customers.name'))
          .else(eb.ref('excluded.name'))
          .end(),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return added
}

/** Keeps the name that the platform now gives; an empty one changes nothing. */
export async function rename(t: Db, customerId: string, name: string): Promise<void> {
  if (name === '') return
  await t
    .updateTable('customers')
    .set({ name })
    .where('id', '=', customerId)
    .where('name', '<>', name)
    .execute()
}

/** Keeps the zone that a customer lives in; they may have moved. */
export async function keepZone(t: Db, customerId: string, zone: string): Promise<void> {
  await t.updateTable('customers').set({ zone }).where('id', '=', customerId).execute()
}

export function lockConversation(t: Tx, id: string): Promise<Conversation> {
  return locked(t, t.selectFrom('conversations').selectAll().where('id', '=', id)).executeTakeFirstOrThrow()
}

export function getConversation(db: Db, id: string): Promise<Conversation | undefined> {
  return db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst()
}

export function getCustomer(db: Db, id: string): Promise<Customer> {
  return db.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** From now on this customer hears nothing from us that they did not ask for. */
export async function wantsNothingUnasked(t: Tx, customerId: string): Promise<void> {
  await t.updateTable('customers').set({ no_unasked: 1 }).where('id', '=', customerId).execute()
}

/** They may be asked again. */
export async function takesQuestions(t: Tx, customerId: string): Promise<void> {
  await t.updateTable('customers').set({ no_unasked: 0 }).where('id', '=', customerId).execute()
}

export async function countConversations(db: Db, customerId: string): Promise<number> {
  const row = await db
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Moves a locked conversation on. Throws when that status may not follow the one it has. */
export async function changeStatus(t: Tx, conversation: Conversation, to: Status): Promise<void> {
  if (conversation.status === to) return
  if (!mayBecome(conversation.status, to))
    throw new Error(`A conversation that is ${conversation.status} cannot become ${to}`)
  await t.updateTable('conversations').set({ status: to }).where('id', '=', conversation.id).execute()
}

export type Change = { turn?: number; ai_told_at?: number; last_at?: number; outcome?: Outcome }

export async function updateConversation(t: Tx, id: string, change: Change): Promise<void> {
  await t.updateTable('conversations').set(change).where('id', '=', id).execute()
}

export type Move = { adapter: string; workspace: string; from: string; to: string }

/** A channel has another id: its conversations, and what is still to be shown there, go with it. */
export async function moveChannel(t: Tx, { adapter, workspace, from, to }: Move): Promise<void> {
  const ours = t
    .updateTable('conversations')
    .set({ channel: to })
    .where('adapter', '=', adapter)
    .where('workspace', '=', workspace)
    .where('channel', '=', from)
  const moved = await ours.returning('id').execute()
  for (const { id } of moved) {
    const conversation = await lockConversation(t, id)
    await redirectWords(t, id, placeOf(conversation))
    await renameOrigins(t, id, from, to)
  }
}

/** Puts a locked conversation somewhere else. Nothing may be open there. */
export async function relocate(
  t: Tx,
  id: string,
  { adapter, workspace, channel, thread }: Place,
): Promise<void> {
  await t
    .updateTable('conversations')
    .set({ adapter, workspace, channel, thread })
    .where('id', '=', id)
    .execute()
}

export function placeOf(conversation: Conversation): Place {
  const { adapter, workspace, channel, thread } = conversation
  return { adapter, workspace, channel, thread }
}
