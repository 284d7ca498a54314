import type { Feeling } from '../reading.ts'
import type { Refusal } from './checked.ts'
import type { Written } from './written.ts'

const UNHAPPY: ReadonlySet<Feeling> = new Set(['angry', 'frustrated', 'disappointed', 'worried', 'sad'])
const ACKNOWLEDGES =
  /\b(?:sorry|apolog\w+|regret\w*|understand\w*|frustrat\w+|disappoint\w+|worr\w+|annoy\w+|upset\w*|irritat\w+|unpleasant|stress\w*|concern\w*|difficult|hard|tough|shame|pity|sad\w*|let (?:you )?down|inconvenien\w+|trouble|unsettl\w+|alarm\w+|scar(?:y|ed)|frighten\w*|anxi\w+|nerv\w+|reassur\w+|no wonder|makes sense|you(?:'re| are) right|reasonable|fair|thank you for|thanks for|appreciate|patien\w+|not (?:what|how|good enough|acceptable|nice|right)|should(?:n't| not) have|shouldn't|hear that|to hear|must (?:be|feel|have)|can (?:see|imagine)|i see|unacceptable|infuriat\w+|maddening|painful|angry|anger|hurts?|waiting|rough|awful|terrible|horrible|bad|mess|deserve\w*|safe\w*|never nice|not easy|any\w* would|oh no|unfortunate\w*|let's (?:get|put) this)\b/i

/** Somebody unhappy is answered as a person first: a few words in the first two sentences. English only. */
export function passesOver({ kind, ground, english, sentences }: Written): Refusal | null {
  if (kind !== 'answer' || ground.feeling === null || !UNHAPPY.has(ground.feeling) || !english) return null
  if (ACKNOWLEDGES.test(sentences.slice(0, 2).join(' '))) return null
  return {
    why: 'it passes over how the customer feels',
    repair: 'Begin with a few kind words that name how this must feel, then answer.',
  }
}
