import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { Log } from '../../src/log.ts'
import { createModel, type ModelClient } from '../../src/model/client.ts'
import type { Timing } from '../../src/model/deadlines.ts'
import type { Asked } from '../../src/model/model.ts'
import type { Spending, Spent } from '../../src/model/spending.ts'
import type { ModelConfig } from '../../src/model-settings.ts'
import { createModelServer, type ModelServer } from '../support/model-server.ts'

export const CANARY = 'sk-canary7d1f'

export const Mood = z.object({
  mood: z.enum(['happy', 'unhappy']),
  reason: z.string().min(1).nullable(),
})
export type Mood = z.infer<typeof Mood>
export const GOOD = '{"mood":"happy","reason":"a quick refund"}'
export const MOOD: Mood = { mood: 'happy', reason: 'a quick refund' }

/** Short enough that a test is over at once, and long enough for a busy machine. */
export const QUICK: Timing = {
  firstByte: 300,
  idle: 300,
  afterEnd: 60,
  pause: 1,
  shortestTry: 20,
  restAfterFailures: 60_000,
  restAfterRefusal: 60_000,
}

export const asked = (more: Partial<Asked<Mood>> = {}): Asked<Mood> => ({
  purpose: 'read',
  size: 'small',
  about: { customer: 'nora', conversation: 'c1' },
  instructions: 'Read the mood of what the customer writes.',
  input: 'The refund came at once, thank you!',
  schema: Mood,
  schemaName: 'mood',
  longest: 100,
  within: 2_000,
  ...more,
})

/** Remembers what it is told, and lets everything through until it is told not to. */
export class Notebook implements Spending {
  readonly spent: Spent[] = []
  open = 0
  isSpent = false
  mayAsk = async () => !this.isSpent
  async reserve() {
    if (this.isSpent) return null
    this.open++
    return { end: () => void this.open-- }
  }
  record(spent: Spent) {
    this.spent.push(spent)
  }
  trouble = () => null
  async settled() {}
}

/** Every line that would be written. */
export class Lines implements Log {
  readonly lines: string[] = []
  event = (name: string, facts = {}) => void this.lines.push(JSON.stringify({ name, ...facts }))
  trouble = (name: string, error: unknown, facts = {}) => {
    const told = error instanceof Error ? { error: error.name, message: error.message } : {}
    this.lines.push(JSON.stringify({ name, ...told, ...facts }))
  }
}

export const configOf = (server: { url: string }, more: Partial<ModelConfig> = {}): ModelConfig => ({
  baseUrl: server.url,
  apiKey: CANARY,
  model: 'large',
  smallModel: 'small',
  api: 'chat',
  embeddingModel: null,
  prices: new Map(),
  budgets: { perCustomer: null, perDay: null, total: null },
  ...more,
})

export type Desk = { server: ModelServer; model: ModelClient; notebook: Notebook; log: Lines }

/** A server that says what the test wants, and a model that asks it. */
export async function open(
  settings: Parameters<typeof createModelServer>[0] = {},
  { timing = {}, ...config }: Partial<ModelConfig> & { timing?: Partial<Timing> } = {},
): Promise<Desk> {
  const server = await createModelServer({ reply: () => GOOD, ...settings })
  onTestFinished(() => server.close())
  const notebook = new Notebook()
  const log = new Lines()
  const model = createModel(configOf(server, config), {
    spending: notebook,
    log,
    now: () => Date.UTC(2026, 5, 1, 12),
    timing: { ...QUICK, ...timing },
  })
  return { server, model, notebook, log }
}
