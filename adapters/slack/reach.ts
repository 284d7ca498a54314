import { z } from 'zod'
import { type Check, type Fault, faulty, well } from './check.ts'

/** The longest wait for one answer, milliseconds. */
export const ANSWER_WITHIN = 10_000
/** Slack's requests are refused when they seem five minutes old. Milliseconds. */
const CLOCK_MAY_DIFFER = 2 * 60_000

const MUST_REACH = 'This machine must reach it, and *.slack.com, on port 443: ask whoever runs the network.'
const NO_ADDRESS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'])
const NO_ANSWER = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])
const NO_WAY = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'ECONNREFUSED', 'EADDRNOTAVAIL'])
const CERTIFICATE = /CERT|UNABLE_TO_|SELF_SIGNED|_TLS_/
const NOT_TLS = /^(EPROTO|ERR_SSL_)/

/** Why no answer came from a host, in plain words. */
export function unreachable(error: unknown, host: string): Fault {
  const { code, isLate, proxy } = causeOf(error)
  if (proxy)
    return {
      problem: `the proxy does not let us through to ${host} (HTTP ${proxy}).`,
      repair: "Ask whoever runs the network for a way out, or for the proxy's name and password.",
    }
  if (isLate || NO_ANSWER.has(code)) return { problem: `${host} gave no answer in time.`, repair: MUST_REACH }
  if (NO_ADDRESS.has(code))
    return {
      problem: `no address was found for ${host} (${code}).`,
      repair: "Check this machine's network and DNS, and the address for a slip of the pen.",
    }
  if (NO_WAY.has(code)) return { problem: `nothing answers at ${host} (${code}).`, repair: MUST_REACH }
  if (CERTIFICATE.test(code))
    return {
      problem: `the certificate of ${host} is not one that this machine trusts (${code}).`,
      repair:
        'A proxy may open the traffic: name its certificate in NODE_EXTRA_CA_CERTS. Check the clock, too.',
    }
  if (NOT_TLS.test(code))
    return {
      problem: `${host} does not speak HTTPS as it should (${code}).`,
      repair: 'A proxy may stand between, or the address should begin with http://.',
    }
  return { problem: `the connection to ${host} broke off${code && ` (${code})`}.`, repair: MUST_REACH }
}

type Cause = { code: string; isLate?: true; proxy?: string }

/** The first error code in the chain, whether our own deadline ended it, and what a proxy said. */
function causeOf(error: unknown): Cause {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at.name === 'TimeoutError') return { code: '', isLate: true }
    const proxy = /^Proxy response \((\d{3})\)/.exec(at.message)?.[1]
    if (proxy !== undefined) return { code: '', proxy }
    const { data } = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{2,60}$/) }).safeParse(at)
    if (data) return { code: data.code }
  }
  return { code: '' }
}

/** Whether Slack's Web API answers from here, and whether our clocks agree. Times in milliseconds. */
export async function checkReach(
  apiUrl: string,
  clock: () => number,
  within = ANSWER_WITHIN,
): Promise<Check[]> {
  const name = 'Slack is reachable'
  const { host } = new URL(apiUrl)
  try {
    const response = await fetch(`${apiUrl}api.test`, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(within),
    })
    const now = clock()
    const text = await response.text()
    const fault = misanswer(response.status, text, host)
    if (fault) return [faulty(name, fault)]
    const there = Date.parse(response.headers.get('date') ?? '')
    return Number.isNaN(there) ? [well(name)] : [well(name), checkClock(there, now)]
  } catch (error) {
    return [faulty(name, unreachable(error, host))]
  }
}

/** What answered is not Slack, or is in trouble; null when it is Slack's own answer. */
function misanswer(status: number, text: string, host: string): Fault | null {
  if (status === 429 || (status === 200 && isJson(text))) return null
  if (status >= 300 && status < 400)
    return {
      problem: `${host} sends us elsewhere (HTTP ${status}).`,
      repair: 'A sign-in page of the network may stand between, or SLACK_API_URL names another address.',
    }
  if (status >= 500)
    return {
      problem: `${host} is in trouble (HTTP ${status}).`,
      repair: 'Look at https://slack-status.com and try again in a while.',
    }
  return {
    problem: `what answers at ${host} is not Slack's Web API (HTTP ${status}).`,
    repair: 'Correct or remove SLACK_API_URL. A proxy may also answer in its place.',
  }
}

function isJson(text: string): boolean {
  try {
    return z.object({ ok: z.boolean() }).safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

function checkClock(there: number, here: number): Check {
  const apart = here - there
  if (Math.abs(apart) <= CLOCK_MAY_DIFFER) return well('Clock')
  return faulty('Clock', {
    problem: `this machine's clock is ${amount(Math.abs(apart))} ${apart > 0 ? 'ahead of' : 'behind'} Slack's.`,
    repair: "Let it be set by itself (NTP). Past five minutes, Slack's own requests are refused.",
  })
}

function amount(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
