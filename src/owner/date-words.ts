import type { Now } from './now.ts'

const LOOKS = {
  moment: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  momentAndYear: { dateStyle: 'medium', timeStyle: 'short' },
  day: { day: 'numeric', month: 'long' },
  dayAndYear: { day: 'numeric', month: 'long', year: 'numeric' },
  shortDay: { weekday: 'short', day: 'numeric', month: 'short' },
  date: { dateStyle: 'full' },
  year: { year: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

/** "3 Mar, 14:05", and the year where it is another one than now. */
export function momentWords(at: number, now: Now): string {
  return written(isThisYear(at, now) ? 'moment' : 'momentAndYear', at, now.zone)
}

/** "3 March", and the year where it is another one than now. */
export function dayWords(at: number, now: Now): string {
  return written(isThisYear(at, now) ? 'day' : 'dayAndYear', at, now.zone)
}

/** "Sunday, 22 November 2026". */
export function todayWords({ time, zone }: Now): string {
  return written('date', time, zone)
}

/** "Sun 22 Nov". */
export function shortDay(at: number, zone: string): string {
  return written('shortDay', at, zone)
}

/** "2019". */
export function yearWords(at: number, zone: string): string {
  return written('year', at, zone)
}

function isThisYear(at: number, { time, zone }: Now): boolean {
  return yearWords(at, zone) === yearWords(time, zone)
}

/** To make one takes longer than to use it, and a page holds hundreds of times: each is made once for a zone. */
const made = new Map<string, Intl.DateTimeFormat>()

function written(look: keyof typeof LOOKS, at: number, timeZone: string): string {
  const name = `${look} ${timeZone}`
  const format = made.get(name) ?? new Intl.DateTimeFormat('en-GB', { ...LOOKS[look], timeZone })
  made.set(name, format)
  return format.format(at)
}
