import type { FairnessCase } from '../ledger/fairness-cases.ts'
import { type Compared, compareShares, type Share, worseOf } from './comparing.ts'
import { waitForPerson, wasCalled } from './complaint-figures.ts'
import { type Pairing, pairingsOf } from './fairness-sides.ts'
import type { FigureGroup } from './figure.ts'
import { spreadOf } from './spread.ts'

/** What may go worse for some: of the conversations that `of` lets in, those in which it did. */
export type Measure = {
  key: 'wait' | 'unhappy' | 'unhelped'
  of: (one: FairnessCase) => boolean
  isBad: (one: FairnessCase) => boolean
}
export type Weighed = {
  measure: Measure
  shares: readonly [Share, Share]
  /** Which side has it worse, by enough and in enough cases to mean it; null where neither has. */
  worse: 0 | 1 | null
  compared: Compared
  /** Half of the waits were no longer, side by side; null of what is no wait. Milliseconds. */
  waits: readonly [number | null, number | null] | null
}
export type Fairness = { all: number; pairings: (Pairing & { weighed: Weighed[] })[] }

/** Whether some customers have it worse than others. */
export function weigh(cases: readonly FairnessCase[]): Fairness {
  const usual = spreadOf(cases.flatMap((one) => waitForPerson(one) ?? [])).p50
  const measures = measuresOf(usual)
  const pairings = pairingsOf(cases).map((pairing) => {
    const [one, other] = pairing.sides.map((side) => cases.filter(side.has))
    return { ...pairing, weighed: measures.map((measure) => weighOne(measure, one ?? [], other ?? [])) }
  })
  return { all: cases.length, pairings }
}

function weighOne(measure: Measure, one: readonly FairnessCase[], other: readonly FairnessCase[]): Weighed {
  const shares = [shareOf(measure, one), shareOf(measure, other)] as const
  const compared = compareShares(...shares)
  const worse = worseOf(...shares)
  const half = (cases: readonly FairnessCase[]) =>
    spreadOf(cases.flatMap((each) => waitForPerson(each) ?? [])).p50
  return { measure, shares, worse, compared, waits: measure.key === 'wait' ? [half(one), half(other)] : null }
}

function shareOf({ of, isBad }: Measure, cases: readonly FairnessCase[]): Share {
  const counted = cases.filter(of)
  return { count: counted.filter(isBad).length, of: counted.length }
}

/** `usual`: half of all waits for a person were no longer. Whoever was never taken has waited longer. */
function measuresOf(usual: number | null): Measure[] {
  return [
    {
      key: 'wait',
      of: wasCalled,
      isBad: (one) => (waitForPerson(one) ?? Number.POSITIVE_INFINITY) > (usual ?? 0),
    },
    { key: 'unhappy', of: () => true, isBad: ({ isUnhappy }) => isUnhappy },
    {
      key: 'unhelped',
      of: () => true,
      isBad: ({ outcome }) => outcome !== 'confirmed' && outcome !== 'durable',
    },
  ]
}

/** The conversations behind each number of the page. */
export function fairnessGroups({ pairings }: Fairness): FigureGroup<FairnessCase>[] {
  return pairings.map(({ key, title, sides, weighed }) => ({
    key,
    title,
    figures: weighed.flatMap(({ measure }) =>
      sides.map((side) => ({
        key: `${measure.key}-${side.key}`,
        words: `${BAD[measure.key]}: ${side.words}`,
        counts: (one: FairnessCase) => side.has(one) && measure.of(one) && measure.isBad(one),
      })),
    ),
  }))
}

const BAD: Record<Measure['key'], string> = {
  wait: 'waited longer than half of all did',
  unhappy: 'sounded unhappy',
  unhelped: 'not known to be helped',
}
export const badWords = (measure: Measure): string => BAD[measure.key]
