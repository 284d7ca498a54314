import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { codeOf } from './failures.ts'
import type { People } from './people.ts'

/** How long we believe what Slack told us of who is in the staff channel. Milliseconds. */
const BELIEVED = 60_000
const MOST_PAGES = 20

const Members = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

export type Clicker = { user: string; team: string | null; channel: string | null }
export type Staff = {
  /** Whether this person may act as staff; `unknown` where Slack did not tell: then they may not. */
  check(clicker: Clicker): Promise<'yes' | 'no' | 'unknown'>
  /** Somebody came or went. */
  forget(): void
}

export type StaffSettings = {
  client: WebClient
  channel: string | null
  /** The team, and where there is one the enterprise, that staff belong to. */
  teams: string[]
  people: People
  clock: () => number
}

/** Staff are the people of our own workspace who are in the staff channel at this moment: it is asked at each click. */
export function createStaff({ client, channel, teams, people, clock }: StaffSettings): Staff {
  let known: { members: Promise<Set<string> | null>; at: number } | null = null

  async function read(channel: string): Promise<Set<string> | null> {
    const members = new Set<string>()
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = Members.parse(
        await client.conversations.members({ channel, limit: 500, ...(cursor ? { cursor } : {}) }),
      )
      for (const member of answer.members) members.add(member)
      cursor = answer.response_metadata?.next_cursor || undefined
      if (!cursor) break
    }
    return members
  }

  /** Null where this Slack cannot say who is in a channel at all. */
  async function members(channel: string): Promise<Set<string> | null> {
    if (!known || clock() - known.at > BELIEVED || clock() < known.at) {
      const asked = read(channel).catch((error: unknown) => {
        if (codeOf(error) === 'unknown_method') return null
        known = null
        throw error
      })
      known = { members: asked, at: clock() }
    }
    return known.members
  }

  async function isOurs({ user, team }: Clicker): Promise<boolean | null> {
    if (team !== null) return teams.includes(team)
    const profile = await people.of(client, user)
    return profile === null ? null : profile.teams.some((one) => teams.includes(one))
  }

  return {
    async check(clicker) {
      if (channel === null) return 'no'
      try {
        const ours = await isOurs(clicker)
        if (ours !== true) return ours === null ? 'unknown' : 'no'
        const inside = await members(channel)
        const isIn = inside === null ? clicker.channel === channel : inside.has(clicker.user)
        return isIn ? 'yes' : 'no'
      } catch {
        return 'unknown'
      }
    },
    forget() {
      known = null
    },
  }
}
