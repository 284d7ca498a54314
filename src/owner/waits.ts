import type { Wait } from '../ledger/question-facts.ts'
import { compareShares, type Share, worseOf } from './comparing.ts'
import { spreadOf } from './spread.ts'

const HOUR = 60 * 60 * 1000

/** How long a group of customers waited for a person. Milliseconds; null where nobody was taken. */
export type Waited = {
  count: number
  /** Half of those whom somebody took waited for less than the first, 95 of 100 for less than the second. */
  half: number | null
  most: number | null
  withinHour: number
  /** Whom nobody has taken. */
  never: number
}

export function waitedOf(waits: readonly Wait[]): Waited {
  const taken = waits.flatMap(({ waited }) => waited ?? [])
  const { p50: half, p95: most } = spreadOf(taken)
  return {
    count: waits.length,
    half,
    most,
    withinHour: taken.filter((waited) => waited <= HOUR).length,
    never: waits.length - taken.length,
  }
}

export type Comparison = 'worse' | 'better' | 'alike' | 'too few'

/**
 * How the first wait beside the others, by the rule of the page of fairness: by how many waited longer than half of all.
 * Whoever was never taken has waited longer.
 */
export function compared(these: readonly Wait[], others: readonly Wait[]): Comparison {
  const usual = waitedOf([...these, ...others]).half
  if (usual === null) return 'too few'
  const shareOf = (waits: readonly Wait[]): Share => ({
    count: waits.filter(({ waited }) => (waited ?? Number.POSITIVE_INFINITY) > usual).length,
    of: waits.length,
  })
  const shares = [shareOf(these), shareOf(others)] as const
  if (compareShares(...shares) === 'too few') return 'too few'
  const worse = worseOf(...shares)
  if (worse === null) return 'alike'
  return worse === 0 ? 'worse' : 'better'
}

/** The longest waits, longest first. */
export function slowest(waits: readonly Wait[], count: number): Wait[] {
  return waits
    .filter(({ waited }) => waited !== null)
    .sort((a, b) => (b.waited ?? 0) - (a.waited ?? 0) || (a.conversation < b.conversation ? -1 : 1))
    .slice(0, count)
}
