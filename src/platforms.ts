import type { Hono } from 'hono'
import type { Adapter, Place } from './adapter.ts'
import type { AskCauses, Drafts } from './card.ts'
import type { Config, DiscordConfig, SlackConfig } from './config.ts'
import { createInstallations } from './ledger/installations.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Log } from './log.ts'
import type { Prompts } from './prompts.ts'
import { createSealing, deriveSecret } from './sealing.ts'
import { MessengerSentence } from './sentences.ts'

export type Platform = {
  adapter: Adapter
  /** What it serves to the platform's own machines; they prove who they are. */
  routes: Hono | null
  /** The workspace that its channels are in. */
  home: string
  /** Where staff are on it, where they are. */
  staffPlace: Place | null
}

type Needs = { ledger: Ledger; log: Log; prompts: Prompts; drafts: Drafts; causes: AskCauses }

/** The platforms that are configured, besides our own pages. What nobody uses is not even loaded. */
export async function openPlatforms({ slack, discord }: Config, needs: Needs): Promise<Platform[]> {
  const opening = [
    ...(slack ? [openSlack(slack, needs)] : []),
    ...(discord ? [openDiscord(discord, needs)] : []),
  ]
  return Promise.all(opening)
}

async function openDiscord(
  config: DiscordConfig,
  { log, prompts, drafts, causes }: Needs,
): Promise<Platform> {
  const { createDiscordAdapter, HOME } = await import('../adapters/discord/adapter.ts')
  const { Words } = await import('../adapters/discord/words.ts')
  const words = Words.parse(wordsOf(prompts, Object.keys(Words.shape)))
  const adapter = createDiscordAdapter({ ...config, words, log, drafts, causes, clock: Date.now })
  return { adapter, routes: null, home: HOME, staffPlace: staffPlaceOf(adapter, HOME, config.staffChannel) }
}

async function openSlack(
  config: SlackConfig,
  { ledger, log, prompts, drafts, causes }: Needs,
): Promise<Platform> {
  const { createSlackAdapter, HOME } = await import('../adapters/slack/adapter.ts')
  const { Words } = await import('../adapters/slack/words.ts')
  const { oauth, ...settings } = config
  const adapter = createSlackAdapter({
    ...settings,
    causes,
    words: Words.parse(wordsOf(prompts, Object.keys(Words.shape))),
    log,
    drafts,
    clock: Date.now,
    others: oauth && (await openOthers({ ...oauth, apiUrl: config.apiUrl }, ledger, log)),
  })
  return {
    adapter,
    routes: adapter.routes,
    home: HOME,
    staffPlace: staffPlaceOf(adapter, HOME, config.staffChannel),
  }
}

function staffPlaceOf({ name }: Adapter, workspace: string, channel: string | null): Place | null {
  return channel === null ? null : { adapter: name, workspace, channel, thread: '' }
}

type OAuth = NonNullable<SlackConfig['oauth']> & { apiUrl: string }

async function openOthers({ clientId, clientSecret, key, apiUrl }: OAuth, ledger: Ledger, log: Log) {
  const { createSlackInstallations } = await import('../adapters/slack/installations.ts')
  const { createOAuthRoutes } = await import('../adapters/slack/oauth.ts')
  const { SCOPES } = await import('../adapters/slack/manifest.ts')
  const installations = createInstallations(ledger, 'slack')
  const store = createSlackInstallations({ installations, sealing: createSealing(key), clock: Date.now })
  const routes = createOAuthRoutes({
    clientId,
    clientSecret,
    stateSecret: deriveSecret(key, 'slack state'),
    apiUrl,
    store,
    scopes: Object.keys(SCOPES),
    log,
    clock: Date.now,
  })
  const tokens = { tokenOf: store.tokenOf, all: () => installations.all() }
  return { tokens, routes, forgetOn: store.forgetOn }
}

function wordsOf({ say }: Prompts, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, say(MessengerSentence.parse(`messenger_${name}`))]))
}
