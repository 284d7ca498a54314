import { type REST, Routes } from 'discord.js'
import { RefusedError } from '../../src/errors.ts'
import { Member } from './events.ts'
import { asOurs } from './failures.ts'
import { createRecent } from './recent.ts'

/** So long somebody's roles are taken to be theirs. Milliseconds. */
const KEPT = 60_000

export type Members = {
  /** The roles that somebody has in a server; null where they are not in it. Throws UnreachableError. */
  rolesOf(server: string, user: string): Promise<readonly string[] | null>
}

/** What a message of the past does not say of who wrote it. */
export function createMembers({ rest, clock }: { rest: REST; clock: () => number }): Members {
  const known = createRecent({ ask, kept: KEPT, clock })

  async function ask(key: string): Promise<readonly string[] | null> {
    const [server = '', user = ''] = key.split(' ')
    try {
      return Member.safeParse(await rest.get(Routes.guildMember(server, user))).data?.roles ?? null
    } catch (error) {
      const ours = asOurs(error)
      if (ours instanceof RefusedError) return null
      throw ours
    }
  }

  return { rolesOf: (server, user) => known.of(`${server} ${user}`) }
}
