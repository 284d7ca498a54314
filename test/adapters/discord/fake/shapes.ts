import { ChannelType } from 'discord.js'
import { permissionsIn } from './permissions.ts'
import type { Channel, Json, Role, Thread, User, Webhook } from './records.ts'
import type { World } from './world.ts'

export function userShape(user: User): Json {
  return {
    id: user.id,
    username: user.name,
    discriminator: '0',
    global_name: user.displayName,
    avatar: user.avatar,
    ...(user.bot ? { bot: true } : {}),
    public_flags: 0,
  }
}

/** A member of the guild; without the user inside it where a message has them beside it. */
export function memberShape(user: User, options: { user?: boolean; permissions?: bigint } = {}): Json {
  return {
    ...(options.user === false ? {} : { user: userShape(user) }),
    nick: user.nick,
    avatar: null,
    roles: [...user.roles],
    joined_at: new Date(user.joinedAt).toISOString(),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    ...(options.permissions === undefined ? {} : { permissions: String(options.permissions) }),
  }
}

export function roleShape(world: World, role: Role): Json {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    mentionable: role.mentionable,
    managed: role.managed,
    position: [...world.roles.keys()].indexOf(role.id),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    flags: 0,
    ...(role.managed ? { tags: { bot_id: world.home.botId } } : {}),
  }
}

export function channelShape(world: World, channel: Channel): Json {
  const common = {
    id: channel.id,
    type: channel.type,
    last_message_id: world.messages(channel.id).at(-1)?.id ?? null,
    flags: channel.requiresTag ? 1 << 4 : 0,
  }
  if (channel.type === ChannelType.DM) {
    return { ...common, recipients: channel.recipient ? [userShape(world.user(channel.recipient))] : [] }
  }
  const inGuild = { ...common, guild_id: world.home.guildId, name: channel.name, parent_id: channel.parent }
  if (channel.thread) return { ...inGuild, ...threadShape(world, channel, channel.thread) }
  return {
    ...inGuild,
    topic: channel.topic,
    nsfw: false,
    rate_limit_per_user: 0,
    position: [...world.channels.keys()].indexOf(channel.id),
    permission_overwrites: [...channel.overwrites.values()].map(({ id, type, allow, deny }) => ({
      id,
      type,
      allow: String(allow),
      deny: String(deny),
    })),
    ...(channel.type === ChannelType.GuildForum ? { available_tags: channel.tags } : {}),
  }
}

function threadShape(world: World, channel: Channel, thread: Thread): Json {
  const count = world.messages(channel.id).length
  const joinedAt = thread.members.get(world.home.botId)
  return {
    owner_id: thread.owner,
    message_count: count,
    total_message_sent: thread.sent,
    member_count: Math.min(thread.members.size, 50),
    rate_limit_per_user: 0,
    applied_tags: thread.tags,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: new Date(thread.archiveChangedAt).toISOString(),
      auto_archive_duration: thread.autoArchive,
      locked: thread.locked,
      create_timestamp: new Date(thread.createdAt).toISOString(),
      ...(channel.type === ChannelType.PrivateThread ? { invitable: thread.invitable } : {}),
    },
    ...(joinedAt === undefined ? {} : { member: threadMember(channel, world.home.botId, joinedAt) }),
  }
}

export function threadMember(channel: Channel, user: string, joinedAt: number): Json {
  return { id: channel.id, user_id: user, join_timestamp: new Date(joinedAt).toISOString(), flags: 0 }
}

/** The guild as its own endpoint shows it. */
export function guildShape(world: World): Json {
  const { guildId, ownerId } = world.home
  return {
    id: guildId,
    name: 'Home',
    icon: null,
    owner_id: ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [...world.roles.values()].map((role) => roleShape(world, role)),
    emojis: [],
    stickers: [],
    features: ['COMMUNITY'],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    preferred_locale: 'en-US',
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
  }
}

/** The guild as GUILD_CREATE tells it: with every channel, and the active threads that the bot can see. */
export function guildCreateShape(world: World): Json {
  const bot = world.user(world.home.botId)
  const inGuild = [...world.channels.values()].filter(({ type }) => type !== ChannelType.DM)
  const threads = inGuild.filter(
    (channel) => channel.thread?.archived === false && permissionsIn(world, bot.id, channel) !== 0n,
  )
  return {
    ...guildShape(world),
    joined_at: new Date(bot.joinedAt).toISOString(),
    large: false,
    unavailable: false,
    member_count: [...world.users.values()].filter(({ member }) => member).length,
    voice_states: [],
    members: [memberShape(bot)],
    channels: inGuild.filter(({ thread }) => !thread).map((channel) => channelShape(world, channel)),
    threads: threads.map((channel) => channelShape(world, channel)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

/** A webhook; its token is for those who may manage it. */
export function webhookShape(world: World, webhook: Webhook): Json {
  const isOurs = webhook.application === world.home.applicationId
  return {
    id: webhook.id,
    type: 1,
    guild_id: world.home.guildId,
    channel_id: webhook.channel,
    name: webhook.name,
    avatar: webhook.avatar,
    application_id: webhook.application,
    ...(isOurs || webhook.application === null ? { token: webhook.token } : {}),
    ...(isOurs ? { user: userShape(world.user(world.home.botId)) } : {}),
  }
}
