import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { createSearch } from '../../src/knowledge/search.ts'
import type { LocalAnswerer } from '../../src/mind/answer.ts'
import { createLocalAnswerer } from '../../src/mind/local-answerer.ts'
import type { KnowledgeSet, Question } from '../../src/mind/training/sets.ts'
import { knowledgeSets, ownSets, strangers } from '../../src/mind/training/sets.ts'
import { share } from './figures.ts'

/** A question with a feeling, and the passages that answer it. The cues were chosen by the half `tune` alone. */
const Felt = z.object({ half: z.enum(['tune', 'held']), text: z.string(), answeredBy: z.array(z.string()) })
type Felt = z.infer<typeof Felt>

/** What customers say round a question; nothing of it may change what is answered. */
const FRAMES: Record<string, (question: string) => string> = {
  plain: (question) => question,
  greeted: (question) => `Good morning! ${question}`,
  worried: (question) => `Hello, I am a bit worried: ${question}`,
  shy: (question) => `I feel silly asking, but ${question}`,
  upset: (question) => `I'm really anxious and upset about this. ${question}`,
  polite: (question) => `Could you please tell me ${question} I would be so grateful.`,
}
const STRANGERS = 150

/** The hand-written questions with a feeling, and messages that ask nothing or what no page answers. */
export function readFelt(): Felt[] {
  return readFileSync(join(import.meta.dirname, 'felt-questions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Felt.parse(JSON.parse(line)))
}

/** Prints what the local answerer, as it is, makes of questions with a feeling; with public data, of those in frames too. */
export async function evalFelt(dataDir: string | undefined): Promise<void> {
  console.log('\nQuestions with a feeling, as the assistant answers them\n')
  const [own] = await ownSets()
  if (own !== undefined) await evalWritten(own)
  for (const set of dataDir === undefined ? [] : await knowledgeSets(dataDir))
    if (set.share === 1) await evalFrames(set, dataDir ?? '')
}

async function evalWritten(set: KnowledgeSet): Promise<void> {
  const answerer = await answererOf(set)
  for (const half of ['tune', 'held']) {
    const some = readFelt().filter((each) => each.half === half)
    const asked = some.map(({ text, answeredBy }) => ({ text, gold: answeredBy }))
    const counted = await count(set, answerer, asked)
    console.log(`  ${half.padEnd(12)}${counted}, of ${some.length}`)
  }
}

async function evalFrames(set: KnowledgeSet, dataDir: string): Promise<void> {
  const answerer = await answererOf(set)
  const strange = set.family === 'larkfield' ? [] : strangers(dataDir, STRANGERS)
  const none = [...set.unanswerable, ...strange.map(({ text }) => text)].map((text) => ({ text, gold: [] }))
  for (const [name, frame] of Object.entries(FRAMES)) {
    const asked = [...set.questions, ...none].map(({ text, gold }) => ({ text: frame(text), gold }))
    console.log(`  ${`${set.name}, ${name}`.padEnd(22)}${await count(set, answerer, asked)}`)
  }
}

async function count(set: KnowledgeSet, answerer: LocalAnswerer, asked: readonly Question[]) {
  let [answerable, right, wrong, strange, answered] = [0, 0, 0, 0, 0]
  for (const { text, gold } of asked) {
    const passage = (await answerer.answer({ text, before: [] }))?.passages[0]
    const isRight =
      passage !== undefined && gold.includes(set.answers === 'pages' ? passage.page : passage.id)
    if (gold.length > 0) {
      answerable += 1
      right += Number(isRight)
      wrong += Number(passage !== undefined && !isRight)
    } else {
      strange += 1
      answered += Number(passage !== undefined)
    }
  }
  return `answered rightly ${share(right, answerable)}, wrongly ${share(wrong, answerable)}; answered though there is no answer ${share(answered, strange)}`
}

async function answererOf(set: KnowledgeSet): Promise<LocalAnswerer> {
  return createLocalAnswerer({ search: await createSearch(set.passages) })
}
