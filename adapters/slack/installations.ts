import type { Installation, InstallationQuery, InstallationStore } from '@slack/oauth'
import { z } from 'zod'
import { RefusedError } from '../../src/errors.ts'

/** How long a token that was read is used again without another look, in milliseconds: other processes may change it. */
const TOKEN_KEPT = 60_000
/** Slack tells the time of an event in seconds. */
const SECOND = 1_000

/** Where the sealed installations are kept, one text for each workspace. Times are epoch milliseconds. */
export interface Installations {
  get(workspace: string): Promise<string | null>
  /** Takes the place of what was there. */
  put(workspace: string, body: string, at: number): Promise<void>
  /** With `until`, only what was put then or before. */
  remove(workspace: string, until?: number): Promise<void>
  all(): Promise<string[]>
}

/** `bound` is what the text belongs to: sealed for one, it does not open for another. `open` throws SetupError. */
export type Sealing = {
  seal(text: string, bound: string): string
  open(sealed: string, bound: string): string
}

const Id = z.string().min(1).max(100)
const Bot = z.object({
  token: z.string().min(1),
  id: Id,
  userId: Id,
  scopes: z.array(z.string()),
})

/**
 * What we use of an installation, and so what is kept: no names, no person's token. `whole` says that it is for every
 * workspace of an organisation, whose id then stands in `workspace`.
 */
const Kept = z.object({ workspace: Id, organisation: Id.nullable(), whole: z.boolean(), by: Id, bot: Bot })
type Kept = z.infer<typeof Kept>

const Named = z.object({ id: Id }).nullish()
const Installed = z
  .object({
    team: Named,
    enterprise: Named,
    user: z.object({ id: Id }),
    bot: Bot.extend({ refreshToken: z.string().nullish() }).nullish(),
    isEnterpriseInstall: z.boolean().nullish(),
  })
  .transform(({ team, enterprise, user, bot, isEnterpriseInstall }) => ({
    workspace: isEnterpriseInstall ? enterprise?.id : team?.id,
    organisation: enterprise?.id ?? null,
    whole: isEnterpriseInstall ?? false,
    by: user.id,
    bot,
  }))

const Origin = z.object({
  team_id: Id.nullish(),
  enterprise_id: Id.nullish(),
  is_enterprise_install: z.boolean().nullish(),
})
/** The news that our token is worth nothing any more. */
const Ended = Origin.extend({
  event_time: z.number(),
  authorizations: z.array(Origin).nullish(),
  event: z.discriminatedUnion('type', [
    z.object({ type: z.literal('app_uninstalled') }),
    z.object({ type: z.literal('tokens_revoked'), tokens: z.object({ bot: z.array(z.string()).nullish() }) }),
  ]),
})

/** Which installation it is about, in the words of Slack's SDK. */
export type Whose = Pick<InstallationQuery<boolean>, 'teamId' | 'enterpriseId' | 'isEnterpriseInstall'>

export type SlackInstallations = Required<InstallationStore> & {
  /** The bot's token, at most a minute old; null where we are not installed. Throws what `open` and the ledger throw. */
  tokenOf(workspace: string): Promise<string | null>
  /** The workspaces, and the organisations that let us in as a whole. */
  all(): Promise<string[]>
  /**
   * Takes any envelope of the Events API. Where it says that we were removed, what is kept of that workspace is deleted,
   * unless it was installed again since. Returns the workspace that it was about, or null where it was about none.
   */
  forgetOn(envelope: unknown): Promise<string | null>
}

export type InstallationSettings = { installations: Installations; sealing: Sealing; clock: () => number }

/**
 * What Slack gave us for each workspace, sealed in the ledger. `storeInstallation` throws RefusedError with `no_bot` or
 * `token_rotation` for what we could not work with, `fetchInstallation` with `not_installed`. What reads throws RefusedError
 * with `installation_unknown` for what no Warmline like this one wrote; all throw what the ledger and `open` throw.
 */
export function createSlackInstallations({
  installations,
  sealing,
  clock,
}: InstallationSettings): SlackInstallations {
  const tokens = new Map<string, { token: string; until: number }>()

  /** Counts what changed, so that a token that was read meanwhile is not kept. */
  let changes = 0
  const forgetToken = (workspace: string) => {
    changes++
    tokens.delete(workspace)
  }

  const read = async (workspace: string): Promise<Kept | null> => {
    const body = await installations.get(workspace)
    if (body === null) return null
    const { data } = Kept.safeParse(JSON.parse(sealing.open(body, boundTo(workspace))))
    if (!data) throw new RefusedError('installation_unknown')
    return data
  }
  const remove = async (workspace: string, until?: number) => {
    await installations.remove(workspace, until)
    forgetToken(workspace)
  }

  return {
    all: () => installations.all(),

    async storeInstallation(installation) {
      const { workspace, bot, ...rest } = Installed.parse(installation)
      if (!bot || !workspace) throw new RefusedError('no_bot')
      // Such a token ends after twelve hours, and with it every answer there.
      if (bot.refreshToken) throw new RefusedError('token_rotation')
      const kept: Kept = { ...rest, workspace, bot: Bot.parse(bot) }
      await installations.put(workspace, sealing.seal(JSON.stringify(kept), boundTo(workspace)), clock())
      forgetToken(workspace)
    },

    async fetchInstallation({ teamId, enterpriseId, isEnterpriseInstall }) {
      const own = teamId && !isEnterpriseInstall ? await read(teamId) : null
      const kept = own ?? (enterpriseId ? await read(enterpriseId) : null)
      if (!kept) throw new RefusedError('not_installed')
      return asSlackHasIt(kept)
    },

    async deleteInstallation(query) {
      const workspace = workspaceOf(query)
      if (workspace !== null) await remove(workspace)
    },

    async tokenOf(workspace) {
      const known = tokens.get(workspace)
      if (known && clock() < known.until) return known.token
      const before = changes
      const token = (await read(workspace))?.bot.token ?? null
      if (token !== null && before === changes) tokens.set(workspace, { token, until: clock() + TOKEN_KEPT })
      return token
    },

    async forgetOn(envelope) {
      const { data } = Ended.safeParse(envelope)
      if (!data) return null
      const from = data.authorizations?.[0] ?? data
      const workspace = (from.is_enterprise_install ? null : from.team_id) ?? from.enterprise_id
      if (!workspace) return null
      if (data.event.type === 'tokens_revoked') {
        const kept = await read(workspace)
        if (!kept || !data.event.tokens.bot?.includes(kept.bot.userId)) return null
      }
      await remove(workspace, data.event_time * SECOND)
      return workspace
    },
  }
}

/** What an installation is kept under: the workspace, or the organisation where it is for all of its workspaces. */
export function workspaceOf({ teamId, enterpriseId, isEnterpriseInstall }: Whose): string | null {
  return (isEnterpriseInstall ? enterpriseId : teamId) ?? null
}

function boundTo(workspace: string): string {
  return `slack/${workspace}`
}

function asSlackHasIt({ workspace, organisation, whole, by, bot }: Kept): Installation<'v2', boolean> {
  const shared = { user: { token: undefined, scopes: undefined, id: by }, bot, authVersion: 'v2' as const }
  if (whole) return { ...shared, team: undefined, enterprise: { id: workspace }, isEnterpriseInstall: true }
  const enterprise = organisation === null ? undefined : { id: organisation }
  return { ...shared, team: { id: workspace }, enterprise, isEnterpriseInstall: false }
}
