import type { ParsedComponents, ParsedResult } from 'chrono-node'
import { type CalendarDay, wallOf } from '../../calendar.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A date, or a time of the clock, and where it stands. `minutes` since midnight; `offset` of the zone it names, minutes. */
export type Dated = { from: number; to: number } & (
  | { kind: 'date'; date: CalendarDay }
  | { kind: 'month'; month: number }
  | { kind: 'of_month'; day: number }
  | { kind: 'clock'; minutes: number; isCertain: boolean; offset: number | null }
)
export type ReadDates = (text: string) => readonly Dated[]

const OF_MONTH = /(?<![\p{L}\d])the (\d{1,2})(?:st|nd|rd|th)(?![\p{L}\d])(?! (?:of )?[A-Z])/gu
const POINTED = /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?:(\d{4}|\d{2})(?!\d))?(?![\d.])/gu
const NOON = 12

/** Whether there is anything in a text for which dates have to be read. */
export function mayHoldDates(text: string, { months }: Vocabulary): boolean {
  return /\d/.test(text) || new RegExp(`(?<!\\p{L})(?:${months})(?!\\p{L})`, 'iu').test(text)
}

/**
 * Reads dates and times of the clock in a language's own writing, seen from a day. The library that knows them is loaded
 * when it is first needed. Western continents write the month first in English, all others the day.
 */
export async function openDates(
  language: Vocabulary['language'],
  at: number,
  zone: string,
): Promise<ReadDates> {
  const chrono = await load(language, zone)
  const today = wallOf(at, zone)
  // Noon of the day as if it were UTC: no zone of this machine, and no change of its clocks, has a say in it.
  const reference = { instant: new Date(Date.UTC(today.year, today.month - 1, today.day, NOON)), timezone: 0 }
  return (text) => {
    const ours = [...ofMonth(text), ...pointed(text, today, language)]
    const rest = ours.reduce((left, one) => blank(left, one.from, one.to), text)
    const theirs = chrono.parse(rest, reference, { forwardDate: true })
    return [...ours, ...theirs.flatMap((result) => datedIn(result, rest))]
  }
}

async function load(language: Vocabulary['language'], zone: string) {
  switch (language) {
    case 'en': {
      const { casual, GB } = await import('chrono-node/en')
      return zone.startsWith('America/') ? casual : GB
    }
    case 'de':
      return (await import('chrono-node/de')).casual
    case 'fr':
      return (await import('chrono-node/fr')).casual
    case 'es':
      return (await import('chrono-node/es')).casual
    case 'nl':
      return (await import('chrono-node/nl')).casual
    case 'pt':
      return (await import('chrono-node/pt')).casual
  }
}

/** Only what is written with figures or a month's name: all else is our own vocabulary's. Of a span, its end. */
function datedIn(result: ParsedResult, text: string): Dated[] {
  const { index: from, start, end } = result
  const to = from + result.text.length
  const last = end ?? start
  const hasFigure = /\d/.test(result.text)
  const found: Dated[] = []
  if (start.isCertain('month') && start.isCertain('day') && !start.tags().has('result/relativeDate')) {
    if (hasFigure || /^end of/i.test(result.text)) found.push({ from, to, kind: 'date', date: dayOf(last) })
  } else if (start.isCertain('month') && /\b(?:in|by|before|of|during) $/i.test(text.slice(0, from))) {
    if (/^\p{Lu}/u.test(result.text)) found.push({ from, to, kind: 'month', month: start.get('month') ?? 1 })
  }
  if (hasFigure && last.isCertain('hour')) found.push({ from, to, ...clockOf(last) })
  return found
}

function dayOf(components: ParsedComponents): CalendarDay {
  const [year, month, day] = [components.get('year'), components.get('month'), components.get('day')]
  return { year: year ?? 0, month: month ?? 1, day: day ?? 1 }
}

function clockOf(components: ParsedComponents) {
  const hour = components.get('hour') ?? 0
  return {
    kind: 'clock' as const,
    minutes: hour * 60 + (components.get('minute') ?? 0),
    isCertain: components.isCertain('meridiem') || hour > NOON,
    offset: components.isCertain('timezoneOffset') ? components.get('timezoneOffset') : null,
  }
}

function ofMonth(text: string): Dated[] {
  return [...text.matchAll(OF_MONTH)].map((match) => ({
    kind: 'of_month',
    day: Number(match[1]),
    from: match.index,
    to: match.index + match[0].length,
  }))
}

/** 12.6. and 12.6.2026, as they are written between the Rhine and the Oder. */
function pointed(text: string, today: CalendarDay, language: string): Dated[] {
  if (language !== 'de') return []
  return [...text.matchAll(POINTED)].flatMap((match): Dated[] => {
    const [day, month, year] = [match[1], match[2], match[3]].map(Number)
    if (!day || !month || day > 31 || month > 12) return []
    const thisYear = month * 31 + day >= today.month * 31 + today.day ? today.year : today.year + 1
    const date = { year: year ? (year % 2000) + 2000 : thisYear, month, day }
    return [{ kind: 'date', date, from: match.index, to: match.index + match[0].length }]
  })
}

function blank(text: string, from: number, to: number): string {
  return text.slice(0, from) + ' '.repeat(to - from) + text.slice(to)
}
