import { updateHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Handoff } from '../ledger/tables.ts'
import { enqueue } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { nextReminder, type ReminderHours } from './reminder-times.ts'

/** Work that may be asked for again at any time of its life. Milliseconds. */
export const ANY_TIME = 10 * 366 * 24 * 60 * 60 * 1000

export function reminderHoursOf({ prompts: { charter } }: Parts): ReminderHours {
  return { office: charter.office, reminders: charter.reminders }
}

/** Plans when people are to be reminded of a locked handoff next: as it stands now, and not of one that needs nobody. */
export async function planReminder(t: Tx, parts: Parts, handoff: Handoff, now: number): Promise<void> {
  const since = handoff.status === 'waiting' ? handoff.opened_at : (handoff.owed_since ?? now)
  const due = nextReminder(handoff, reminderHoursOf(parts), since)
  if (due === handoff.remind_at) return
  await updateHandoff(t, handoff.id, { remind_at: due })
  if (due === null) return
  const key = `remind:${handoff.id}`
  await enqueue(t, { kind: 'remind', key, dedupe: key, about: handoff.id, due, now, latest: ANY_TIME })
}
