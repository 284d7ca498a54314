import { DefaultWebSocketManagerOptions, type FetchingStrategyOptions } from '@discordjs/ws'
import { GatewayIntentBits, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { RefusedError, UnreachableError } from '../../src/errors.ts'

const INTENTS = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages

const Information = z.object({
  url: z.url({ protocol: /^wss?$/ }),
  shards: z.number().catch(1),
  session_start_limit: z
    .object({
      total: z.number(),
      remaining: z.number(),
      reset_after: z.number(),
      max_concurrency: z.number(),
    })
    .catch({ total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 }),
})

export type OptionsSettings = {
  token: string
  rest: REST
  messageContent: boolean
  /** Milliseconds, as in Timing. */
  timing: { handshake: number; hello: number; ready: number }
  signal: AbortSignal
}

/**
 * Where the gateway is, and how discord.js is to speak with it. Throws what discord.js' REST throws, and UnreachableError
 * where Discord allows no login now.
 */
export async function gatewayOptions(settings: OptionsSettings): Promise<FetchingStrategyOptions> {
  const { rest, token, messageContent, timing, signal } = settings
  const information = Information.parse(await rest.get(Routes.gatewayBot(), { signal }))
  const { remaining, reset_after } = information.session_start_limit
  if (remaining < 1) {
    const cause = new RefusedError('no_logins_left')
    throw new UnreachableError('Discord allows no login', { cause, retryAfter: reset_after })
  }
  const {
    buildIdentifyThrottler,
    buildStrategy,
    retrieveSessionInfo,
    updateSessionInfo,
    shardIds,
    ...usual
  } = DefaultWebSocketManagerOptions
  return {
    ...usual,
    token,
    intents: messageContent ? INTENTS | GatewayIntentBits.MessageContent : INTENTS,
    gatewayInformation: information,
    shardCount: 1,
    handshakeTimeout: timing.handshake,
    helloTimeout: timing.hello,
    readyTimeout: timing.ready,
  }
}
