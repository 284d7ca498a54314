import { type CalendarDay, epochOf, plusDays, wallOf, weekdayOf } from '../calendar.ts'
import { nextOpening, type Office, openUntil } from './office.ts'

/** When people are there, as far as a promise asks. Epoch milliseconds; null where nobody is, or never will be. */
export type Hours = {
  /** IANA name. */
  zone: string
  /** What people call the zone, such as "UK time"; where it is missing, its short name is said. */
  label?: string
  /** Until when they are there without a break, or null where they are not there at that moment. */
  openUntil(at: number): number | null
  /** When they are there next, for a moment at which they are not. */
  nextOpening(at: number): number | null
}

const [OPENS, CLOSES] = [9 * 60, 17 * 60]
/** Where an office is closed for longer than this, it is taken for one that never opens. */
const LONGEST_CLOSURE = 60
const SPANS_AT_MOST = 12

/** The office's own hours; plain ones by UTC where the owner has not said when people are there. */
export function hoursOf(office: Office | null): Hours {
  if (!office) return plainHours('UTC')
  return {
    zone: office.zone,
    label: office.says,
    openUntil: (at) => openUntil(office, at),
    nextOpening: (at) => nextOpening(office, at),
  }
}

/** Monday to Friday, 9 to 5: what counts where nobody has said anything else. */
export function plainHours(zone: string): Hours {
  const span = (at: number, days: number) => {
    const day = plusDays(wallOf(at, zone), days)
    const isWeekend = [0, 6].includes(weekdayOf(day))
    return isWeekend ? null : { opens: epochOf(day, OPENS, zone), closes: epochOf(day, CLOSES, zone) }
  }
  return {
    zone,
    openUntil(at) {
      const today = span(at, 0)
      return today && today.opens <= at && at < today.closes ? today.closes : null
    },
    nextOpening(at) {
      const ahead = [0, 1, 2, 3].map((days) => span(at, days)?.opens ?? 0)
      return ahead.find((opens) => opens > at) ?? null
    },
  }
}

export type Open = { opens: number; closes: number }

/** From the first opening to the last closing of a day; null where people are not there that day. */
export function openOn(hours: Hours, day: CalendarDay): Open | null {
  const end = epochOf(plusDays(day, 1), 0, hours.zone)
  let at = epochOf(day, 0, hours.zone)
  let first: number | null = null
  for (let span = 0; span < SPANS_AT_MOST && at < end; span++) {
    const opens = hours.openUntil(at) === null ? hours.nextOpening(at) : at
    const closes = opens === null || opens >= end ? null : hours.openUntil(opens)
    if (closes === null || closes <= at) break
    first ??= opens
    at = closes
  }
  return first === null ? null : { opens: first, closes: Math.min(at, end) }
}

/** The day so many working days after this one; where people are never there, each day counts as one. */
export function workingDayAfter(hours: Hours, day: CalendarDay, count: number): CalendarDay {
  let found = day
  for (let left = count; left > 0; left--) found = nextWorkingDay(hours, found)
  return found
}

function nextWorkingDay(hours: Hours, day: CalendarDay): CalendarDay {
  for (let days = 1; days <= LONGEST_CLOSURE; days++) {
    const next = plusDays(day, days)
    if (openOn(hours, next)) return next
  }
  return plusDays(day, 1)
}

/** The last day up to `day` and not before `from` on which people are there, else `day` itself. */
export function lastWorkingDay(hours: Hours, from: CalendarDay, day: CalendarDay): CalendarDay {
  for (let found = day; key(found) >= key(from); found = plusDays(found, -1))
    if (openOn(hours, found)) return found
  return day
}

function key({ year, month, day }: CalendarDay): number {
  return year * 10_000 + month * 100 + day
}
