import { z } from 'zod'
import { type Check, type Fault, faulty, well } from '../../src/check.ts'
import { ANSWER_WITHIN, checkClock, unreachable as notReached } from '../../src/reach.ts'

const MUST_REACH =
  'This machine must reach it, and gateway.discord.gg, on port 443: ask whoever runs the network.'
const MUST_REACH_OTHER =
  'This machine must reach it. Look whether it runs, and whether DISCORD_API_URL names the right address.'
const DISCORDS = /(?:^|\.)discord\.(?:com|gg)(?::\d+)?$/
const OFF = 'By it Warmline knows since when it has missed messages.'

/** Why no answer came from a host, in plain words. */
export const unreachable = (error: unknown, host: string): Fault =>
  notReached(error, host, DISCORDS.test(host) ? MUST_REACH : MUST_REACH_OTHER)

/** Discord's own answers: the address of the gateway, or a no with a reason. */
const Answer = z.union([z.object({ url: z.string() }), z.object({ message: z.string() })])

/** Whether Discord's API answers from here, and whether our clocks agree. Needs no token. Times in milliseconds. */
export async function checkReach(
  apiUrl: string,
  clock: () => number,
  within = ANSWER_WITHIN,
): Promise<Check[]> {
  const name = 'Discord is reachable'
  const { host } = new URL(apiUrl)
  try {
    const response = await fetch(`${apiUrl}/v10/gateway`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(within),
    })
    const now = clock()
    const fault = misanswer(response.status, await response.text(), host)
    if (fault) return [faulty(name, fault)]
    const there = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(there)) return [well(name)]
    return [well(name), checkClock(there, now, { whose: "Discord's", without: OFF })]
  } catch (error) {
    return [faulty(name, unreachable(error, host))]
  }
}

/** What answered is not Discord, or is in trouble; null when it is Discord's own answer. */
function misanswer(status: number, text: string, host: string): Fault | null {
  const isDiscords = isAnswer(text)
  if (isDiscords && status < 500) return null
  if (status === 429 || status === 403)
    return {
      problem: `${host} takes no calls from this network for now (HTTP ${status}).`,
      repair: 'Something here has asked too often, or wrongly. Stop it, and try again in an hour.',
    }
  if (status >= 300 && status < 400)
    return {
      problem: `${host} sends us elsewhere (HTTP ${status}).`,
      repair: 'A sign-in page of the network may stand between, or DISCORD_API_URL names another address.',
    }
  if (status >= 500)
    return {
      problem: `${host} is in trouble (HTTP ${status}).`,
      repair: 'Look at https://discordstatus.com and try again in a while.',
    }
  return {
    problem: `what answers at ${host} is not Discord's API (HTTP ${status}).`,
    repair: 'Correct or remove DISCORD_API_URL. A proxy may also answer in its place.',
  }
}

function isAnswer(text: string): boolean {
  try {
    return Answer.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}
