import { ChannelType, MessageReferenceType, MessageType } from 'discord.js'
import { fileShape } from './cdn.ts'
import type { Json, Message, User } from './records.ts'
import { channelShape, memberShape, userShape } from './shapes.ts'
import type { World } from './world.ts'

/** Not edited, but changed: it has a thread now. */
const HAS_THREAD = 1 << 5

/** `content`: the reader may have the words of everybody. `nonce`: it goes to whoever has just written it. */
export type Sight = { content: boolean; nonce?: boolean }

/** A message as an endpoint or an event shows it. */
export function messageShape(world: World, message: Message, sight: Sight): Json {
  const mayRead = sight.content || isForUs(world, message)
  const thread = world.channels.get(message.id)?.thread ? world.channel(message.id) : null
  return {
    id: message.id,
    channel_id: message.channel,
    type: message.type,
    author: authorOf(world, message),
    content: mayRead ? message.content : '',
    timestamp: new Date(message.at).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    mention_everyone: message.mentionEveryone,
    mentions: message.mentions.map((id) => userShape(world.user(id))),
    mention_roles: message.mentionRoles,
    attachments: mayRead ? message.files.map((id) => fileShape(world, id)) : [],
    embeds: mayRead ? message.embeds : [],
    components: mayRead ? message.components : [],
    pinned: false,
    flags: message.flags | (thread ? HAS_THREAD : 0),
    ...reactionsOf(world, message),
    // Discord does not keep it: whoever reads the message later does not find it.
    ...(sight.nonce && message.nonce !== null ? { nonce: message.nonce } : {}),
    ...(message.webhook ? { webhook_id: message.webhook.id } : {}),
    ...(message.application ? { application_id: message.application } : {}),
    ...referenceOf(world, message, sight, mayRead),
    ...interactionOf(world, message),
    ...(thread ? { thread: channelShape(world, thread) } : {}),
    ...positionOf(world, message),
  }
}

/** With what only events say. */
export function messageEvent(world: World, message: Message, sight: Sight): Json {
  const channel = world.channel(message.channel)
  const shape = { ...messageShape(world, message, sight), channel_type: channel.type }
  if (channel.type === ChannelType.DM) return shape
  const author = message.webhook ? null : world.user(message.author)
  const member = (user: User) => (user.member ? { member: memberShape(user, { user: false }) } : {})
  return {
    ...shape,
    guild_id: world.home.guildId,
    ...(author ? member(author) : {}),
    mentions: message.mentions
      .map((id) => world.user(id))
      .map((user) => ({ ...userShape(user), ...member(user) })),
  }
}

/** What every app may read: direct messages, what names the bot or answers it, and the bot's own words. */
function isForUs(world: World, message: Message): boolean {
  const { botId } = world.home
  return (
    world.channel(message.channel).type === ChannelType.DM ||
    message.author === botId ||
    message.mentions.includes(botId)
  )
}

function authorOf(world: World, { author, webhook }: Message): Json {
  if (!webhook) return userShape(world.user(author))
  const { id, name, avatar } = webhook
  return { id, username: name, avatar, discriminator: '0000', global_name: null, bot: true, public_flags: 0 }
}

function referenceOf(world: World, message: Message, sight: Sight, mayRead: boolean): Json {
  const { reference } = message
  if (!reference) return {}
  const message_reference = {
    type: reference.type,
    channel_id: reference.channel,
    ...(reference.message ? { message_id: reference.message } : {}),
    ...(world.channel(message.channel).type === ChannelType.DM ? {} : { guild_id: world.home.guildId }),
  }
  if (reference.type === MessageReferenceType.Forward) {
    const snapshot = {
      content: mayRead ? (message.snapshot ?? '') : '',
      embeds: [],
      attachments: [],
      flags: 0,
    }
    const facts = { timestamp: new Date(message.at).toISOString(), edited_timestamp: null, type: 0 }
    return { message_reference, message_snapshots: [{ message: { ...snapshot, ...facts } }] }
  }
  if (message.type !== MessageType.Reply && message.type !== MessageType.ThreadStarterMessage) {
    return { message_reference }
  }
  const found = reference.message ? world.find(reference.channel, reference.message) : undefined
  if (!found) return { message_reference, referenced_message: null }
  // A reply to a reply is shown without what that replied to.
  const flat = { ...found, reference: null }
  return { message_reference, referenced_message: messageShape(world, flat, { content: sight.content }) }
}

function interactionOf(world: World, { interaction }: Message): Json {
  if (!interaction) return {}
  const { id, type, name } = interaction
  const user = userShape(world.user(interaction.user))
  const owners = { 0: world.home.guildId }
  return {
    interaction_metadata: { id, type, user, authorizing_integration_owners: owners },
    ...(name === null ? {} : { interaction: { id, type, name, user } }),
  }
}

function reactionsOf(world: World, { reactions }: Message): Json {
  if (reactions.size === 0) return {}
  return {
    reactions: [...reactions].map(([name, users]) => ({
      emoji: { id: null, name },
      count: users.size,
      count_details: { burst: 0, normal: users.size },
      me: users.has(world.home.botId),
      me_burst: false,
      burst_colors: [],
    })),
  }
}

function positionOf(world: World, message: Message): Json {
  if (!world.channel(message.channel).thread) return {}
  return { position: world.messages(message.channel).findIndex(({ id }) => id === message.id) }
}
