import type { Log } from '../log.ts'
import type { ModelConfig } from '../model-settings.ts'
import { askByChat, chatBody } from './chat.ts'
import { type Timing, watch } from './deadlines.ts'
import { type Failure, failureOf, lateFailure, lostFailure } from './failures.ts'
import { mostBytes, mostCharacters } from './limits.ts'
import { profileOf } from './profile.ts'
import { LEAVABLE, type Refused } from './refused-parameters.ts'
import { askByResponses, responsesBody } from './responses.ts'
import { type Call, nothingSaid, type Said } from './said.ts'
import { shapeInWords } from './structured.ts'

/** One request, and what came of it: `failure` is null where the server gave its reply to the end, whatever that is. */
export type Attempt = {
  said: Said
  failure: Failure | null
  /** The parameters that a server may not know and were sent. */
  sent: string[]
  /** Milliseconds. */
  took: number
}

export type Attempting = {
  config: ModelConfig
  refused: Refused
  timing: Timing
  log: Log
  /** Epoch milliseconds. */
  now: () => number
}

type Limits = { within: number; isFirst: boolean; signal: AbortSignal }

/** Makes one request. Never throws; ends within `within` milliseconds, or as soon as the signal says so. */
export async function attempt(
  { config, refused, timing, log, now }: Attempting,
  call: Call,
  { within, isFirst, signal }: Limits,
): Promise<Attempt> {
  const profile = profileOf(config, call.model)
  const takes = refused.takes(call.model, profile)
  const isSaid = takes.shape === 'schema' && call.schema !== null && !profile.schemaInWords
  const whole = isSaid
    ? call
    : { ...call, instructions: `${call.instructions}\n\n${shapeInWords(call.schema)}` }
  const said = nothingSaid()
  const began = performance.now()
  const bounds = { bytes: mostBytes(call.longest), characters: mostCharacters(call.longest) }
  const clock = watch({ ...timing, total: within, ...bounds })
  const callOff = () => clock.end('called off')
  signal.addEventListener('abort', callOff, { once: true })
  if (signal.aborted) callOff()
  let failure: Failure | null = null
  let sent: string[] = []
  try {
    if (config.api === 'responses') {
      const body = responsesBody(whole, takes)
      sent = sentIn(body)
      await askByResponses(config, body, clock, said)
    } else {
      const body = chatBody(whole, takes)
      sent = sentIn(body)
      await askByChat(config, body, clock, said)
    }
  } catch (error) {
    failure = failureOf(error, said.written > 0, now())
  }
  clock.stop()
  signal.removeEventListener('abort', callOff)
  // What had come to its end is whole, whatever befell the connection after it.
  if (!said.isLost && clock.ended !== 'too large') failure = null
  else if (clock.ended !== null) failure = lateFailure(clock.ended, isFirst)
  else failure ??= lostFailure()
  const took = performance.now() - began
  if (failure) log.trouble('model request failed', new ModelError(), factsOf(call, failure, took))
  else log.event('model replied', { model: call.model, end: said.end, ms: Math.round(took) })
  return { said, failure, sent, took }
}

/** Names of our own: what a server says of itself does not get into the log. */
class ModelError extends Error {
  override readonly name = 'ModelError'
}

function factsOf({ model }: Call, { why, status, code, refusal }: Failure, took: number) {
  return { model, why, status, told: code, refusal, ms: Math.round(took) }
}

function sentIn(body: object): string[] {
  return LEAVABLE.filter((name) => (name === 'text.format' ? 'text' in body : name in body))
}
