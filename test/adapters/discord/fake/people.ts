import { ChannelType, MessageType } from 'discord.js'
import { mentionsIn } from './mentions.ts'
import { may, mayWrite } from './permissions.ts'
import type { Channel, Message } from './records.ts'
import { rouse, startAlone, startFrom, startPost } from './threads.ts'
import type { Works } from './works.ts'

export type GivenFile = { name: string; type?: string; content: string | Uint8Array }
/** `text` as Discord delivers it: mentions as <@id>. `ping`: whether a reply calls the one replied to (it does). */
export type Said = {
  channel: string
  user: string
  text: string
  files?: GivenFile[]
  replyTo?: string
  ping?: boolean
}
export type ThreadBegun = { channel: string; user: string; name: string; message?: string; private?: boolean }
export type Post = {
  channel: string
  user: string
  title: string
  text: string
  files?: GivenFile[]
  tags?: string[]
}

/** What people do in channels: they write, edit, delete, start threads. */
export class People {
  readonly #works: Works

  constructor(works: Works) {
    this.#works = works
  }

  say(said: Said): Message {
    const message = this.write(said)
    const { news, world } = this.#works
    news.written(message)
    const channel = world.channel(message.channel)
    if (channel.thread) news.joined(channel, said.user)
    return message
  }

  /** Written, and the app hears nothing: as while it was away for too long. */
  write({ channel: id, user, text, files = [], replyTo, ping = true }: Said): Message {
    const { world } = this.#works
    const channel = world.channel(id)
    if (!mayWrite(world, user, channel)) throw new Error(`${user} may not write in ${id}`)
    if (channel.thread?.locked && !may(world, user, channel, 'ManageThreads')) {
      throw new Error(`${id} is locked`)
    }
    rouse(this.#works, channel)
    const repliesTo = replyTo === undefined ? null : world.message(id, replyTo)
    return world.write({
      channel: id,
      author: user,
      content: text,
      nonce: world.newId(),
      files: files.map((file) => this.#store(id, file)),
      ...(repliesTo
        ? { type: MessageType.Reply, reference: { type: 0, channel: id, message: repliesTo.id } }
        : {}),
      ...mentionsIn(world, channel, {
        author: user,
        content: text,
        allowed: { parse: ['users', 'roles', 'everyone'], replied_user: ping },
        repliesTo,
      }),
    })
  }

  /** What somebody wrote elsewhere, shown here: its words stand in the snapshot. */
  forward({ channel: id, user, from }: { channel: string; user: string; from: [string, string] }): Message {
    const { world, news } = this.#works
    if (!mayWrite(world, user, world.channel(id))) throw new Error(`${user} may not write in ${id}`)
    const original = world.message(...from)
    const reference = { type: 1 as const, channel: original.channel, message: original.id }
    const message = world.write({ channel: id, author: user, snapshot: original.content, reference })
    news.written(message)
    return message
  }

  edit(channel: string, id: string, text: string): void {
    const { world, news } = this.#works
    const message = world.message(channel, id)
    message.content = text
    message.editedAt = world.clock()
    news.changed(message)
  }

  /** Discord shows a preview of a link: MESSAGE_UPDATE, and no word is another. */
  unfurl(channel: string, id: string): void {
    const { world, news } = this.#works
    const message = world.message(channel, id)
    message.embeds = [{ type: 'link', url: 'https://example.com/', title: 'Example' }]
    news.changed(message)
  }

  /** A webhook that is not ours writes. */
  webhookSays({ channel, name, text }: { channel: string; name: string; text: string }): Message {
    const { world, news } = this.#works
    const id = world.newId()
    const webhook = { id, name, avatar: null }
    const message = world.write({ channel, author: id, webhook, content: text })
    news.written(message)
    return message
  }

  startThread({ channel: id, user, name, message, private: isPrivate = false }: ThreadBegun): Channel {
    const { world } = this.#works
    const parent = world.channel(id)
    const wanted = { parent, name, owner: user }
    if (message !== undefined) return startFrom(this.#works, world.message(id, message), wanted)
    return startAlone(this.#works, isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread, wanted)
  }

  post({ channel: id, user, title, text, files = [], tags = [] }: Post): Channel {
    const { world, news } = this.#works
    const parent = world.channel(id)
    if (parent.type !== ChannelType.GuildForum) throw new Error(`${id} is no forum`)
    if (!mayWrite(world, user, parent)) throw new Error(`${user} may not write in ${id}`)
    const thread = startPost(this.#works, { parent, name: title, owner: user, tags })
    const allowed = { parse: ['users', 'roles', 'everyone'] }
    const message = world.write({
      id: thread.id,
      channel: thread.id,
      author: user,
      content: text,
      files: files.map((file) => this.#store(thread.id, file)),
      ...mentionsIn(world, thread, { author: user, content: text, allowed, repliesTo: null }),
    })
    news.written(message)
    return thread
  }

  #store(channel: string, { name, type = 'text/plain', content }: GivenFile): string {
    const { world } = this.#works
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const id = world.newId()
    world.files.set(id, { id, channel, name, type, description: null, bytes })
    return id
  }
}
