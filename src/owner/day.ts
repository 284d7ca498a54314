import type { Day } from '../ledger/stretches.ts'
import { calendarDate, dayNumber, momentOf, wallTime } from '../people/zone.ts'
import type { Now } from './now.ts'

/** The day of a zone (IANA name) that holds this moment. Days of 23 and 25 hours are what they are. */
export function dayOf(at: number, zone: string): Day {
  return wholeDay(wallTime(zone, at).day, zone)
}

/** So many days on from the beginning of a day, or back: again the beginning of one. */
export function daysFrom(beginning: number, days: number, zone: string): number {
  return momentOf(zone, wallTime(zone, beginning).day + days, 0)
}

/** So many whole days by the office's clock, of which today is the last. */
export function lastDays(days: number, { time, zone }: Now): Day {
  const { to } = dayOf(time, zone)
  return { from: daysFrom(to, -days, zone), to }
}

/** The zone's date as a form writes it, such as 2026-11-22. */
export function dateOf(at: number, zone: string): string {
  const { year, month, date } = calendarDate(wallTime(zone, at).day)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
}

/** The zone's day of a date as a form writes it; null where there is no such day. */
export function readDate(text: string, zone: string): Day | null {
  const number = numberOf(text)
  return number === null ? null : wholeDay(number, zone)
}

/** Whether there is such a day, as a form writes it. */
export function isDate(text: string): boolean {
  return numberOf(text) !== null
}

function numberOf(text: string): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  return dayNumber({ year: Number(year), month: Number(month), date: Number(date) })
}

function wholeDay(number: number, zone: string): Day {
  return { from: momentOf(zone, number, 0), to: momentOf(zone, number + 1, 0) }
}
