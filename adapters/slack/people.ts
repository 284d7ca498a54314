import type { WebClient } from '@slack/web-api'
import { Keyv } from 'keyv'
import { z } from 'zod'
import { cleanName } from '../../src/clean.ts'
import { codeOf } from './failures.ts'

/** How long a name and a face are taken to be true. Milliseconds. */
const KEPT = 60 * 60 * 1000
/** A name is not worth more waiting: the message counts. Milliseconds. */
const PATIENCE = 800

const Picture = z
  .url({ protocol: /^https$/ })
  .nullable()
  .catch(null)
const User = z.object({
  id: z.string(),
  team_id: z.string().nullish(),
  name: z.string().nullish(),
  real_name: z.string().nullish(),
  is_bot: z.boolean().nullish(),
  tz: z.string().nullish().catch(null),
  enterprise_user: z.object({ enterprise_id: z.string().nullish() }).nullish(),
  profile: z
    .object({
      display_name: z.string().nullish(),
      real_name: z.string().nullish(),
      image_192: z.string().nullish(),
    })
    .nullish(),
})

/** `zone`: the IANA name of the zone that they live in, where Slack tells it. `isUntold` where this server tells of nobody. */
export type Profile = {
  name: string
  picture: string | null
  teams: string[]
  isBot: boolean
  zone?: string | null
  isUntold?: boolean
}
export type People = {
  of(client: WebClient, user: string): Promise<Profile | null>
  forget(user: string): Promise<void>
}

/** Who people are, as Slack tells it; null where it does not, or not soon enough. What is kept here may vanish at any time. */
export function createPeople(): People {
  const known = new Keyv<Profile>({ ttl: KEPT })
  known.on('error', () => undefined)
  const asking = new Map<string, Promise<Profile | null>>()

  async function ask(client: WebClient, user: string): Promise<Profile | null> {
    try {
      const { user: answer } = await client.users.info({ user })
      const found = User.safeParse(answer)
      if (!found.success) return null
      const profile = profileOf(found.data)
      await known.set(user, profile)
      return profile
    } catch (error) {
      if (codeOf(error) !== 'unknown_method') return null
      return { name: '', picture: null, teams: [], isBot: false, isUntold: true }
    }
  }

  return {
    async of(client, user) {
      const kept = await known.get(user)
      if (kept) return kept
      const asked = asking.get(user) ?? ask(client, user).finally(() => asking.delete(user))
      asking.set(user, asked)
      return Promise.race([asked, patience()])
    },
    async forget(user) {
      await asking.get(user)
      await known.delete(user)
    },
  }
}

function profileOf({
  name,
  real_name,
  profile,
  team_id,
  enterprise_user,
  is_bot,
  tz,
}: z.infer<typeof User>): Profile {
  const names = [profile?.display_name, profile?.real_name, real_name, name]
  const teams = [team_id, enterprise_user?.enterprise_id]
  return {
    name: cleanName(names.find((one) => one?.trim()) ?? ''),
    picture: Picture.parse(profile?.image_192 ?? null),
    teams: teams.filter((team) => typeof team === 'string'),
    isBot: is_bot ?? false,
    zone: tz ?? null,
  }
}

function patience(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE, null).unref())
}
