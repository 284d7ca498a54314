/** A day of the calendar; months count from 1. */
export type CalendarDay = { year: number; month: number; day: number }

const DAY = 24 * 60 * 60 * 1000
const MINUTE = 60_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** What the calendar and the clock on the wall say in a zone; `minutes` since midnight. Throws RangeError for no zone. */
export function wallOf(at: number, zone: string): CalendarDay & { minutes: number } {
  const wall = new Date(at + offsetOf(at, zone))
  const minutes = wall.getUTCHours() * 60 + wall.getUTCMinutes()
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate(), minutes }
}

/**
 * The moment at which a zone's clock shows so many minutes after midnight (1440: the end of the day); epoch milliseconds.
 * A time that the clock shows twice is the first of them, one that it leaps over is as much later.
 */
export function epochOf({ year, month, day }: CalendarDay, minutes: number, zone: string): number {
  const wall = Date.UTC(year, month - 1, day) + minutes * MINUTE
  const before = offsetOf(wall - DAY, zone)
  const moments = [wall - before, wall - offsetOf(wall + DAY, zone)]
  const shown = moments.filter((at) => at + offsetOf(at, zone) === wall)
  return shown.length > 0 ? Math.min(...shown) : wall - before
}

export function plusDays({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const date = new Date(Date.UTC(year, month - 1, day + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 0 for Sunday, as JavaScript counts. */
export function weekdayOf({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}

/** So many milliseconds is a zone's clock ahead of UTC at that moment. */
function offsetOf(at: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    const numeric = 'numeric' as const
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric }
    format = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', ...fields, second: numeric })
    formats.set(zone, format)
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - Math.floor(at / 1000) * 1000
}
