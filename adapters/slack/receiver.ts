import { App, type Receiver } from '@slack/bolt'
import { z } from 'zod'
import type { Log } from '../../src/log.ts'
import type { createClicks } from './clicks.ts'
import type { Delivered, Handle } from './delivered.ts'
import { readEvent } from './events.ts'
import type { Hearing } from './hearing.ts'
import { CHOOSE, FEEDBACK } from './message.ts'
import { STAFF_WORDS } from './modal.ts'
import { silent } from './silence.ts'
import type { Workspace } from './workspaces.ts'

/** Names the shortcut on a message; it stands in the manifest too. */
export const HAND_TO_STAFF = 'hand_to_staff'

const Team = z.object({ id: z.string() }).nullish().catch(null)
const Teams = z.object({
  authorizations: z
    .array(z.object({ team_id: z.string().nullish(), enterprise_id: z.string().nullish() }))
    .nullish()
    .catch(null),
  team_id: z.string().nullish().catch(null),
  team: Team,
  enterprise: Team,
  user: z.object({ team_id: z.string().nullish() }).nullish().catch(null),
})

export type ReceiverSettings = {
  apiUrl: string
  log: Log
  hearing: Hearing
  clicks: ReturnType<typeof createClicks>
  /** The first of these teams where we are installed. */
  workspaceOf(teams: readonly string[]): Promise<Workspace | null>
  /** We came into a channel. */
  joined(workspace: Workspace, channel: string): void
  /** A channel is shared with another company from now on, or no longer. */
  shared(workspace: Workspace, channel: string, isShared: boolean): void
  /** A channel has another id. */
  moved(workspace: Workspace, from: string, to: string): Promise<void>
  /** We were taken out of a workspace, or our token was. */
  removed(team: string, code: string, envelope: unknown): Promise<void>
}

/**
 * Bolt, which sorts what Slack brings, with the ack held back: Bolt acks before it calls anybody, and what it acks then is
 * lost with the process. Here Slack is acked when every listener is done, which is when the ledger has it.
 */
export function createHandle(settings: ReceiverSettings): Handle {
  const { log, hearing, clicks, workspaceOf } = settings
  const receiver: Receiver = {
    init: () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  }
  const app = new App({
    receiver,
    // Who it is for is looked up in `handle`, once, and handed on.
    authorize: async () => ({}),
    ignoreSelf: false,
    convoStore: false,
    clientOptions: { slackApiUrl: settings.apiUrl, retryConfig: { retries: 0 } },
    logger: silent,
  })
  app.error(async (error) => {
    throw error
  })

  app.event('message', ({ event, context }) => of(context, (workspace) => heard(event, workspace)))
  app.event('app_mention', ({ event, context }) => of(context, (workspace) => heard(event, workspace)))
  app.event('member_joined_channel', ({ event, context }) =>
    of(context, async (workspace) => {
      if (event.user === workspace.us.userId) settings.joined(workspace, event.channel)
    }),
  )
  for (const kind of ['channel_shared', 'channel_unshared'] as const) {
    app.event(kind, ({ event, context }) =>
      of(context, async (workspace) => settings.shared(workspace, event.channel, kind === 'channel_shared')),
    )
  }
  app.event('channel_id_changed', ({ event, context }) =>
    of(context, (workspace) => settings.moved(workspace, event.old_channel_id, event.new_channel_id)),
  )
  app.event('app_uninstalled', ({ body, context }) =>
    of(context, () => settings.removed(body.team_id, 'app_uninstalled', body)),
  )
  app.event('tokens_revoked', ({ body, event, context }) =>
    of(context, async () => {
      if (event.tokens.bot?.length) await settings.removed(body.team_id, 'token_revoked', body)
    }),
  )
  app.action(new RegExp(`^(?:${FEEDBACK}$|${CHOOSE})`), ({ body, action, context }) =>
    of(context, (workspace) => clicks.choose(body, action, workspace)),
  )
  app.action(/^staff:/, ({ body, action, context }) =>
    of(context, (workspace) => clicks.act(body, action, workspace)),
  )
  app.action(/^draft:/, ({ body, action, context }) =>
    of(context, (workspace) => clicks.draft(body, action, workspace)),
  )
  app.view(STAFF_WORDS, ({ ack, body, context }) =>
    of(context, async (workspace) => {
      const errors = await clicks.submit(body, workspace)
      if (errors) await ack({ response_action: 'errors', errors })
    }),
  )
  app.shortcut(HAND_TO_STAFF, ({ body, context }) =>
    of(context, (workspace) => clicks.handOver(body, workspace)),
  )

  async function heard(event: unknown, workspace: Workspace): Promise<void> {
    const what = readEvent(event, workspace.us)
    if (what) await hearing.heard(what, workspace)
  }

  return async ({ body, retryNum, retryReason }: Delivered) => {
    const workspace = await workspaceOf(teamsOf(body))
    if (!workspace) {
      log.event('nobody here for that workspace')
      return undefined
    }
    let answer: unknown
    const errand: Errand = { workspace, failures: [] }
    const processed = app.processEvent({
      body,
      customProperties: { errand },
      ...(retryNum === null ? {} : { retryNum }),
      ...(retryReason === null ? {} : { retryReason }),
      ack: async (given: unknown) => {
        answer = given ?? answer
      },
    })
    // What Bolt cannot make sense of would be no clearer the second time.
    await processed.catch((error: unknown) => log.trouble('slack sent what cannot be read', error))
    const [failure] = errand.failures
    if (failure !== undefined) throw failure
    return answer
  }
}

/** Whose installation it is for: the first that Slack names, then where it happened. */
function teamsOf(body: Record<string, unknown>): string[] {
  const { authorizations, team_id, team, enterprise, user } = Teams.parse(body)
  const [first] = authorizations ?? []
  const teams = [first?.team_id, first?.enterprise_id, team_id, team?.id, enterprise?.id, user?.team_id]
  return [...new Set(teams.filter((one) => typeof one === 'string'))]
}

/** Goes with what Slack brought, through Bolt: for whom it is, and what failed on the way to the ledger. */
type Errand = { workspace: Workspace; failures: unknown[] }

async function of(
  context: Record<string, unknown>,
  listener: (workspace: Workspace) => Promise<void>,
): Promise<void> {
  const { errand } = context
  if (!isErrand(errand)) throw new Error('Bolt lost the errand on its way')
  try {
    await listener(errand.workspace)
  } catch (error) {
    errand.failures.push(error)
  }
}

function isErrand(given: unknown): given is Errand {
  return typeof given === 'object' && given !== null && 'workspace' in given && 'failures' in given
}
