import type { Found, Promised, Promiser } from '../mind/promiser.ts'
import type { Hours } from './hours.ts'
import { plainHours } from './hours.ts'
import { type Clause, clausesOf, type Sentence, sentencesIn } from './promising/clauses.ts'
import { commitmentIn, type Promising } from './promising/commitment.ts'
import { mayHoldDates, openDates, type ReadDates } from './promising/dates.ts'
import { dueOf, usualDue, type View } from './promising/due.ts'
import { ELSEWHERE } from './promising/elsewhere.ts'
import { ENGLISH } from './promising/english.ts'
import { mentionsIn } from './promising/mentions.ts'

/** `zone` is the one in which times are meant; `workingDays`: when a promise without a time is to be kept. */
export type Seen = {
  at: number
  zone: string
  office?: Hours
  workingDays?: number
  quotes?: readonly string[]
}

/** A promise that names no time is to be kept on the next working day, unless the owner says otherwise. */
export const USUAL_DAYS = 1
const LONGEST = 6_000
const LONGEST_SENTENCE = 600
/** A condition, and a time that nobody named, make a promise less sure. */
const [LESS_IF, LESS_UNTIMED] = [0.1, 0.15]
const LEAST = 0.3
const LANGUAGES: readonly Promising[] = [ENGLISH, ...ELSEWHERE]

/**
 * What a message promises, in its order. `quotes`: words of others, which are nobody's promise when they are repeated.
 * English, and the frequent forms of German, French, Spanish, Dutch and Portuguese. The same words at the same time come
 * to the same; it waits only while the library that reads dates is loaded, when it is first needed.
 */
export async function promisesIn(text: string, seen: Seen): Promise<Found[]> {
  const view: View = { at: seen.at, zone: seen.zone, hours: seen.office ?? plainHours(seen.zone) }
  const found: Found[] = []
  for (const sentence of sentencesIn(text.slice(0, LONGEST))) {
    const isOthers = seen.quotes?.some((quote) => quote.includes(sentence.text))
    if (isOthers || sentence.text.length > LONGEST_SENTENCE) continue
    found.push(...best(await everyReading(sentence, view, seen.workingDays ?? USUAL_DAYS)))
  }
  return found
}

/** The local promiser: no network, no model. */
export function createLocalPromiser(office: Hours, workingDays = USUAL_DAYS): Promiser {
  return {
    find: ({ text, at, zone, said }: Promised) => {
      const quotes = said.flatMap((line) => (line.by === 'customer' ? [line.text] : []))
      return promisesIn(text, { at, zone, office, workingDays, quotes })
    },
  }
}

async function everyReading(sentence: Sentence, view: View, workingDays: number): Promise<Found[][]> {
  const readings: Found[][] = []
  for (const promising of LANGUAGES) readings.push(await read(sentence, promising, view, workingDays))
  return readings
}

/** Languages share words: what names a time is the better reading, then what is surer. */
function best(readings: Found[][]): Found[] {
  const worth = (found: Found[]) => Math.max(0, ...found.map(({ stated, sure }) => sure + (stated ? 1 : 0)))
  return readings.reduce((found, one) => (worth(one) > worth(found) ? one : found), [])
}

async function read(
  { text, own }: Sentence,
  promising: Promising,
  view: View,
  workingDays: number,
): Promise<Found[]> {
  if (own.trimEnd().endsWith('?') && promising.question.test(own)) return []
  const isPromising = clausesOf(own).some(({ from, to }) =>
    commitmentIn(own.slice(from, to), promising, true),
  )
  if (!isPromising) return []
  const { vocabulary } = promising
  const readDates: ReadDates = mayHoldDates(own, vocabulary)
    ? await openDates(vocabulary.language, view.at, view.zone)
    : () => []
  const found = clausesOf(own).flatMap((clause) => {
    const one = readClause(own, clause, promising, view, readDates)
    return one ? [{ ...one, clause }] : []
  })
  const timed = found.filter(({ due }) => due !== null)
  const kept = timed.length > 0 ? timed : found.slice(0, 1)
  const areSeveral = new Set(kept.map(({ due }) => due)).size > 1 && own.length === text.length
  return (areSeveral ? kept : kept.slice(0, 1)).map(({ clause, due, sure, conditional }) => ({
    what: areSeveral ? text.slice(clause.from, clause.to).trim() : text,
    due: due ?? usualDue(view, workingDays),
    stated: due !== null,
    conditional,
    sure: Math.round(Math.max(LEAST, sure) * 100) / 100,
  }))
}

type Read = { due: number | null; sure: number; conditional: boolean }

function readClause(
  sentence: string,
  { from, to }: Clause,
  promising: Promising,
  view: View,
  readDates: ReadDates,
): Read | null {
  const clause = sentence.slice(from, to)
  const condition = promising.condition.exec(clause)
  const start = commitmentIn(clause, promising, true)?.from ?? 0
  const timed = condition ? withoutCondition(clause, condition.index, start) : clause
  const mentions = mentionsIn(timed, promising.vocabulary, readDates)
  const due = dueOf(mentions, timed, view)
  const commitment = commitmentIn(clause, promising, due !== null)
  if (!commitment) return null
  const conditional =
    condition !== null || promising.request.test(sentence) || promising.condition.test(sentence)
  const sure = commitment.sure - (conditional ? LESS_IF : 0) - (due === null ? LESS_UNTIMED : 0)
  return { due, sure, conditional }
}

/** A time in the condition is not the promise's: "if it isn't there by Friday, I'll send another". */
function withoutCondition(clause: string, condition: number, promise: number): string {
  const comma = clause.indexOf(',', condition)
  const end = comma === -1 ? clause.length : comma
  const [from, to] = condition < promise ? [condition, promise] : [condition, end]
  return clause.slice(0, from) + ' '.repeat(to - from) + clause.slice(to)
}
