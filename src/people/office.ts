import { calendarDate, DAY, momentOf, weekday } from './zone.ts'

/** Part of a day, in minutes from midnight: from 0 up to 1440. */
export type Span = { from: number; to: number }

/** Days by their numbers, or days of every year as month × 100 + date; there `from` after `to` goes over New Year. */
export type Days = { every: 'once' | 'year'; from: number; to: number }

/** When people are there. */
export type Office = {
  /** IANA name of the zone that the hours are meant in. */
  zone: string
  /** What that zone is called towards somebody who may live in another: "UK time". */
  says: string
  /** Seven days from Monday on, each with its spans in order. */
  week: readonly (readonly Span[])[]
  /** Days with other hours, none of them meaning closed; the first that fits counts. */
  exceptions: readonly { days: Days; spans: readonly Span[] }[]
}

/** So far ahead an opening is looked for: an office that is closed for longer has none. Days. */
const HORIZON = 3 * 366

/** All moments here are epoch milliseconds, all lengths milliseconds. */
type Opening = { from: number; to: number }

/** Whether people are there at that moment. */
export function isOpen(office: Office, at: number): boolean {
  return openingAfter(office, at, 1)?.from === at
}

/** When people are there next: `at` itself while they are. Null where they are not within three years. */
export function nextOpening(office: Office, at: number): number | null {
  return openingAfter(office, at, HORIZON)?.from ?? null
}

/** Until when people who are there now stay. Null while closed; Infinity where nobody leaves within three years. */
export function openUntil(office: Office, at: number): number | null {
  let until: number | null = null
  for (const opening of openings(office, at, HORIZON)) {
    if (opening.from > (until ?? at)) return until
    until = opening.to
  }
  return until === null || until < at + HORIZON * DAY ? until : Number.POSITIVE_INFINITY
}

/** When, counted from `at`, people will have been there for so long. Null where the office is not open enough for it. */
export function addOpenTime(office: Office, at: number, length: number): number | null {
  if (length <= 0) return at
  let left = length
  for (const { from, to } of openings(office, at, HORIZON)) {
    if (to - from >= left) return from + left
    left -= to - from
  }
  return null
}

/** How long people were there between two moments; 0 where the second is not after the first. */
export function openTimeBetween(office: Office, a: number, b: number): number {
  let length = 0
  for (const { from, to } of openings(office, a, Math.ceil((b - a) / DAY) + 1)) {
    if (from >= b) break
    length += Math.min(to, b) - from
  }
  return length
}

function openingAfter(office: Office, at: number, days: number): Opening | undefined {
  for (const opening of openings(office, at, days)) return opening
  return undefined
}

/** The openings from a moment on, in order, the first cut to begin no sooner than it. */
function* openings(office: Office, at: number, days: number): Generator<Opening> {
  if (!office.week.some((spans) => spans.length > 0) && office.exceptions.length === 0) return
  // A zone's day may have begun up to a day before UTC's of the same number, and end as late after it.
  const first = Math.floor(at / DAY) - 1
  for (let day = first; day <= first + days + 2; day++) {
    for (const { from, to } of openingsOf(office, day)) if (to > at) yield { from: Math.max(from, at), to }
  }
}

/** What the days of an office come to, kept: the same days are asked for again and again. */
const kept = new WeakMap<Office, Map<number, readonly Opening[]>>()
const KEPT_AT_MOST = 400

function openingsOf(office: Office, day: number): readonly Opening[] {
  const known = kept.get(office) ?? new Map<number, readonly Opening[]>()
  const found = known.get(day)
  if (found) return found
  const openings = spansOf(office, day)
    .map(({ from, to }) => ({ from: momentOf(office.zone, day, from), to: momentOf(office.zone, day, to) }))
    .filter(({ from, to }) => to > from)
  if (known.size >= KEPT_AT_MOST) known.clear()
  kept.set(office, known.set(day, openings))
  return openings
}

function spansOf({ week, exceptions }: Office, day: number): readonly Span[] {
  const usual = week[weekday(day)] ?? []
  const exception = exceptions.find(({ days }) => isAmong(days, day))
  // "24 December until one" opens no Sunday; a date with its year does.
  if (!exception || (exception.days.every === 'year' && usual.length === 0)) return usual
  return exception.spans
}

function isAmong({ every, from, to }: Days, day: number): boolean {
  if (every === 'once') return from <= day && day <= to
  const { month, date } = calendarDate(day)
  const inYear = month * 100 + date
  return from <= to ? from <= inYear && inYear <= to : from <= inYear || inYear <= to
}
