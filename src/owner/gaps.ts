import { setImmediate as turn } from 'node:timers/promises'
import type { Search } from '../knowledge/search.ts'
import type { Gap } from '../ledger/gaps.ts'
import { findPages } from '../mind/finding.ts'
import { groupQuestions } from './question-groups.ts'

/** What several customers asked and found no answer to. */
export type GapGroup = {
  /** Names the group: one of its questions, which stays its name while others come. */
  key: string
  /** The question that speaks best for all comes first. */
  questions: Gap[]
  customers: number
  first: number
  last: number
}

/** The same, held against the pages as they are now. */
export type KnownGap = GapGroup & {
  /** The page that comes nearest; null where none is near at all. */
  nearest: { page: string; title: string } | null
  /** Whether the pages seem to hold an answer by now. */
  isAnswered: boolean
}

/** The groups, those asked most often before the others. */
export function groupGaps(gaps: readonly Gap[], weight: Search['weight']): GapGroup[] {
  return groupQuestions(gaps, weight)
    .flatMap(describe)
    .sort((a, b) => b.questions.length - a.questions.length || b.last - a.last || (a.key < b.key ? -1 : 1))
}

/** The group that holds the question of this name. */
export function groupOf(groups: readonly GapGroup[], key: string): GapGroup | undefined {
  return groups.find(({ questions }) => questions.some((question) => keyOf(question) === key))
}

/** Looks each up in the pages; other work gets its turn in between. What they seem to answer by now comes last. */
export async function lookUp(groups: readonly GapGroup[], search: Search): Promise<KnownGap[]> {
  const known: KnownGap[] = []
  for (const group of groups) {
    await turn()
    const { pages, answer } = findPages(search, group.questions[0]?.text ?? '')
    const passage = pages[0]?.passage
    const nearest = passage ? { page: passage.page, title: passage.title } : null
    known.push({ ...group, nearest, isAnswered: answer })
  }
  return known.sort((a, b) => Number(a.isAnswered) - Number(b.isAnswered))
}

function describe(questions: Gap[]): GapGroup[] {
  const [best] = questions
  if (!best) return []
  const times = questions.map(({ at }) => at)
  return [
    {
      key: keyOf(questions.reduce((a, b) => (b.at < a.at ? b : a))),
      questions,
      customers: new Set(questions.map(({ customer }) => customer)).size,
      first: Math.min(...times),
      last: Math.max(...times),
    },
  ]
}

function keyOf({ conversation, turn: number }: Gap): string {
  return `${number}-${conversation}`
}
