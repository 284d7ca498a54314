import { CUTS } from '../../src/mind/linear/judge.ts'
import { findWishSigns, wishOf } from '../../src/mind/patterns/person.ts'
import { makePlain } from '../../src/mind/patterns/plain-text.ts'
import { type Example, TASKS } from '../../src/mind/training/example.ts'
import { type Extracted, extract } from '../../src/mind/training/extract.ts'
import { fitWeights, type Learned, predict } from '../../src/mind/training/fit-weights.ts'
import { importanceOf } from '../../src/mind/training/importance.ts'
import { writeOwnExamples } from '../../src/mind/training/own-examples.ts'
import { BITS, OWN_TIMES, SCHEDULE } from '../../src/mind/training/schedule.ts'
import { missingFolders, readSources, SOURCES } from '../../src/mind/training/sources.ts'
import { withInterval } from './interval.ts'
import { byVader } from './reader.ts'

/** Sets that teach and measure nothing: single words, and what is all of one kind. */
const NOT_MEASURED = ['vader-words', 'politeness']
/** Where the set's own label of a question is its question mark, nothing is measured by it. */
const BY_MARK = ['goemotions', 'vader-tweets']

type Pairs = (readonly [number, number])[]

/** Trains anew without each public set in turn and prints how well that set is read, beside the other library. */
export async function holdOut(folder: string): Promise<void> {
  const missing = missingFolders(folder)
  if (missing.length > 0) {
    console.log(`\nNot measured on the public sets: ${folder} holds no folder for ${missing.join(', ')}.`)
    return
  }
  const examples = [...readSources(folder), ...writeOwnExamples(SCHEDULE.seed, OWN_TIMES)]
  console.log(
    `\n${examples.length} messages of public sets and our own phrases; each set read by what never saw it`,
  )
  const data = extract(examples, BITS, () => {})
  for (const source of SOURCES.filter((one) => !NOT_MEASURED.includes(one))) {
    const learned = fitWeights(examples, data, importanceOf(examples, source), SCHEDULE, () => {})
    console.log(`\n${source}, held out`)
    for (const task of TASKS) {
      if (task === 'question' && BY_MARK.includes(source)) continue
      reportTask(task, source, examples, data, learned)
    }
  }
}

function reportTask(
  task: (typeof TASKS)[number],
  source: string,
  examples: readonly Example[],
  data: Extracted,
  learned: Learned,
): void {
  const sums = new Float64Array(6)
  const ours: Pairs = []
  const theirs: Pairs = []
  examples.forEach((example, i) => {
    const label = example[task]
    if (example.source !== source || label === undefined) return
    predict(learned, data, i, sums)
    ours.push([label, guessOf(task, example.text, sums)])
    const { sentiment, complaint, asks } = byVader(example.text)
    theirs.push([label, task === 'sentiment' ? sentiment : Number(task === 'complaint' ? complaint : asks)])
  })
  const classes = task === 'sentiment' ? 3 : 2
  if (new Set(ours.map(([label]) => label)).size < 2) return
  const figure = (pairs: Pairs) =>
    withInterval(pairs, classes, (one) => (task === 'sentiment' ? one.macroRecall : one.macroF1))
  const what = task === 'sentiment' ? 'macro recall' : 'macro F1'
  const beside = task === 'person' ? '' : `   vader-sentiment ${figure(theirs)}`
  console.log(`  ${`${task}, ${what}`.padEnd(26)}${figure(ours)}${beside}`)
}

/** As the reader decides, by the weights that never saw the set. */
function guessOf(task: (typeof TASKS)[number], text: string, sums: Float64Array): number {
  if (task === 'sentiment')
    return [0, 1, 2].reduce((best, head) => ((sums[head] ?? 0) > (sums[best] ?? 0) ? head : best), 0)
  if (task === 'person' && wishOf(findWishSigns(makePlain(text))) !== null) return 1
  return (sums[2 + TASKS.indexOf(task)] ?? 0) > CUTS[task] ? 1 : 0
}
