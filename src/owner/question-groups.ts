import { telling, type Weight, type Words } from './question-words.ts'

/** Questions are of one kind where their telling words agree by so much: 0 is nothing in common, 1 all. */
const ALIKE = 0.5
/** Of those that speak for a group nearly as well (by so much of the likeness), the shortest whole question is the plainest. */
const NEARLY = 0.05
const WHOLE = /^\W*\p{Lu}.*\?\s*$/su

type Member<T> = { question: T; words: Words; place: number }
type Group<T> = { members: Member<T>[]; sum: Words }

/**
 * Puts questions that ask the same together, without a model. The same questions in the same order give the same groups.
 * In each group the plainest of those that speak best for all comes first, then the others as they were.
 */
export function groupQuestions<T extends { text: string }>(questions: readonly T[], weight: Weight): T[][] {
  const told = telling(
    questions.map(({ text }) => text),
    weight,
  )
  const members = questions.map((question, place) => ({ question, words: told[place] ?? new Map(), place }))
  // The same words are alike by any measure: what many ask word for word is not joined one by one.
  let groups = [...Map.groupBy(members, sameWords).values()].map(groupOfSame)
  for (let joined = joinClosest(groups); joined.length < groups.length; joined = joinClosest(groups))
    groups = joined
  return groups.map(bestFirst)
}

function sameWords({ words }: { words: Words }): string {
  return JSON.stringify([...words].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function groupOfSame<T>(members: Member<T>[]): Group<T> {
  const words = members[0]?.words ?? new Map()
  return { members, sum: new Map([...words].map(([word, value]) => [word, value * members.length])) }
}

/**
 * Joins each two groups that are closest to one another: those most alike come together first, and it does not matter
 * which was asked before.
 */
function joinClosest<T>(groups: Group<T>[]): Group<T>[] {
  const holding = new Map<string, [place: number, value: number][]>()
  groups.forEach(({ sum }, place) => {
    for (const [word, value] of sum) {
      const some = holding.get(word)
      if (some) some.push([place, value])
      else holding.set(word, [[place, value]])
    }
  })
  const lengths = groups.map(({ sum }) => length(sum))
  const closest = groups.map(({ sum }, place) => closestTo(place, sum, holding, lengths))
  return groups.flatMap((group, place) => {
    const other = closest[place] ?? -1
    if (other === -1 || closest[other] !== place) return [group]
    const [first, second] = [groups[Math.min(place, other)], groups[Math.max(place, other)]]
    return place < other && first && second ? [joined(first, second)] : []
  })
}

/** The place of the group that is most like this one; -1 where none is alike. */
function closestTo(
  own: number,
  words: Words,
  holding: ReadonlyMap<string, readonly [number, number][]>,
  lengths: readonly number[],
): number {
  const shared = new Map<number, number>()
  for (const [word, value] of words)
    for (const [place, other] of holding.get(word) ?? [])
      if (place !== own) shared.set(place, (shared.get(place) ?? 0) + value * other)
  let [best, most] = [-1, 0]
  for (const [place, sum] of shared) {
    const likeness = rounded(sum / ((lengths[own] ?? 0) * (lengths[place] ?? 0)))
    // Of many equally close ones each takes its neighbour, not all of them the first: so all are joined in a few rounds.
    const isCloser = likeness > most || (likeness === most && (place ^ own) < (best ^ own))
    if (likeness >= ALIKE && isCloser) [best, most] = [place, likeness]
  }
  return best
}

/** What is alike from one side is as much so from the other. */
function rounded(likeness: number): number {
  return Math.round(likeness * 1e9) / 1e9
}

function joined<T>(a: Group<T>, b: Group<T>): Group<T> {
  const sum = new Map(a.sum)
  for (const [word, value] of b.sum) sum.set(word, (sum.get(word) ?? 0) + value)
  return { members: [...a.members, ...b.members], sum }
}

function bestFirst<T extends { text: string }>({ members, sum }: Group<T>): T[] {
  const likeness = members.map(({ words }) => cosine(words, sum))
  const enough = Math.max(...likeness) - NEARLY
  const speaking = members.filter((_, place) => (likeness[place] ?? 0) >= enough)
  const asking = speaking.filter(({ question }) => WHOLE.test(question.text))
  const best = (asking.length > 0 ? asking : speaking).reduce((a, b) =>
    b.question.text.length < a.question.text.length ? b : a,
  )
  const others = members.filter((member) => member !== best).sort((a, b) => a.place - b.place)
  return [best, ...others].map(({ question }) => question)
}

function cosine(a: Words, b: Words): number {
  let shared = 0
  for (const [word, value] of a) shared += value * (b.get(word) ?? 0)
  return shared === 0 ? 0 : shared / (length(a) * length(b))
}

function length(words: Words): number {
  return Math.hypot(...words.values())
}
