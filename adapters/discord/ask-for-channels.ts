import { ChannelType, type REST } from 'discord.js'
import { type Check, faulty } from '../../src/check.ts'
import type { Questions } from '../../src/questions.ts'
import { ASKED_IN, checkAskChannel } from './check-asking.ts'
import { type Bot, faultOf } from './check-bot.ts'
import { type Looking, shown } from './check-room.ts'
import { checkStaff, rolesFor } from './check-staff.ts'
import { has, rightsOfBot, rightsOfEveryone } from './rights.ts'
import { createServers, type Listed, type Room } from './server.ts'

/** With what the channels are asked for. `given` is what is set, `apiUrl` as in DiscordSettings. */
export type Asking = {
  rest: REST
  apiUrl: string
  bot: Bot
  /** Where the bot is. */
  servers: readonly Listed[]
  staffElsewhere: string | null
  given: { staffChannel: string | null; staffRole: string | null; askChannels: readonly string[] }
}

type Choosable = { room: Room; server: Listed; isOpen: boolean }

const AGAIN = 'again'
const NONE = 'none'

/** The ids of the channels in which every message is a question. Throws Left. */
export async function askForAskChannels(asking: Asking, questions: Questions): Promise<string[]> {
  const { choose, chooseMany, say, tell } = questions
  say(
    'People can always write to the bot directly, or mention it in any channel. In some channels it can also take every ' +
      'message for a question.',
  )
  let first = [...asking.given.askChannels]
  for (;;) {
    const looking = lookingWith(asking)
    const { found, faults } = await choosable(looking, asking.servers, ASKED_IN)
    tell(faults)
    const others = found
      .filter(({ room }) => room.id !== asking.given.staffChannel)
      // Where everybody is, customers are likelier.
      .sort((a, b) => Number(b.isOpen) - Number(a.isOpen))
    if (others.length === 0) return []
    const chosen = await chooseMany(
      'In which channels is every message a question? (Enter alone: in none)',
      others.map((one) => ({ value: one.room.id, label: labelOf(one, asking.servers) })),
      first.filter((id) => others.some(({ room }) => room.id === id)),
    )
    const checks = await Promise.all(chosen.map((id) => checkAskChannel(looking, id)))
    tell(checks.flat())
    if (checks.flat().every(({ ok }) => ok)) return chosen
    await choose(
      'What now?',
      [{ value: AGAIN, label: 'Choose again', hint: 'or grant it, then again' }],
      AGAIN,
    )
    first = chosen
  }
}

/** The channel where staff see who waits, and the role that says who is staff; null for none. Throws Left. */
export async function askForStaff(
  asking: Asking & { askChannels: readonly string[] },
  questions: Questions,
): Promise<{ staffChannel: string | null; staffRole: string | null }> {
  const { choose, say, tell } = questions
  const { staffElsewhere, given, servers, askChannels } = asking
  say(
    `Staff see who waits in a channel of their own. Make one that only they and @${asking.bot.name} can see: ` +
      'whoever reads it reads what customers write.',
  )
  for (;;) {
    const looking = lookingWith(asking)
    const { found, faults } = await choosable(looking, servers, [ChannelType.GuildText])
    tell(faults)
    const rooms = found.filter(({ room }) => !askChannels.includes(room.id))
    const first =
      rooms.find(({ room }) => room.id === given.staffChannel) ?? rooms.find(({ isOpen }) => !isOpen)
    const usual = staffElsewhere !== null && given.staffChannel === null ? NONE : (first?.room.id ?? AGAIN)
    const chosen = await choose(
      'Which channel is for staff?',
      [
        ...rooms.map((one) => ({
          value: one.room.id,
          label: labelOf(one, servers),
          ...(one.isOpen ? { hint: 'everybody in the server reads along' } : {}),
        })),
        { value: AGAIN, label: 'Look again', hint: 'after you have made one' },
        {
          value: NONE,
          label: 'No channel',
          hint: staffElsewhere === null ? 'staff use the staff desk' : `staff stay in ${staffElsewhere}`,
        },
      ],
      usual,
    )
    if (chosen === NONE) return { staffChannel: null, staffRole: null }
    const server = rooms.find(({ room }) => room.id === chosen)?.server.id
    if (server === undefined) continue
    const staffRole = await askForRole(looking, server, given.staffRole, questions)
    const checks = await checkStaff(looking, { staffChannel: chosen, staffRole })
    tell(checks)
    if (checks.every(({ ok }) => ok)) return { staffChannel: chosen, staffRole }
  }
}

async function askForRole(
  looking: Looking,
  server: string,
  given: string | null,
  { choose, tell }: Questions,
): Promise<string | null> {
  const roles = await rolesFor(looking, server)
  if ('problem' in roles) {
    tell([faulty('Discord roles', roles)])
    return given
  }
  if (roles.length === 0) return null
  const chosen = await choose(
    'Who is staff?',
    [
      { value: NONE, label: 'Whoever may write in that channel' },
      ...roles.map(({ id, name }) => ({ value: id, label: `@${name}` })),
    ],
    roles.find(({ id }) => id === given)?.id ?? NONE,
  )
  return chosen === NONE ? null : chosen
}

/** Afresh each time: what was wrong may have been put right in Discord. */
function lookingWith({ rest, bot, apiUrl }: Asking): Looking {
  return { servers: createServers(rest, bot.id), bot, apiUrl }
}

/** The channels of these kinds that the bot can see, and whether everybody can. */
async function choosable(
  { servers, bot, apiUrl }: Looking,
  listed: readonly Listed[],
  kinds: readonly number[],
): Promise<{ found: Choosable[]; faults: Check[] }> {
  try {
    const each = await Promise.all(
      listed.map(async (one) => {
        const server = await servers.of(one.id)
        const rooms = await servers.rooms(one.id)
        return rooms
          .filter((room) => kinds.includes(room.type))
          .filter((room) => has(rightsOfBot(bot.id, server, room), 'ViewChannel'))
          .map((room) => ({ room, server: one, isOpen: has(rightsOfEveryone(server, room), 'ViewChannel') }))
      }),
    )
    return { found: each.flat(), faults: [] }
  } catch (error) {
    return { found: [], faults: [faulty('The channels of the server', faultOf(error, apiUrl))] }
  }
}

function labelOf({ room, server }: Choosable, servers: readonly Listed[]): string {
  return servers.length > 1 ? `${shown(room)} in ${server.name || server.id}` : shown(room)
}
