import type { Place } from '../adapter.ts'
import { calendarDate, momentOf, wallTime, weekday } from '../people/zone.ts'

/** How often, and at which hour of the office's day. */
export type Rhythm = { every: 'daily' | 'weekly'; hour: number }

/** What the owner wants to be told unasked, where it is posted, and in which folder it is kept. */
export type DigestSettings = Rhythm & {
  place: Place | null
  folder: string
  customersFile: string | null
}

/** What a digest tells of: whole days by the office's calendar. `due` is when it is told. Epoch milliseconds. */
export type Period = { name: string; from: number; to: number; due: number }

/** The period whose digest came due last. */
export function lastPeriod(rhythm: Rhythm, zone: string, now: number): Period {
  return periodTold(rhythm, zone, lastDay(rhythm, zone, now))
}

/** When the next digest is due after now. */
export function nextDigest(rhythm: Rhythm, zone: string, now: number): number {
  const next = lastDay(rhythm, zone, now) + (rhythm.every === 'daily' ? 1 : 7)
  return periodTold(rhythm, zone, next).due
}

/** The period that begins where this one ended. */
export function periodAfter(rhythm: Rhythm, zone: string, { to }: Period): Period {
  return periodTold(rhythm, zone, wallTime(zone, to).day + (rhythm.every === 'daily' ? 1 : 7))
}

/** The last day whose hour has come; of a week it is the Monday. */
function lastDay({ every, hour }: Rhythm, zone: string, now: number): number {
  const today = wallTime(zone, now).day
  const day = every === 'daily' ? today : today - weekday(today)
  if (momentOf(zone, day, hour * 60) <= now) return day
  return day - (every === 'daily' ? 1 : 7)
}

/** What is told on that day: the day before, or the week before. */
function periodTold({ every, hour }: Rhythm, zone: string, day: number): Period {
  const first = every === 'daily' ? day - 1 : day - 7
  const { year, month, date } = calendarDate(first)
  const two = (number: number) => String(number).padStart(2, '0')
  const name = `${year}-${two(month)}-${two(date)}`
  return {
    name: every === 'daily' ? name : `week-of-${name}`,
    from: momentOf(zone, first, 0),
    to: momentOf(zone, day, 0),
    due: momentOf(zone, day, hour * 60),
  }
}
