import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { z } from 'zod'
import { RefusedError, UnreachableError } from '../../src/errors.ts'

/** What Discord says with a code of its own when it is Discord that is unwell, or we that ask too often. */
const PASSING = new Set([20016, 20028, 20029, 40003, 40004, 40006, 40062, 40333, 130000])
/** What is wrong is what we sent. Every other 4xx without a code comes from something between us and Discord, and passes. */
const OUR_FAULT = new Set([400, 413, 414, 422, 431])
/** The connection was never made, so that nothing can have been sent over it. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])
/** The longest that Discord can make us wait, milliseconds: a message must not sleep for a year over one odd header. */
const LONGEST_WAIT = 60 * 60 * 1000
/** Where Discord names no time. Milliseconds. */
const USUAL_WAIT = 1000

/** Shorter limits are waited for. Milliseconds. */
const LONG_LIMIT = 5_000
/** Of one thing, and of everything. */
const LIMITED = 'ratelimited'
const LIMITED_ALL = 'ratelimited_all'

const Coded = z.object({ code: z.string() })
const Waiting = z.object({ retry_after: z.number().nonnegative() })

/**
 * Why, in a word: `discord_10003` where Discord gives a number, `http_404` where it gives none, `unauthorized`,
 * `ratelimited` or, where all of Discord is shut to us, `ratelimited_all`; null where it gave no answer.
 */
export function codeOf(error: unknown): string | null {
  if (error instanceof RefusedError) return error.code
  if (error instanceof UnreachableError) return codeOf(error.cause)
  if (error instanceof RateLimitError) return isForAll(error) ? LIMITED_ALL : LIMITED
  if (error instanceof DiscordAPIError) return codeFrom(error)
  if (error instanceof HTTPError) return `http_${error.status}`
  return null
}

/**
 * A failure of Discord's client in the words of the house. `retryAfter` in milliseconds, only where Discord named a time.
 * The client's own errors hold whole bodies, and addresses that are secrets: nothing of them is kept but the code.
 */
export function asOurs(error: unknown): RefusedError | UnreachableError {
  if (error instanceof RefusedError || error instanceof UnreachableError) return error
  if (error instanceof RateLimitError)
    return later(error.retryAfter || error.sublimitTimeout, isForAll(error))
  if (error instanceof DiscordAPIError) return fromDiscord(error)
  if (error instanceof HTTPError) return fromStatus(error.status)
  return new UnreachableError('Discord did not answer', { cause: error, mayHaveArrived: !isUnsent(error) })
}

/** A reply with an HTTP status other than 200 and 429, and no word of Discord's in it. */
export function fromStatus(status: number): RefusedError | UnreachableError {
  const code = new RefusedError(`http_${status}`)
  if (OUR_FAULT.has(status)) return code
  const mayHaveArrived = status < 400 || status >= 500 || status === 408
  return new UnreachableError(`Discord answered with HTTP ${status}`, { cause: code, mayHaveArrived })
}

/** Discord asks us to wait so many milliseconds, with this or with everything. Nothing was done. */
export function later(ms: number, isForAll = false): UnreachableError {
  const retryAfter = Math.min(ms > 0 ? Math.ceil(ms) : USUAL_WAIT, LONGEST_WAIT)
  const cause = new RefusedError(isForAll ? LIMITED_ALL : LIMITED)
  return new UnreachableError('Discord asks us to wait', { cause, retryAfter, mayHaveArrived: false })
}

export function isLimit(code: string): boolean {
  return code === LIMITED || code === LIMITED_ALL
}

/**
 * For how many milliseconds Discord lets this one thing not be done, where that is too long for anybody to wait for a sign;
 * null for every other failure. Where all is shut to us, no other way is open either.
 */
export function longLimitOf(error: unknown): number | null {
  const ours = asOurs(error)
  if (!(ours instanceof UnreachableError) || codeOf(ours) !== LIMITED) return null
  const { retryAfter } = ours
  return retryAfter !== null && retryAfter > LONG_LIMIT ? retryAfter : null
}

/** Discord does not take our token. Nothing was done, and it will be once there is another: what is to be said waits. */
export function unauthorized(): UnreachableError {
  return new UnreachableError('unauthorized', {
    cause: new RefusedError('unauthorized'),
    mayHaveArrived: false,
  })
}

function isForAll({ global, scope }: RateLimitError): boolean {
  return global || scope === 'global'
}

function codeFrom({ code, status }: DiscordAPIError): string {
  if (isNotAccepted(code, status)) return 'unauthorized'
  return Number(code) > 0 ? `discord_${Number(code)}` : `http_${status}`
}

/** The token of a webhook may be wrong as well, but that is no trouble with ours. */
function isNotAccepted(code: number | string, status: number): boolean {
  return (status === 401 && code !== 50027) || code === 50014
}

function fromDiscord(error: DiscordAPIError): RefusedError | UnreachableError {
  const { code, status, rawError } = error
  if (isNotAccepted(code, status)) return unauthorized()
  const named = codeFrom(error)
  const wait = Waiting.safeParse(rawError).data?.retry_after
  if (wait !== undefined) return later(wait * 1000)
  // A number, even a nought, is Discord's own answer; a page without one may be a proxy's.
  if (typeof code !== 'number') return fromStatus(status)
  if (!PASSING.has(code)) return new RefusedError(named)
  const cause = new RefusedError(named)
  return new UnreachableError(`Discord says ${code}`, { cause, mayHaveArrived: false })
}

/** Whether any error in the chain says that there was no connection. */
function isUnsent(error: unknown): boolean {
  if (NOT_SENT.has(Coded.safeParse(error).data?.code ?? '')) return true
  return error instanceof Error && error.cause !== undefined && isUnsent(error.cause)
}
