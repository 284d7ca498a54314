import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Features } from '../../knowledge/index/feature.ts'
import { EVIDENCE } from '../evidence.ts'
import type { Trial } from './gate-examples.ts'
import { trialsOf, valuesOf } from './gate-examples.ts'
import { choicesOf, fitRanking } from './ranking.ts'
import type { Fitted } from './regression.ts'
import { fit } from './regression.ts'
import type { KnowledgeSet } from './sets.ts'
import { headingSets, knowledgeSets, strangers } from './sets.ts'

const SRC = resolve(import.meta.dirname, '../..')
const RIDGE = 0.003
/** Questions from each set of strangers. */
const STRANGERS = 150
const STRANGER_COUNTS = 0.35
/** What a stranger may well ask our own company too. */
const MAY_BE_OURS =
  /order|refund|cancel|account|password|deliver|card|hours|open|human|bot|package|payment|money|transfer|exchange|address|details|language|washing/i

/**
 * Trains the ranking and the gate on the public sets in `dataDir` and on our own questions, and writes their weights into
 * `src`. The same data give the same files. `progress` is told each step. Throws where the data are not there.
 */
export async function trainGate(dataDir: string, progress: (step: string) => void): Promise<void> {
  const sets = await knowledgeSets(dataDir)
  progress('ranking: looking at what each question finds')
  const choices = (await Promise.all([...sets, ...(await headingSets())].map(choicesOf))).flat()
  progress(`ranking: learning from ${choices.length} questions`)
  const ranking = fitRanking(choices)
  const trials = await gateTrials(dataDir, sets, ranking, progress)
  progress(`gate: learning from ${trials.length} questions`)
  const gate = fitGate(trials)
  writeFileSync(join(SRC, 'knowledge/index/ranking-weights.ts'), rankingSource(ranking))
  writeFileSync(join(SRC, 'mind/gate-weights.ts'), gateSource(gate))
  progress('written: src/knowledge/index/ranking-weights.ts and src/mind/gate-weights.ts')
}

/** Every question asked of every set, whole and with pages withheld, and strangers' questions too. */
export async function gateTrials(
  dataDir: string,
  sets: readonly KnowledgeSet[],
  ranking: Features,
  progress: (step: string) => void,
): Promise<Trial[]> {
  const strange = strangers(dataDir, STRANGERS).map(({ text }) => text)
  const trials: Trial[] = []
  for (const set of sets) {
    progress(`gate: asking ${set.name}, with pages withheld`)
    const foreign = strange.filter((text) => set.family !== 'larkfield' || !MAY_BE_OURS.test(text))
    const some = foreign.filter((_, place) => set.share === 1 || place % 4 === 0)
    trials.push(...(await trialsOf(set, some, ranking)))
  }
  return trials
}

/** What is unknown to the pages, or missing in the passage, can only speak against an answer, all else only for it. */
export function fitGate(trials: readonly Trial[]): Fitted {
  const signs = EVIDENCE.map((name) => (name === 'unknown' || name === 'missing' ? -1 : 1))
  const examples = trials.flatMap(({ evidence, right, share, standing }) =>
    evidence === null
      ? []
      : [
          {
            features: valuesOf(evidence),
            right,
            share: share * (standing === 'off topic' ? STRANGER_COUNTS : 1),
          },
        ],
  )
  return fit(examples, signs, RIDGE)
}

function rankingSource(ranking: Features): string {
  return `/** How much each thing that speaks for a passage counts. Computed by \`npm run train\`; change it there. */
export const RANKING = {
${Object.entries(ranking).map(line).join('\n')}
}
`
}

function gateSource({ weights, bias }: Fitted): string {
  return `// How much each piece of evidence counts for an answer's being right. Computed by \`npm run train\`; change it there.
export const BIAS = ${rounded(bias)}
export const WEIGHTS = {
${EVIDENCE.map((name, at) => line([name, weights[at] ?? 0])).join('\n')}
}
`
}

function line([name, value]: [string, number]): string {
  return `  ${name}: ${rounded(value)},`
}

function rounded(value: number): string {
  return String(Number(value.toFixed(3)))
}
