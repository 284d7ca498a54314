import { type CalendarDay, plusDays, wallOf } from '../calendar.ts'
import type { Hours } from './hours.ts'
import { namedZone } from './zone.ts'

/** Seen from `now`; null where the words are to be right on any day. A moment in words that go behind "by": "5pm UK time today", "noon BST on Friday 5 June", "the end of tomorrow". */
export function whenWords(
  at: number,
  now: number | null,
  { zone, label }: Pick<Hours, 'zone' | 'label'>,
): string {
  const { minutes, ...day } = wallOf(at, zone)
  if (minutes === 0) return `the end of ${dayWords(plusDays(day, -1), now, zone, false)}`
  return `${clockWords(minutes)} ${label ?? zoneName(at, zone)} ${dayWords(day, now, zone, true)}`
}

/**
 * The same for a customer, by their own clock where we know it and it shows another time than the office's: "5pm Auckland
 * time today".
 */
export function whenWordsFor(customerZone: string | null, at: number, now: number, hours: Hours): string {
  const [theirs, ours] = [wallOf(at, customerZone ?? hours.zone), wallOf(at, hours.zone)]
  const isOurs = customerZone === null || (isSame(theirs, ours) && theirs.minutes === ours.minutes)
  return whenWords(at, now, isOurs ? hours : { zone: customerZone, label: namedZone(customerZone) })
}

function clockWords(minutes: number): string {
  if (minutes === 12 * 60) return 'noon'
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60]
  const figures =
    minute === 0 ? `${hour % 12 || 12}` : `${hour % 12 || 12}.${String(minute).padStart(2, '0')}`
  return `${figures}${hour < 12 ? 'am' : 'pm'}`
}

function dayWords(day: CalendarDay, now: number | null, zone: string, isBehindTime: boolean): string {
  const today = now === null ? null : wallOf(now, zone)
  if (today && isSame(day, today)) return 'today'
  if (today && isSame(day, plusDays(today, 1))) return 'tomorrow'
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day))
  const words = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const
  const said = date.toLocaleDateString('en-GB', words).replace(',', '')
  return isBehindTime ? `on ${said}` : said
}

function isSame(a: CalendarDay, b: CalendarDay): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day
}

function zoneName(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}
