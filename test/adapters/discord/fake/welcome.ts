import { ApplicationFlags, GatewayCloseCodes, GatewayIntentBits } from 'discord.js'
import type { Json } from './records.ts'
import { userShape } from './shapes.ts'
import type { World } from './world.ts'

const KNOWN = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
)

/** Null where the app may hear that, or the code with which the gateway closes. */
export function mayHave({ home }: World, intents: number): number | null {
  if ((intents & ~KNOWN) !== 0 || intents < 0) return GatewayCloseCodes.InvalidIntents
  const granted = home.messageContent ? GatewayIntentBits.MessageContent : 0
  const privileged =
    GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent
  return (intents & privileged & ~granted) === 0 ? null : GatewayCloseCodes.DisallowedIntents
}

export function applicationFlags({ home }: World): number {
  return home.messageContent ? ApplicationFlags.GatewayMessageContentLimited : 0
}

/** The bot as it sees itself. */
export function selfShape(world: World): Json {
  const { botId } = world.home
  return {
    ...userShape(world.user(botId)),
    verified: true,
    mfa_enabled: true,
    email: null,
    flags: 0,
    bio: '',
  }
}

export function readyShape(world: World, sessionId: string, url: string, shard: [number, number]): Json {
  const { applicationId, guildId } = world.home
  return {
    v: 10,
    user: selfShape(world),
    guilds: [{ id: guildId, unavailable: true }],
    session_id: sessionId,
    resume_gateway_url: url,
    shard,
    application: { id: applicationId, flags: applicationFlags(world) },
    session_type: 'normal',
    private_channels: [],
    relationships: [],
    user_settings: {},
  }
}
