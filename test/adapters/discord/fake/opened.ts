import {
  Options as Caches,
  Client,
  type ClientOptions,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  Partials,
  REST,
} from 'discord.js'
import { afterEach } from 'vitest'
import { FakeDiscord } from './discord.ts'
import type { Options } from './settings.ts'

const opened: (() => Promise<unknown>)[] = []

/** Closes what was opened for a test, the latest first. */
export function closesAfterEach(): void {
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close()
  })
}

/** To be closed after this test. */
export function closing(close: () => Promise<unknown>): void {
  opened.push(close)
}

/** A Discord with one customer in one channel, and REST of the bot's that tries once. */
export async function openDiscord(options: Options = {}) {
  const discord = await FakeDiscord.open(options)
  closing(() => discord.close())
  const customer = discord.addUser({ name: 'Robin Moss', displayName: 'Robin' })
  const channel = discord.addChannel({ name: 'help' })
  return { discord, customer, channel, rest: restOf(discord) }
}

/** With the bot's token, or with another. */
export function restOf(discord: FakeDiscord, token = discord.token): REST {
  return new REST({ api: discord.apiUrl, retries: 0, timeout: 2000, globalRequestsPerSecond: 1000 }).setToken(
    token,
  )
}

/** The intents of a bot that reads everything. */
export const READS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
]

/** discord.js, logged in and ready; `packets` is what the gateway told it, as it came. */
export async function loggedIn(discord: FakeDiscord, options: Partial<ClientOptions> = {}) {
  const client = new Client({
    intents: READS,
    partials: [Partials.Channel],
    makeCache: Caches.cacheWithLimits({ MessageManager: 0 }),
    rest: { api: discord.apiUrl, retries: 0 },
    ...options,
  })
  const packets: { t: string; d: Record<string, unknown> }[] = []
  client.on(Events.Error, () => undefined)
  client.on(Events.Raw, ({ t, d }) => packets.push({ t, d }))
  closing(() => client.destroy())
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
  await client.login(discord.token)
  await ready
  return {
    client,
    packets,
    told: (t: string) => packets.filter((packet) => packet.t === t).map(({ d }) => d),
  }
}

/** The code with which Discord refused, or what else was thrown; null where it did not refuse. */
export async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof DiscordAPIError ? error.code : error
}
