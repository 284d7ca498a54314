import { z } from 'zod'
import { type Check, type Fault, faulty, well } from './check.ts'

/** The longest wait for one answer, milliseconds. */
export const ANSWER_WITHIN = 10_000
/** Milliseconds. */
const CLOCK_MAY_DIFFER = 2 * 60_000

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

/** Why no answer came from a host, in plain words; `mustReach` says what this machine must be let through to. */
export function unreachable(error: unknown, host: string, mustReach: string): Fault {
  const { code, isLate, proxy } = causeOf(error)
  if (proxy)
    return {
      problem: `the proxy does not let us through to ${host} (HTTP ${proxy}).`,
      repair: "Ask whoever runs the network for a way out, or for the proxy's name and password.",
    }
  if (isLate || NO_ANSWER.has(code)) return { problem: `${host} gave no answer in time.`, repair: mustReach }
  if (NO_ADDRESS.has(code))
    return {
      problem: `no address was found for ${host} (${code}).`,
      repair: "Check this machine's network and DNS, and the address for a slip of the pen.",
    }
  if (NO_WAY.has(code)) return { problem: `nothing answers at ${host} (${code}).`, repair: mustReach }
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
  return { problem: `the connection to ${host} broke off${code && ` (${code})`}.`, repair: mustReach }
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

/** Whether our clock agrees with `there`, both in epoch milliseconds; `without` says what goes wrong where it does not. */
export function checkClock(
  there: number,
  here: number,
  { whose, without }: { whose: string; without: string },
): Check {
  const apart = here - there
  if (Math.abs(apart) <= CLOCK_MAY_DIFFER) return well('Clock')
  return faulty('Clock', {
    problem: `this machine's clock is ${amount(Math.abs(apart))} ${apart > 0 ? 'ahead of' : 'behind'} ${whose}.`,
    repair: `Let it be set by itself (NTP). ${without}`,
  })
}

function amount(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
