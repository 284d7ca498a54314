import { z } from 'zod'
import type { Place } from '../adapter.ts'
import { newId } from '../id.ts'
import type { Db, Tx } from './ledger.ts'

/** What a reminder says. `only`: whom the owner has called, and where it is for them alone. */
export type Reminder = {
  text: string
  /** Whom it calls by name, by the platform's ids. */
  calls: readonly string[]
  only: { called: 'second' | 'owner'; place: Place } | null
}

const Calls = z.array(z.string())

/** Keeps a reminder as it is said; its id. */
export async function addReminder(t: Tx, { text, calls, only }: Reminder, now: number): Promise<string> {
  const id = newId()
  const place = only && JSON.stringify(only.place)
  const row = { id, text, at: now, calls: JSON.stringify(calls), place, called: only?.called ?? null }
  await t.insertInto('reminders').values(row).execute()
  return id
}

export type KeptReminder = {
  text: string
  calls: string[]
  /** Where it was to be shown, as a delivery's place is kept, and to whom alone; null for all of the staff. */
  only: { called: 'second' | 'owner'; place: string } | null
}

/** A reminder as it was kept; null where it is gone, or was erased with somebody whom it named. */
export async function getReminder(db: Db, id: string): Promise<KeptReminder | null> {
  const row = await db.selectFrom('reminders').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row?.text) return null
  const { text, place, called } = row
  const only = place !== null && called !== null ? { called, place } : null
  return { text, calls: Calls.parse(JSON.parse(row.calls)), only }
}
