import { z } from 'zod'
import { channelFor, channelScope, Flag, type Method, needScope, read } from '../api.ts'
import { ApiError } from '../api-error.ts'
import { channelShape } from '../shapes.ts'
import type { Channel, Json, World } from '../world.ts'
import { historyMethods } from './history.ts'

const One = z.object({ channel: z.string().min(1) })
const Page = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().default(''),
})
const Members = One.extend(Page.shape)
const List = Page.extend({ types: z.string().default('public_channel'), exclude_archived: Flag })
const Theirs = List.extend({ user: z.string().optional() })
const Open = z.object({ users: z.string().optional(), channel: z.string().optional() })

/** conversations.* and users.conversations. `rows` is the most that one call to history or replies gives. */
export function conversationMethods(world: World, rows: () => number): Record<string, Method> {
  return {
    ...historyMethods(world, rows),
    'conversations.info': {
      token: 'bot',
      run: (args) => {
        const channel = channelFor(world, read(One, args).channel)
        needScope(world, channelScope(channel, 'read'))
        return { ok: true, channel: channelShape(world, channel) }
      },
    },
    'conversations.members': {
      token: 'bot',
      run: (args) => {
        const wanted = read(Members, args)
        const channel = channelFor(world, wanted.channel)
        needScope(world, channelScope(channel, 'read'))
        const { rows: members, next } = page([...channel.members], wanted)
        return { ok: true, members, response_metadata: { next_cursor: next } }
      },
    },
    'conversations.list': {
      token: 'bot',
      run: (args) => {
        const wanted = read(List, args)
        const isSeen = (channel: Channel) =>
          channel.kind === 'public' || channel.members.has(world.home.botUserId)
        return channelPage(world, wanted, [...world.channels.values()].filter(isSeen))
      },
    },
    'users.conversations': {
      token: 'bot',
      run: (args) => {
        const wanted = read(Theirs, args)
        const user = wanted.user ?? world.home.botUserId
        if (!world.users.has(user)) throw new ApiError('user_not_found')
        const isTheirs = ({ members }: Channel) => members.has(user) && members.has(world.home.botUserId)
        return channelPage(world, wanted, [...world.channels.values()].filter(isTheirs))
      },
    },
    'conversations.open': {
      token: 'bot',
      scopes: ['im:write'],
      run: (args) => open(world, read(Open, args)),
    },
  }
}

const TYPES: Record<string, Channel['kind']> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'dm',
}

function channelPage(world: World, wanted: z.output<typeof List>, all: Channel[]): Json {
  const names = wanted.types.split(',').map((type) => type.trim())
  if (names.some((name) => !(name in TYPES) && name !== 'mpim')) throw new ApiError('invalid_types')
  const kinds = names.flatMap((name) => TYPES[name] ?? [])
  for (const kind of kinds)
    needScope(world, { public: 'channels:read', private: 'groups:read', dm: 'im:read' }[kind])
  const fitting = all.filter(
    ({ kind, archived }) => kinds.includes(kind) && !(wanted.exclude_archived && archived),
  )
  const { rows, next } = page(fitting, wanted)
  return {
    ok: true,
    channels: rows.map((channel) => channelShape(world, channel)),
    response_metadata: { next_cursor: next },
  }
}

function open(world: World, wanted: z.output<typeof Open>): Json {
  if (wanted.channel) {
    const { id } = channelFor(world, wanted.channel)
    return { ok: true, no_op: true, already_open: true, channel: { id } }
  }
  const [user, ...others] = (wanted.users ?? '').split(',').filter(Boolean)
  if (!user) throw new ApiError('users_list_not_supplied')
  if (others.length > 0) throw new ApiError('method_not_supported_for_channel_type')
  if (!world.users.has(user)) throw new ApiError('user_not_found')
  if (user === world.home.botUserId || world.users.get(user)?.bot) throw new ApiError('cannot_dm_bot')
  if (world.isExternal(user) && !shareAChannel(world, user)) throw new ApiError('user_not_visible')
  const { id, isNew } = directWith(world, user)
  return isNew
    ? { ok: true, channel: { id } }
    : { ok: true, no_op: true, already_open: true, channel: { id } }
}

/** The app's direct conversation with somebody, made where there is none. */
export function directWith(world: World, user: string): { id: string; isNew: boolean } {
  const members = new Set([world.home.botUserId, user])
  const known = [...world.channels.values()].find(
    (channel) =>
      channel.kind === 'dm' && channel.members.has(user) && channel.members.has(world.home.botUserId),
  )
  if (known) return { id: known.id, isNew: false }
  const id = world.newId('D')
  world.channels.set(id, { id, kind: 'dm', name: '', members, archived: false, shared: false })
  return { id, isNew: true }
}

/** Somebody of another company can be written to only while a channel is shared with them. */
function shareAChannel(world: World, user: string): boolean {
  return [...world.channels.values()].some(
    ({ kind, members }) => kind !== 'dm' && members.has(user) && members.has(world.home.botUserId),
  )
}

function page<Row>(
  all: Row[],
  { limit, cursor }: { limit: number; cursor: string },
): { rows: Row[]; next: string } {
  const from = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString())
  if (!Number.isInteger(from)) throw new ApiError('invalid_cursor')
  const until = from + limit
  const next = until < all.length ? Buffer.from(String(until)).toString('base64') : ''
  return { rows: all.slice(from, until), next }
}
