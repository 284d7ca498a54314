import { setTimeout as sleep } from 'node:timers/promises'
import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { cleanName } from '../../src/clean.ts'
import { UnreachableError } from '../../src/errors.ts'
import { asOurs } from './failures.ts'

/** The longest pause that we make when we ask too much at once, and how often. Milliseconds. */
const SHORT = 2_000
const TRIES = 10

const Id = z.string().min(1)
const Name = z.string().transform(cleanName).catch('')
const Bits = z.coerce
  .string()
  .regex(/^\d{1,25}$/)
  .transform(BigInt)
  .catch(0n)
const Role = z.object({ id: Id, name: Name, permissions: Bits, managed: z.boolean().catch(false) })
const Overwrite = z.object({ id: Id, allow: Bits, deny: Bits })
export const Room = z.object({
  id: Id,
  type: z.number(),
  name: Name,
  guild_id: z.string().nullish(),
  permission_overwrites: each(Overwrite),
})
export const Guild = z.object({ id: Id, name: Name, owner_id: z.string().nullish(), roles: each(Role) })
const Member = z.object({ roles: z.array(z.string()).catch([]) })
const Listed = each(z.object({ id: Id, name: Name }))

export type Role = z.infer<typeof Role>
/** A channel, with what is granted and refused in it. */
export type Room = z.infer<typeof Room>
/** A server that the bot is in; `roles` are all of its roles, `ours` the ids of the bot's. */
export type Server = { id: string; name: string; owner: string | null; roles: Role[]; ours: string[] }
export type Listed = { id: string; name: string }

/** The servers that the bot is in, two hundred at the most. Throws what the client throws, and ZodError. */
export async function listServers(rest: REST): Promise<Listed[]> {
  return Listed.parse(await ask(rest, Routes.userGuilds()))
}

/** All of them throw what the client throws, and ZodError. */
export type Servers = {
  /** Asked for once, as a channel is. */
  of(id: string): Promise<Server>
  room(id: string): Promise<Room>
  rooms(server: string): Promise<Room[]>
}

/** What the checks and the set-up look up about servers and their channels. `bot` is the bot's own id. */
export function createServers(rest: REST, bot: string): Servers {
  const known = new Map<string, Promise<Server>>()
  const rooms = new Map<string, Promise<Room>>()
  return {
    of: (id) => once(known, id, read),
    room: (id) => once(rooms, id, async () => Room.parse(await ask(rest, Routes.channel(id)))),
    async rooms(server) {
      const all = each(Room).parse(await ask(rest, Routes.guildChannels(server)))
      return all.map((room) => ({ ...room, guild_id: server }))
    },
  }

  async function read(id: string): Promise<Server> {
    const guild = Guild.parse(await ask(rest, Routes.guild(id)))
    const member = Member.parse(await ask(rest, Routes.guildMember(id, bot)))
    return {
      id,
      name: guild.name || id,
      owner: guild.owner_id ?? null,
      roles: guild.roles,
      ours: member.roles,
    }
  }
}

function once<T>(known: Map<string, Promise<T>>, id: string, find: (id: string) => Promise<T>): Promise<T> {
  const asked = known.get(id) ?? find(id)
  known.set(id, asked)
  return asked
}

/** Where there are many servers and channels, we ask more than is let out in a second. */
async function ask(rest: REST, route: `/${string}`): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      return await rest.get(route)
    } catch (error) {
      const ours = asOurs(error)
      const wait = ours instanceof UnreachableError ? ours.retryAfter : null
      if (wait === null || wait > SHORT || tries === TRIES) throw error
      await sleep(wait)
    }
  }
}

/** What cannot be read in a list is left out. */
function each<Schema extends z.ZodType>(schema: Schema) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.flatMap((one) => {
        const { data } = schema.safeParse(one)
        return data === undefined ? [] : [data]
      }),
    )
}
