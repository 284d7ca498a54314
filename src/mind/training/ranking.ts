import type { Features } from '../../knowledge/index/feature.ts'
import { FEATURES } from '../../knowledge/index/feature.ts'
import { createSearch } from '../../knowledge/search.ts'
import type { KnowledgeSet } from './sets.ts'

/** A question with the passages to choose from; `page` tells which belong together. */
export type Choice = {
  family: string
  share: number
  options: { page: string; values: number[]; right: boolean }[]
}

const ROUNDS = 400
const STEP = 0.15
const START = 2
const RIDGE = 0.0002

/** Everything that is asked of a set, with what the first look finds. Questions whose answer it misses teach nothing. */
export async function choicesOf(set: KnowledgeSet): Promise<Choice[]> {
  const search = await createSearch(set.passages)
  return set.questions
    .map(({ text, gold }) => ({
      family: set.family,
      share: set.share,
      options: search.ask(text).found.map(({ passage, features }) => {
        const page = set.answers === 'pages' ? passage.page : passage.id
        return { page, values: FEATURES.map((feature) => features[feature]), right: gold.includes(page) }
      }),
    }))
    .filter(({ options }) => options.some(({ right }) => right))
}

/**
 * Finds the weights under which the right pages come first (the likelihood of a right page among all, each page standing
 * for its best passage). No weight is negative: nothing that speaks for a passage may speak against it.
 */
export function fitRanking(choices: readonly Choice[]): Features {
  const count = FEATURES.length
  const weights = new Float64Array(count).fill(START)
  const [mean, square] = [new Float64Array(count), new Float64Array(count)]
  const all = choices.reduce((sum, { share }) => sum + share, 0)
  for (let round = 1; round <= ROUNDS; round++) {
    const slope = weights.map((weight) => RIDGE * weight)
    for (const { share, options } of choices) addSlope(slope, weights, options, share / all)
    for (let at = 0; at < count; at++) {
      mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * (slope[at] ?? 0)
      square[at] = 0.99 * (square[at] ?? 0) + 0.01 * (slope[at] ?? 0) ** 2
      const step = (STEP * (mean[at] ?? 0)) / (1 - 0.9 ** round)
      const next = (weights[at] ?? 0) - step / (Math.sqrt((square[at] ?? 0) / (1 - 0.99 ** round)) + 1e-8)
      weights[at] = Math.max(0, next)
    }
  }
  return featuresOf((feature) => weights[FEATURES.indexOf(feature)] ?? 0)
}

function addSlope(
  slope: Float64Array,
  weights: Float64Array,
  options: Choice['options'],
  share: number,
): void {
  const pages = new Map<string, { score: number; values: number[]; right: boolean }>()
  for (const { page, values, right } of options) {
    const score = values.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)
    if (score > (pages.get(page)?.score ?? Number.NEGATIVE_INFINITY))
      pages.set(page, { score, values, right })
  }
  const best = Math.max(...Array.from(pages.values(), ({ score }) => score))
  const raised = Array.from(pages.values(), (page) => ({ ...page, raised: Math.exp(page.score - best) }))
  const total = raised.reduce((sum, page) => sum + page.raised, 0)
  const right = raised.reduce((sum, page) => sum + (page.right ? page.raised : 0), 0)
  for (const page of raised) {
    const off = page.raised / total - (page.right ? page.raised / right : 0)
    page.values.forEach((value, at) => {
      slope[at] = (slope[at] ?? 0) + share * off * value
    })
  }
}

function featuresOf(value: (feature: (typeof FEATURES)[number]) => number): Features {
  return {
    passage: value('passage'),
    page: value('page'),
    covered: value('covered'),
    coveredInNames: value('coveredInNames'),
    titleAsked: value('titleAsked'),
    meaning: value('meaning'),
    pairs: value('pairs'),
    letters: value('letters'),
    window: value('window'),
    headKind: value('headKind'),
    denial: value('denial'),
  }
}
