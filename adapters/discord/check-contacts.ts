import { ChannelType, PermissionFlagsBits, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { type Check, type ContactChecked, faulty, NAMED, well } from '../../src/check.ts'
import { cleanName } from '../../src/clean.ts'
import { faultOf } from './check-bot.ts'
import { checkRights, findRoom, type Looking, shown } from './check-room.ts'
import { createContacts, personIn } from './contacts.ts'
import { asOurs, codeOf } from './failures.ts'
import { has, rightsOfBot, rightsOfEveryone } from './rights.ts'

const NOBODY = 'discord_10013'
const User = z.object({ username: z.string().transform(cleanName).catch('') })
const Mentionable = z.array(z.object({ id: z.string(), mentionable: z.boolean().catch(false) })).catch([])
const NEEDS = {
  ViewChannel: { without: 'nothing can be shown there' },
  SendMessages: { without: 'nothing can be written there' },
} as const

export type Calling = { rest: REST; looking: Looking; staffChannel: string | null }

type Asked = { name: string; where: string }

/** Whether whom the owner has named can be written to: nobody is for it. */
export async function checkContact(calling: Calling, { fact, id }: ContactChecked): Promise<Check[]> {
  const asked = { name: `Discord, ${NAMED[fact].name}`, where: NAMED[fact].where }
  const { name } = asked
  const contacts = createContacts('discord', 'home')
  // A setting that can only be a place names its channel by the number alone.
  const contact = contacts.of(fact === 'digest' ? id.replace(/^(?=\d+$)/, 'channel:') : id)
  const number = id.slice(id.indexOf(':') + 1)
  switch (contact?.kind) {
    case 'channel':
      return checkChannel(calling, asked, number)
    case 'person':
      return [await checkPerson(calling, asked, personIn(id) ?? '')]
    case 'group':
      if (fact === 'digest')
        return [
          faulty(name, {
            problem: `${id} is a role, and no place to post in.`,
            repair: 'Name a channel or a person.',
          }),
        ]
      return [await checkRole(calling, asked, number)]
    default:
      return [
        faulty(name, { problem: `${id} is none of Discord's.`, repair: `Write it like ${contacts.like}.` }),
      ]
  }
}

async function checkPerson({ rest, looking }: Calling, { name, where }: Asked, id: string): Promise<Check> {
  try {
    const { username } = User.parse(await rest.get(Routes.user(id)))
    return well(name, `@${username || id}`)
  } catch (error) {
    if (codeOf(asOurs(error)) === NOBODY)
      return faulty(name, {
        problem: `there is nobody of the id ${id}.`,
        repair: `Name somebody else in ${where}.`,
      })
    return faulty(name, faultOf(error, looking.apiUrl))
  }
}

/** Without a right of ours, only a role that anybody may mention is pinged. */
async function checkRole(
  { rest, looking, staffChannel }: Calling,
  { name, where }: Asked,
  id: string,
): Promise<Check> {
  try {
    const room = staffChannel === null ? null : await looking.servers.room(staffChannel)
    const server = room && (await looking.servers.of(room.guild_id ?? ''))
    const role = server?.roles.find((one) => one.id === id)
    if (!server || !role || id === server.id)
      return faulty(name, {
        problem: `there is no role ${id} in the server where your people are.`,
        repair: `Name somebody else in ${where}.`,
      })
    const mayAll = (rightsOfBot(looking.bot.id, server, room) & PermissionFlagsBits.MentionEveryone) !== 0n
    const roles = Mentionable.parse(await rest.get(Routes.guildRoles(server.id)))
    if (mayAll || roles.find((one) => one.id === id)?.mentionable) return well(name, `@${role.name}`)
    return faulty(name, {
      problem: `@${role.name} is shown, but nobody is pinged: only its own people may mention it.`,
      repair: `In Discord: Server Settings, Roles, ${role.name}, "Allow anyone to @mention this role".`,
    })
  } catch (error) {
    return faulty(name, faultOf(error, looking.apiUrl))
  }
}

async function checkChannel({ looking }: Calling, { name, where }: Asked, id: string): Promise<Check[]> {
  const found = await findRoom(looking, {
    id,
    name,
    kinds: [ChannelType.GuildText],
    wanted: 'a text channel',
    where,
  })
  if ('ok' in found) return [found]
  const { room, server } = found
  if (has(rightsOfEveryone(server, room), 'ViewChannel'))
    return [
      faulty(name, {
        problem: `everybody in ${server.name} can read ${shown(room)}: customers would read what is not for them.`,
        repair: 'In Discord: Edit Channel, Permissions, switch on "Private Channel", and add the bot.',
      }),
    ]
  const missing = checkRights(looking.bot, found, NEEDS)
  return missing.length > 0 ? missing : [well(name, `${shown(room)} in ${server.name}`)]
}
