import { ChannelType, PermissionFlagsBits } from 'discord.js'
import { type Check, type Fault, faulty, well } from '../../src/check.ts'
import { faultOf } from './check-bot.ts'
import { checkRights, findRoom, type Looking, type Needs, shown } from './check-room.ts'
import { has, rightsOfEveryone } from './rights.ts'
import type { Room, Server } from './server.ts'

const CHANNEL = 'Discord staff channel'
const ROLE = 'Discord staff role'

const NEEDS: Needs = {
  ViewChannel: { without: 'nothing in it is seen' },
  SendMessages: { without: 'nobody who waits can be shown there' },
  EmbedLinks: { without: 'the cards of those who wait cannot be shown' },
  CreatePublicThreads: { without: 'a card gets no thread with what the customer wrote' },
  SendMessagesInThreads: { without: 'nothing can be said in the threads of the cards' },
  ReadMessageHistory: { without: 'a card that was shown already cannot be found again' },
  AttachFiles: { without: 'files that customers send cannot be shown', isOptional: true },
  ManageThreads: { without: 'in a thread that somebody locked nothing more can be said', isOptional: true },
}

export type StaffPlace = { staffChannel: string; staffRole: string | null }

/** Whether handoffs can be shown in this channel, and to nobody but staff; and who counts as staff. */
export async function checkStaff(looking: Looking, place: StaffPlace): Promise<Check[]> {
  const { staffChannel, staffRole } = place
  const found = await findRoom(looking, {
    id: staffChannel,
    name: CHANNEL,
    kinds: [ChannelType.GuildText],
    wanted: 'a text channel',
  })
  if ('ok' in found) return [found]
  const { room, server } = found
  const rights = checkRights(looking.bot, found, NEEDS)
  return [
    privacyOf(found, staffRole !== null),
    ...(staffRole === null ? [well(ROLE, NO_ROLE(room))] : [roleOf(server, staffRole)]),
    ...rights,
  ]
}

const NO_ROLE = (room: Room) => `none: whoever may write in ${shown(room)} is staff.`

/** Nobody can tell where customers are: who writes to the bot shares some server with it. So nothing is shown there. */
function privacyOf(found: { room: Room; server: Server }, hasRole: boolean): Check {
  const { room, server } = found
  const its = `${shown(room)} in ${server.name}`
  const everyone = rightsOfEveryone(server, room)
  if (!has(everyone, 'ViewChannel')) return well(CHANNEL, its)
  const mayAct = !hasRole && (everyone & PermissionFlagsBits.SendMessages) !== 0n
  return faulty(CHANNEL, {
    problem: mayAct
      ? `everybody in ${server.name} can read ${shown(room)} and counts as staff: customers, too.`
      : `everybody in ${server.name} can read ${shown(room)}: customers would read what others wrote.`,
    repair:
      'In Discord: Edit Channel, Permissions, switch on "Private Channel", and add the bot and your staff.',
  })
}

function roleOf(server: Server, id: string): Check {
  const role = server.roles.find((one) => one.id === id)
  const choose = 'Choose another: npm run setup.'
  if (role === undefined)
    return faulty(ROLE, { problem: `there is no role ${id} in ${server.name}.`, repair: choose })
  if (id === server.id)
    return faulty(ROLE, {
      problem: 'it is @everyone, so that everybody would count as staff.',
      repair: choose,
    })
  if (role.managed)
    return faulty(ROLE, {
      problem: `@${role.name} belongs to an app or a service: no person can be given it by you.`,
      repair: choose,
    })
  return well(ROLE, `@${role.name}`)
}

/** The roles of the staff channel's server that people can be given. */
export async function rolesFor(
  { servers, apiUrl }: Looking,
  server: string,
): Promise<{ id: string; name: string }[] | Fault> {
  try {
    const { roles } = await servers.of(server)
    return roles.filter(({ id, managed }) => id !== server && !managed)
  } catch (error) {
    return faultOf(error, apiUrl)
  }
}
