import { z } from 'zod'
import { type Check, type Fault, faulty, unsure, well } from '../check.ts'
import { silentLog } from '../log.ts'
import type { ModelConfig } from '../model-settings.ts'
import { createBreaker } from './breaker.ts'
import { createModel } from './client.ts'
import { TIMING } from './deadlines.ts'
import { embed } from './embedding-call.ts'
import type { WhyNot } from './model.ts'
import { profileOf } from './profile.ts'
import { freeSpending } from './spending.ts'

const NOBODY = { customer: null, conversation: null }
/** A server of one's own may have to load its model first. Milliseconds. */
const WITHIN = 30_000
const Ready = z.object({ ready: z.boolean(), word: z.string().nullable() })

type Look = { clock: () => number; within?: number }

/** Asks each model one tiny question. Nothing of the company or of a customer is in it. Never throws. */
export async function checkModel(config: ModelConfig, { clock, within = WITHIN }: Look): Promise<Check[]> {
  const sizes = config.model === config.smallModel ? (['large'] as const) : (['large', 'small'] as const)
  const checks = await Promise.all([
    ...sizes.map((size) => lookAtModel(config, size, clock, within)),
    ...(config.embeddingModel === null
      ? []
      : [lookAtEmbeddings(config, config.embeddingModel, clock, within)]),
  ])
  return [...checks, lookAtBudget(config)]
}

async function lookAtModel(
  config: ModelConfig,
  size: 'large' | 'small',
  now: () => number,
  within: number,
): Promise<Check> {
  const name = size === 'large' ? 'Model for answers' : 'Model for reading'
  const asked = size === 'large' ? config.model : config.smallModel
  const { label } = profileOf(config, asked)
  const model = createModel(config, { spending: freeSpending, log: silentLog, now })
  const replied = await model.ask({
    purpose: 'read',
    size,
    about: NOBODY,
    instructions: 'This is a test of the connection. Set ready to true and word to the word you were sent.',
    input: 'hello',
    schema: Ready,
    schemaName: 'ready',
    longest: 50,
    within,
  })
  if (replied.ok)
    return well(name, `${asked}, at ${label}, replies as ${replied.model}, in the shape asked for.`)
  if (replied.why === 'declined') return unsure(name, `${asked} would not reply to a test.`)
  return faulty(name, model.lastFault() ?? sayReply(replied.why, asked))
}

/** The server is well, and what its model says is not. */
function sayReply(why: WhyNot, model: string): Fault {
  if (why === 'cut')
    return {
      problem: `${model} is cut off before its reply is whole.`,
      repair: 'Use a model that thinks less, or let the server write longer replies.',
    }
  return {
    problem: `${model} does not reply in the shape asked for.`,
    repair: 'Use a larger model, or one that its server lists for structured output (JSON).',
  }
}

async function lookAtEmbeddings(
  config: ModelConfig,
  model: string,
  now: () => number,
  within: number,
): Promise<Check> {
  const name = 'Model for embeddings'
  const asking = {
    config,
    model,
    breaker: createBreaker(TIMING),
    spending: freeSpending,
    log: silentLog,
    now,
  }
  const vectors = await embed(asking, ['hello'], NOBODY, within)
  const [vector] = vectors ?? []
  if (vector) return well(name, `${model}, ${vector.length} numbers for each text.`)
  return faulty(name, {
    problem: `${new URL(config.baseUrl).host} makes no embeddings with ${model}.`,
    repair: 'Name a model for embeddings that it has in OPENAI_EMBEDDING_MODEL, or remove the line.',
  })
}

function lookAtBudget({ budgets, prices, model, smallModel }: ModelConfig): Check {
  const name = 'Model budget'
  if (Object.values(budgets).some((budget) => budget !== null)) return well(name)
  const unpriced = [...new Set([model, smallModel])].filter((one) => !prices.has(one))
  return well(
    name,
    unpriced.length > 0
      ? `none, and no price for ${unpriced.join(' and ')}: tokens are counted, and no money (MODEL_PRICES).`
      : 'none: MODEL_BUDGET_PER_DAY would limit what may be spent.',
  )
}
