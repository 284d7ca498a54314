import { calendarDate, DAY, momentOf, wallTime } from './people/zone.ts'

/** A day of the calendar; months count from 1. */
export type CalendarDay = { year: number; month: number; day: number }

/** What the calendar and the clock on the wall say in a zone; `minutes` since midnight. `zone`: a known IANA name. */
export function wallOf(at: number, zone: string): CalendarDay & { minutes: number } {
  const wall = wallTime(zone, at)
  const { year, month, date } = calendarDate(wall.day)
  return { year, month, day: date, minutes: wall.minute }
}

/**
 * The moment at which a zone's clock has come to so many minutes after midnight (1440: the end of the day); epoch
 * milliseconds. Of a time that the clock shows twice the first, of one that it leaps over the leap.
 */
export function epochOf({ year, month, day }: CalendarDay, minutes: number, zone: string): number {
  return momentOf(zone, Date.UTC(year, month - 1, day) / DAY, minutes)
}

/** A day of the month may lie outside of it: the 0th is the last of the month before. */
export function plusDays({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const date = new Date(Date.UTC(year, month - 1, day + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 0 for Sunday, as JavaScript counts. */
export function weekdayOf({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}
