import type { Orphans } from './methods/chat.ts'
import type { Home } from './world.ts'

/** What an installation of the app is granted, unless a test says otherwise. */
export const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'team:read',
  'users:read',
]

/**
 * `clock` in epoch milliseconds, `ackTimeout` in milliseconds of real time (Slack waits three seconds). `pace`: more than
 * one post a second in a channel is refused. `orphans`: what becomes of a reply to what was deleted. `lingering`: after
 * the close handshake the connection stays open, as Slack leaves it.
 */
export type Options = {
  home?: Partial<Omit<Home, 'scopes' | 'revoked'>> & { scopes?: string[] }
  clock?: () => number
  mode?: 'socket' | 'http'
  requestUrl?: string
  ackTimeout?: number
  pace?: boolean
  orphans?: Orphans
  lingering?: boolean
}

const HOME: Omit<Home, 'scopes' | 'revoked'> = {
  teamId: 'T0HOME',
  teamName: 'Home',
  appId: 'A0APP',
  botUserId: 'U0BOT',
  botId: 'B0BOT',
  botName: 'warmline',
  botToken: 'xoxb-fake-home',
  appToken: 'xapp-fake-app',
  signingSecret: 'fake-signing-secret',
  clientId: 'fake-client',
  clientSecret: 'fake-client-secret',
}

/** The home workspace as a test wants it. */
export function homeOf(wanted: Options['home'] = {}): Home {
  const { scopes = SCOPES, ...home } = wanted
  return { ...HOME, ...home, scopes: new Set(scopes), revoked: false }
}
