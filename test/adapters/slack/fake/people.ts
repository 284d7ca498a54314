import type { Delivery } from './delivery.ts'
import type { News } from './news.ts'
import { channelType } from './shapes.ts'
import type { Channel, Message, World } from './world.ts'

export type Said = {
  channel: string
  user: string
  /** As Slack delivers it: & < > escaped, mentions as <@U…>. */
  text: string
  thread?: string
  files?: { name: string; type?: string; content: string | Uint8Array }[]
  subtype?: string
}

/** What people do in channels: they write, edit, delete, join. Each resolves when the app acked, or plainly did not. */
export class People {
  readonly #world: World
  readonly #news: News
  readonly #delivery: Delivery

  constructor(world: World, news: News, delivery: Delivery) {
    this.#world = world
    this.#news = news
    this.#delivery = delivery
  }

  async say(said: Said): Promise<string> {
    const message = this.write(said)
    await this.#news.written(message)
    return message.ts
  }

  /** Written, and the app hears nothing: as while Slack's deliveries are down. */
  write({ channel: id, user, text, thread, files = [], subtype }: Said): Message {
    const channel = this.#channel(id)
    const author = this.#world.users.get(user)
    if (!author) throw new Error(`nobody has the id ${user}`)
    if (!channel.members.has(user)) throw new Error(`${user} is not in ${id}`)
    if (channel.archived) throw new Error(`${id} is archived`)
    const root = thread === undefined ? undefined : this.#message(id, thread)
    const stored = files.map((file) => this.#store(file, author.id, id))
    return this.#world.write({
      channel: id,
      user,
      bot: author.bot,
      team: author.teamId,
      text,
      thread: root ? (root.thread ?? root.ts) : null,
      subtype: subtype ?? (stored.length ? 'file_share' : null),
      files: stored,
      blocks: text ? [richText(this.#world, text)] : [],
    })
  }

  /** Another app's bot writes: with its own name, or as its bot user. */
  async botSays(said: { channel: string; text: string; thread?: string; username?: string; botId?: string }) {
    const root = said.thread === undefined ? undefined : this.#message(said.channel, said.thread)
    const message = this.#world.write({
      channel: this.#channel(said.channel).id,
      bot: true,
      botId: said.botId ?? 'B0OTHER',
      user: said.username ? null : 'U0OTHERBOT',
      username: said.username ?? null,
      subtype: said.username ? 'bot_message' : null,
      text: said.text,
      thread: root ? (root.thread ?? root.ts) : null,
    })
    await this.#news.written(message)
    return message.ts
  }

  async edit(channel: string, ts: string, text: string): Promise<void> {
    const message = this.#message(channel, ts)
    await this.#news.change(message, () => {
      message.text = text
      message.blocks = [richText(this.#world, text)]
      message.edited = { user: message.user ?? '', ts: `${this.#world.seconds()}.000000` }
    })
  }

  /** Slack shows a preview of a link: message_changed, and no word is another. */
  async unfurl(channel: string, ts: string): Promise<void> {
    const message = this.#message(channel, ts)
    await this.#news.change(message, () => {
      message.attachments = [
        {
          id: 1,
          from_url: 'https://example.com/',
          title: 'Example',
          fallback: 'Example',
          service_name: 'example',
        },
      ]
    })
  }

  async remove(channel: string, ts: string): Promise<void> {
    await this.#news.remove(this.#message(channel, ts))
  }

  async memberJoined(id: string, user: string): Promise<void> {
    const channel = this.#channel(id)
    channel.members.add(user)
    const team = this.#world.users.get(user)?.teamId ?? this.#world.home.teamId
    const joined = this.#world.write({
      channel: id,
      user,
      team,
      subtype: 'channel_join',
      text: `<@${user}> has joined the channel`,
    })
    const event = {
      type: 'member_joined_channel',
      user,
      channel: id,
      channel_type: channelType(channel) === 'group' ? 'G' : 'C',
      team,
      event_ts: joined.ts,
    }
    await Promise.all([
      this.#news.written(joined),
      this.#delivery.tell(event, { shared: channel.shared, team }),
    ])
  }

  #store(
    file: { name: string; type?: string; content: string | Uint8Array },
    user: string,
    channel: string,
  ): string {
    const bytes = typeof file.content === 'string' ? Buffer.from(file.content) : file.content
    const id = this.#world.newId('F')
    this.#world.files.set(id, {
      id,
      name: file.name,
      title: file.name,
      type: file.type ?? 'text/plain',
      size: bytes.byteLength,
      user,
      bytes,
      external: this.#world.isExternal(user),
      ready: true,
      channels: new Set([channel]),
    })
    return id
  }

  #channel(id: string): Channel {
    const found = this.#world.channels.get(id)
    if (!found) throw new Error(`there is no channel ${id}`)
    return found
  }

  #message(channel: string, ts: string): Message {
    const found = this.#world.find(channel, ts)
    if (!found) throw new Error(`there is no message ${ts} in ${channel}`)
    return found
  }
}

function richText(world: World, text: string) {
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] }
  return { type: 'rich_text', block_id: world.newId('b'), elements: [section] }
}
