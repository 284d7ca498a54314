import { newId } from '../id.ts'
import type { Db, Tx } from './ledger.ts'
import type { Checkin } from './tables.ts'

/** Writes down what staff decided about a conversation, once; false where they had decided already. */
export async function addCheckin(t: Tx, checkin: Omit<Checkin, 'id'>): Promise<boolean> {
  const row = await t
    .insertInto('checkins')
    .values({ id: newId(), ...checkin })
    .onConflict((c) => c.column('conversation_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export function checkinOf(db: Db, conversation: string): Promise<Checkin | undefined> {
  return db.selectFrom('checkins').selectAll().where('conversation_id', '=', conversation).executeTakeFirst()
}

/** Customers to whom staff sent a word since then, of their own or that a cause is fixed, and those who have a person now. */
export async function notToBeWritten(db: Db, since: number): Promise<Set<string>> {
  const sent = await db
    .selectFrom('checkins')
    .select('customer_id')
    .where('state', '=', 'sent')
    .where('at', '>=', since)
    .execute()
  const told = await db
    .selectFrom('cause_links')
    .select('customer_id')
    .where('told_how', '=', 'sent')
    .where('told_at', '>=', since)
    .execute()
  const busy = await db
    .selectFrom('conversations')
    .select('customer_id')
    .where('status', 'in', ['waiting', 'with_person'])
    .execute()
  return new Set([...sent, ...told, ...busy].map(({ customer_id }) => customer_id))
}
