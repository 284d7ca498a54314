import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Memory, Place } from '../../src/adapter.ts'
import { RefusedError } from '../../src/errors.ts'
import { byAge } from './snowflake.ts'

/** The workspace of direct messages, which are in no server. */
export const DIRECT = 'dm'
/** Conversations that moved within this time are looked into. Milliseconds. */
const REMEMBERED = 30 * 24 * 60 * 60_000
/** Channels in which people write: text, voice, announcements, stages. What is in a forum is in its threads. */
const WRITTEN_IN = new Set([0, 2, 5, 13])

const Channel = z.object({
  id: z.string().min(1),
  type: z.number(),
  parent_id: z.string().nullish(),
  last_message_id: z.string().nullish(),
})
type Channel = z.infer<typeof Channel>
const Channels = z
  .array(z.unknown())
  .transform((all) => all.flatMap((one) => Channel.safeParse(one).data ?? []))
const Threads = z.object({ threads: Channels })

/** A channel or a thread, and the conversation that is there, where there is one and no other. */
export type Where = { channel: string; place: Place | null }

export type Found = { places: Where[]; isWhole: boolean }

export type WhereSettings = {
  rest: REST
  memory: Memory
  watched: { askChannels: readonly string[]; staffChannel: string | null }
  clock: () => number
  signal: AbortSignal
  /** Asks Discord until it answers. Throws RefusedError where the answer is no, UnreachableError where none comes. */
  patiently<T>(ask: () => Promise<T>): Promise<T>
}

/**
 * The channels and threads of a workspace in which something may have been said after that message id, the likeliest
 * first; whole where all of them could be found. Rejects where the ledger does not answer.
 */
export async function whereToLook(workspace: string, after: string, settings: WhereSettings): Promise<Found> {
  const { rest, memory, watched, clock, signal, patiently } = settings
  const places = await memory.places(workspace, clock() - REMEMBERED)
  const known = places.map((place) => ({ channel: place.thread || place.channel, place }))
  if (workspace === DIRECT) return { places: known, isWhole: true }

  let isWhole = true
  const threads = await listed(
    async () => Threads.parse(await rest.get(Routes.guildActiveThreads(workspace), { signal })).threads,
  )
  const channels = await listed(async () =>
    Channels.parse(await rest.get(Routes.guildChannels(workspace), { signal })),
  )
  // Threads among staff are theirs.
  const others = threads.filter(({ parent_id }) => parent_id !== watched.staffChannel)
  const written = channels.filter(({ type }) => WRITTEN_IN.has(type)).map(({ id }) => id)
  const more = [
    ...written.filter((id) => watched.askChannels.includes(id)),
    ...others.map(({ id }) => id),
    // A question stands in the channel; its thread begins there.
    ...places.map(({ channel }) => channel),
    ...written,
  ]
  const silent = new Set([...threads, ...channels].filter(isSilent).map(({ id }) => id))
  const seen = new Set<string>()
  const all = [...known, ...more.map((channel) => ({ channel, place: null }))].filter(
    ({ channel }) => !silent.has(channel) && !seen.has(channel) && seen.add(channel),
  )
  return { places: all, isWhole }

  /** None where we may not see them; and none where Discord does not answer, but then something is missing. */
  async function listed(list: () => Promise<Channel[]>): Promise<Channel[]> {
    try {
      return await patiently(list)
    } catch (error) {
      if (!(error instanceof RefusedError)) isWhole = false
      return []
    }
  }

  /** Nothing has been said there since; a channel that does not tell its last message is looked into. */
  function isSilent({ last_message_id }: Channel): boolean {
    return typeof last_message_id === 'string' && byAge(last_message_id, after) < 0
  }
}
