import type { REST } from 'discord.js'
import { type Check, type ContactChecked, faulty, well } from '../../src/check.ts'
import { ANSWER_WITHIN } from '../../src/reach.ts'
import { checkAskChannel } from './check-asking.ts'
import { checkBot, checkClicks, checkContent, faultOf } from './check-bot.ts'
import { checkContact } from './check-contacts.ts'
import { checkGateway } from './check-gateway.ts'
import { checkReach } from './check-reach.ts'
import type { Looking } from './check-room.ts'
import { checkServers } from './check-servers.ts'
import { checkStaff } from './check-staff.ts'
import { createRest } from './rest.ts'
import { createServers, type Listed, listServers } from './server.ts'
import type { DiscordSettings } from './settings.ts'

/** What the checks need to know. */
export type Examined = Pick<
  DiscordSettings,
  'token' | 'apiUrl' | 'staffChannel' | 'staffRole' | 'askChannels'
> & {
  /** Epoch milliseconds. */
  clock: () => number
  /** Whom the owner has called. */
  contacts?: readonly ContactChecked[]
  /** The longest wait for one answer, milliseconds. */
  within?: number
}

/**
 * Everything about Discord that can go wrong and can be seen from here, each with its repair. Sends nothing that a person
 * would see, logs in nowhere, and never throws. Each call has ten seconds.
 */
export async function checkDiscord(settings: Examined): Promise<Check[]> {
  const { token, apiUrl, clock, within = ANSWER_WITHIN } = settings
  const reach = await checkReach(apiUrl, clock, within)
  // One broken connection is one fault, not one for each thing that needed it.
  if (reach.some(({ name, ok }) => name !== 'Clock' && !ok)) return reach
  const rest = createRest({ token, apiUrl, timeout: within })
  const { check, bot } = await checkBot(rest, apiUrl)
  if (bot === null) return [...reach, check]
  const looking = { servers: createServers(rest, bot.id), bot, apiUrl }
  const [places, gateway] = await Promise.all([
    checkPlaces(rest, looking, settings),
    checkGateway(rest, apiUrl, within),
  ])
  return [
    ...reach,
    check,
    checkContent(bot, settings.askChannels),
    ...checkClicks(bot),
    ...places,
    ...gateway,
  ]
}

async function checkPlaces(rest: REST, looking: Looking, settings: Examined): Promise<Check[]> {
  let listed: Listed[]
  try {
    listed = await listServers(rest)
  } catch (error) {
    return [faulty('Discord servers', faultOf(error, looking.apiUrl))]
  }
  const servers = await checkServers(looking, listed)
  if (listed.length === 0) return servers
  const { staffChannel, staffRole, askChannels, contacts = [] } = settings
  const staff =
    staffChannel === null ? [NO_STAFF_CHANNEL] : await checkStaff(looking, { staffChannel, staffRole })
  const asking = await Promise.all(askChannels.map((id) => checkAskChannel(looking, id)))
  const calling = { rest, looking, staffChannel }
  const called = await Promise.all(contacts.map((contact) => checkContact(calling, contact)))
  return [...servers, ...staff, ...asking.flat(), ...called.flat()]
}

const NO_STAFF_CHANNEL = well('Discord staff channel', 'none: staff are elsewhere.')
