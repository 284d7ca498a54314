import { tzOffset } from '@date-fns/tz/tzOffset'

/** Milliseconds. A day on the calendar may have an hour more or less; its number counts it as one. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A moment as the clock on the wall shows it: `day` counts from 1970-01-01, `minute` from midnight (0 to 1439). */
export type WallTime = { day: number; minute: number }

/** What the clock on the wall shows in a zone (an IANA name such as Europe/London) at a moment (epoch milliseconds). */
export function wallTime(zone: string, at: number): WallTime {
  const shown = Math.floor(at / MINUTE) + offset(zone, at)
  const day = Math.floor(shown / 1440)
  return { day, minute: shown - day * 1440 }
}

/**
 * The first moment (epoch milliseconds) at which the clock on the wall has come to `minute` (0 to 1440) of `day`. Where
 * it shows that time twice, the earlier; where clocks are put forward over it, the moment of the jump.
 */
export function momentOf(zone: string, day: number, minute: number): number {
  const asUtc = day * DAY + minute * MINUTE
  const before = offset(zone, asUtc - DAY) * MINUTE
  const after = offset(zone, asUtc + DAY) * MINUTE
  if (before === after) return asUtc - before
  const shows = [asUtc - before, asUtc - after].filter((at) => at + offset(zone, at) * MINUTE === asUtc)
  return shows.length > 0 ? Math.min(...shows) : jump(zone, asUtc - after, asUtc - before)
}

/** Days of zones that are remembered: a few years of one. */
const REMEMBERED = 2_000
const steady = new Map<string, number | null>()

/**
 * Minutes to add to UTC. A whole number in every zone since clocks are kept by the hour. Asked for thousands of moments at
 * once it is worth knowing of a whole day: where it begins and ends alike, its clocks were not changed.
 */
function offset(zone: string, at: number): number {
  const day = Math.floor(at / DAY)
  const key = `${zone} ${day}`
  let all = steady.get(key)
  if (all === undefined) {
    const begins = offsetAt(zone, day * DAY)
    all = begins === offsetAt(zone, (day + 1) * DAY) ? begins : null
    if (steady.size >= REMEMBERED) steady.clear()
    steady.set(key, all)
  }
  return all ?? offsetAt(zone, at)
}

function offsetAt(zone: string, at: number): number {
  return Math.round(tzOffset(zone, new Date(at)))
}

/** The minute between two moments at which the zone's clock is changed. */
function jump(zone: string, from: number, to: number): number {
  const old = offset(zone, from)
  let [still, done] = [from, to]
  while (done - still > MINUTE) {
    const middle = still + Math.floor((done - still) / MINUTE / 2) * MINUTE
    if (offset(zone, middle) === old) still = middle
    else done = middle
  }
  return done
}

/** The weekday of a day's number: 0 is Monday, 6 is Sunday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** A date on the calendar; `month` from 1. */
export type CalendarDate = { year: number; month: number; date: number }

export function calendarDate(day: number): CalendarDate {
  const utc = new Date(day * DAY)
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, date: utc.getUTCDate() }
}

/** The number of a date; null where the calendar has no such day. Years 1000 to 9999. */
export function dayNumber({ year, month, date }: CalendarDate): number | null {
  const day = Date.UTC(year, month - 1, date) / DAY
  const found = calendarDate(day)
  return year >= 1000 && found.month === month && found.date === date ? day : null
}

/** Whether a zone of this name is known. A bare distance such as "+01:00" is none: it knows no summer time. */
export function isZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** "London time" for Europe/London; "GMT-5" for Etc/GMT+5, for those names count against everybody's custom. */
export function namedZone(zone: string): string {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/i.exec(zone) ?? []
  if (sign && hours) return `GMT${sign === '+' ? '-' : '+'}${hours}`
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
  return zone.includes('/') && !zone.startsWith('Etc/') ? `${place} time` : place
}
