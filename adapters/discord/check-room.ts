import { ChannelType } from 'discord.js'
import { type Check, faulty, well } from '../../src/check.ts'
import { type Bot, faultOf } from './check-bot.ts'
import { asOurs, codeOf } from './failures.ts'
import { ALL_RIGHTS, RIGHTS, type Right } from './invite.ts'
import { has, rightsOfBot } from './rights.ts'
import type { Room, Server, Servers } from './server.ts'

/** What does not work in a channel of some use without a right; the rest goes on without an optional one. */
export type Needs = Partial<Record<Right, { without: string; isOptional?: true }>>

/** What the checks of channels look things up with. `apiUrl` as in DiscordSettings. */
export type Looking = { servers: Servers; bot: Bot; apiUrl: string }

const UNKNOWN = 'discord_10003'
const NO_ACCESS = 'discord_50001'
const KINDS: Record<number, string> = {
  [ChannelType.DM]: 'a direct message',
  [ChannelType.GuildVoice]: 'a voice channel',
  [ChannelType.GuildCategory]: 'a category',
  [ChannelType.GuildAnnouncement]: 'an announcement channel',
  [ChannelType.AnnouncementThread]: 'a thread',
  [ChannelType.PublicThread]: 'a thread',
  [ChannelType.PrivateThread]: 'a thread',
  [ChannelType.GuildStageVoice]: 'a stage',
  [ChannelType.GuildForum]: 'a forum',
  [ChannelType.GuildMedia]: 'a media channel',
}

export const shown = ({ name, id }: Room) => (name === '' ? id : `#${name}`)

/** The channel of that id with its server, or the check that says why there is none of these kinds, and `where` to choose. */
export async function findRoom(
  { servers, apiUrl, bot }: Looking,
  {
    id,
    name,
    kinds,
    wanted,
    where = 'npm run setup',
  }: { id: string; name: string; kinds: readonly number[]; wanted: string; where?: string },
): Promise<{ room: Room; server: Server } | Check> {
  try {
    const room = await servers.room(id)
    if (!kinds.includes(room.type))
      return faulty(name, {
        problem: `${shown(room)} is ${KINDS[room.type] ?? 'a channel of another kind'}, not ${wanted}.`,
        repair: `Choose ${wanted}: ${where}.`,
      })
    return { room, server: await servers.of(room.guild_id ?? '') }
  } catch (error) {
    const code = codeOf(asOurs(error))
    if (code === UNKNOWN)
      return faulty(name, {
        problem: `there is no channel ${id}.`,
        repair: `Choose another: ${where}.`,
      })
    if (code === NO_ACCESS)
      return faulty(name, {
        problem: `the bot may not see the channel ${id}, or is not in its server.`,
        repair: `In Discord: Edit Channel, Permissions, add @${bot.name} and allow "View Channel".`,
      })
    return faulty(name, faultOf(error, apiUrl))
  }
}

/** One check for each right that is missing in a channel. */
export function checkRights(
  bot: Bot,
  { room, server }: { room: Room; server: Server },
  needs: Needs,
): Check[] {
  const rights = rightsOfBot(bot.id, server, room)
  return ALL_RIGHTS.flatMap((right) => {
    const need = needs[right]
    if (!need || has(rights, right)) return []
    const name = `Discord permission ${RIGHTS[right].label} in ${shown(room)}`
    if (need.isOptional) return [well(name, `not given: ${need.without}. That is your choice.`)]
    return [
      faulty(name, {
        problem: `missing: ${need.without}.`,
        repair: `In Discord: Edit Channel ${shown(room)}, Permissions, allow it to @${bot.name} or its role.`,
      }),
    ]
  })
}
