import { calendarOf, INFLECTS } from './calendar.ts'
import type { Fact } from './fact.ts'

type Made = Omit<Fact, 'at' | 'end'>
/** Takes what a pattern finds out of the text, so that its numbers are not read again. */
type Take = (pattern: RegExp, fact: (found: string, at: number, groups: string[]) => Made | null) => void
type Patterns = {
  months: ReadonlyMap<string, number>
  weekdays: ReadonlyMap<string, number>
  dayMonth: RegExp
  monthDay: RegExp
  month: RegExp
  days: RegExp
  weekday: RegExp
  tomorrow: RegExp
}

const patterns = new Map<string, Patterns>()
const SHORT_DAYS: readonly [string, number][] = [
  ['sun', 0],
  ['mon', 1],
  ['tue', 2],
  ['tues', 2],
  ['wed', 3],
  ['thu', 4],
  ['thur', 4],
  ['thurs', 4],
  ['fri', 5],
  ['sat', 6],
]
const SHORT = new Set(SHORT_DAYS.map(([name]) => name))
const PORTUGUESE = new Set(['segunda', 'terça', 'quarta', 'quinta', 'sexta'])
const EAST_DAYS = '日月火水木金土'
const CHINESE_DAYS = '日一二三四五六'

/** Dates, months, weekdays and times of day, taken in this order: what is taken is not read again as a bare number. */
export function calendarFacts(languages: readonly string[], take: Take): void {
  const names = patternsOf(languages)
  take(/(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/g, (_, _at, [, month, day]) => date(day, month))
  take(/(?<![\d.,/])(\d{1,2})([./])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/])/g, (_, _at, [first, , second]) =>
    either(first, second),
  )
  // "24.12." is a date where commas divide; in English it is "2.2" at the end of a sentence.
  if (languages.some((language) => language !== 'en'))
    take(/(?<![\d.,/])(\d{1,2})\.(\d{1,2})\.(?!\d)/g, (_, _at, [first, second]) => date(first, second))
  take(/(?<![\d.,/])(\d{1,2})\/(\d{1,2})(?![\d/])/g, (_, _at, [first, second]) => either(first, second))
  take(/(\d{1,2})[月월]\s?(\d{1,2})[日일]/g, (_, _at, [month, day]) => date(day, month))
  take(names.dayMonth, (_, _at, [day, month]) =>
    date(day, String(names.months.get((month ?? '').toLowerCase()))),
  )
  take(names.monthDay, (_, _at, [month, day]) =>
    date(day, String(names.months.get((month ?? '').toLowerCase()))),
  )
  take(names.month, (found) => {
    const month = names.months.get(found.toLowerCase())
    return month === undefined ? null : { kind: 'date', keys: [`month:${month}`], gives: [`month:${month}`] }
  })
  take(/(?<![\d.,:])(\d{1,2})(?:[:.h](\d{2}))?\s?([ap])\.?\s?m\b\.?/gi, (_, _at, [hour, minute, half]) =>
    time(hour, minute, half),
  )
  take(
    /(?<![\d.,:])(\d{1,2})[:.](\d{2})\s?Uhr\b|(?<![\d.,:])(\d{1,2}):(\d{2})(?!\d)|(?<![\d.,:])(\d{1,2})\s?h\s?(\d{2})(?!\d)/gi,
    (_, _at, [a, b, c, d, e, f]) => time(a || c || e, b || d || f, ''),
  )
  take(/(?<![\d.,:])(\d{1,2})\s?(?:Uhr|o'clock)\b/gi, (_, _at, [hour]) => time(hour, '', ''))
  take(/(?<![\d.,:])(\d{1,2})\s?(?:h|heures|uur)(?![\p{L}\d])/giu, (_, _at, [hour]) => hourOrTime(hour))
  // "9-5pm", "9 to 5pm": the first hour has no half of the day of its own, and stays a number.
  take(/\b(?:noon|midday|midnight)\b/gi, (found) => time(/midnight/i.test(found) ? '0' : '12', '', ''))
  take(names.days, (_, _at, [from, to]) => span(dayOf(from, names), dayOf(to, names)))
  take(names.weekday, (found) => weekday(dayOf(found, names)))
  take(/(?:星期|周|週)([日一二三四五六天])/g, (_, _at, [day]) =>
    weekday(CHINESE_DAYS.indexOf(day === '天' ? '日' : (day ?? ''))),
  )
  take(/([日月火水木金土])曜/g, (_, _at, [day]) => weekday(EAST_DAYS.indexOf(day ?? '')))
  take(/\bweekends?\b/gi, () => ({
    kind: 'date',
    keys: ['weekday:6', 'weekday:0'],
    gives: ['weekday:6', 'weekday:0'],
  }))
  take(/\bweekdays?\b/gi, () => ({ kind: 'date', keys: ['weekdays', 'weekday:1'], gives: ['weekdays'] }))
  take(names.tomorrow, () => ({ kind: 'date', keys: ['tomorrow'], gives: ['tomorrow'] }))
}

function patternsOf(languages: readonly string[]): Patterns {
  const name = languages.join(' ')
  const known = patterns.get(name)
  if (known !== undefined) return known
  const calendars = languages.map(calendarOf)
  const months = new Map(calendars.flatMap((calendar) => [...calendar.months]))
  if (languages.includes('en')) months.set('sept', 9)
  const weekdays = new Map(calendars.flatMap((calendar) => [...calendar.weekdays]))
  if (languages.includes('en')) for (const [name, day] of SHORT_DAYS) weekdays.set(name, day)
  const anyMonth = anyOf(months.keys())
  // Alone, only whole names, and never the verbs "may" and "march".
  const whole = anyOf(
    [...months.keys()].filter((month) => month.length > 3 && month !== 'march' && month !== 'sept'),
  )
  const day = String.raw`(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.|-го|日)?`
  // English abbreviations need their capital ("sat" and "sun" are words), Portuguese ones a neighbour ("segunda" is "second").
  const long = [...weekdays.keys()].filter((name) => !SHORT.has(name))
  const abbreviated = [...SHORT]
    .filter((name) => weekdays.has(name))
    .map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`)
  const cased = (source: string) =>
    source.replaceAll(/\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase().slice(0, 1)}]`)
  const ending = languages.some((language) => INFLECTS.has(language)) ? String.raw`\p{L}{0,3}` : ''
  const nameIn = (names: string[]) => `(?:(?:${cased(anyOf(names))})${ending}|${anyOf(abbreviated)})`
  const dayName = nameIn(long)
  const alone = nameIn(long.filter((name) => !PORTUGUESE.has(name)))
  const made: Patterns = {
    months,
    weekdays,
    dayMonth: new RegExp(
      String.raw`(?<![\p{L}\d.,])${day}\s?(?:of\s|de\s|d'|di\s|del\s)?(?:the\s)?(${anyMonth})(?!\p{L})`,
      'giu',
    ),
    monthDay: new RegExp(String.raw`(?<!\p{L})(${anyMonth})\.?\s${day}(?![\d:]|\s?[ap]\.?m)`, 'giu'),
    month: new RegExp(
      String.raw`(?<!\p{L})(?:${whole})(?!\p{L})|(?<=\b(?:in|until|by|from|since|of|to|and) )(?:May|March)\b`,
      'giu',
    ),
    days: new RegExp(
      String.raw`(?<!\p{L})(${dayName})s?\.?,?\s?(?:to|-|through|thru|till|until|bis|al?|à|au|alla|do|tot(?: en met)?|até|à|às?|по|до)\s?(${dayName})(?!\p{L})`,
      'gu',
    ),
    weekday: new RegExp(String.raw`(?<!\p{L})(?:${alone})(?=s?(?!\p{L}))`, 'gu'),
    tomorrow: new RegExp(
      String.raw`(?<!\p{L}|\bla |\bam |\bguten )(?:${anyOf(calendars.flatMap((calendar) => [...calendar.tomorrow]))})(?!\p{L})`,
      languages.some((language) => language === 'de') ? 'gu' : 'giu',
    ),
  }
  patterns.set(name, made)
  return made
}

