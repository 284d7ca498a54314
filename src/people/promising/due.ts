import { type CalendarDay, epochOf, plusDays, wallOf, weekdayOf } from '../../calendar.ts'
import { type Hours, lastWorkingDay, openOn, workingDayAfter } from '../hours.ts'
import type { Mention } from './mentions.ts'
import type { Part, Period, Unit } from './vocabulary.ts'

/** From where a promise is seen. `zone` is the one in which its times are meant. */
export type View = { at: number; zone: string; hours: Hours }
type Kind<K extends Mention['kind']> = Extract<Mention, { kind: K }>

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** "In a moment" is kept within this. */
const MOMENT = HOUR
/** Where nobody is there that day, it ends, and begins, at these minutes after midnight. */
const [CLOSES, FIRST] = [17 * 60, 10 * 60]
const [NOON, EVENING, MIDNIGHT] = [12 * 60, 21 * 60, 24 * 60]
/** So late in the morning, "in the morning" is tomorrow's. */
const MORNING_IS_OVER = 9 * 60
const [MONDAY, FRIDAY] = [1, 5]

/** The moment that these mentions, in the order of a clause, mean; null where they name none ahead of it. */
export function dueOf(mentions: readonly Mention[], clause: string, view: View): number | null {
  const span = last(mentions, 'span', clause)
  if (span) return ahead(spanEnd(span, view), view)
  if (mentions.some(({ kind }) => kind === 'moment')) return view.at + MOMENT
  const period = last(mentions, 'period', clause)
  const clock = last(mentions, 'clock', clause)
  const day = dayOf(mentions, clause, period, view)
  const part = mentions.find((one) => one.kind === 'part')?.part ?? (day?.part || null)
  if (day) return ahead(dayEnd(day.date, part, clock, view), view)
  if (period) return ahead(periodEnd(period.period, view), view)
  if (clock || part) return undated(part, clock, view)
  return null
}

/** When a promise that names no time is to be kept: at the end of so many days on which people are there. */
export function usualDue({ at, hours }: View, workingDays: number): number {
  const day = workingDayAfter(hours, wallOf(at, hours.zone), workingDays)
  return openOn(hours, day)?.closes ?? epochOf(day, CLOSES, hours.zone)
}

function ahead(due: number, { at }: View): number | null {
  return due > at ? due : null
}

/** The first of its kind, or the one that is joined to it by "or", "to", "and". */
function last<K extends Mention['kind']>(all: readonly Mention[], kind: K, clause: string): Kind<K> | null {
  const ours = all.filter((one): one is Kind<K> => one.kind === kind)
  return ours.reduce<Kind<K> | null>(
    (found, one) => (!found || joins(clause, found, one) ? one : found),
    null,
  )
}

const JOINS = /^[\s,]*(?:-|–|or|and|to|until|till|oder|bis|und|ou|et|y|o|of|en|e)(?![\p{L}])/iu
const BEGINS =
  /(?<!\p{L})(?:whether|if|that|when|because|so|which|where|how|what|ob|dass|si|que|dat)(?!\p{L})/iu

function joins(clause: string, { to }: Mention, { from }: Mention): boolean {
  const between = clause.slice(to, from)
  return JOINS.test(between) && !BEGINS.test(between)
}

type Day = { date: CalendarDay; part: Part | null }

function dayOf(
  mentions: readonly Mention[],
  clause: string,
  period: Kind<'period'> | null,
  view: View,
): Day | null {
  const today = wallOf(view.at, view.zone)
  const date = last(mentions, 'date', clause)
  if (date) return { date: date.date, part: null }
  const ofMonth = last(mentions, 'of_month', clause)
  if (ofMonth) return { date: nextOfMonth(today, ofMonth.day), part: null }
  const month = last(mentions, 'month', clause)
  if (month) return { date: monthEnd(month.month, view), part: null }
  const near = mentions.filter(({ kind }) => kind === 'day' || kind === 'weekday')
  const first = near.reduce<Mention | null>(
    (found, one) => (!found || joins(clause, found, one) ? one : found),
    null,
  )
  if (first?.kind === 'day') return { date: plusDays(today, first.days), part: first.part }
  if (first?.kind === 'weekday') {
    const isNext = first.isNext || period?.period === 'next_week'
    return { date: nextWeekday(today, first.weekday, isNext), part: null }
  }
  return null
}

function nextWeekday(today: CalendarDay, weekday: number, isNext: boolean): CalendarDay {
  if (isNext) return plusDays(today, 7 - sinceMonday(today) + ((weekday + 6) % 7))
  return plusDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1)
}

function nextOfMonth(today: CalendarDay, day: number): CalendarDay {
  return plusDays({ ...today, month: today.month + (day > today.day ? 0 : 1), day }, 0)
}

function monthEnd(month: number, { at, zone, hours }: View): CalendarDay {
  const today = wallOf(at, zone)
  const from = { year: today.year + (month < today.month ? 1 : 0), month, day: 1 }
  return lastWorkingDay(hours, from, plusDays({ ...from, month: month + 1 }, -1))
}

