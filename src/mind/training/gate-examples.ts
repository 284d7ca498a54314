import type { Features } from '../../knowledge/index/feature.ts'
import type { Found, Passage } from '../../knowledge/passage.ts'
import type { Search } from '../../knowledge/search.ts'
import { createSearch } from '../../knowledge/search.ts'
import type { Evidence } from '../evidence.ts'
import { EVIDENCE, evidenceOf } from '../evidence.ts'
import type { KnowledgeSet } from './sets.ts'

/** How a question stands to the pages: they answer it; the page that would was taken away; it is about something else. */
export type Standing = 'answerable' | 'withheld' | 'off topic'

/** One question to one set of pages, and whether what was found first answers it. */
export type Trial = {
  set: string
  family: string
  standing: Standing
  share: number
  text: string
  evidence: Evidence | null
  right: boolean
}

/** In so many parts the pages are taken away, one part at a time. */
const FOLDS = 10

/** Asks everything of a set of pages: whole, with pages withheld, and with questions of strangers. */
export async function trialsOf(
  set: KnowledgeSet,
  strange: readonly string[],
  weights?: Features,
): Promise<Trial[]> {
  const trial = (search: Search, standing: Standing, text: string, gold: readonly string[]): Trial => {
    const { found, concepts } = search.ask(text)
    return {
      set: set.name,
      family: set.family,
      standing,
      share: set.share,
      text,
      evidence: evidenceOf(found, concepts),
      right: isRight(found, gold, set),
    }
  }
  const whole = await createSearch(set.passages, weights)
  const trials = set.questions.map(({ text, gold }) => trial(whole, 'answerable', text, gold))
  for (const text of set.unanswerable) trials.push(trial(whole, 'withheld', text, []))
  for (const text of strange) trials.push(trial(whole, 'off topic', text, []))
  for (let fold = 0; fold < FOLDS; fold++) {
    const isAway = (id: string) => hashOf(id) % FOLDS === fold
    const left = set.passages.filter((passage) => !isAway(idOf(passage, set)))
    const asked = set.questions.filter(({ gold }) => gold.length > 0 && isAway(gold[0] ?? ''))
    const gone = new Set(asked.flatMap(({ gold }) => gold))
    const search = await createSearch(
      left.filter((passage) => !gone.has(idOf(passage, set))),
      weights,
    )
    for (const { text } of asked) trials.push(trial(search, 'withheld', text, []))
  }
  return trials
}

export function valuesOf(evidence: Evidence): number[] {
  return EVIDENCE.map((name) => evidence[name])
}

function isRight(found: readonly Found[], gold: readonly string[], set: KnowledgeSet): boolean {
  const [top] = found
  return top !== undefined && gold.includes(idOf(top.passage, set))
}

function idOf(passage: Passage, set: KnowledgeSet): string {
  return set.answers === 'pages' ? passage.page : passage.id
}

function hashOf(text: string): number {
  let hash = 2_166_136_261
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0
  return hash
}
