import { type Check, type ContactChecked, faulty, unsure, well } from '../../src/check.ts'
import { checkContact } from './check-contacts.ts'
import { createClient } from './client.ts'
import { checkEndpoint } from './endpoint.ts'
import { SCOPES } from './manifest.ts'
import { ANSWER_WITHIN, checkReach } from './reach.ts'
import type { SlackSettings } from './settings.ts'
import { checkStaffChannel } from './staff-channel.ts'
import { APPS_PAGE, appOf, checkApp, checkBot, checkSameApp } from './tokens.ts'

/** What the checks need to know. `publicUrl` is where Slack reaches us over HTTP, where that is to be tried. */
export type Examined = Pick<
  SlackSettings,
  'botToken' | 'appToken' | 'signingSecret' | 'apiUrl' | 'staffChannel'
> & {
  publicUrl: string | null
  /** Whom the owner has called. */
  contacts?: readonly ContactChecked[]
  /** Epoch milliseconds. */
  clock: () => number
  /** The longest wait for one answer, milliseconds. */
  within?: number
}

/**
 * Everything about Slack that can go wrong and can be seen from here, each with its repair. Sends nothing that a person
 * would see, opens no socket, and never throws. Each call has ten seconds.
 */
export async function checkSlack(settings: Examined): Promise<Check[]> {
  const { apiUrl, appToken, clock, within = ANSWER_WITHIN, contacts = [] } = settings
  const [reach, app, bot, endpoint] = await Promise.all([
    checkReach(apiUrl, clock, within),
    appToken === null ? [] : checkApp(appToken, apiUrl, within),
    checkBotAndItsPlaces({ ...settings, within, contacts }),
    checkDoor({ ...settings, within, contacts }),
  ])
  // One broken connection is one fault, not one for each thing that needed it.
  if (reach.some(({ name, ok }) => name !== 'Clock' && !ok)) return [...reach, ...endpoint]
  return [...reach, ...bot, ...app, ...endpoint]
}

type Settled = Required<Examined>

async function checkBotAndItsPlaces(settings: Settled): Promise<Check[]> {
  const { botToken, apiUrl, staffChannel, appToken, within, contacts } = settings
  const client = createClient({ token: botToken, apiUrl, timeout: within })
  const { check, bot } = await checkBot(client, apiUrl)
  if (bot === null) return [check]
  const calling = { client, apiUrl, staffChannel, bot: bot.name }
  const [channel, app, called] = await Promise.all([
    staffChannel === null ? NO_STAFF_CHANNEL : checkStaffChannel(client, apiUrl, staffChannel, bot.name),
    appOf(client, bot),
    Promise.all(contacts.map((contact) => checkContact(calling, contact))),
  ])
  return [
    check,
    ...(appToken === null ? [] : [checkSameApp(app, appToken)]),
    ...checkScopes(bot.scopes),
    channel,
    ...called,
    messagesTab(app),
  ]
}

const NO_STAFF_CHANNEL = well('Slack staff channel', 'none: staff use the staff desk.')

/** One check for each permission that is missing, or one that says that none is. */
export function checkScopes(scopes: readonly string[] | null): Check[] {
  const name = 'Slack permissions'
  if (scopes === null) return [unsure(name, 'Slack did not say which ones the bot has.')]
  const missing = Object.entries(SCOPES).filter(([scope]) => !scopes.includes(scope))
  if (missing.length === 0) return [well(name)]
  const repair = 'Add it: in the Slack app, OAuth & Permissions, Bot Token Scopes. Then reinstall the app.'
  return missing.map(([scope, { without, isOptional }]) =>
    isOptional
      ? well(`Slack permission ${scope}`, `not given: ${without}. That is your choice.`)
      : faulty(`Slack permission ${scope}`, { problem: `missing: ${without}.`, repair }),
  )
}

/** Slack tells nobody how the tab is set, except by refusing a message to a person: that is no test to make. */
function messagesTab(app: string | null): Check {
  const page = app === null ? `${APPS_PAGE}, your app, App Home` : `${APPS_PAGE}/${app}/app-home`
  return unsure(
    'Slack direct messages',
    `only ${page} shows whether people may write to the bot: both boxes of the Messages Tab must be ticked.`,
  )
}

async function checkDoor({ signingSecret, publicUrl, clock, appToken, within }: Settled): Promise<Check[]> {
  if (signingSecret === null) return []
  if (publicUrl !== null) return [await checkEndpoint(publicUrl, signingSecret, clock, within)]
  // With a socket, the door over HTTP is a second way in that may well stay unused.
  if (appToken !== null) return []
  const how = 'give the public address, and it is tried: npm run doctor -- --public-url https://…'
  return [unsure('Slack finds Warmline', how)]
}