function sinceMonday(day: CalendarDay): number {
  return (weekdayOf(day) + 6) % 7
}

/**
 * A time of the clock stands for itself; half past two without a word more is in the afternoon. What ends with the office's
 * day ends with that day of the customer's at the latest, where theirs is over sooner.
 */
function dayEnd(date: CalendarDay, part: Part | null, clock: Kind<'clock'> | null, view: View): number {
  const { at, zone, hours } = view
  if (clock?.offset != null) return epochOf(date, minutesOf(clock, part), 'UTC') - clock.offset * MINUTE
  if (clock) return epochOf(date, minutesOf(clock, part), zone)
  const open = openOn(hours, date)
  const closes = open?.closes ?? epochOf(date, CLOSES, zone)
  switch (part) {
    case 'first':
      return open ? noLater(open.opens + HOUR, date, FIRST, view) : epochOf(date, FIRST, zone)
    case 'morning':
    case 'noon':
      return epochOf(date, NOON, zone)
    case 'evening':
      return epochOf(date, EVENING, zone)
    case 'midnight':
      return epochOf(date, MIDNIGHT, zone)
    default:
      return closes > at ? noLater(closes, date, MIDNIGHT, view) : epochOf(date, MIDNIGHT, zone)
  }
}

/** The office's moment, or so many minutes into that day of a customer who lives elsewhere, whichever is first. */
function noLater(moment: number, date: CalendarDay, minutes: number, { at, zone, hours }: View): number {
  const theirs = zone === hours.zone ? moment : epochOf(date, minutes, zone)
  return theirs > at ? Math.min(moment, theirs) : moment
}

function minutesOf({ minutes, isCertain }: Kind<'clock'>, part: Part | null): number {
  if (isCertain || part === 'morning' || part === 'first') return minutes
  const isLate = part === 'afternoon' || part === 'evening' || minutes < 7 * 60
  return isLate && minutes < NOON ? minutes + NOON : minutes
}

/** With no day said: today, or tomorrow where that time has passed. */
function undated(part: Part | null, clock: Kind<'clock'> | null, view: View): number {
  const { at, zone, hours } = view
  const today = wallOf(at, zone)
  const isTomorrows = part === 'morning' && !clock && today.minutes >= MORNING_IS_OVER
  const due = isTomorrows ? at : dayEnd(today, part, clock, view)
  if (due > at) return due
  const next = part === 'first' ? workingDayAfter(hours, today, 1) : plusDays(today, 1)
  return dayEnd(next, part, clock, view)
}

function spanEnd({ count, unit }: Kind<'span'>, view: View): number {
  const { at, zone, hours } = view
  const today = wallOf(at, zone)
  const days: Record<Unit, () => number> = {
    minute: () => at + count * MINUTE,
    hour: () => at + count * HOUR,
    working_day: () => dayEnd(workingDayAfter(hours, today, count), null, null, view),
    day: () => dayEnd(plusDays(today, Math.ceil(count)), null, null, view),
    week: () => dayEnd(plusDays(today, Math.ceil(count * 7)), null, null, view),
    month: () => dayEnd(plusDays({ ...today, month: today.month + Math.ceil(count) }, 0), null, null, view),
  }
  return days[unit]()
}

function periodEnd(period: Period, view: View): number {
  const { at, zone, hours } = view
  const today = wallOf(at, zone)
  const monday = plusDays(today, -sinceMonday(today))
  const end = (from: CalendarDay, to: CalendarDay) =>
    dayEnd(lastWorkingDay(hours, from, to), 'close', null, view)
  const week = (weeks: number, weekday: number) =>
    end(plusDays(monday, weeks * 7), plusDays(monday, weeks * 7 + weekday - MONDAY))
  const month = (months: number) => {
    const from = plusDays({ ...today, month: today.month + months, day: 1 }, 0)
    return end(from, plusDays({ ...from, month: from.month + 1 }, -1))
  }
  // Said at the end of a week, or of a month, it is the next one that is meant.
  const within = (due: number, later: () => number) => (due > at ? due : later())
  switch (period) {
    case 'this_week':
      return within(week(0, FRIDAY), () => week(1, FRIDAY))
    case 'weekend':
      return dayEnd(plusDays(monday, 6), 'evening', null, view)
    case 'after_weekend':
      return dayEnd(workingDayAfter(hours, plusDays(monday, 6), 1), null, null, view)
    case 'early_next_week':
      return week(1, MONDAY + 1)
    case 'mid_next_week':
      return week(1, MONDAY + 2)
    case 'next_week':
      return week(1, FRIDAY)
    case 'this_month':
      return within(month(0), () =>
        epochOf(plusDays({ ...today, month: today.month + 1, day: 1 }, 0), 0, zone),
      )
    case 'early_next_month':
      return dayEnd(plusDays({ ...today, month: today.month + 1, day: 7 }, 0), null, null, view)
    case 'next_month':
      return month(1)
    case 'this_year':
      return end({ year: today.year, month: 12, day: 1 }, { year: today.year, month: 12, day: 31 })
  }
}
