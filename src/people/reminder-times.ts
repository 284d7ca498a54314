import type { Handoff } from '../ledger/tables.ts'
import { addOpenTime, nextOpening, type Office } from './office.ts'
import type { Reminders } from './reminder-settings.ts'
import { MOST_REMINDERS } from './standing.ts'
import { MINUTE, momentOf, wallTime } from './zone.ts'

export type ReminderHours = { office: Office | null; reminders: Reminders }
/** What a reminder depends on. */
export type Reminded = Pick<Handoff, 'status' | 'cause' | 'opened_at' | 'owed_since' | 'reminded'>

/** Where somebody may be in danger, people are called sooner by so much, at any hour. */
const SOONER = 3

/** Somebody may be in danger: nobody waits for the office to open before they call a person. */
export function isGrave({ cause }: Pick<Handoff, 'cause'>): boolean {
  return cause === 'danger' || cause === 'self_harm'
}

/**
 * When somebody is to be reminded next of a handoff that was last reminded of, or began to wait, at `since`. Null where
 * nobody is owed anything. In the office's hours: after the time that the owner set, then once more, then after twice as
 * long, then each day as people come. Epoch milliseconds.
 */
export function nextReminder(
  handoff: Reminded,
  { office, reminders }: ReminderHours,
  since: number,
): number | null {
  const isWaiting = handoff.status === 'waiting'
  if (!isWaiting && !(handoff.status === 'claimed' && handoff.owed_since !== null)) return null
  const step = (isWaiting ? reminders.minutes : reminders.reply) * MINUTE
  const length = handoff.reminded === MOST_REMINDERS - 1 ? 2 * step : step
  if (handoff.reminded >= MOST_REMINDERS) return nextDay(office, since)
  if (isGrave(handoff)) return since + length / SOONER
  return office ? addOpenTime(office, since, length) : since + length
}

/** When people come on a later day; null where they never do. */
export function nextDay(office: Office | null, at: number): number | null {
  if (!office) return at + 24 * 60 * MINUTE
  const { day } = wallTime(office.zone, at)
  return nextOpening(office, momentOf(office.zone, day + 1, 0))
}

/** Those whose time comes so soon after a reminder are in it: one line for many. */
export function togetherUntil({ office, reminders }: ReminderHours, now: number): number {
  const half = (reminders.minutes * MINUTE) / 2
  return office ? (addOpenTime(office, now, half) ?? now) : now + half
}
