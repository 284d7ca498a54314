import { kindsAsked } from '../knowledge/index/kinds.ts'
import { isFaint, stemOf, tellingWordsOf, wordsOf } from '../knowledge/words.ts'
import { withoutCourtesy, withoutFeeling } from '../mind/aside.ts'

/** How telling a word is: as the search in the pages weighs it. */
export type Weight = (word: string) => number
export type Words = Map<string, number>

/** Characters of a question that are looked at. */
const LOOKED_AT = 1_000
/**
 * Where one word is all that tells, what kind of thing is asked of it (when, how much, whether ...) counts this much of the
 * word: "When can I ring you?" is not "Do you ring before you come?".
 */
const KIND_COUNTS = 1.2
/** When, for how long and how many counts this much: it says little of what is asked. */
const WHEN_COUNTS = 0.2
const WHEN = new Set(
  `hour day days week weekend month year today tomorrow tonight morning afternoon evening night moment monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september october november
    december spring summer autumn winter christmas easter two three four five six several`
    .split(/\s+/)
    .map(stemOf),
)

/** The words of each question that say what is asked, with their weights. What has none of them is like itself alone. */
export function telling(questions: readonly string[], weight: Weight): Words[] {
  const texts = questions.map((text) => askedIn(text.slice(0, LOOKED_AT)))
  const recurring = recurringNames(texts)
  return texts.map((text) => tellingIn(text, recurring, weight))
}

/** What is asked, without courtesy and feeling; the whole text where nothing else is in it. */
function askedIn(text: string): string {
  const asked = withoutFeeling(withoutCourtesy(text), true)
  return wordsOf(asked).length > 0 ? asked : text
}

/**
 * A telling word with the faint one after it, which several questions have: "cycle to work" is a name, though "work" by
 * itself says little.
 */
function recurringNames(texts: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const recurring = new Set<string>()
  for (const text of new Set(texts))
    for (const name of new Set(namesIn(text).keys())) (seen.has(name) ? recurring : seen).add(name)
  return recurring
}

/** Each name that may be one, with its telling word. */
function namesIn(text: string): Map<string, string> {
  const words = wordsOf(text)
  return new Map(
    words.flatMap((word, place): [string, string][] => {
      const next = words[place + 1]
      return next !== undefined && isFaint(next) && !isFaint(word) ? [[`${word} ${next}`, word]] : []
    }),
  )
}

function tellingIn(text: string, recurring: ReadonlySet<string>, weight: Weight): Words {
  const some = [tellingWordsOf(text), wordsOf(text), [text.trim().toLowerCase()]]
  const words = some.find((found) => found.length > 0) ?? []
  const weighed = (word: string) => Math.max(weight(word) * (WHEN.has(word) ? WHEN_COUNTS : 1), 0.01)
  const names = [...namesIn(text)].filter(([name]) => recurring.has(name))
  const told = new Map([
    ...words.map((word): [string, number] => [word, weighed(word)]),
    ...names.map(([name, word]): [string, number] => [name, weighed(word)]),
  ])
  const [only] = words
  const kind = kindsAsked(text)
  return told.size === 1 && only !== undefined && kind !== 0
    ? told.set(`asks ${kind}`, KIND_COUNTS * weighed(only))
    : told
}
