import { sql } from 'kysely'
import { Place } from '../adapter.ts'
import { newId } from '../id.ts'
import type { Db, Tx } from './ledger.ts'
import type { Delivery } from './tables.ts'
import { enqueue } from './work.ts'

/** Written out and not bound: SQLite uses a partial index only when it sees the words. */
const UNSENT = [sql.lit<Delivery['state']>('pending'), sql.lit<Delivery['state']>('sending')]

export type NewDelivery = {
  conversation: string
  place: Place
  /** Which side it goes to: each side has a line of its own, so that one that stalls does not hold up the other. */
  side: 'customer' | 'staff' | 'called'
  kind: Delivery['kind']
  about: string
  speaker: Delivery['speaker']
  now: number
}

/** Puts a delivery in the outbox, due at once, after what goes to the same side of the same conversation. */
export async function addDelivery(t: Tx, delivery: NewDelivery): Promise<void> {
  const id = newId()
  await t
    .insertInto('deliveries')
    .values({
      id,
      conversation_id: delivery.conversation,
      place: JSON.stringify(delivery.place),
      kind: delivery.kind,
      about: delivery.about,
      speaker: delivery.speaker,
      state: 'pending',
      attempts: 0,
      receipt: null,
      error: null,
      created_at: delivery.now,
      sent_at: null,
    })
    .execute()
  const key = `out:${delivery.side}:${delivery.conversation}`
  await enqueue(t, { kind: 'deliver', key, about: id, due: delivery.now, now: delivery.now })
}

/** Whether something of this kind about this thing stands in one of these states, at any place or at this one. */
export async function stands(
  t: Tx,
  kind: Delivery['kind'],
  about: string,
  states: Delivery['state'][],
  place?: string,
): Promise<boolean> {
  const all = t.selectFrom('deliveries').select('id').where('kind', '=', kind).where('about', '=', about)
  const row = await (place === undefined ? all : all.where('place', '=', place))
    .where('state', 'in', states)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export function getDelivery(db: Db, id: string): Promise<Delivery | undefined> {
  return db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The receipt under which the platform now shows this thing at this place: what comes next takes its place. */
export async function shownReceipt(
  db: Db,
  kind: Delivery['kind'],
  about: string,
  place: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('receipt')
    .where('kind', '=', kind)
    .where('about', '=', about)
    .where('place', '=', place)
    .where('state', '=', 'sent')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.receipt ?? null
}

/** What the platform called the conversation's other deliveries of this kind that were shown since then, 500 at the most. */
export async function receiptsBeside(db: Db, delivery: Delivery, since: number): Promise<string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('receipt')
    .where('conversation_id', '=', delivery.conversation_id)
    .where('kind', '=', delivery.kind)
    .where('id', '<>', delivery.id)
    .where('state', '=', 'sent')
    .where('sent_at', '>=', since)
    .orderBy('sent_at', 'desc')
    .limit(500)
    .execute()
  return rows.flatMap(({ receipt }) => receipt ?? [])
}

export type DeliveryChange = Partial<Pick<Delivery, 'state' | 'attempts' | 'receipt' | 'error' | 'sent_at'>>

export async function updateDelivery(t: Tx, id: string, change: DeliveryChange): Promise<void> {
  await t.updateTable('deliveries').set(change).where('id', '=', id).execute()
}

/**
 * Takes back what the assistant was about to say: all that has not begun to be sent, or one delivery. Where nothing of the
 * assistant's has reached the customer then, it has not said that it is an AI either.
 */
export async function withdraw(t: Tx, conversation: string, delivery?: string): Promise<void> {
  const mine = t
    .updateTable('deliveries')
    .set({ state: 'withdrawn' })
    .where('conversation_id', '=', conversation)
  const which = delivery ? mine.where('id', '=', delivery) : mine.where('state', '=', 'pending')
  await which.where('speaker', '=', 'assistant').execute()
  await forgetNotice(t, conversation)
}

/** Where nothing of the assistant's has reached the customer, or may have, it has not said that it is an AI either. */
export async function forgetNotice(t: Tx, conversation: string): Promise<void> {
  await t
    .updateTable('conversations')
    .set({ ai_told_at: null })
    .where('id', '=', conversation)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('deliveries')
            .select('deliveries.id')
            .where('conversation_id', '=', conversation)
            .where('speaker', '=', 'assistant')
            .where('state', 'in', ['sending', 'sent']),
        ),
      ),
    )
    .execute()
}

/** Words to customers that have been on their way since before `before`, oldest first. */
export function stuckDeliveries(db: Db, before: number, limit: number): Promise<Delivery[]> {
  return db
    .selectFrom('deliveries')
    .selectAll()
    .where('state', 'in', UNSENT)
    .where('kind', '=', 'message')
    .where('created_at', '<=', before)
    .orderBy('created_at')
    .limit(limit)
    .execute()
}

/** Sends what staff have not had yet of this conversation to another place; nothing of it has been shown there. */
export async function redirect(t: Tx, conversation: string, from: string, to: Place): Promise<void> {
  await t
    .updateTable('deliveries')
    .set({ place: JSON.stringify(to), attempts: 0 })
    .where('conversation_id', '=', conversation)
    .where('place', '=', from)
    .where('kind', '<>', 'message')
    .where('state', 'in', UNSENT)
    .execute()
}

/** Sends what the customer has not been told yet to where the conversation now is. */
export async function redirectWords(t: Tx, conversation: string, to: Place): Promise<void> {
  await t
    .updateTable('deliveries')
    .set({ place: JSON.stringify(to) })
    .where('conversation_id', '=', conversation)
    .where('kind', '=', 'message')
    .where('state', 'in', UNSENT)
    .execute()
}

/** How many cards staff should have had by then and have not. */
export async function countLateCards(db: Db, before: number): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('state', 'in', UNSENT)
    .where('kind', '=', 'card')
    .where('created_at', '<=', before)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

export function destinationOf(delivery: Delivery): Place {
  return Place.parse(JSON.parse(delivery.place))
}