/** With its ending cut as far as needed: "poniedziałku" is found as "poniedział". */
function dayOf(found: string | undefined, names: Patterns): number | undefined {
  const name = (found ?? '').toLowerCase()
  for (let end = name.length; end > 2; end--) {
    const day = names.weekdays.get(name.slice(0, end))
    if (day !== undefined) return day
  }
}

function anyOf(words: Iterable<string>): string {
  const all = [...words].filter((word) => word !== '').sort((a, b) => b.length - a.length)
  return all.length === 0
    ? '[^\\s\\S]'
    : all.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
}

function date(day: string | undefined, month: string | undefined): Made | null {
  const [d, m] = [Number(day), Number(month)]
  if (!(d >= 1 && d <= 31 && m >= 1 && m <= 12)) return null
  return { kind: 'date', keys: [`date:${m}-${d}`], gives: [`date:${m}-${d}`, `month:${m}`] }
}

/** "12/11": nobody knows which of the two is the month; "24/7" is no date, and stands only where the pages say it. */
function either(first: string | undefined, second: string | undefined): Made {
  const made = [date(first, second), date(second, first)].filter((each) => each !== null)
  const pair = `pair:${first}/${second}`
  return {
    kind: 'date',
    keys: [pair, ...made.flatMap(({ keys }) => keys)],
    gives: [pair, ...made.flatMap(({ gives }) => gives)],
  }
}

/** `half` is "a" or "p"; without one, five o'clock may be either, and 17 o'clock is one. */
function time(hour: string | undefined, minute: string | undefined, half: string | undefined): Made | null {
  const [h, m] = [Number(hour), Number(minute || 0)]
  if (!(h >= 0 && h <= 24 && m < 60)) return null
  const key = (hours: number) => `time:${hours % 24}:${String(m).padStart(2, '0')}`
  const given = half === '' || half === undefined ? h : (h % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  const keys = [key(given)]
  if ((half === '' || half === undefined) && h <= 12) keys.push(key((h % 12) + 12), key(h % 12))
  return { kind: 'time', keys, gives: [key(given), `n:${given}`, `n:${given % 12 || 12}`] }
}

/** "9 h" is nine o'clock or nine hours. */
function hourOrTime(hour: string | undefined): Made | null {
  const made = time(hour, '', '')
  const length = `hour:${Number(hour)}`
  if (made === null) return null
  return {
    kind: 'time',
    keys: [...made.keys, length, `day:${Number(hour) / 24}`],
    gives: [...made.gives, length],
  }
}

function weekday(day: number | undefined): Made | null {
  return day === undefined || day < 0
    ? null
    : { kind: 'date', keys: [`weekday:${day}`], gives: [`weekday:${day}`] }
}

/** "Monday to Friday" holds every day between; to say it, its ends must stand in the sources. */
function span(from: number | undefined, to: number | undefined): Made | null {
  if (from === undefined || to === undefined) return null
  const days = Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7)
  const all = days.map((day) => `weekday:${day}`)
  return {
    kind: 'date',
    keys: [`span:${from}-${to}`],
    gives: [`span:${from}-${to}`, ...all, ...(from === 1 && to === 5 ? ['weekdays'] : [])],
  }
}
