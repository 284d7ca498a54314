import { z } from 'zod'
import { channelFor, Flag, type Method, read } from '../api.ts'
import { ApiError } from '../api-error.ts'
import { Content, content, Metadata } from '../content.ts'
import type { Outlet } from '../outlet.ts'
import { messageShape } from '../shapes.ts'
import type { Json, Message, World } from '../world.ts'
import { directWith } from './conversations.ts'

const Post = Content.extend({
  thread_ts: z.string().optional(),
  reply_broadcast: Flag,
  username: z.string().optional(),
  icon_url: z.string().optional(),
  icon_emoji: z.string().optional(),
  metadata: Metadata.optional(),
})
const Update = Content.extend({ ts: z.string().min(1), metadata: Metadata.optional() })
const Delete = z.object({ channel: z.string().min(1), ts: z.string().min(1) })
const Ephemeral = Content.extend({ user: z.string().min(1), thread_ts: z.string().optional() })

export type Ephemeral = {
  channel: string
  user: string
  text: string
  blocks: Json[]
  thread?: string
  at: number
}

/** What becomes of a reply to what is gone: a no, or, as some have seen it, a message for the whole channel. */
export type Orphans = 'refused' | 'in_channel'

/** chat.*: what the app writes. */
export function chatMethods(
  world: World,
  outlet: Outlet,
  ephemerals: Ephemeral[],
  orphans: Orphans,
): Record<string, Method> {
  const scopes = ['chat:write']
  return {
    'chat.postMessage': {
      token: 'bot',
      scopes,
      run: (args) => {
        const post = read(Post, args)
        const message = write(world, post, orphans)
        void outlet.written(message)
        return { ok: true, channel: message.channel, ts: message.ts, message: messageShape(world, message) }
      },
    },
    'chat.update': { token: 'bot', scopes, run: (args) => update(world, outlet, read(Update, args)) },
    'chat.delete': {
      token: 'bot',
      scopes,
      run: (args) => {
        const { channel, ts } = read(Delete, args)
        const message = own(world, channelFor(world, channel).id, ts, 'cant_delete_message')
        void outlet.remove(message)
        return { ok: true, channel, ts }
      },
    },
    'chat.postEphemeral': {
      token: 'bot',
      scopes,
      run: (args) => {
        const post = read(Ephemeral, args)
        const channel = channelFor(world, post.channel, { member: true, open: true })
        if (!channel.members.has(post.user)) throw new ApiError('user_not_in_channel')
        const { text, blocks } = content(post, 40_000)
        const thread = post.thread_ts ? { thread: post.thread_ts } : {}
        ephemerals.push({ channel: channel.id, user: post.user, text, blocks, ...thread, at: world.clock() })
        return { ok: true, message_ts: world.nextTs() }
      },
    },
  }
}

function write(world: World, post: z.output<typeof Post>, orphans: Orphans): Message {
  // What is posted to a person goes to their direct conversation with the app.
  const to = world.users.has(post.channel) ? directWith(world, post.channel).id : post.channel
  const channel = channelFor(world, to, {
    member: !world.home.scopes.has('chat:write.public'),
    open: true,
  })
  const { text, blocks } = content(post, 40_000)
  const root = post.thread_ts === undefined ? undefined : world.find(channel.id, post.thread_ts)
  if (post.thread_ts !== undefined && !root && orphans === 'refused') throw new ApiError('thread_not_found')
  // Without the scope Slack says ok and shows the bot's own name.
  const mayName = world.home.scopes.has('chat:write.customize')
  const named = mayName && post.username !== undefined
  return world.write({
    channel: channel.id,
    // A reply to a reply lands in the thread of the first.
    thread: root ? (root.thread ?? root.ts) : null,
    user: named ? null : world.home.botUserId,
    bot: true,
    botId: world.home.botId,
    subtype: named ? 'bot_message' : post.reply_broadcast && root ? 'thread_broadcast' : null,
    username: named ? (post.username ?? null) : null,
    icon: mayName ? (post.icon_url ?? null) : null,
    text,
    blocks: blocksWithIds(world, blocks),
    attachments: post.attachments ?? [],
    metadata: post.metadata ?? null,
  })
}

function update(world: World, outlet: Outlet, wanted: z.output<typeof Update>): Json {
  const channel = channelFor(world, wanted.channel, { open: true })
  const message = own(world, channel.id, wanted.ts, 'cant_update_message')
  const { text, blocks } = content(wanted, 4000)
  const named = wanted.blocks !== undefined || wanted.markdown_text !== undefined
  void outlet.change(message, () => {
    // A new text without blocks takes the old ones away.
    if (named || wanted.text !== undefined) message.blocks = blocksWithIds(world, blocks)
    if (wanted.attachments) message.attachments = wanted.attachments
    if (wanted.metadata) message.metadata = wanted.metadata
    message.text = text
    // Slack shows no "edited" on what has blocks.
    if (!named) message.edited = { user: world.home.botUserId, ts: `${world.seconds()}.000000` }
  })
  return { ok: true, channel: channel.id, ts: message.ts, text, message: messageShape(world, message) }
}

/** The bot's own message; whose it must be, otherwise `code`. */
function own(world: World, channel: string, ts: string, code: string): Message {
  const message = world.find(channel, ts)
  if (!message || message.tombstone) throw new ApiError('message_not_found')
  if (message.botId !== world.home.botId && message.user !== world.home.botUserId) throw new ApiError(code)
  return message
}

function blocksWithIds(world: World, blocks: Json[]): Json[] {
  return blocks.map((block) => ({ block_id: world.newId('b'), ...block }))
}
