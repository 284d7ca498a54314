import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'
import { RefusedError, UnreachableError } from '../../src/errors.ts'

const CODE = /^[a-z0-9_]{1,60}$/
/** What Slack says when it is Slack that is unwell, or we that ask too often. Every other no is for good. */
const PASSING = new Set([
  'accesslimited',
  'fatal_error',
  'internal_error',
  'rate_limited',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
])

/**
 * Why a connection could not be opened: RefusedError with Slack's code where only the owner can change that, else
 * UnreachableError with a code as its message. `otherwise` is the code for what Slack's client does not explain.
 */
export function whyUnopened(error: unknown, otherwise: string): RefusedError | UnreachableError {
  if (error instanceof WebAPIPlatformError) {
    // Slack's client passes off any page that is no JSON (a proxy's, say) as the platform's own code.
    const code = CODE.test(error.data.error) ? error.data.error : 'unreadable_answer'
    const passes = PASSING.has(code) || code === 'unreadable_answer'
    return passes ? unreachable(code, error) : new RefusedError(code)
  }
  if (error instanceof WebAPIRateLimitedError) {
    return unreachable('ratelimited', error, Math.max(0, error.retryAfter) * 1000)
  }
  if (error instanceof WebAPIHTTPError) return unreachable(`http_${error.statusCode}`, error)
  return unreachable(otherwise, error)
}

function unreachable(code: string, cause: unknown, retryAfter?: number): UnreachableError {
  const known = retryAfter === undefined ? {} : { retryAfter }
  return new UnreachableError(code, { cause, mayHaveArrived: false, ...known })
}
