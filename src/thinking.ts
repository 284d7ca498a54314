import type { Config } from './config.ts'
import type { Knowledge } from './knowledge/knowledge.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Log } from './log.ts'
import type { Answerer, LocalAnswerer } from './mind/answer.ts'
import { createAnswerer } from './mind/answering.ts'
import { checkWords } from './mind/check-words.ts'
import { createGrouper, type Grouper } from './mind/grouper.ts'
import { createLocalAnswerer } from './mind/local-answerer.ts'
import { createLocalReader } from './mind/local-reader.ts'
import { createModelAnswerer, type LookUps } from './mind/model-answerer.ts'
import { createModelPromiser, firstPromiser } from './mind/model-promiser.ts'
import { createModelReader } from './mind/model-reader.ts'
import { createPageWriter, type PageWriter } from './mind/page-writer.ts'
import type { Promiser } from './mind/promiser.ts'
import { createSummarizer, type Summarizer } from './mind/summary.ts'
import type { Readers } from './mind/understanding.ts'
import type { ModelClient } from './model/client.ts'
import type { Timing } from './model/deadlines.ts'
import { type Hours, hoursOf } from './people/hours.ts'
import { usualDue } from './people/promising/due.ts'
import { createLocalPromiser, USUAL_DAYS } from './people/promising.ts'
import type { Prompts } from './prompts.ts'

/** The languages of the pages' own words: what the local answers are for. */
export const LOCAL_LANGUAGES = ['en']
const PAGES_LANGUAGE = 'English'
/** So many passages are proposed by their sense, within so many milliseconds. */
const PASSAGES = 20
const RANKED_WITHIN = 3_000

/** Whoever reads, answers, sums up and finds promises, and the hours by which those are dated. `model` where a model does; the local ones always run. */
export type Thinking = {
  readers: Readers
  answerer: Answerer
  localAnswerer: LocalAnswerer
  summarizer: Summarizer | null
  promiser: Promiser
  /** Writes up what staff answered; null where no model does. */
  pageWriter: PageWriter | null
  /** Groups what readings are about; null where no model does. */
  grouper: Grouper | null
  hours: Hours
  /** The pages were read: whoever finds them by their sense learns them. */
  learn(): void
  model: {
    client: ModelClient
    answerer: ReturnType<typeof createModelAnswerer>
    instructions: string
    settled(): Promise<void>
  } | null
}

export type ThinkingSettings = {
  config: Pick<Config, 'model'>
  knowledge: Pick<Knowledge, 'search' | 'hosts' | 'passages'>
  prompts: Prompts
  ledger: Ledger
  log: Log
  tools: LookUps
  now: () => number
  /** How long a server is waited for; tests wait less. */
  timing?: Partial<Timing>
}

/** Puts the mind together: the local one, and a model before it where the owner has set one up. */
export async function createThinking(settings: ThinkingSettings): Promise<Thinking> {
  const { config, knowledge, prompts, ledger, log, tools, now, timing } = settings
  const { charter, say } = prompts
  const local = createLocalReader()
  const hours = hoursOf(charter.office)
  const localPromiser = createLocalPromiser(hours)
  if (!config.model) {
    const localAnswerer = createLocalAnswerer(knowledge)
    const answerer = { name: localAnswerer.name, answer: localAnswerer.answer }
    return {
      readers: { local, model: null },
      answerer,
      localAnswerer,
      summarizer: null,
      promiser: localPromiser,
      pageWriter: null,
      grouper: null,
      hours,
      learn: () => undefined,
      model: null,
    }
  }
  // Loaded only where there is a model to speak with: it is most of what a start would have to read.
  const { createModel } = await import('./model/client.ts')
  const { createEmbeddings } = await import('./model/embeddings.ts')
  const { createSpending } = await import('./model/spending.ts')
  const { prices, budgets } = config.model
  const spending = createSpending({ ledger, log, prices, budgets })
  const client = createModel(config.model, { spending, log, now, ...(timing ? { timing } : {}) })
  const embeddings = createEmbeddings(config.model, { spending, log, now })
  const also = embeddings && {
    rank: (text: string) => embeddings.rank(text, PASSAGES),
    deadline: RANKED_WITHIN,
  }
  const localAnswerer = createLocalAnswerer(knowledge, also)
  const promises = charter.promises.join(' ') || 'nothing'
  const instructions = say('model_answer', { charter: prompts.text, promises })
  const hosts = () => knowledge.hosts
  const answerer = createModelAnswerer({
    model: client,
    search: () => knowledge.search,
    also,
    hosts,
    instructions,
    mayPromise: charter.promises,
    say,
    tools,
    now,
  })
  const summarizer = createSummarizer(client, say, charter.language, (reply, said) => {
    const ground = {
      passages: [],
      asked: '',
      said,
      facts: [],
      mayPromise: charter.promises,
      hosts: hosts(),
      instructions,
      feeling: null,
      language: null,
    }
    return checkWords(reply, ground, 'reply').ok
  })
  const usually = (at: number) => usualDue({ at, zone: hours.zone, hours }, USUAL_DAYS)
  const modelPromiser = createModelPromiser(client, say('model_promise'), usually)
  return {
    readers: { local, model: createModelReader(client, say('model_read', { language: PAGES_LANGUAGE })) },
    answerer: createAnswerer(answerer, localAnswerer, LOCAL_LANGUAGES, log),
    localAnswerer,
    summarizer,
    promiser: firstPromiser([modelPromiser, localPromiser]),
    pageWriter: createPageWriter(client, say('model_page')),
    grouper: createGrouper(client, say('model_themes', { language: charter.language })),
    hours,
    learn: () => void embeddings?.learn(knowledge.passages),
    model: { client, answerer, instructions, settled: () => spending.settled() },
  }
}
