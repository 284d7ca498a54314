import { ChannelType, GatewayIntentBits as Intent, MessageType } from 'discord.js'
import type { Gateway } from './gateway.ts'
import type { Ping } from './mentions.ts'
import { messageEvent } from './message-shape.ts'
import { permissionsIn } from './permissions.ts'
import type { Channel, Json, Message, Role, User } from './records.ts'
import { channelShape, memberShape, roleShape, threadMember } from './shapes.ts'
import type { World } from './world.ts'

/** What the app hears of what happens, where its bot can see it. */
export class News {
  readonly pings: Ping[] = []
  readonly #world: World
  readonly #gateway: Gateway

  constructor(world: World, gateway: Gateway) {
    this.#world = world
    this.#gateway = gateway
  }

  written(message: Message): void {
    this.#notePings(message)
    this.#addMentioned(message)
    this.#tell('MESSAGE_CREATE', message, { nonce: true })
  }

  changed(message: Message): void {
    this.#tell('MESSAGE_UPDATE', message)
  }

  removed(message: Message): void {
    const { id, channel } = message
    this.#world.drop(channel, id)
    this.#inChannel('MESSAGE_DELETE', this.#world.channel(channel), { id, channel_id: channel })
  }

  removedMany(channel: Channel, ids: string[]): void {
    for (const id of ids) this.#world.drop(channel.id, id)
    this.#inChannel('MESSAGE_DELETE_BULK', channel, { ids, channel_id: channel.id })
  }

  reacted(message: Message, user: string, emoji: string, added: boolean): void {
    const channel = this.#world.channel(message.channel)
    const isDm = channel.type === ChannelType.DM
    this.#dispatch(
      `MESSAGE_REACTION_${added ? 'ADD' : 'REMOVE'}`,
      channel,
      isDm ? Intent.DirectMessageReactions : Intent.GuildMessageReactions,
      {
        user_id: user,
        channel_id: channel.id,
        message_id: message.id,
        emoji: { id: null, name: emoji },
        burst: false,
        type: 0,
        ...(isDm ? {} : { guild_id: this.#world.home.guildId }),
      },
    )
  }

  channel(t: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'CHANNEL_DELETE', channel: Channel): void {
    const shape = channelShape(this.#world, channel)
    this.#gateway.dispatch({ t, intents: Intent.Guilds, d: () => shape })
  }

  threadStarted(thread: Channel): void {
    this.#thread('THREAD_CREATE', thread, { newly_created: true })
  }

  threadChanged(thread: Channel): void {
    this.#thread('THREAD_UPDATE', thread)
  }

  threadGone(thread: Channel): void {
    const { id, parent, type } = thread
    const shape = { id, guild_id: this.#world.home.guildId, parent_id: parent, type }
    if (this.#sees(thread))
      this.#gateway.dispatch({ t: 'THREAD_DELETE', intents: Intent.Guilds, d: () => shape })
  }

  /** Somebody is in a thread now; of others than itself a bot hears only with the intent for members. */
  joined(thread: Channel, user: string): void {
    const { members } = thread.thread ?? {}
    if (!members || members.has(user)) return
    members.set(user, this.#world.clock())
    const isBot = user === this.#world.home.botId
    if (isBot) this.#thread('THREAD_CREATE', thread)
    const member = threadMember(thread, user, this.#world.clock())
    const shape = { added_members: [member], member_count: members.size, id: thread.id }
    this.#members(shape, isBot)
  }

  left(thread: Channel, user: string): void {
    const isSeen = this.#sees(thread)
    if (!thread.thread?.members.delete(user)) return
    const shape = { removed_member_ids: [user], member_count: thread.thread.members.size, id: thread.id }
    if (isSeen) this.#members(shape, user === this.#world.home.botId)
  }

  role(role: Role): void {
    const shape = { guild_id: this.#world.home.guildId, role: roleShape(this.#world, role) }
    this.#gateway.dispatch({ t: 'GUILD_ROLE_UPDATE', intents: Intent.Guilds, d: () => shape })
  }

  /** Of others than itself a bot hears only with the intent for members. */
  member(user: User): void {
    const intents = user.id === this.#world.home.botId ? Intent.Guilds : Intent.GuildMembers
    const shape = { guild_id: this.#world.home.guildId, ...memberShape(user) }
    this.#gateway.dispatch({ t: 'GUILD_MEMBER_UPDATE', intents, d: () => shape })
  }

  typed(channel: Channel, user: string): void {
    const isDm = channel.type === ChannelType.DM
    const timestamp = Math.floor(this.#world.clock() / 1000)
    const intent = isDm ? Intent.DirectMessageTyping : Intent.GuildMessageTyping
    this.#dispatch('TYPING_START', channel, intent, { channel_id: channel.id, user_id: user, timestamp })
  }

  #members(shape: Json, isBot: boolean): void {
    const intents = isBot ? Intent.Guilds : Intent.GuildMembers
    const full = { ...shape, guild_id: this.#world.home.guildId }
    this.#gateway.dispatch({ t: 'THREAD_MEMBERS_UPDATE', intents, d: () => full })
  }

  /** Whoever is called into a thread is in it. */
  #addMentioned({ channel: id, author, mentions, type }: Message): void {
    const thread = this.#world.channel(id)
    if (!thread.thread || type === MessageType.ThreadStarterMessage) return
    for (const user of mentions) if (user !== author) this.joined(thread, user)
  }

  #notePings(message: Message): void {
    const isOurs = message.webhook !== null || message.author === this.#world.home.botId
    const { mentions: users, mentionRoles: roles, mentionEveryone: everyone } = message
    if (!isOurs || message.type === MessageType.ThreadStarterMessage) return
    if (users.length + roles.length === 0 && !everyone) return
    this.pings.push({ channel: message.channel, message: message.id, users, roles, everyone })
  }

  #thread(t: string, thread: Channel, more: Json = {}): void {
    if (!this.#sees(thread)) return
    const shape = { ...channelShape(this.#world, thread), ...more }
    this.#gateway.dispatch({ t, intents: Intent.Guilds, d: () => shape })
  }

  #tell(t: string, message: Message, more: { nonce?: boolean } = {}): void {
    const channel = this.#world.channel(message.channel)
    if (!this.#sees(channel)) return
    // As it is at this moment: what changes later is told later.
    const [all, ours] = [true, false].map((content) =>
      messageEvent(this.#world, message, { content, ...more }),
    )
    const d = ({ content }: { content: boolean }) => (content ? all : ours) ?? {}
    this.#gateway.dispatch({ t, intents: messageIntent(channel), d })
  }

  #inChannel(t: string, channel: Channel, d: Json): void {
    const isDm = channel.type === ChannelType.DM
    this.#dispatch(t, channel, messageIntent(channel), {
      ...d,
      ...(isDm ? {} : { guild_id: this.#world.home.guildId }),
    })
  }

  #dispatch(t: string, channel: Channel, intents: number, d: Json): void {
    if (this.#sees(channel)) this.#gateway.dispatch({ t, intents, d: () => d })
  }

  #sees(channel: Channel): boolean {
    return permissionsIn(this.#world, this.#world.home.botId, channel) !== 0n
  }
}

function messageIntent({ type }: Channel): number {
  return type === ChannelType.DM ? Intent.DirectMessages : Intent.GuildMessages
}
