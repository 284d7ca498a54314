import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { codeOf } from './failures.ts'
import type { People } from './people.ts'

const MOST_PAGES = 20

const Members = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

/** `team` is the clicker's own; `appTeam` the only one that a server named which tells of nobody's. */
export type Clicker = { user: string; team: string | null; appTeam?: string | null; channel: string | null }
export type Staff = {
  /** Whether this person may act as staff; `unknown` where Slack did not tell: then they may not. */
  check(clicker: Clicker): Promise<'yes' | 'no' | 'unknown'>
}

export type StaffSettings = {
  client: WebClient
  channel: string | null
  /** The team, and where there is one the enterprise, that staff belong to. */
  teams: string[]
  people: People
}

/** Staff are the people of our own workspace who are in the staff channel at this moment: it is asked at each click. */
export function createStaff({ client, channel, teams, people }: StaffSettings): Staff {
  async function read(channel: string): Promise<Set<string> | null> {
    const members = new Set<string>()
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = Members.safeParse(
        await client.conversations.members({ channel, limit: 500, ...(cursor ? { cursor } : {}) }),
      ).data
      // It answers, and says nothing of members: then it cannot say.
      if (!answer) return null
      for (const member of answer.members) members.add(member)
      cursor = answer.response_metadata?.next_cursor || undefined
      if (!cursor) break
    }
    return members
  }

  /** Null where this Slack cannot say who is in a channel at all. */
  async function members(channel: string): Promise<Set<string> | null> {
    try {
      return await read(channel)
    } catch (error) {
      if (codeOf(error) === 'unknown_method') return null
      throw error
    }
  }

  /** In an organisation a colleague of another workspace is one of ours as well. */
  async function isOurs({ user, team, appTeam }: Clicker): Promise<boolean | null> {
    if (team !== null && teams.includes(team)) return true
    const profile = await people.of(client, user)
    if (profile === null) return team === null ? null : false
    const isUntold = profile.isUntold || profile.teams.length === 0
    // A server that tells of nobody's team has one team at the most: the one that it names, or none.
    if (isUntold && team === null) return !appTeam || teams.includes(appTeam)
    return profile.teams.some((one) => teams.includes(one))
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
  }
}
