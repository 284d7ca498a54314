import type { Features } from '../knowledge/index/feature.ts'
import { FEATURES } from '../knowledge/index/feature.ts'
import type { Concept } from '../knowledge/index/question.ts'
import type { Found } from '../knowledge/passage.ts'

/**
 * What speaks for and against a passage's being the answer, each a share or a difference of such, so that neither the
 * question's length nor the number of pages moves it.
 */
export const EVIDENCE = [
  ...FEATURES,
  'lead',
  'leadInPage',
  'aboveOthers',
  'unknown',
  'agreed',
  'standsOut',
  'near',
  'passageLead',
  'coveredLead',
  'missing',
] as const
export type Evidence = Record<(typeof EVIDENCE)[number], number>

const OTHERS = 20
const MOST_LEAD = 4
const LISTS = ['passage', 'coveredInNames', 'titleAsked', 'letters', 'meaning', 'window'] as const

/** The evidence for the passage that stands first (null where nothing was found). */
export function evidenceOf(found: readonly Found[], concepts: readonly Concept[]): Evidence | null {
  const [top] = found
  if (top === undefined) return null
  const elsewhere = found.filter(({ passage }) => passage.page !== top.passage.page)
  const here = found.filter((each) => each !== top && each.passage.page === top.passage.page)
  const others = elsewhere.slice(0, OTHERS)
  const usual = others.reduce((sum, { score }) => sum + score, 0) / (others.length || 1)
  const all = concepts.reduce((sum, { weight }) => sum + weight, 0) || 1
  const unknown = concepts.filter(({ known }) => !known).reduce((sum, { weight }) => sum + weight, 0)
  return {
    ...top.features,
    lead: Math.min(MOST_LEAD, top.score - (elsewhere[0]?.score ?? usual)),
    leadInPage: Math.min(MOST_LEAD, top.score - (here[0]?.score ?? 0)),
    aboveOthers: Math.min(4 * MOST_LEAD, top.score - usual),
    unknown: unknown / all,
    missing: missingIn(top, concepts),
    standsOut: Math.min(8, (top.score - usual) / (deviation(others, usual) + 0.2)),
    near: mean(others, 'meaning'),
    passageLead: top.features.passage - mean(others, 'passage'),
    coveredLead: top.features.covered - mean(others, 'covered'),
    agreed: LISTS.filter((list) => leads(top.features, list, elsewhere)).length / LISTS.length,
  }
}

function leads(features: Features, list: (typeof LISTS)[number], others: readonly Found[]): boolean {
  return features[list] > 0 && others.every((other) => other.features[list] <= features[list])
}

function mean(others: readonly Found[], feature: keyof Features): number {
  return others.reduce((sum, { features }) => sum + features[feature], 0) / (others.length || 1)
}

function deviation(others: readonly Found[], usual: number): number {
  return Math.sqrt(others.reduce((sum, { score }) => sum + (score - usual) ** 2, 0) / (others.length || 1))
}

/** Of the weight of all concepts, how much the passage and its names do not hold. */
function missingIn({ held }: Found, concepts: readonly Concept[]): number {
  let [all, missing] = [0, 0]
  concepts.forEach(({ weight }, concept) => {
    all += weight
    missing += weight * (1 - (held[concept] ?? 0))
  })
  return all === 0 ? 1 : missing / all
}
