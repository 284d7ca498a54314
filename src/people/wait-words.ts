import type { Office } from './office.ts'
import { calendarDate, HOUR, MINUTE, momentOf, wallTime, weekday } from './zone.ts'

/** Whose clock the words mean; without `says` it is not named: the customer lives by the same. */
export type Clock = Pick<Office, 'zone'> & { says?: string | null }

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

/** What is said of the next hour, and up to when it is true. Milliseconds. */
const SOON = [
  { within: 15 * MINUTE, words: 'within 15 minutes' },
  { within: 30 * MINUTE, words: 'within half an hour' },
  { within: 45 * MINUTE, words: 'within 45 minutes' },
  { within: HOUR, words: 'within the hour' },
]

/**
 * The latest moment that is still true to the words that will be said of `at`: the end of this
 * quarter, half, three quarters or hour from now, then half hours of today and whole hours of later days. All epoch milliseconds.
 */
export function roundUp(at: number, now: number, zone: string): number {
  const soon = SOON.find(({ within }) => at - now <= within)
  if (soon) return now + soon.within
  const { day, minute } = wallTime(zone, at - 1)
  const step = day === wallTime(zone, now).day ? 30 : 60
  const rounded = momentOf(zone, day, Math.ceil((minute + 1) / step) * step)
  // Where the clock shows an hour twice, the one that is meant is the later.
  return rounded >= at ? rounded : rounded + HOUR
}

/**
 * By when, in words that follow "A person will answer you here": "within the hour", "by 2.30pm UK time today", "by 11am
 * tomorrow", "on Monday by 11am". Null where `at` has passed: then no such words are true.
 */
export function waitWords(at: number, now: number, clock: Clock): string | null {
  if (at <= now) return null
  const soon = SOON.find(({ within }) => at - now <= within)
  if (soon) return soon.words
  // Words are true up to the minute that they name, and midnight ends the day that it is said of.
  const { days, day, minute } = said(Math.ceil(at / MINUTE) * MINUTE - MINUTE, now, clock)
  const time = timeWords(minute + 1, clock.says)
  if (days === 0) return `by ${time} ${minute + 1 === 1440 ? 'tonight' : 'today'}`
  return days === 1 ? `by ${time} tomorrow` : `on ${day} by ${time}`
}

/** From when on people are there again: "9am UK time today", "9am tomorrow", "Monday at 9am". */
export function backWords(at: number, now: number, clock: Clock): string {
  const { days, day, minute } = said(at, now, clock)
  const name = ['today', 'tomorrow'][days] ?? day
  if (minute === 0) return `the start of ${name}`
  const time = timeWords(minute, clock.says)
  return days < 2 ? `${time} ${name}` : `${name} at ${time}`
}

type Said = { days: number; day: string; minute: number }

/** How many days from now, that day's name (with its date where the name alone could mean another), and the time of day. */
function said(at: number, now: number, { zone }: Clock): Said {
  const { day, minute } = wallTime(zone, at)
  const days = day - wallTime(zone, now).day
  const { month, date } = calendarDate(day)
  const name = WEEK[weekday(day)] ?? ''
  return {
    days,
    day: days < 7 ? name : `${name} ${date} ${MONTHS[month - 1]}`,
    minute,
  }
}

/** "9am", "2.30pm UK time", "noon"; `minute` of the day, 1440 is the midnight that ends it. */
function timeWords(minute: number, says: string | null = null): string {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60]
  const past = rest > 0 ? `.${String(rest).padStart(2, '0')}` : ''
  const clock = `${hour % 12 || 12}${past}${hour < 12 ? 'am' : 'pm'}`
  const time = rest > 0 || hour % 12 > 0 ? clock : hour === 12 ? 'noon' : 'midnight'
  return says ? `${time} ${says}` : time
}
