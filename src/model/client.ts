import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Fault } from '../check.ts'
import type { Log } from '../log.ts'
import type { ModelConfig } from '../model-settings.ts'
import { type Attempt, type Attempting, attempt } from './attempt.ts'
import { createBreaker } from './breaker.ts'
import { TIMING, type Timing } from './deadlines.ts'
import { estimatedTokens } from './limits.ts'
import type { Asked, Model, Purpose, Replied, WhyNot } from './model.ts'
import { createRefused } from './refused-parameters.ts'
import type { Call, Said, Usage } from './said.ts'
import type { Spending } from './spending.ts'
import { readReply, repairInWords, schemaOf } from './structured.ts'
import { createTroubles } from './troubles.ts'

/** A question is put to a server so often at most; a repair is one of them. */
const TRIES = 2
/** Parameters that one question may have to do without; a refusal costs nothing and is remembered. */
const LEARNT_AT_MOST = 3
/** As much of an unreadable reply is shown to the model again. Characters. */
const SHOWN_AGAIN = 6_000

export type ModelClient = Model & {
  /** What is wrong with the server now, as whole sentences with what to do, for the owner; none where all is well. */
  troubles(): string[]
  /** What went wrong last, where the server has not answered since; for the doctor. */
  lastFault(): Fault | null
}

type Settings = { spending: Spending; log: Log; now: () => number; timing?: Partial<Timing> }

/** A model behind a server that speaks OpenAI's language. */
export function createModel(config: ModelConfig, settings: Settings): ModelClient {
  const { spending, log, now } = settings
  const timing = { ...TIMING, ...settings.timing }
  const attempting: Attempting = { config, refused: createRefused(), timing, log, now }
  const breaker = createBreaker(timing)
  const troubles = createTroubles(config)

  /** One request after the other until one is answered, or no more is of use. */
  const tried = async (work: Work): Promise<Attempt | WhyNot> => {
    let last: WhyNot = 'resting'
    for (let learnt = 0; work.left > 0; ) {
      if (work.signal.aborted) return 'too_slow'
      const time = work.until - performance.now()
      if (time < timing.shortestTry && !work.isFirst) return last
      const limits = { within: time, isFirst: work.isFirst, signal: work.signal }
      const made = await breaker.unlessResting(() => attempt(attempting, work.call, limits))
      if (made === null) return last
      account(work, made)
      const { failure } = made
      if (failure === null) return made
      last = failure.why
      if (failure.told && learnt++ < LEARNT_AT_MOST) {
        if (attempting.refused.learn(work.call.model, made.sent, failure.told)) continue
      }
      work.left--
      work.isFirst = false
      const pause = failure.retryAfter ?? timing.pause
      const isLate = performance.now() + pause + timing.shortestTry > work.until
      if (!failure.again || work.left === 0 || isLate || work.signal.aborted) return last
      await setTimeout(pause, undefined, { signal: work.signal }).catch(() => undefined)
    }
    return last
  }
  const account = ({ call, asked, purpose }: Work, { said, failure, took }: Attempt) => {
    if (failure) troubles.failed(failure, call.model)
    else troubles.well()
    if (failure && !failure.hasCost && said.usage === null) return
    const usage = said.usage ?? estimateOf(call, said)
    const ended = failure?.why ?? said.end
    const spent = { about: asked.about, purpose, model: call.model, usage, took, ended }
    spending.record({ ...spent, isEstimated: said.usage === null }, now())
  }

  const askUntil = async <T>(asked: Asked<T>, until: number, signal: AbortSignal): Promise<Replied<T>> => {
    const call = callOf(config, asked)
    const most = { ...estimateOf(call, null), output: asked.longest }
    const reservation = await spending.reserve(asked.about, call.model, most, now())
    if (reservation === null) return not('no_budget')
    const work: Work = { call, asked, purpose: asked.purpose, until, signal, left: TRIES, isFirst: true }
    try {
      const first = await tried(work)
      if (typeof first === 'string') return not(first)
      const read = valueIn(first.said, asked, call)
      if (read.ok || !read.reason) return read.ok ? read : not(read.why)
      work.left = Math.min(1, work.left - 1)
      work.isFirst = false
      work.call = repairOf(call, first.said, read.reason)
      work.purpose = 'repair'
      const second = await tried(work)
      // The first reply was whole, only not to be read: that is what is wrong, whatever became of the repair.
      if (typeof second === 'string') return not('unreadable')
      const again = valueIn(second.said, asked, call)
      return again.ok ? again : not(again.why)
    } finally {
      reservation.end()
    }
  }

  return {
    name: config.model,
    async ask(asked) {
      const controller = new AbortController()
      const until = performance.now() + asked.within
      const late = setTimeout(asked.within, not('too_slow'), { signal: controller.signal })
      const asking = askUntil(asked, until, controller.signal).catch((error: unknown) => {
        log.trouble('model call broke', error)
        return not('unreachable')
      })
      const replied = await Promise.race([asking, late])
      late.catch(() => undefined)
      controller.abort()
      return replied
    },
    troubles() {
      const spent = spending.trouble(now())
      return [...troubles.say(breaker.isResting()), ...(spent === null ? [] : [spent])]
    },
    lastFault: () => troubles.last(),
  }
}

/** One question on its way: what is sent now, and what may still be done about it. */
type Work = {
  call: Call
  asked: Pick<Asked<unknown>, 'about'>
  purpose: Purpose
  /** By `performance.now()`. */
  until: number
  signal: AbortSignal
  left: number
  isFirst: boolean
}

type Value<T> = { ok: true; value: T; model: string } | { ok: false; why: WhyNot; reason: string }

/** `reason` is empty where a repair would not help. */
function valueIn<T>(said: Said, { schema }: Asked<T>, { model }: Call): Value<T> {
  if (said.end !== 'whole') return { ok: false, why: said.end, reason: '' }
  const read = readReply(said.text, schema)
  if (!read.ok) return { ok: false, why: 'unreadable', reason: read.reason }
  const name = (said.model ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 100)
  return { ok: true, value: read.value, model: name || model }
}

function not(why: WhyNot): { ok: false; why: WhyNot } {
  return { ok: false, why }
}

function callOf<T>(config: ModelConfig, asked: Asked<T>): Call {
  const { customer } = asked.about
  return {
    model: asked.size === 'small' ? config.smallModel : config.model,
    instructions: asked.instructions,
    turns: [{ role: 'user', text: asked.input }],
    schemaName: asked.schemaName,
    schema: schemaOf(asked.schema),
    longest: asked.longest,
    // The same for all calls that begin in the same way.
    cacheKey: hash(`${asked.purpose} ${asked.instructions}`).slice(0, 32),
    safetyId: customer === null ? null : hash(`warmline customer ${customer}`),
  }
}

function repairOf(call: Call, said: Said, reason: string): Call {
  const shown = said.text.slice(0, SHOWN_AGAIN)
  const reply = shown.trim() === '' ? [] : [{ role: 'assistant' as const, text: shown }]
  return { ...call, turns: [...call.turns, ...reply, { role: 'user', text: repairInWords(reason) }] }
}

function estimateOf({ instructions, turns, schema }: Call, said: Said | null): Usage {
  const asked = [
    instructions,
    ...turns.map(({ text }) => text),
    schema === null ? '' : JSON.stringify(schema),
  ]
  const output = said === null ? 0 : Math.ceil(said.written / 3.5)
  return { input: estimatedTokens(asked.join('\n')), cached: 0, output, reasoning: 0 }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
