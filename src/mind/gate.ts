import type { Result } from '../knowledge/search.ts'
import { EVIDENCE, evidenceOf } from './evidence.ts'
import { BIAS, WEIGHTS } from './gate-weights.ts'

/** An answer is given where it is likelier to be right than not, were every second question one that no page answers. */
export const GATE = 0.5
/** Where more than this of what is asked does not stand in the passage, it answers something else. */
export const MOST_MISSING = 0.6

/** How likely it is that the passage found first answers the question: from 0 to 1, 0 where nothing was found. */
export function confidenceIn({ found, concepts }: Result): number {
  const evidence = evidenceOf(found, concepts)
  if (evidence === null) return 0
  const sum = EVIDENCE.reduce((all, name) => all + WEIGHTS[name] * evidence[name], BIAS)
  const likely = 1 / (1 + Math.exp(-sum))
  return evidence.missing > MOST_MISSING ? likely * GATE : likely
}
