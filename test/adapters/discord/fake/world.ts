import { ChannelType, MessageType } from 'discord.js'
import type { Channel, Home, Message, MessageDraft, Role, StoredFile, User, Webhook } from './records.ts'
import { compareIds, Snowflakes } from './snowflake.ts'

/** What Discord keeps. Time comes from `clock`, epoch milliseconds. */
export class World {
  readonly home: Home
  readonly clock: () => number
  /** Where all of this is served, such as http://127.0.0.1:4000. */
  base = ''
  readonly users = new Map<string, User>()
  readonly roles = new Map<string, Role>()
  readonly channels = new Map<string, Channel>()
  readonly webhooks = new Map<string, Webhook>()
  readonly files = new Map<string, StoredFile>()
  readonly #messages = new Map<string, Message[]>()
  readonly #snowflakes: Snowflakes

  constructor(clock: () => number, messageContent: boolean) {
    this.clock = clock
    this.#snowflakes = new Snowflakes(clock)
    const applicationId = this.newId()
    const botId = this.newId()
    const ownId = Buffer.from(botId).toString('base64url')
    const token = `${ownId}.GFaked.${'a-token-of-nobody'.repeat(2)}`
    this.home = { applicationId, botId, token, guildId: this.newId(), ownerId: this.newId(), messageContent }
  }

  newId(): string {
    return this.#snowflakes.next()
  }

  now(): string {
    return new Date(this.clock()).toISOString()
  }

  /** The oldest first. */
  messages(channel: string): Message[] {
    return this.#messages.get(channel) ?? []
  }

  find(channel: string, id: string): Message | undefined {
    return this.messages(channel).find((message) => message.id === id)
  }

  write(draft: MessageDraft): Message {
    const message: Message = {
      id: this.newId(),
      type: MessageType.Default,
      webhook: null,
      application: null,
      content: '',
      embeds: [],
      components: [],
      files: [],
      flags: 0,
      nonce: null,
      at: this.clock(),
      editedAt: null,
      reference: null,
      snapshot: null,
      mentions: [],
      mentionRoles: [],
      mentionEveryone: false,
      interaction: null,
      reactions: new Map(),
      ...draft,
    }
    const all = this.#messages.get(message.channel) ?? []
    this.#messages.set(message.channel, all)
    all.push(message)
    all.sort((one, other) => compareIds(one.id, other.id))
    const thread = this.channels.get(message.channel)?.thread
    if (thread) thread.sent += 1
    return message
  }

  drop(channel: string, id: string): void {
    this.#messages.set(
      channel,
      this.messages(channel).filter((message) => message.id !== id),
    )
  }

  user(id: string): User {
    const found = this.users.get(id)
    if (!found) throw new Error(`nobody has the id ${id}`)
    return found
  }

  channel(id: string): Channel {
    const found = this.channels.get(id)
    if (!found) throw new Error(`there is no channel ${id}`)
    return found
  }

  message(channel: string, id: string): Message {
    const found = this.find(channel, id)
    if (!found) throw new Error(`there is no message ${id} in ${channel}`)
    return found
  }

  threads(): Channel[] {
    return [...this.channels.values()].filter(({ thread }) => thread !== null)
  }

  /** The direct messages between somebody and the bot, which begin when one of them opens them. */
  dmWith(user: string): Channel {
    const known = [...this.channels.values()].find(({ recipient }) => recipient === user)
    return known ?? this.addChannel({ type: ChannelType.DM, recipient: user })
  }

  /** With its threads and webhooks, and all that was written there. */
  removeChannel(id: string): void {
    for (const { id: thread, parent } of this.threads()) if (parent === id) this.removeChannel(thread)
    for (const webhook of this.webhooks.values()) if (webhook.channel === id) this.webhooks.delete(webhook.id)
    this.#messages.delete(id)
    this.channels.delete(id)
  }

  addChannel(draft: Partial<Channel> & { type: ChannelType }): Channel {
    const channel: Channel = {
      id: draft.id ?? this.newId(),
      name: '',
      parent: null,
      topic: null,
      overwrites: new Map(),
      recipient: null,
      requiresTag: false,
      tags: [],
      thread: null,
      ...draft,
    }
    this.channels.set(channel.id, channel)
    return channel
  }
}
