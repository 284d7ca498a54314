import { stemOf, tellingWordsOf, wordsOf } from '../knowledge/words.ts'

/** Questions are of one kind where their telling words agree by so much: 0 is nothing in common, 1 all. */
const ALIKE = 0.5
/** Characters of a question that are looked at. */
const LOOKED_AT = 1_000

/** How somebody feels says nothing of what they ask. */
const FELT = new Set(
  `afraid angry annoy annoying anxious confused disappointed fear frustrated frustrating glad happy nervous sad sadly scared
    sorry unfortunately unhappy upset worried worry worrying`
    .split(/\s+/)
    .map(stemOf),
)

/** How telling a word is: as the search in the pages weighs it. */
export type Weight = (word: string) => number
type Group<T> = { members: { question: T; words: Map<string, number> }[]; sum: Map<string, number> }

/**
 * Puts questions that ask the same together, without a model: in the given order, each joins the group whose words its own
 * are most like, or begins one. The same questions in the same order give the same groups. In each group the question that
 * speaks best for all comes first, then the others as they were.
 */
export function groupQuestions<T extends { text: string }>(questions: readonly T[], weight: Weight): T[][] {
  const groups: Group<T>[] = []
  const holding = new Map<string, Set<Group<T>>>()
  for (const question of questions) {
    const words = telling(question.text.slice(0, LOOKED_AT), weight)
    const near = new Set([...words.keys()].flatMap((word) => [...(holding.get(word) ?? [])]))
    let [best, most]: [Group<T> | null, number] = [null, ALIKE]
    for (const group of groups) {
      const likeness = near.has(group) ? cosine(words, group.sum) : 0
      if (likeness > most || (likeness === most && best === null && likeness > 0))
        [best, most] = [group, likeness]
    }
    const group: Group<T> = best ?? { members: [], sum: new Map() }
    if (best === null) groups.push(group)
    group.members.push({ question, words })
    for (const [word, value] of words) {
      group.sum.set(word, (group.sum.get(word) ?? 0) + value)
      holding.set(word, (holding.get(word) ?? new Set()).add(group))
    }
  }
  return groups.map(bestFirst)
}

function bestFirst<T>({ members, sum }: Group<T>): T[] {
  const likeness = members.map(({ words }) => cosine(words, sum))
  const best = likeness.indexOf(Math.max(...likeness))
  const questions = members.map(({ question }) => question)
  return [...questions.slice(best, best + 1), ...questions.slice(0, best), ...questions.slice(best + 1)]
}

/** The words that say what is asked, with their weights. What has none of them is like itself alone. */
function telling(text: string, weight: Weight): Map<string, number> {
  const unfelt = tellingWordsOf(text).filter((word) => !FELT.has(word))
  const some = [unfelt, wordsOf(text), [text.trim().toLowerCase()]]
  const words = some.find((found) => found.length > 0) ?? []
  return new Map(words.map((word) => [word, Math.max(weight(word), 0.01)]))
}

function cosine(a: Map<string, number>, b: Map<string, number>): number {
  let shared = 0
  for (const [word, value] of a) shared += value * (b.get(word) ?? 0)
  return shared === 0 ? 0 : shared / (length(a) * length(b))
}

function length(words: Map<string, number>): number {
  return Math.hypot(...words.values())
}
