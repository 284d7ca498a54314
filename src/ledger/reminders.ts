import { newId } from '../id.ts'
import type { Db, Tx } from './ledger.ts'

/** Keeps a reminder as it is said; its id. */
export async function addReminder(t: Tx, text: string, now: number): Promise<string> {
  const id = newId()
  await t.insertInto('reminders').values({ id, text, at: now }).execute()
  return id
}

/** What a reminder says; null where it is gone. */
export async function reminderText(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('reminders').select('text').where('id', '=', id).executeTakeFirst()
  return row?.text ?? null
}
