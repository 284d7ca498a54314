import type { Snooze } from '../card.ts'
import { DAYTIME } from './kind-hours.ts'
import { nextOpening, type Office } from './office.ts'
import { HOUR, momentOf, wallTime, weekday } from './zone.ts'

const HOURS = { hour: 1, three_hours: 3 } as const
const WEEK = 7

/**
 * Until when a handoff is put aside: for some hours, or until people come tomorrow or on Monday. Where nobody is there at
 * that moment, until they are. Epoch milliseconds.
 */
export function snoozeUntil(choice: Snooze, office: Office | null, now: number): number {
  if (choice === 'hour' || choice === 'three_hours') {
    const at = now + HOURS[choice] * HOUR
    return (office && nextOpening(office, at)) ?? at
  }
  const hours = office ?? DAYTIME
  const { day } = wallTime(hours.zone, now)
  const ahead = choice === 'tomorrow' ? 1 : WEEK - weekday(day)
  const at = momentOf(hours.zone, day + ahead, 0)
  return nextOpening(hours, at) ?? nextOpening(DAYTIME, at) ?? at
}
