import type { Result, Search } from '../knowledge/search.ts'
import type { Ask } from './asking.ts'
import { confidenceIn, GATE } from './gate.ts'

/** What a question finds, and how likely the first passage answers it: from 0 to 1, below the gate where in doubt. */
export type Looked = { result: Result; confidence: number }

/** A question that we put together from two sentences may not be the customer's: it has to be surer than others. */
const SURER = 0.6

/**
 * Looks for what is asked, and not for how the customer feels: words that stand beside a question hide the page that
 * answers it, or lead to one that happens to hold them. Where they change what is found first, nobody knows what was meant.
 */
export function look(search: Search, { text, before, bare }: Ask, also: readonly string[] = []): Looked {
  const whole = search.ask(text, before, also)
  if (bare === null) return { result: whole, confidence: confidenceIn(whole) }
  const result = search.ask(bare.text, bare.before, also)
  const both = agreed(result, whole)
  if (both === null) return doubted(result)
  return bare.pieced && confidenceIn(both) < SURER
    ? doubted(both)
    : { result: both, confidence: confidenceIn(both) }
}

/**
 * What is found with and without the words beside the question; null where the two begin differently. Of two passages of
 * one page the one counts whose heading asks the same kind of thing.
 */
function agreed(bare: Result, whole: Result): Result | null {
  const [first] = bare.found
  const passage = whole.found[0]?.passage
  if (first === undefined || passage === undefined) return null
  if (first.passage === passage) return bare
  const other = bare.found.find((found) => found.passage === passage)
  if (other === undefined || passage.page !== first.passage.page) return null
  if (other.features.headKind <= first.features.headKind) return bare
  return { ...bare, found: [other, ...bare.found.filter((found) => found !== other)] }
}

function doubted(result: Result): Looked {
  return { result, confidence: GATE * confidenceIn(result) }
}
