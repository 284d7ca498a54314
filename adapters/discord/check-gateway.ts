import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { type Check, faulty, well } from '../../src/check.ts'
import { faultOf, unreadable } from './check-bot.ts'
import { unreachable } from './check-reach.ts'

const NAME = 'Discord gateway'
const LOGINS = 'Discord logins'
/** Discord takes away the token of a bot that has used all of its logins. Fewer than these are too few. */
const FEW = 100

const Gateway = z.object({
  url: z.url({ protocol: /^wss?$/ }),
  session_start_limit: z
    .object({ total: z.number(), remaining: z.number(), reset_after: z.number() })
    .nullish()
    .catch(null),
})

/** Whether the gateway can be reached, and how many logins are left. Nothing is opened: it would count as a login. */
export async function checkGateway(rest: REST, apiUrl: string, within: number): Promise<Check[]> {
  try {
    const gateway = Gateway.safeParse(await rest.get(Routes.gatewayBot())).data
    if (!gateway) return [faulty(NAME, unreadable('gateway/bot'))]
    const limit = gateway.session_start_limit
    return [await checkHost(gateway.url, within), ...(limit ? [checkLogins(limit)] : [])]
  } catch (error) {
    return [faulty(NAME, faultOf(error, apiUrl))]
  }
}

/** Any answer will do: it shows that the way is free. */
async function checkHost(url: string, within: number): Promise<Check> {
  const { origin, host } = new URL(url.replace(/^ws/, 'http'))
  try {
    await fetch(origin, { redirect: 'manual', signal: AbortSignal.timeout(within) })
    return well(NAME)
  } catch (error) {
    return faulty(NAME, unreachable(error, host))
  }
}

type Limit = { total: number; remaining: number; reset_after: number }

function checkLogins({ total, remaining, reset_after }: Limit): Check {
  if (remaining >= Math.min(FEW, total)) return well(LOGINS, `${remaining} of ${total} are left for today.`)
  const hours = Math.max(1, Math.ceil(reset_after / 3_600_000))
  return faulty(LOGINS, {
    problem: `only ${remaining} of ${total} are left for the next ${hours === 1 ? 'hour' : `${hours} hours`}: something logs in again and again.`,
    repair:
      'Stop whatever else uses this token, and look at the log of Warmline. With none left Discord makes the token useless.',
  })
}
