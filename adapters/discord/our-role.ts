import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { RefusedError } from '../../src/errors.ts'
import { readMessage, type Said } from './events.ts'
import { asOurs } from './failures.ts'
import { createRecent } from './recent.ts'

/** A role of ours stays ours; so long we believe that there is none, or that it is the one. Milliseconds. */
const KEPT = 10 * 60_000

const Role = z.object({
  id: z.string().min(1),
  tags: z.object({ bot_id: z.string().nullish() }).nullish().catch(null),
})
const Roles = z.array(z.unknown()).transform((all) => all.flatMap((one) => Role.safeParse(one).data ?? []))

export type OurRoleSettings = { rest: REST; clock: () => number; us: () => string }
/** `server` is where it stands, for messages that do not say so. Throws UnreachableError. */
export type Read = (packet: unknown, server?: string | null) => Promise<Said | null>

/**
 * Reads messages so that a call of our own role is a call of us: it has our name, and whoever types "@" and our name is
 * offered it before us. Discord is asked which role that is only where a message calls one.
 */
export function createRead({ rest, clock, us }: OurRoleSettings): Read {
  const ours = createRecent({ ask: ourRoleIn, kept: KEPT, clock })

  async function ourRoleIn(server: string): Promise<string | null> {
    try {
      const roles = Roles.safeParse(await rest.get(Routes.guildRoles(server))).data ?? []
      return roles.find(({ tags }) => tags?.bot_id === us())?.id ?? null
    } catch (error) {
      const failure = asOurs(error)
      if (failure instanceof RefusedError) return null
      throw failure
    }
  }

  return async (packet, server = null) => {
    const said = readMessage(packet, us())
    const guild = said?.guild ?? server
    if (!said || said.namedRoles.length === 0 || guild === null) return said
    const role = await ours.of(guild)
    return role !== null && said.namedRoles.includes(role) ? asCallOf(said, role, us()) : said
  }
}

/** Without the right to read it, a message comes without the words that call us. */
function asCallOf(said: Said, role: string, us: string): Said {
  const isBare = said.text === '' && said.files.length === 0
  const text = isBare ? `<@${us}>` : said.text.replaceAll(`<@&${role}>`, `<@${us}>`)
  return { ...said, text, mentionsUs: true }
}
