import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { RefusedError } from '../../src/errors.ts'
import { createClient } from './client.ts'
import type { Us } from './events.ts'

/** A workspace where we are installed. `id` is the team's. */
export type Workspace = {
  id: string
  teams: string[]
  token: string
  client: WebClient
  us: Us
  /** What we are allowed; null where Slack does not say. */
  scopes: string[] | null
}

export type Workspaces = {
  /** The one where staff are, once Slack has told us who we are there. */
  home(): Workspace | null
  /** Asks Slack who we are at home. Throws what Slack's client throws. */
  open(): Promise<Workspace>
  /** The first of these teams where we are installed; home where none is named, or further ones are not taken. */
  of(teams: readonly string[]): Promise<Workspace | null>
  /** Every workspace we know of. */
  all(): Promise<Workspace[]>
  forget(team: string): void
}

/** Tokens of further workspaces, by team. */
export type Tokens = { tokenOf(team: string): Promise<string | null>; all(): Promise<string[]> }

// A server that speaks Slack's language need not know of teams and bot users.
const Identity = z.object({
  team_id: z.string().min(1).catch('workspace'),
  user_id: z.string().catch(''),
  bot_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
})

export function createWorkspaces(apiUrl: string, homeToken: string, tokens: Tokens | null): Workspaces {
  const known = new Map<string, Workspace>()
  let home: Workspace | null = null

  async function ask(token: string): Promise<Workspace> {
    const client = createClient({ token, apiUrl })
    const answer = Identity.safeParse(await client.auth.test())
    if (!answer.success) throw new RefusedError('identity_unreadable')
    const { team_id, user_id, bot_id, enterprise_id, response_metadata } = answer.data
    return {
      id: team_id,
      teams: enterprise_id ? [team_id, enterprise_id] : [team_id],
      token,
      client,
      us: { userId: user_id, botId: bot_id ?? null },
      scopes: response_metadata?.scopes ?? null,
    }
  }

  async function find(team: string): Promise<Workspace | null> {
    const found = known.get(team)
    if (found && found === home) return found
    const token = await tokens?.tokenOf(team)
    if (!token) return null
    // They may have installed us anew since.
    if (found?.token === token) return found
    const workspace = await ask(token)
    known.set(team, workspace)
    return workspace
  }

  return {
    home: () => home,
    async open() {
      home = await ask(homeToken)
      for (const team of home.teams) known.set(team, home)
      return home
    },
    async of(teams) {
      if (!tokens) return home
      for (const team of teams) {
        const found = await find(team)
        if (found) return found
      }
      return teams.length === 0 ? home : null
    },
    async all() {
      const others = await Promise.all(
        ((await tokens?.all()) ?? []).map((team) => find(team).catch(() => null)),
      )
      return [...new Set([home, ...others].filter((one) => one !== null))]
    },
    forget(team) {
      const gone = known.get(team)
      if (gone && gone !== home) known.delete(team)
    },
  }
}
