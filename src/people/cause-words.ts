import type { Say } from '../prompts.ts'
import type { Hearing } from './cause-hearers.ts'

/** How many hear of it, in each way. */
export type Counts = Record<Hearing, number>

export function countsOf(hearers: readonly { hearing: Hearing }[]): Counts {
  const counts = { tell: 0, with_person: 0, spared: 0, unreached: 0 }
  for (const { hearing } of hearers) counts[hearing]++
  return counts
}

/** "4 customers", "one customer". */
export function customersIn(say: Say, count: number): string {
  return count === 1 ? say('customers_one') : say('customers_many', { count: String(count) })
}

/** Who is told, or was, and who is not and why; a sentence for each that there is. */
export function hearingWords(say: Say, counts: Counts, tense: 'ahead' | 'done'): string {
  const words = (count: number, sentence: Sentence) =>
    count === 0 ? [] : [say(sentence, { customers: customersIn(say, count) })]
  const told = words(counts.tell, tense === 'ahead' ? 'fix_tells' : 'fix_told')
  const others = [
    ...words(counts.with_person, 'fix_with_person'),
    ...words(counts.spared, 'fix_spared'),
    ...words(counts.unreached, 'fix_unreached'),
  ]
  return [...(told.length > 0 ? told : [say('fix_nobody')]), ...others].join(' ')
}

type Sentence = 'fix_tells' | 'fix_told' | 'fix_with_person' | 'fix_spared' | 'fix_unreached'
