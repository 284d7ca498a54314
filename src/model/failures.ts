import { APIConnectionError, APIError } from 'openai'
import type { Ended } from './deadlines.ts'
import type { WhyNot } from './model.ts'

/** Why a server takes no call of ours, whatever we ask: only the owner can change that. */
export type Refusal = 'key' | 'forbidden' | 'model' | 'quota' | 'address' | 'request'

export type Failure = {
  why: WhyNot
  /** A second try may help. */
  again: boolean
  /** How long to wait before it, where the server says so. Milliseconds. */
  retryAfter: number | null
  /** The server is not well: it is given a rest when that goes on. */
  isServers: boolean
  refusal: Refusal | null
  /** The server had begun to work, so that it may have cost. */
  hasCost: boolean
  status: number | null
  /** The server's own word, or the network's; never a sentence. */
  code: string | null
  /** What it says of the request, to find a refused parameter in; may quote the customer. */
  told: { param: string | null; text: string } | null
}

const NOTHING: Omit<Failure, 'why'> = {
  again: false,
  retryAfter: null,
  isServers: false,
  refusal: null,
  hasCost: false,
  status: null,
  code: null,
  told: null,
}
const QUOTA = /^(insufficient_quota|billing_hard_limit_reached|billing_not_active|insufficient_credits)$/
const FILTERED = /^(content_filter|content_policy_violation|ResponsibleAIPolicyViolation)$/
const TOO_LONG = /^(context_length_exceeded|string_above_max_length)$/
const NO_MODEL = /^(model_not_found|DeploymentNotFound|invalid_model)$/
const NAMES_MODEL =
  /\bmodel\b.*\b(not found|not exist|not a valid|not available|not supported|unknown|no such)|\b(unknown|no such|invalid) model\b/is

/** What an error of one request means. `hasBegun` says that something of the reply had come. */
export function failureOf(error: unknown, hasBegun: boolean, now: number): Failure {
  if (error instanceof APIError) {
    if (error instanceof APIConnectionError) return unreachable(codeIn(error), hasBegun)
    const status = error.status ?? statusIn(error.code)
    if (status === undefined && codeOf(error) === null) return unreachable(null, hasBegun)
    return { ...answered(error, status ?? 500, now), hasCost: hasBegun }
  }
  // The SDK could read an event of the stream no further.
  if (error instanceof SyntaxError) return { ...NOTHING, why: 'unreadable', isServers: true, hasCost: true }
  return unreachable(codeIn(error), hasBegun)
}

/** What it means that we have ended a request ourselves. */
export function lateFailure(ended: Ended, isFirst: boolean): Failure {
  if (ended === 'too large') return { ...NOTHING, why: 'unreadable', hasCost: true }
  // Who had only what was left of the time cannot blame the server.
  const isServers = ended === 'first byte' || ended === 'idle' || isFirst
  return { ...NOTHING, why: 'too_slow', isServers, hasCost: true, code: ended.replace(' ', '_') }
}

/** The stream ended without a word that this was the end. */
export function lostFailure(): Failure {
  return { ...NOTHING, why: 'cut', isServers: true, hasCost: true, code: 'ended_early' }
}

function unreachable(code: string | null, hasCost: boolean): Failure {
  return { ...NOTHING, why: 'unreachable', again: true, isServers: true, code, hasCost }
}

function answered(error: APIError, status: number, now: number): Failure {
  const code = codeOf(error)
  const basis = { ...NOTHING, status, code }
  const is = (pattern: RegExp) => [code, error.type].some((word) => pattern.test(word ?? ''))
  const refused = (refusal: Refusal): Failure => ({ ...basis, why: 'refused', refusal })
  if (is(QUOTA) || status === 402) return refused('quota')
  if (is(FILTERED) || /ResponsibleAIPolicyViolation/.test(textOf(error))) return { ...basis, why: 'declined' }
  if (status === 401) return refused('key')
  if (status === 403) return refused('forbidden')
  if (is(NO_MODEL)) return refused('model')
  if (status === 404) return refused(NAMES_MODEL.test(textOf(error)) ? 'model' : 'address')
  if (status >= 300 && status < 400) return refused('address')
  if (status === 405 || status === 501) return refused('address')
  if (is(TOO_LONG) || status === 413) return { ...basis, why: 'refused' }
  if (status >= 500 || [408, 409, 425, 429].includes(status))
    return { ...unreachable(code, false), status, retryAfter: retryAfterOf(error, now) }
  if (status === 400 && NAMES_MODEL.test(textOf(error)) && !error.param) return refused('model')
  return { ...refused('request'), told: { param: error.param ?? null, text: textOf(error) } }
}

/** All that it says, the parts that are not in its message as well. */
function textOf(error: APIError): string {
  return `${error.message} ${JSON.stringify(error.error ?? '')}`
}

const WORD = /^[a-z][\w.-]{0,60}$/i

/** What servers call their refusals. Any other word may be a key, or a customer's, and is not repeated. */
const CODES: ReadonlySet<unknown> = new Set(
  `insufficient_quota rate_limit_exceeded rate_limit_error invalid_api_key authentication_error permission_error
  permission_denied model_not_found not_found not_found_error context_length_exceeded string_above_max_length
  unsupported_parameter unsupported_value invalid_request_error invalid_value missing_required_parameter
  unknown_parameter server_error api_error internal_error overloaded_error service_unavailable timeout
  content_filter content_policy_violation billing_hard_limit_reached billing_not_active account_deactivated
  invalid_organization unsupported_country_region_territory DeploymentNotFound`.split(/\s+/),
)

function codeOf({ code, type }: APIError): string | null {
  const known = [code, type].find((word) => CODES.has(word))
  return typeof known === 'string' ? known : null
}

/** Some give the status of their own server within a stream. */
function statusIn(code: unknown): number | undefined {
  const status = Number(code)
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined
}

/** The network's own word, such as ENOTFOUND, wherever it stands in the chain of causes. */
function codeIn(error: unknown): string | null {
  let at = error
  for (let depth = 0; depth < 5 && at instanceof Error; depth++) {
    if ('code' in at && typeof at.code === 'string' && WORD.test(at.code)) return at.code
    at = at.cause
  }
  return null
}

function retryAfterOf({ headers }: APIError, now: number): number | null {
  const exact = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (exact >= 0) return exact
  const told = headers?.get('retry-after') ?? ''
  const seconds = Number(told === '' ? Number.NaN : told)
  if (seconds >= 0) return seconds * 1000
  const at = Date.parse(told)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
