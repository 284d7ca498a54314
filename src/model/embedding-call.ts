import { z } from 'zod'
import type { Log } from '../log.ts'
import type { ModelConfig } from '../model-settings.ts'
import type { Breaker } from './breaker.ts'
import { TIMING, watch } from './deadlines.ts'
import { type Failure, failureOf, lateFailure } from './failures.ts'
import { estimatedTokens } from './limits.ts'
import type { About } from './model.ts'
import type { Spending } from './spending.ts'
import { openAI } from './transport.ts'
import { unit } from './vectors.ts'

const Reply = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()) })),
  usage: z.object({ prompt_tokens: z.number().int().nonnegative() }).nullish().catch(null),
})
/** A number is some twenty characters long, and a vector some thousands of numbers. */
const BYTES_PER_TEXT = 500_000

type Asking = {
  config: ModelConfig
  model: string
  breaker: Breaker
  spending: Spending
  log: Log
  now: () => number
}

/** The unit vectors of some texts, in their order, or null where there are none in time. Never throws. */
export async function embed(
  { config, model, breaker, spending, log, now }: Asking,
  texts: readonly string[],
  about: About,
  within: number,
): Promise<Float32Array[] | null> {
  const began = performance.now()
  const estimate = { input: estimatedTokens(texts.join('\n')), cached: 0, output: 0, reasoning: 0 }
  const reservation = await spending.reserve(about, model, estimate, now())
  if (reservation === null) return null
  try {
    const left = within - (performance.now() - began)
    const made = await breaker.unlessResting(() => request(config, model, texts, left, now))
    if (made === null) return null
    const { failure, vectors, tokens } = made
    if (failure)
      log.trouble('embedding failed', new EmbeddingError(), { why: failure.why, status: failure.status })
    if (failure === null || failure.hasCost) {
      const usage = { ...estimate, input: tokens ?? estimate.input }
      const ended = failure?.why ?? 'whole'
      const took = performance.now() - began
      const isEstimated = tokens === null
      spending.record({ about, purpose: 'embed', model, usage, isEstimated, took, ended }, now())
    }
    return vectors
  } finally {
    reservation.end()
  }
}

class EmbeddingError extends Error {
  override readonly name = 'EmbeddingError'
}

type Made = { vectors: Float32Array[] | null; tokens: number | null; failure: Failure | null }

/** One request. The SDK asks for base64 unless told; not every server knows that. */
async function request(
  config: ModelConfig,
  model: string,
  texts: readonly string[],
  within: number,
  now: () => number,
): Promise<Made> {
  const bytes = BYTES_PER_TEXT * texts.length
  const total = Math.max(1, within)
  const clock = watch({ ...TIMING, total, bytes, characters: bytes })
  try {
    const body = { model, input: [...texts], encoding_format: 'float' as const }
    const received = await openAI(config, clock).embeddings.create(body, { signal: clock.signal })
    const reply = Reply.safeParse(received)
    const tokens = reply.data?.usage?.prompt_tokens ?? null
    const vectors = reply.success ? inOrder(reply.data.data, texts.length) : null
    return { vectors, tokens, failure: vectors === null ? unreadable() : null }
  } catch (error) {
    const failure = clock.ended ? lateFailure(clock.ended, true) : failureOf(error, false, now())
    return { vectors: null, tokens: null, failure }
  } finally {
    clock.stop()
  }
}

function unreadable(): Failure {
  return { ...lateFailure('too large', false), code: 'no_vectors' }
}

/** Null unless there is one for each text. */
function inOrder(data: z.infer<typeof Reply>['data'], count: number): Float32Array[] | null {
  const byIndex = new Map(data.map(({ index, embedding }) => [index, unit(embedding)]))
  const vectors = Array.from({ length: count }, (_none, index) => byIndex.get(index) ?? null)
  const whole = vectors.filter((vector) => vector !== null)
  return whole.length === count ? whole : null
}
