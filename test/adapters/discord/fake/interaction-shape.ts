import { ChannelType } from 'discord.js'
import type { Interaction } from './interactions.ts'
import { messageShape } from './message-shape.ts'
import { permissionsIn } from './permissions.ts'
import type { Json } from './records.ts'
import { channelShape, memberShape, userShape } from './shapes.ts'
import type { World } from './world.ts'

/** INTERACTION_CREATE, as the app hears it. */
export function interactionShape(world: World, interaction: Interaction, data: Json): Json {
  const { applicationId, botId, guildId } = world.home
  const channel = world.channel(interaction.channel)
  const user = world.user(interaction.user)
  const isDm = channel.type === ChannelType.DM
  const permissions = permissionsIn(world, user.id, channel)
  const inGuild = {
    guild_id: guildId,
    guild: { id: guildId, locale: 'en-US', features: ['COMMUNITY'] },
    guild_locale: 'en-US',
    member: memberShape(user, { permissions }),
  }
  return {
    id: interaction.id,
    application_id: applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: { ...channelShape(world, channel), permissions: String(permissions) },
    ...(isDm ? { user: userShape(user) } : inGuild),
    ...(interaction.source && interaction.kind !== 'command'
      ? { message: messageShape(world, interaction.source, { content: true }) }
      : {}),
    app_permissions: String(permissionsIn(world, botId, channel)),
    locale: 'en-GB',
    entitlements: [],
    authorizing_integration_owners: { 0: isDm ? '0' : guildId },
    context: isDm ? 1 : 0,
    attachment_size_limit: 10 * 1024 * 1024,
  }
}
