import type { REST } from 'discord.js'
import { Routes } from 'discord.js'
import { z } from 'zod'
import { RefusedError } from '../../src/errors.ts'
import { asOurs } from './failures.ts'

const THREADS = new Set([10, 11, 12])
const PRIVATE = 12
const DIRECT = new Set([1, 3])
/** So many channels are remembered. */
const REMEMBERED = 5_000

const Shape = z.object({
  id: z.string().min(1),
  type: z.number(),
  guild_id: z.string().nullish(),
  parent_id: z.string().nullish(),
  owner_id: z.string().nullish(),
})

export type Channel = {
  id: string
  kind: 'direct' | 'thread' | 'other'
  guild: string | null
  /** A thread's channel. */
  parent: string | null
  /** Who made a thread. */
  owner: string | null
  /** Whether only those who were let in read along in a thread. */
  isPrivate: boolean
}
export type Channels = {
  /** What Discord calls a channel of this id. Throws UnreachableError; null where there is none, or we may not see it. */
  of(id: string): Promise<Channel | null>
  /** Discord told of it: a packet about a channel or a thread. */
  heard(packet: unknown): Channel | null
  forget(id: string): void
}

/** Which of the many channels are threads, and of what: a message does not say. It may be forgotten; then Discord is asked. */
export function createChannels(rest: REST): Channels {
  const known = new Map<string, Channel>()

  function remember(packet: unknown): Channel | null {
    const shape = Shape.safeParse(packet).data
    if (!shape) return null
    const { id, type, guild_id, parent_id, owner_id } = shape
    const kind = THREADS.has(type) ? 'thread' : DIRECT.has(type) ? 'direct' : 'other'
    const isThread = kind === 'thread'
    const channel: Channel = {
      id,
      kind,
      guild: guild_id ?? known.get(id)?.guild ?? null,
      parent: isThread ? (parent_id ?? null) : null,
      owner: isThread ? (owner_id ?? null) : null,
      isPrivate: type === PRIVATE,
    }
    known.delete(id)
    known.set(id, channel)
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    return channel
  }

  return {
    async of(id) {
      const found = known.get(id)
      if (found) return found
      try {
        return remember(await rest.get(Routes.channel(id)))
      } catch (error) {
        const ours = asOurs(error)
        if (ours instanceof RefusedError) return null
        throw ours
      }
    },
    heard: remember,
    forget: (id) => void known.delete(id),
  }
}
