import { createHash } from 'node:crypto'
import Keyv from 'keyv'
import { withDeadline } from '../deadline.ts'
import type { Passage } from '../knowledge/passage.ts'
import type { Log } from '../log.ts'
import type { ModelConfig } from '../model-settings.ts'
import { createBreaker } from './breaker.ts'
import { TIMING } from './deadlines.ts'
import { embed } from './embedding-call.ts'
import type { About } from './model.ts'
import type { Spending } from './spending.ts'
import { cosine, packed, unpacked } from './vectors.ts'

export type Learnable = Pick<Passage, 'id' | 'headings' | 'text'>

/** Passages found by their sense. It may know none at any moment: then it finds none. Nothing here throws. */
export type Embeddings = {
  /** The ids of the passages nearest to the question, nearest first; none where that cannot be told in time. */
  rank(question: string, limit: number, about?: About): Promise<string[]>
  /** These are the passages from now on. Resolves when they are learnt, as far as the server lets us. */
  learn(passages: readonly Learnable[]): Promise<void>
}

type Settings = {
  spending: Spending
  log: Log
  /** Epoch milliseconds. */
  now: () => number
  /** Where vectors are kept between two starts; in memory by default. It may fail and forget. */
  memory?: Keyv
  /** Milliseconds. */
  questionWithin?: number
  memoryWithin?: number
}

const NOBODY: About = { customer: null, conversation: null }
const QUESTION_WITHIN = 3_000
const BATCH_WITHIN = 30_000
const MEMORY_WITHIN = 1_000
/** What a server takes at once: well below the limits of all. Texts, and characters. */
const BATCH = 64
const BATCH_CHARACTERS = 60_000
/** 8,192 tokens in any language. */
const LONGEST = 8_000
const KEPT_FOR = 90 * 24 * 60 * 60 * 1000
/** How long after a failure the rest is tried again. */
const AGAIN_AFTER = 60_000

/** Null where no model for embeddings is set. */
export function createEmbeddings(config: ModelConfig, settings: Settings): Embeddings | null {
  const { embeddingModel: model } = config
  if (model === null) return null
  const { spending, log, now, questionWithin = QUESTION_WITHIN } = settings
  const memory = createMemory(settings, `${config.baseUrl} ${model}`)
  const asking = { config, model, breaker: createBreaker(TIMING), spending, log, now }
  let wanted: readonly Learnable[] = []
  /** By the hash of what was learnt; those of passages that are gone are forgotten. */
  let known = new Map<string, Float32Array>()
  let places: { id: string; hash: string }[] = []
  let triedAt = 0
  let learning: Promise<void> = Promise.resolve()

  const round = async () => {
    const texts = new Map(wanted.map((passage) => [hashOf(textOf(passage)), textOf(passage)]))
    places = wanted.map((passage) => ({ id: passage.id, hash: hashOf(textOf(passage)) }))
    known = new Map([...known].filter(([hash]) => texts.has(hash)))
    const missing = () => [...texts].filter(([hash]) => !known.has(hash))
    for (const [hash, vector] of await memory.recall(missing().map(([hash]) => hash))) known.set(hash, vector)
    for (const batch of batches(missing())) {
      triedAt = now()
      const vectors = await embed(
        asking,
        batch.map(([, text]) => text),
        NOBODY,
        BATCH_WITHIN,
      )
      if (vectors === null) return
      const learnt = batch.flatMap(([hash], index) => {
        const vector = vectors[index]
        return vector === undefined ? [] : [[hash, vector] as const]
      })
      for (const [hash, vector] of learnt) known.set(hash, vector)
      await memory.keep(learnt)
    }
  }
  const learn = (passages: readonly Learnable[]) => {
    wanted = passages
    learning = learning.then(round).catch((error: unknown) => log.trouble('passages not learnt', error))
    return learning
  }

  return {
    learn,
    async rank(question, limit, about = NOBODY) {
      const here = places.flatMap(({ id, hash }) => {
        const vector = known.get(hash)
        return vector === undefined ? [] : [{ id, vector }]
      })
      if (here.length < places.length && now() - triedAt > AGAIN_AFTER) {
        triedAt = now()
        void learn(wanted)
      }
      if (here.length === 0 || question.trim() === '') return []
      const asked = embed(asking, [question.slice(0, LONGEST)], about, questionWithin)
      const [vector] = (await withDeadline(questionWithin, asked).catch(() => null)) ?? []
      if (vector === undefined) return []
      return here
        .map((passage) => ({ id: passage.id, nearness: cosine(passage.vector, vector) }))
        .filter(({ nearness }) => nearness > 0)
        .sort((a, b) => b.nearness - a.nearness)
        .slice(0, limit)
        .map(({ id }) => id)
    },
  }
}

type Memory = {
  recall(hashes: string[]): Promise<(readonly [string, Float32Array])[]>
  keep(learnt: (readonly [string, Float32Array])[]): Promise<void>
}

/** What fails or is slow there is only unknown. `space` keeps vectors of different models apart. */
function createMemory({ memory, memoryWithin = MEMORY_WITHIN }: Settings, space: string): Memory {
  const keyv = memory ?? new Keyv()
  // With a listener failures are quiet; without one they would end the process.
  keyv.on('error', () => undefined)
  const name = hashOf(space).slice(0, 16)
  const keyOf = (hash: string) => `embedding:${name}:${hash}`
  return {
    async recall(hashes) {
      if (hashes.length === 0) return []
      const found: unknown[] = await withDeadline(
        memoryWithin,
        Promise.resolve(keyv.getMany(hashes.map(keyOf))),
      ).catch(() => [])
      return hashes.flatMap((hash, index) => {
        const vector = unpacked(found[index])
        return vector === null ? [] : [[hash, vector] as const]
      })
    },
    async keep(learnt) {
      const entries = learnt.map(([hash, vector]) => ({
        key: keyOf(hash),
        value: packed(vector),
        ttl: KEPT_FOR,
      }))
      await withDeadline(memoryWithin, Promise.resolve(keyv.setMany(entries))).catch(() => undefined)
    },
  }
}

function textOf({ headings, text }: Learnable): string {
  return `${headings.join(' > ')}\n\n${text}`.slice(0, LONGEST)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

type Text = [hash: string, text: string]

function batches(texts: Text[]): Text[][] {
  const all: Text[][] = []
  let size = 0
  for (const text of texts) {
    const last = all.at(-1)
    size += text[1].length
    if (last !== undefined && last.length < BATCH && size <= BATCH_CHARACTERS) last.push(text)
    else {
      all.push([text])
      size = text[1].length
    }
  }
  return all
}
