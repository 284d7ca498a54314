import { z } from 'zod'
import { channelFor, channelScope, Flag, type Method, needScope, read } from '../api.ts'
import { ApiError } from '../api-error.ts'
import { messageShape } from '../shapes.ts'
import type { Channel, Json, Message, World } from '../world.ts'

const Ts = z.coerce.string().regex(/^\d+(\.\d+)?$/)
const Range = z.object({
  channel: z.string().min(1),
  oldest: Ts.default('0'),
  latest: Ts.optional(),
  inclusive: Flag,
  limit: z.coerce.number().int().min(1).default(100),
  cursor: z.string().default(''),
  include_all_metadata: Flag,
})
const Replies = Range.extend({ ts: Ts })
type Wanted = z.output<typeof Range>

/** conversations.history, the newest first, and conversations.replies, the oldest first. */
export function historyMethods(world: World, rows: () => number): Record<string, Method> {
  return {
    'conversations.history': { token: 'bot', run: (args) => history(world, read(Range, args), rows()) },
    'conversations.replies': { token: 'bot', run: (args) => replies(world, read(Replies, args), rows()) },
  }
}

function history(world: World, wanted: Wanted, most: number): Json {
  const channel = readable(world, wanted.channel)
  const isTop = ({ thread, ts, subtype }: Message) =>
    thread === null || thread === ts || subtype === 'thread_broadcast'
  const all = world
    .messages(channel.id)
    .filter((message) => isTop(message) && isBetween(message.ts, wanted))
    .reverse()
    .filter(({ ts }) => wanted.cursor === '' || compare(ts, after(wanted.cursor)) < 0)
  return answer(world, all, wanted, Math.min(wanted.limit, most, 999), {
    pin_count: 0,
    channel_actions_count: 0,
    channel_actions_ts: null,
  })
}

function replies(world: World, wanted: Wanted & { ts: string }, most: number): Json {
  const channel = readable(world, wanted.channel)
  const found = world.find(channel.id, wanted.ts)
  if (!found) throw new ApiError('thread_not_found')
  // Asked for a reply, Slack gives that one message.
  if (found.thread !== null && found.thread !== found.ts) return answer(world, [found], wanted, 1, {})
  const answers = world
    .replies(channel.id, wanted.ts)
    .filter(({ ts }) => isBetween(ts, wanted))
    .filter(({ ts }) => wanted.cursor === '' || compare(ts, after(wanted.cursor)) > 0)
  // The first page begins with the parent, whatever `oldest` says, and it counts.
  const all = wanted.cursor === '' ? [found, ...answers] : answers
  return answer(world, all, wanted, Math.min(wanted.limit, most, 1000), {})
}

function readable(world: World, id: string): Channel {
  const channel = channelFor(world, id, { member: true })
  needScope(world, channelScope(channel, 'history'))
  return channel
}

function answer(world: World, all: Message[], wanted: Wanted, limit: number, more: Json): Json {
  const shown = all.slice(0, limit)
  const hasMore = all.length > shown.length
  const last = shown.at(-1)?.ts ?? ''
  return {
    ok: true,
    messages: shown.map((message) => messageShape(world, message, { metadata: wanted.include_all_metadata })),
    has_more: hasMore,
    ...more,
    ...(hasMore
      ? { response_metadata: { next_cursor: Buffer.from(`after:${last}`).toString('base64') } }
      : {}),
  }
}

function after(cursor: string): string {
  const decoded = Buffer.from(cursor, 'base64').toString()
  if (!decoded.startsWith('after:')) throw new ApiError('invalid_cursor')
  return decoded.slice('after:'.length)
}

function isBetween(ts: string, { oldest, latest, inclusive }: Wanted): boolean {
  const low = compare(ts, oldest)
  const high = latest === undefined ? -1 : compare(ts, latest)
  return inclusive ? low >= 0 && high <= 0 : low > 0 && high < 0
}

/** By time, exactly: as numbers two of these would be rounded to the same. */
function compare(left: string, right: string): number {
  const [a, b] = [micros(left), micros(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

function micros(ts: string): bigint {
  const [seconds = '0', fraction = ''] = ts.split('.')
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'))
}
