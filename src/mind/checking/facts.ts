import { calendarFacts } from './dates.ts'
import type { Fact, FactKind } from './fact.ts'
import { LITERAL, numberWords, valuesOf } from './numerals.ts'
import { bare, sameAs, unitAt } from './units.ts'

const PHONE =
  /(?<![\p{L}\d.,-])(?:\+|\(?0|\(\+)[\d\s()./-]{5,20}\d(?![\d.,]*\d)|(?<![\d.,-])\d{3}[ .-]\d{3,4}[ .-]\d{3,4}(?!\d)/gu
const CODE =
  /(?<![\p{Script=Latin}\p{N}])#?(?=[\p{Script=Latin}\d_-]*\d)(?=[\p{Script=Latin}\d_-]*\p{Script=Latin})[\p{Script=Latin}\d]+(?:[-_][\p{Script=Latin}\d]+)*(?![\p{Script=Latin}\p{N}])/gu
/** "12kg", "5pm", "2nd" and "14-inch" are a number and a word. */
const NUMBER_AND_WORD =
  /^\d+(?:-?(?:\p{Ll}{1,2}|uhr|min|mins|hrs?|inch|zoll|year|day|month|week|hour|minute)s?|-\p{L}{3,}(?:-\p{L}+)*)$/iu
const EMERGENCY = new Set(['112', '999', '911'])

/** Every number, date, time and code of a text in normal form (see `written.plain`), in the languages given. */
export function factsIn(plain: string, languages: readonly string[]): Fact[] {
  const facts: Fact[] = []
  let rest = plain
  const take = (
    pattern: RegExp,
    fact: (found: string, at: number, groups: string[]) => Omit<Fact, 'at' | 'end'> | null,
  ) => {
    rest = rest.replaceAll(pattern, (found: string, ...more: unknown[]) => {
      const at = more.find((part): part is number => typeof part === 'number') ?? 0
      const groups = more.slice(0, more.indexOf(at)).map((group) => (typeof group === 'string' ? group : ''))
      const made = fact(found, at, groups)
      if (made === null) return found
      facts.push({ ...made, at, end: at + found.length })
      return ' '.repeat(found.length)
    })
  }
  take(PHONE, phone)
  calendarFacts(languages, take)
  take(CODE, code)
  return [...facts, ...numbersIn(rest, languages)].sort((a, b) => a.at - b.at)
}

function phone(found: string): Omit<Fact, 'at' | 'end'> | null {
  const digits = found.replaceAll(/\D/g, '')
  if (digits.length < 7 || digits.length > 15 || /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(found)) return null
  // The same line, with and without the way into the country.
  const key = `phone:${digits.replace(/^00/, '').slice(-9)}`
  return { kind: 'phone number', keys: [key], gives: [key] }
}

function code(found: string): Omit<Fact, 'at' | 'end'> | null {
  if (NUMBER_AND_WORD.test(found)) return null
  const key = `code:${found.replaceAll(/[^\p{L}\d]/gu, '').toLowerCase()}`
  return { kind: 'code', keys: [key], gives: [key] }
}

type Atom = { values: string[]; at: number; end: number; word: boolean }

function numbersIn(text: string, languages: readonly string[]): Fact[] {
  const english = languages.every((language) => language === 'en')
  const literals = Array.from(text.matchAll(LITERAL), (match) => ({
    values: valuesOf(match[0], english),
    at: match.index,
    end: match.index + match[0].length,
    word: false,
  }))
  const atoms = [...literals, ...wordsIn(text, languages)].sort((a, b) => a.at - b.at)
  const facts: (Fact | null)[] = []
  let next: Counted | null = null
  for (const atom of atoms.toReversed()) {
    next = { at: atom.at, unit: unitOf(atom, text, next) }
    facts.push(numberFact(atom, next.unit, text))
  }
  return facts.filter((fact) => fact !== null)
}

type Counted = { unit: string | null; at: number }
const RANGE =
  /^\s*(?:-|to|and|or|bis|und|oder|a|à|y|e|o|et|ou|do|i|lub|al|tot|en|of|till|until|–|~|до|и)\s*[£€$]?$/u

/** "from 3 to 5 working days": the first number counts what the second counts. */
function unitOf(atom: Atom, text: string, next: Counted | null): string | null {
  const { unit } = unitAt(text.slice(Math.max(0, atom.at - 6), atom.at), text.slice(atom.end, atom.end + 60))
  if (unit !== null || next === null) return unit
  return RANGE.test(text.slice(atom.end, next.at)) ? next.unit : null
}

function numberFact(atom: Atom, unit: string | null, text: string): Fact | null {
  const { values, at, end } = atom
  if (unit === null && atom.word) return null
  if (unit === null) {
    if (values.some((value) => EMERGENCY.has(value)) || COUNTED.test(text.slice(end, end + 24))) return null
    const open = !/^[ -]?\p{L}/u.test(text.slice(end, end + 2))
    const keys = values.flatMap((value) => [`n:${value}`, `any:${value}`])
    return {
      kind: 'number',
      keys,
      gives: values.flatMap((value) => (open ? [`n:${value}`, `any:${value}`] : [`n:${value}`])),
      at,
      end,
    }
  }
  const kind = kindOf(unit)
  const keys = values.flatMap((value) => [...sameAs(value, unit), `any:${value}`])
  return { kind, keys, gives: values.flatMap((value) => [`${unit}:${value}`, `n:${value}`]), at, end }
}

/** "3 ways", "2 options": a count of what the text itself lists. */
const COUNTED =
  /^\s(?:ways?|options?|things?|steps?|points?|cases?|choices?|parts?|questions?|possibilit(?:y|ies)|opciones|formas|pasos|options?|étapes?|façons?|Möglichkeiten|Schritte|opções|formas|passos|opzioni|modi|passi|manieren|stappen|opties|sposoby|kroki)\b/iu

function kindOf(unit: string): FactKind {
  if (unit === '%') return 'percentage'
  if (/^[A-Z]{3}$/.test(unit) || unit === 'cent') return 'amount'
  return ['minute', 'hour', 'day', 'workday', 'week', 'month', 'year'].includes(unit)
    ? 'length of time'
    : 'number'
}

const patterns = new Map<string, { pattern: RegExp; words: Map<string, number> }>()

/** "thirty days", "two hundred pounds": number words count only where they count something. */
function wordsIn(text: string, languages: readonly string[]): Atom[] {
  const { pattern, words } = wordPattern(languages)
  const atoms: Atom[] = []
  // Accents go letter by letter, so that places stay places.
  const letters = Array.from(text, (letter) =>
    letter <= '~' ? letter.toLowerCase() : bare(letter).padEnd(letter.length).slice(0, letter.length),
  )
  for (const match of letters.join('').matchAll(pattern)) {
    const [found, one, scale] = match
    const value = words.get(one ?? '')
    if (value === undefined) continue
    if (
      value === 1 &&
      /^(?:un|una|une|um|uma|uno|ein|eine|einem|einen|einer|eines|een|a|an)$/.test(found) &&
      !WITHIN.test(text.slice(Math.max(0, match.index - 16), match.index))
    )
      continue
    const times = scale === undefined ? 1 : scale === 'hundred' ? 100 : 1000
    atoms.push({
      values: [String(value * times)],
      at: match.index,
      end: match.index + found.length,
      word: true,
    })
  }
  return atoms
}

/** "within a week" is one week; "choose a day" is no number. */
const WITHIN =
  /\b(?:within|takes|up to|about|after|dentro de|en|em|dans|sous|innerhalb|nach|in|entro|binnen|over|ciągu|per) $/i

function wordPattern(languages: readonly string[]) {
  const name = languages.join(' ')
  const known = patterns.get(name)
  if (known !== undefined) return known
  const words = new Map(languages.flatMap((language) => [...numberWords(language)]))
  if (languages.includes('en')) words.set('a', 1).set('an', 1)
  const any = [...words.keys()].sort((a, b) => b.length - a.length).join('|')
  const made = {
    pattern: new RegExp(String.raw`(?<![\p{L}\d-])(${any})(?: (hundred|thousand))?(?![\p{L}\d])`, 'gu'),
    words,
  }
  patterns.set(name, made)
  return made
}
