import { PermissionFlagsBits } from 'discord.js'
import { type Check, faulty, unsure, well } from '../../src/check.ts'
import { faultOf } from './check-bot.ts'
import type { Looking } from './check-room.ts'
import { ALL_RIGHTS, inviteLink, RIGHTS } from './invite.ts'
import { has, rightsOfBot } from './rights.ts'
import type { Listed, Server } from './server.ts'

const NAME = 'Discord servers'
/** So many are looked at closely. */
const MOST = 10

/** In which servers the bot is, and what it may do there at large. `listed` as listServers gives them. */
export async function checkServers(looking: Looking, listed: readonly Listed[]): Promise<Check[]> {
  const { bot, apiUrl } = looking
  if (listed.length === 0)
    return [
      faulty(NAME, {
        problem: 'the bot is in no server, so that nobody can write to it.',
        repair: `Open this link and choose your server: ${inviteLink(bot.application, apiUrl)}`,
      }),
    ]
  const near = listed.slice(0, MOST)
  const names = near.map(({ id, name }) => name || id).join(', ')
  const others = listed.length > MOST ? ` and ${listed.length - MOST} more` : ''
  const each = await Promise.all(near.map(({ id }) => checkServer(looking, id)))
  return [well(NAME, `${names}${others}`), ...each.flat()]
}

/** At large: a channel may grant more, or less; those that matter are looked at on their own. */
async function checkServer({ servers, bot, apiUrl }: Looking, id: string): Promise<Check[]> {
  try {
    const server = await servers.of(id)
    const rights = rightsOfBot(bot.id, server, null)
    const missing = ALL_RIGHTS.filter((right) => !has(rights, right))
    return [...powers(server), ...missing.map((right) => told(server, right))]
  } catch (error) {
    const { problem } = faultOf(error, apiUrl)
    return [unsure(`Discord server ${id}`, `what the bot may do there cannot be looked at: ${problem}`)]
  }

  function told({ name }: Server, right: (typeof ALL_RIGHTS)[number]): Check {
    const { label, without } = RIGHTS[right]
    const where = 'wherever a channel does not allow it'
    const link = inviteLink(bot.application, apiUrl)
    return well(
      `Discord permission ${label} in ${name}`,
      'isOptional' in RIGHTS[right]
        ? `not given: ${without}, ${where}. That is your choice.`
        : `not given: ${without}, ${where}. This link gives it: ${link}`,
    )
  }
}

/** More than we need is more than anybody should get who finds the token. */
function powers({ roles, ours, id, name }: Server): Check[] {
  const isMighty = roles.some(
    (role) =>
      (role.id === id || ours.includes(role.id)) &&
      (role.permissions & PermissionFlagsBits.Administrator) !== 0n,
  )
  if (!isMighty) return []
  return [
    well(
      `Discord server ${name}`,
      'the bot is an administrator there. It needs far less: better take that away.',
    ),
  ]
}
