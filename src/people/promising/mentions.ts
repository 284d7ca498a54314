import type { CalendarDay } from '../../calendar.ts'
import type { Dated } from './dates.ts'
import type { Part, Period, Unit, Vocabulary } from './vocabulary.ts'

/** A time that a clause speaks of, and where in it. */
export type Mention = { from: number; to: number } & (
  | { kind: 'day'; days: number; part: Part | null }
  | { kind: 'weekday'; weekday: number; isNext: boolean }
  | { kind: 'date'; date: CalendarDay }
  | { kind: 'month'; month: number }
  | { kind: 'of_month'; day: number }
  | { kind: 'clock'; minutes: number; isCertain: boolean; offset: number | null }
  | { kind: 'part'; part: Part }
  | { kind: 'period'; period: Period }
  | { kind: 'span'; count: number; unit: Unit }
  | { kind: 'moment' }
)

type Reading = { pattern: RegExp; read: (match: RegExpExecArray) => Told | null }
type Told = Mention extends infer M ? (M extends Mention ? Omit<M, 'from' | 'to'> : never) : never

/** Figures that are no time. */
const MONEY =
  /[£$€]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|eur\b|euros?\b|pounds?\b|%|kg\b|km\b|mm\b|cm\b)|[#№]\s?\w+|\d{5,}/giu
const READ_BY = new Map<string, Reading[]>()

/**
 * All times that a clause speaks of, in order; `readDates` finds dates and times of the clock in what is left when the
 * words of the vocabulary are taken out. What is only told of, such as "you ordered on Friday", is left out.
 */
export function mentionsIn(
  clause: string,
  vocabulary: Vocabulary,
  readDates: (text: string) => readonly Dated[],
): Mention[] {
  const { joined } = vocabulary
  const spread = joined ? clause.replaceAll(new RegExp(joined, 'giu'), '$1 $2') : clause
  let rest = spread.replaceAll(MONEY, blank)
  const found: Mention[] = []
  for (const { pattern, read } of readingsOf(vocabulary)) {
    for (const match of rest.matchAll(pattern)) {
      const told = read(match)
      const [from, to] = [match.index, match.index + match[0].length]
      if (!told) continue
      found.push({ ...told, from, to })
      rest = rest.slice(0, from) + blank(match[0]) + rest.slice(to)
    }
  }
  found.push(...readDates(rest))
  return promised(
    found.sort((a, b) => a.from - b.from),
    spread,
    new RegExp(vocabulary.toldOf, 'iu'),
  )
}

function blank(words: string): string {
  return ' '.repeat(words.length)
}

/** A time goes with the one that it follows at once: "you ordered on Friday at 3pm" tells of both. */
function promised(mentions: Mention[], text: string, toldOf: RegExp): Mention[] {
  let toldTo = -10
  return mentions.filter(({ from, to, kind }) => {
    const isTold = toldOf.test(text.slice(0, from)) || (from - toldTo <= 4 && kind !== 'span')
    if (isTold) toldTo = to
    return !isTold
  })
}

function readingsOf(vocabulary: Vocabulary): Reading[] {
  const known = READ_BY.get(vocabulary.language)
  if (known) return known
  const made = [...spans(vocabulary), ...words(vocabulary)]
  READ_BY.set(vocabulary.language, made)
  return made
}

function spans({ numbers, units, within, between, moment }: Vocabulary): Reading[] {
  const number = `\\d+(?:[.,]\\d)?|${numbers.map(([word]) => word).join('|')}`
  const unit = units.map(([word]) => word).join('|')
  const second = `(?:\\s*(?:-|–|${between})\\s*(?<upto>${number}))?`
  const more = `(?<half> and a half)?(?:\\s(?:${between})\\s(?<or>two|three|so|zwei|drei|deux|dos|twee|dois))?`
  const one = `(?<count>${number})${second}[\\s'-]*(?<unit>${unit})${more}`
  const read = ({ groups }: RegExpExecArray): Told | null => {
    const numberOf = (word: string | undefined) => meaningOf(numbers, word) ?? Number(word?.replace(',', '.'))
    const last =
      groups?.or === undefined || groups.or === 'so' ? undefined : (meaningOf(numbers, groups.or) ?? 2)
    const count = last ?? numberOf(groups?.upto ?? groups?.count) + (groups?.half ? 0.5 : 0)
    const unit = meaningOf(units, groups?.unit)
    return unit && Number.isFinite(count) ? { kind: 'span', count, unit } : null
  }
  return [
    { pattern: whole(moment), read: () => ({ kind: 'moment' }) },
    { pattern: whole(`(?:${within})\\s*${one}`), read },
    { pattern: whole(`${one} from now`), read },
  ]
}

function words(vocabulary: Vocabulary): Reading[] {
  const { days, dayParts, weekdays, next, parts, periods, clocks, hours } = vocabulary
  const hour = hours.map(([word]) => word).join('|')
  return [
    ...periods.map(([word, period]) => reading(word, () => ({ kind: 'period', period }))),
    ...dayParts.map(([word, days, part]) => reading(word, () => ({ kind: 'day', days, part }))),
    ...days.map(([word, days]) => reading(word, () => ({ kind: 'day', days, part: null }))),
    ...weekdays.map((word, weekday) =>
      reading(`(?<next>(?:${next}) )?(?:${word})(?<after> (?:${next}))?`, ({ groups }) => ({
        kind: 'weekday',
        weekday,
        isNext: groups?.next !== undefined || groups?.after !== undefined,
      })),
    ),
    ...parts.map(([word, part]) => reading(word, () => ({ kind: 'part', part }))),
    ...clocks.map((word) =>
      reading(word.replaceAll('HOUR', `\\d{1,2}|${hour}`), (match) => clockOf(match, hours)),
    ),
  ]
}

const MINUTES: Record<string, number> = { half: 30, quarter: 15, ten: 10, five: 5, twenty: 20 }

function clockOf({ groups }: RegExpExecArray, hours: Vocabulary['hours']): Told | null {
  const hour = meaningOf(hours, groups?.hour) ?? Number(groups?.hour)
  const minutes = (word: string | undefined) =>
    word === undefined ? 0 : (MINUTES[word.toLowerCase()] ?? Number(word))
  const total = hour * 60 + minutes(groups?.minute) - minutes(groups?.to)
  return hour <= 24 ? { kind: 'clock', minutes: total, isCertain: hour > 12, offset: null } : null
}

function reading(words: string, read: Reading['read']): Reading {
  return { pattern: whole(words), read }
}

/** As whole words: a letter or figure before or behind makes another word of it. */
function whole(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])(?:${words})(?![\\p{L}\\d])`, 'giu')
}

/** What the first of these expressions that is the whole word stands for. */
function meaningOf<T>(
  table: readonly (readonly [words: string, value: T])[],
  word: string | undefined,
): T | null {
  if (word === undefined) return null
  return table.find(([words]) => new RegExp(`^(?:${words})$`, 'iu').test(word))?.[1] ?? null
}
