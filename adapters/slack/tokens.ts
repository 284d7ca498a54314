import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { type Check, type Fault, faulty, unsure, well } from '../../src/check.ts'
import { cleanName } from '../../src/clean.ts'
import { createClient } from './client.ts'
import { codeOf } from './failures.ts'
import { ANSWER_WITHIN, unreachable } from './reach.ts'

export const APPS_PAGE = 'https://api.slack.com/apps'

/** Who a bot token is. `scopes` are null where Slack did not say. */
export type Bot = { id: string; name: string; bot: string; workspace: string; scopes: string[] | null }

const Name = z.string().transform(cleanName).catch('')
const AuthTest = z.object({
  user_id: z.string(),
  bot_id: z.string().nullish(),
  user: Name,
  team: Name,
  response_metadata: z
    .object({ scopes: z.array(z.string()).nullish() })
    .nullish()
    .catch(null),
})
const Opened = z.object({
  url: z.url({ protocol: /^wss?$/ }),
  response_metadata: z
    .object({ messages: z.array(z.string()).nullish() })
    .nullish()
    .catch(null),
})
const BotInfo = z.object({ bot: z.object({ app_id: z.string().regex(/^A[A-Z0-9]+$/) }) })

const NOT_ACCEPTED = new Set([
  'account_inactive',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'token_expired',
  'token_revoked',
])

/** Whose token it is: `bot` is null when the check says why it cannot be told. */
export async function checkBot(
  client: WebClient,
  apiUrl: string,
): Promise<{ check: Check; bot: Bot | null }> {
  const name = 'Slack bot token'
  const found = await client.auth.test().then(
    (answer) => AuthTest.safeParse(answer).data ?? null,
    (error: unknown) =>
      faultOf(
        error,
        apiUrl,
        'Copy it again: in the Slack app, OAuth & Permissions. Is the app still installed?',
      ),
  )
  if (found === null) return { check: faulty(name, unreadable('auth.test')), bot: null }
  if ('problem' in found) return { check: faulty(name, found), bot: null }
  if (!found.bot_id) {
    const problem = 'it is not the token of a bot: it acts for a person.'
    const repair =
      'Put the Bot User OAuth Token in its place: the same page has it, and it begins with xoxb-.'
    return { check: faulty(name, { problem, repair }), bot: null }
  }
  const bot = {
    id: found.user_id,
    name: found.user || 'warmline',
    bot: found.bot_id,
    workspace: found.team,
    scopes: found.response_metadata?.scopes ?? null,
  }
  return { check: well(name, `@${bot.name}${bot.workspace && ` in the workspace ${bot.workspace}`}`), bot }
}

/** Whether Socket Mode can be opened with an app-level token. No socket is opened: it would take events from Warmline's. */
export async function checkApp(appToken: string, apiUrl: string, within = ANSWER_WITHIN): Promise<Check[]> {
  const name = 'Slack app token'
  const socket = 'Slack Socket Mode'
  try {
    const opened = Opened.safeParse(
      await createClient({ token: appToken, apiUrl, timeout: within }).apps.connections.open(),
    )
    if (!opened.success) return [faulty(name, unreadable('apps.connections.open'))]
    const { url, response_metadata } = opened.data
    const isOff = response_metadata?.messages?.some((message) =>
      /socket mode is not turned on/i.test(message),
    )
    return [well(name), isOff ? faulty(socket, SOCKET_MODE_OFF) : await checkSocketHost(socket, url, within)]
  } catch (error) {
    const code = codeOf(error)
    if (code === 'socket_mode_not_enabled') return [well(name), faulty(socket, SOCKET_MODE_OFF)]
    if (code === 'missing_scope' || code === 'no_permission')
      return [
        faulty(name, {
          problem: 'it may not open connections (connections:write is missing).',
          repair:
            'Make a new one with connections:write: in the Slack app, Basic Information, App-Level Tokens.',
        }),
      ]
    return [
      faulty(
        name,
        faultOf(
          error,
          apiUrl,
          'Copy it again, or make a new one: in the Slack app, Basic Information, App-Level Tokens.',
        ),
      ),
    ]
  }
}

const SOCKET_MODE_OFF: Fault = {
  problem: 'it is switched off for this app, so that nothing is heard.',
  repair: 'Switch it on: in the Slack app, Socket Mode. If it seems to be on, switch it off and on again.',
}

/** Any answer will do: it shows that the way is free. */
async function checkSocketHost(name: string, socketUrl: string, within: number): Promise<Check> {
  const { origin, host } = new URL(socketUrl.replace(/^ws/, 'http'))
  try {
    await fetch(origin, { redirect: 'manual', signal: AbortSignal.timeout(within) })
    return well(name)
  } catch (error) {
    return faulty(name, unreachable(error, host))
  }
}

/** The id of the app that a bot is of, or null where Slack does not say. */
export async function appOf(client: WebClient, bot: Bot): Promise<string | null> {
  try {
    return BotInfo.safeParse(await client.bots.info({ bot: bot.bot })).data?.bot.app_id ?? null
  } catch {
    return null
  }
}

/** Whether both tokens are of one app: an app-level token names its own. */
export function checkSameApp(app: string | null, appToken: string): Check {
  const name = 'Slack tokens belong together'
  const other = /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken)?.[1]
  if (app === null || other === undefined)
    return unsure(name, 'this cannot be seen from here. Take both from the same app.')
  if (app === other) return well(name)
  return faulty(name, {
    problem: `the bot token is of the app ${app}, and the app-level token of the app ${other}.`,
    repair: `Take both from one app: ${APPS_PAGE}/${app}/general`,
  })
}

/** A failed call in plain words; `again` is what to do about a token that Slack does not take. */
export function faultOf(error: unknown, apiUrl: string, again: string): Fault {
  const code = codeOf(error)
  if (code === null) return unreachable(error, new URL(apiUrl).host)
  if (NOT_ACCEPTED.has(code)) return { problem: `Slack does not accept it (${code}).`, repair: again }
  if (code === 'accesslimited')
    return {
      problem: 'Slack takes no calls from this network (accesslimited).',
      repair:
        "Add this machine's address to the allowed IP addresses: in the Slack app, OAuth & Permissions.",
    }
  if (code === 'ratelimited')
    return { problem: 'Slack asks us to wait (ratelimited).', repair: 'Try again in a minute.' }
  return {
    problem: `Slack says no (${code}).`,
    repair: 'Try again in a minute. If it stays, look at https://slack-status.com.',
  }
}

export function unreadable(method: string): Fault {
  return {
    problem: `the answer to ${method} is not one of Slack's.`,
    repair: 'Correct or remove SLACK_API_URL. A proxy may also answer in its place.',
  }
}
