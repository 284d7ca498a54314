import { z } from 'zod'
import type { Json, Message, World } from './world.ts'

/** A message as a person sees it, and what the app noted on it. */
export type Seen = {
  ts: string
  user?: string
  username?: string
  icon?: string
  text: string
  blocks: Json[]
  files: string[]
  thread_ts?: string
  edited: boolean
  bot: boolean
  metadata?: Json
  /** The first word in the metadata's payload whose name speaks of a delivery or an id. */
  deliveryId?: string
}

const Payload = z.object({ event_payload: z.record(z.string(), z.unknown()) })

/** What stands in a channel, the oldest first: all of it, or one thread with its first message, or (null) no replies. */
export function seenIn(world: World, channel: string, thread?: string | null): Seen[] {
  const isShown = (message: Message) =>
    thread === undefined ||
    (thread === null
      ? message.thread === null || message.thread === message.ts || message.subtype === 'thread_broadcast'
      : message.ts === thread || message.thread === thread)
  return world
    .messages(channel)
    .filter((message) => isShown(message) && !message.tombstone)
    .map((message) => seen(world, message))
}

function seen(world: World, message: Message): Seen {
  const deliveryId = deliveryIn(message.metadata)
  return {
    ts: message.ts,
    ...(message.user ? { user: message.user } : {}),
    ...(message.username ? { username: message.username } : {}),
    ...(message.icon ? { icon: message.icon } : {}),
    text: message.text,
    blocks: message.blocks,
    files: message.files.map((id) => world.files.get(id)?.name ?? id),
    ...(message.thread ? { thread_ts: message.thread } : {}),
    edited: message.edited !== null,
    bot: message.bot,
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...(deliveryId ? { deliveryId } : {}),
  }
}

function deliveryIn(metadata: Json | null): string | undefined {
  const payload = Payload.safeParse(metadata)
  if (!payload.success) return undefined
  const named = Object.entries(payload.data.event_payload).find(
    ([name, value]) => typeof value === 'string' && /delivery|outbound|^id$/i.test(name),
  )
  return named ? String(named[1]) : undefined
}
