import { createHmac, randomUUID } from 'node:crypto'
import { type Check, faulty, well } from '../../src/check.ts'
import { EVENTS_PATH } from './manifest.ts'
import { ANSWER_WITHIN, unreachable } from './reach.ts'

const NAME = 'Slack finds Warmline'

/**
 * Knocks at our own door from outside, as Slack does when it checks a request URL: signed, with a challenge that Warmline
 * has to say again. `publicUrl` without a slash at the end; Times in
 * milliseconds.
 */
export async function checkEndpoint(
  publicUrl: string,
  signingSecret: string,
  clock: () => number,
  within = ANSWER_WITHIN,
): Promise<Check> {
  const challenge = randomUUID()
  const body = JSON.stringify({ type: 'url_verification', challenge })
  const stamp = String(Math.floor(clock() / 1000))
  const signature = createHmac('sha256', signingSecret).update(`v0:${stamp}:${body}`).digest('hex')
  const { host } = new URL(publicUrl)
  try {
    const response = await fetch(`${publicUrl}${EVENTS_PATH}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': stamp,
        'x-slack-signature': `v0=${signature}`,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(within),
    })
    const said = (await response.text()).slice(0, 10_000)
    return judged(response.status, response.ok && said.includes(challenge), host)
  } catch (error) {
    const { problem } = unreachable(error, host)
    return faulty(NAME, {
      problem,
      repair: 'Start Warmline, and let your HTTPS proxy pass this address on to it.',
    })
  }
}

function judged(status: number, isOurs: boolean, host: string): Check {
  if (isOurs) return well(NAME, `${host}${EVENTS_PATH}`)
  if (status === 403)
    return faulty(NAME, {
      problem: `what answers at ${host} lets us not in (HTTP 403).`,
      repair: 'Restart Warmline, so that it has SLACK_SIGNING_SECRET. A firewall may also refuse us.',
    })
  if (status === 401)
    return faulty(NAME, {
      problem: `what answers at ${host} does not take our signature (HTTP ${status}).`,
      repair: 'Restart Warmline, so that it has this SLACK_SIGNING_SECRET, and check its clock.',
    })
  if (status === 404)
    return faulty(NAME, {
      problem: `there is no ${EVENTS_PATH} at ${host} (HTTP 404).`,
      repair: 'Pass this very path on to Warmline, and restart it, so that it has SLACK_SIGNING_SECRET.',
    })
  return faulty(NAME, {
    problem: `what answers at ${host}${EVENTS_PATH} is not Warmline (HTTP ${status}).`,
    repair: 'Start Warmline, and let your HTTPS proxy pass this address on to it, with nothing in between.',
  })
}
