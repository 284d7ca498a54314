import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { z } from 'zod'
import { RefusedError, UnreachableError } from '../../src/errors.ts'

/** Slack is troubled for the moment, and what was asked may have been done all the same. */
const TROUBLED = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'update_failed',
])
/** Too much at once. Nothing was done. */
const TOO_MUCH = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])
/**
 * Nothing was done, and it will be once somebody has put our access right, or the workspace has moved. Whatever was to be
 * said waits for that: it is not thrown away over a token that is about to be replaced.
 */
const NO_ACCESS = new Set([
  'accesslimited',
  'account_inactive',
  'ekm_access_denied',
  'external_channel_migrating',
  'invalid_auth',
  'missing_scope',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
])
/** What is wrong is what we sent. Every other 4xx comes from something between us and Slack, and passes. */
const OUR_FAULT = new Set([400, 413, 414, 422, 431])
/** The connection was never made, so that nothing can have been sent over it. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])
/** The longest that Slack can make us wait, milliseconds: a message must not sleep for a year over one odd header. */
const LONGEST_WAIT = 60 * 60 * 1000

/** Slack's words for why. The client also calls a reply that it cannot read an error, and the reply its code. */
const Code = z.string().regex(/^[a-z][a-z0-9_]{0,79}$/)
const Coded = z.object({ code: z.string() })

/** Slack's own word for what went wrong, wherever in an error it stands; null where Slack named none. */
export function codeOf(error: unknown): string | null {
  if (error instanceof RefusedError) return error.code
  if (error instanceof UnreachableError) return codeOf(error.cause)
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited'
  if (error instanceof WebAPIPlatformError) return Code.safeParse(error.data.error).data ?? null
  return null
}

/** A failure of Slack's client in the words of the house. `retryAfter` in milliseconds, only where Slack named a time. */
export function asOurs(error: unknown): RefusedError | UnreachableError {
  if (error instanceof RefusedError || error instanceof UnreachableError) return error
  if (error instanceof WebAPIRateLimitedError) return later(error, error.retryAfter)
  if (error instanceof WebAPIPlatformError) return fromSlack(error)
  if (error instanceof WebAPIHTTPError) return fromStatus(error.statusCode, error)
  const mayHaveArrived = !(error instanceof WebAPIRequestError && isUnsent(error))
  return new UnreachableError('Slack did not answer', { cause: error, mayHaveArrived })
}

/** A reply with an HTTP status other than 200 and 429. */
export function fromStatus(status: number, cause?: unknown): RefusedError | UnreachableError {
  if (OUR_FAULT.has(status)) return new RefusedError(`http_${status}`)
  const mayHaveArrived = status < 400 || status >= 500 || status === 408
  return new UnreachableError(`Slack answered with HTTP ${status}`, { cause, mayHaveArrived })
}

/** Slack asks us to wait so many seconds. */
export function later(cause: unknown, seconds: number): UnreachableError {
  const retryAfter = Math.min(Math.max(seconds * 1000, 1000), LONGEST_WAIT)
  return new UnreachableError('Slack asks us to wait', { cause, retryAfter, mayHaveArrived: false })
}

function fromSlack(error: WebAPIPlatformError): RefusedError | UnreachableError {
  const code = codeOf(error)
  if (code === null) return new UnreachableError('Slack gave no answer that can be read', { cause: error })
  if (TOO_MUCH.has(code)) return later(error, error.data.response_metadata?.retryAfter ?? 1)
  if (TROUBLED.has(code)) return new UnreachableError(`Slack says ${code}`, { cause: error })
  if (NO_ACCESS.has(code))
    return new UnreachableError(`Slack says ${code}`, { cause: error, mayHaveArrived: false })
  return new RefusedError(code)
}

/** Whether any error in the chain says that there was no connection. */
function isUnsent(error: unknown): boolean {
  if (NOT_SENT.has(Coded.safeParse(error).data?.code ?? '')) return true
  return error instanceof Error && error.cause !== undefined && isUnsent(error.cause)
}
