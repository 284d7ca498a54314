import { z } from 'zod'
import { type Check, type Fault, faulty, well } from '../../src/check.ts'
import { ANSWER_WITHIN, checkClock, unreachable as notReached } from '../../src/reach.ts'

export { ANSWER_WITHIN } from '../../src/reach.ts'

/** Slack's requests are refused when they seem five minutes old. */
const PAST_FIVE = "Past five minutes, Slack's own requests are refused."
const MUST_REACH = 'This machine must reach it, and *.slack.com, on port 443: ask whoever runs the network.'

/** Why no answer came from a host, in plain words. */
export const unreachable = (error: unknown, host: string): Fault => notReached(error, host, MUST_REACH)

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
    return Number.isNaN(there)
      ? [well(name)]
      : [well(name), checkClock(there, now, { whose: "Slack's", without: PAST_FIVE })]
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
