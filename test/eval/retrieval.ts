import type { Features } from '../../src/knowledge/index/feature.ts'
import type { Passage } from '../../src/knowledge/passage.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { GATE, MOST_MISSING } from '../../src/mind/gate.ts'
import { fitGate, gateTrials } from '../../src/mind/training/gate.ts'
import type { Trial } from '../../src/mind/training/gate-examples.ts'
import { valuesOf } from '../../src/mind/training/gate-examples.ts'
import { choicesOf, fitRanking } from '../../src/mind/training/ranking.ts'
import type { Fitted } from '../../src/mind/training/regression.ts'
import { probability } from '../../src/mind/training/regression.ts'
import type { KnowledgeSet } from '../../src/mind/training/sets.ts'
import { headingSets, knowledgeSets } from '../../src/mind/training/sets.ts'
import { mean, share, withInterval } from './figures.ts'
import type { Engine } from './libraries.ts'
import { LIBRARIES } from './libraries.ts'

const PLACES = 10

/**
 * Prints how well the retrieval finds and knows when not to answer: every set with a ranking and a gate that were trained
 * without any set made of the same pages, beside the libraries.
 */
export async function evalRetrieval(dataDir: string): Promise<void> {
  const sets = await knowledgeSets(dataDir)
  const choices = (await Promise.all([...sets, ...(await headingSets())].map(choicesOf))).flat()
  const families = Array.from(new Set(sets.map(({ family }) => family)))
  const rankings = new Map(
    families.map((family) => [family, fitRanking(choices.filter((choice) => choice.family !== family))]),
  )

  console.log(
    '\nFinding: MRR@10 and hit@1 with 95 % intervals; ours is trained without the pages it is asked about.\n',
  )
  const all: Record<string, number[]> = {}
  for (const set of sets) {
    const ours = await engineOf(set, rankings.get(set.family))
    const engines: [string, Engine][] = [
      ['ours', ours],
      ...Object.entries(LIBRARIES).map(([name, open]): [string, Engine] => [name, open(pagesOf(set))]),
    ]
    console.log(`  ${set.name}, ${set.questions.length} questions`)
    for (const [name, engine] of engines) {
      const places = set.questions.map(({ text, gold }) => engine(text).findIndex((id) => gold.includes(id)))
      const reciprocals = places.map((place) => (place === -1 || place >= PLACES ? 0 : 1 / (place + 1)))
      const hits = places.map((place) => (place === 0 ? 1 : 0))
      console.log(`    ${name.padEnd(12)} MRR ${withInterval(reciprocals)}   hit@1 ${withInterval(hits)}`)
      if (set.share === 1) all[name] = [...(all[name] ?? []), mean(reciprocals)]
    }
  }
  console.log('  mean MRR of the whole sets')
  for (const [name, means] of Object.entries(all))
    console.log(`    ${name.padEnd(12)} ${mean(means).toFixed(3)}`)

  console.log(`\nThe gate at ${GATE}, trained without the pages it is asked about.\n`)
  for (const family of families) {
    const ranking = rankings.get(family)
    if (ranking === undefined) continue
    const trials = await gateTrials(dataDir, sets, ranking, () => undefined)
    const gate = fitGate(trials.filter((trial) => trial.family !== family))
    for (const { name } of sets.filter((set) => set.family === family))
      printGate(
        name,
        trials.filter((trial) => trial.set === name),
        gate,
      )
  }
}

function printGate(name: string, trials: readonly Trial[], gate: Fitted): void {
  const of = (standing: Trial['standing'], from: readonly Trial[]) =>
    from.filter((trial) => trial.standing === standing)
  const answered = trials.filter(
    ({ evidence }) =>
      evidence !== null && evidence.missing <= MOST_MISSING && probability(valuesOf(evidence), gate) >= GATE,
  )
  const right = answered.filter((trial) => trial.right).length
  const [answerable, withheld] = [of('answerable', answered).length, of('withheld', answered).length]
  console.log(
    [
      `  ${name}`,
      `    answered rightly ${share(right, of('answerable', trials).length)} of the answerable`,
      `right among answers ${share(right, answerable)}, with as many unanswerable questions ${share(right, answerable + withheld)}`,
      `answered though the page was taken away ${share(withheld, of('withheld', trials).length)}`,
      `answered to strangers ${share(of('off topic', answered).length, of('off topic', trials).length)}`,
    ].join('\n    '),
  )
}

async function engineOf(set: KnowledgeSet, weights: Features | undefined): Promise<Engine> {
  const search = await createSearch(set.passages, weights)
  return (question) =>
    Array.from(new Set(search.ask(question).found.map(({ passage }) => idOf(passage, set))))
}

/** The set's pages (or passages, where they are what is to be found) as the libraries take them. */
function pagesOf(set: KnowledgeSet): { id: string; title: string; text: string }[] {
  const pages = new Map<string, { id: string; title: string; text: string }>()
  for (const passage of set.passages) {
    const id = idOf(passage, set)
    const known = pages.get(id)
    const headings = passage.headings.join(' ')
    if (known === undefined)
      pages.set(id, {
        id,
        title: set.answers === 'pages' ? passage.title : `${passage.title} ${headings}`,
        text: `${headings}\n${passage.text}`,
      })
    else known.text += `\n${headings}\n${passage.text}`
  }
  return Array.from(pages.values())
}

function idOf(passage: Passage, set: KnowledgeSet): string {
  return set.answers === 'pages' ? passage.page : passage.id
}
