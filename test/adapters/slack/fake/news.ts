import type { Delivery } from './delivery.ts'
import type { Outlet } from './outlet.ts'
import { channelType, messageShape } from './shapes.ts'
import type { Channel, Json, Message, World } from './world.ts'

/** What the app hears of messages, where its bot is a member and it was granted the scope. */
export class News implements Outlet {
  readonly #world: World
  readonly #delivery: Delivery

  constructor(world: World, delivery: Delivery) {
    this.#world = world
    this.#delivery = delivery
  }

  async written(message: Message): Promise<void> {
    const shape = messageShape(this.#world, message)
    const told = this.#tell(message, { ...shape, event_ts: message.ts })
    await Promise.all([told, this.#mentions(message) ? this.#mention(message, shape) : null])
  }

  async change(message: Message, how: () => void): Promise<void> {
    const before = messageShape(this.#world, message)
    how()
    const ts = this.#world.nextTs()
    await this.#tell(message, {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      message: messageShape(this.#world, message),
      previous_message: before,
      ts,
      event_ts: ts,
    })
  }

  /** What others replied to stays as a stub: Slack calls that a change. */
  async remove(message: Message): Promise<void> {
    if (this.#world.replies(message.channel, message.ts).length > 0) {
      return this.change(message, () => {
        message.tombstone = true
      })
    }
    const before = messageShape(this.#world, message)
    this.#world.drop(message.channel, message.ts)
    const ts = this.#world.nextTs()
    await this.#tell(message, {
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      deleted_ts: message.ts,
      previous_message: before,
      ts,
      event_ts: ts,
    })
    const stub = message.thread ? this.#world.find(message.channel, message.thread) : undefined
    // The stub goes with the last reply.
    if (stub?.tombstone && this.#world.replies(stub.channel, stub.ts).length === 0) await this.remove(stub)
  }

  async #mention(message: Message, shape: Json): Promise<void> {
    const { type: _, subtype: __, ...rest } = shape
    const event = { type: 'app_mention', ...rest, channel: message.channel, event_ts: message.ts }
    await this.#delivery.tell(event, this.#about(message))
  }

  #mentions(message: Message): boolean {
    const { home, channels } = this.#world
    const channel = channels.get(message.channel)
    return (
      channel !== undefined &&
      channel.kind !== 'dm' &&
      channel.members.has(home.botUserId) &&
      message.user !== home.botUserId &&
      message.text.includes(`<@${home.botUserId}>`) &&
      home.scopes.has('app_mentions:read')
    )
  }

  async #tell(message: Message, event: Json): Promise<void> {
    const channel = this.#world.channels.get(message.channel)
    if (!channel || !this.#hears(channel)) return
    const full = { ...event, channel: channel.id, channel_type: channelType(channel) }
    await this.#delivery.tell(full, this.#about(message))
  }

  #about(message: Message): { shared: boolean; team: string } {
    return { shared: this.#world.channels.get(message.channel)?.shared ?? false, team: message.team }
  }

  #hears(channel: Channel): boolean {
    const { home } = this.#world
    const scope = { dm: 'im', private: 'groups', public: 'channels' }[channel.kind]
    return !home.revoked && channel.members.has(home.botUserId) && home.scopes.has(`${scope}:history`)
  }
}
