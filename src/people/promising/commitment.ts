import type { Vocabulary } from './vocabulary.ts'

/** A way in which a language promises. The pattern is of what stands before the deed and the deed itself. */
export type Commitment = {
  pattern: RegExp
  /** How surely it is a promise, 0..1. */
  sure: number
  /** Whether it promises only together with a time: "it will arrive" alone tells, "it will arrive tomorrow" promises. */
  needsTime: boolean
}

/** How a language promises, and how it says what only looks like it. */
export type Promising = {
  vocabulary: Vocabulary
  commitments: readonly Commitment[]
  /** In a clause: no promise, whatever else it says. */
  never: RegExp
  /** Right before a commitment: somebody else's words, or a wish. */
  reported: RegExp
  /** Makes it less sure: "I'll try". */
  hedged: RegExp
  /** Begins what has to happen first. */
  condition: RegExp
  /** A request that a promise follows on: "Send me the photo and I'll …". */
  request: RegExp
  /** How a question begins. */
  question: RegExp
}

/** Where in a clause a promise is made; null where none is. */
export function commitmentIn(
  clause: string,
  promising: Promising,
  hasTime: boolean,
): { from: number; sure: number } | null {
  if (promising.never.test(clause)) return null
  for (const { pattern, sure, needsTime } of promising.commitments) {
    if (needsTime && !hasTime) continue
    for (const match of clause.matchAll(pattern)) {
      if (promising.reported.test(clause.slice(0, match.index))) continue
      return { from: match.index, sure: promising.hedged.test(clause) ? sure - 0.3 : sure }
    }
  }
  return null
}
