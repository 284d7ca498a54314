import type { REST } from 'discord.js'
import type { Place } from '../../src/adapter.ts'
import { RefusedError } from '../../src/errors.ts'
import { asOurs, longLimitOf } from './failures.ts'
import { createIdentity } from './identity.ts'
import { markOf, named } from './room-name.ts'
import { byAge } from './snowflake.ts'
import {
  activeThreads,
  addToThread,
  archivedPrivateThreads,
  archiveThread,
  getThread,
  reopenThread,
  startPrivateThread,
  type Thread,
} from './threads.ts'

/** So many are remembered, and for so many milliseconds: they may be archived or taken away. */
const REMEMBERED = 1000
const KEPT = 10 * 60 * 1000
/** So long after a limit none is made: what may have been said without one is looked for where it would stand. */
const AFTER_LIMIT = 60 * 1000

export type PrivateRooms = {
  /**
   * A place that only this customer and who manages threads can see; null where there can be none, or not for a while. It is the same one
   * for a place and a customer, whoever makes it; a place without a thread is the whole channel. Throws as ours.
   */
  of(place: Place, customer: string, name: string): Promise<Place | null>
  /** A thread is not there any more. */
  forget(thread: string): void
}

type Known = { room: Place | null; until: number }
/** `mark` ends the thread's name. */
type Asked = { place: Place; customer: string; name: string; mark: string }

/** Moves what not everybody should read into a private thread of the same channel. */
export function createPrivateRooms({ rest, clock }: { rest: REST; clock: () => number }): PrivateRooms {
  const known = new Map<string, Known>()
  const underWay = new Map<string, Promise<Place | null>>()
  const identity = createIdentity(rest)

  return {
    of(place, customer, name) {
      const mark = markOf(place, customer)
      const begun = underWay.get(mark)
      if (begun) return begun
      const making = findOrMake({ place, customer, name, mark }).finally(() => underWay.delete(mark))
      underWay.set(mark, making)
      return making
    },
    forget(thread) {
      for (const [mark, { room }] of known) if (room?.thread === thread) known.delete(mark)
    },
  }

  async function findOrMake(asked: Asked): Promise<Place | null> {
    const { place, customer, mark } = asked
    if (place.workspace === 'dm') return place
    const there = known.get(mark)
    if (there && there.until > clock()) return there.room
    if (place.thread !== '' && (await isPrivate(place.thread))) return place
    // An attempt before may have made it, and not heard so.
    const found = await find(asked)
    try {
      const thread = found ?? (await make(asked))
      if (thread === null) return null
      const room = (await letIn(thread, customer)) ? { ...place, thread } : null
      remember(mark, room)
      return room
    } catch (error) {
      const limit = longLimitOf(error)
      if (limit === null) throw error
      // As where we may make none: nobody waits for minutes without a word.
      remember(mark, null, limit + AFTER_LIMIT)
      return null
    }
  }

  async function isPrivate(thread: string): Promise<boolean> {
    return (await unlessRefused(() => getThread(rest, thread)))?.isPrivate ?? false
  }

  async function find(asked: Asked): Promise<string | null> {
    const { workspace, channel } = asked.place
    const open = await oldest(asked, await unlessRefused(() => activeThreads(rest, workspace)))
    if (open !== null) return open
    const hidden = await oldest(asked, await unlessRefused(() => archivedPrivateThreads(rest, channel)))
    return hidden !== null && (await isOpened(hidden)) ? hidden : null
  }

  /** One that staff have locked stays as it is. */
  async function isOpened(thread: string): Promise<boolean> {
    const done = await unlessRefused(async () => {
      await reopenThread(rest, thread)
      return true
    })
    return done ?? false
  }

  async function make(asked: Asked): Promise<string | null> {
    const { place, name, mark } = asked
    const start = (shown: string) => startPrivateThread(rest, place.channel, shown + mark)
    const made = await unlessRefused(() => named(name, start))
    if (made === null) return null
    // Another process may have made one at the same moment: both take the older, and nobody was called into ours yet.
    const others = await unlessRefused(() => activeThreads(rest, place.workspace))
    const first = (await oldest(asked, others)) ?? made
    if (first !== made) await archiveThread(rest, made).catch(() => undefined)
    return first
  }

  /** A room that the customer cannot come into is none. */
  async function letIn(thread: string, customer: string): Promise<boolean> {
    const isIn = await unlessRefused(async () => {
      await addToThread(rest, thread, customer)
      return true
    })
    if (!isIn) await archiveThread(rest, thread).catch(() => undefined)
    return isIn ?? false
  }

  /** Of those that we have made ourselves: anybody may give a thread any name, and let us in. */
  async function oldest({ place, mark }: Asked, threads: Thread[] | null): Promise<string | null> {
    const marked = (threads ?? []).filter(
      ({ isPrivate, parent, name }) => isPrivate && parent === place.channel && name.endsWith(mark),
    )
    if (marked.length === 0) return null
    const { bot } = await identity()
    const ours = marked.filter(({ owner }) => owner === bot)
    return ours.map(({ id }) => id).sort(byAge)[0] ?? null
  }

  function remember(mark: string, room: Place | null, kept = KEPT): void {
    known.delete(mark)
    known.set(mark, { room, until: clock() + kept })
    const [first] = known.keys()
    if (known.size > REMEMBERED && first !== undefined) known.delete(first)
  }
}

/** Null where Discord says no. Throws UnreachableError where it says nothing. */
async function unlessRefused<Found>(ask: () => Promise<Found>): Promise<Found | null> {
  try {
    return await ask()
  } catch (error) {
    const ours = asOurs(error)
    if (ours instanceof RefusedError) return null
    throw ours
  }
}
