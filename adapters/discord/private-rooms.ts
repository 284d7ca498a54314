import type { REST } from 'discord.js'
import type { Place } from '../../src/adapter.ts'
import { RefusedError } from '../../src/errors.ts'
import { asOurs } from './failures.ts'
import { markOf, named } from './room-name.ts'
import { activeThreads, addToThread, archiveThread, getThread, startPrivateThread } from './threads.ts'

/** So many are remembered. */
const REMEMBERED = 1000

export type PrivateRooms = {
  /** A place that only this customer and who manages threads can see; null where there can be none. Throws as ours. */
  of(place: Place, customer: string, name: string): Promise<Place | null>
}

/** Moves what not everybody should read into a private thread of the same channel. */
export function createPrivateRooms(rest: REST): PrivateRooms {
  const known = new Map<string, Place | null>()
  const underWay = new Map<string, Promise<Place | null>>()

  return {
    of(place, customer, name) {
      const mark = markOf(place, customer)
      const begun = underWay.get(mark)
      if (begun) return begun
      const making = findOrMake(place, customer, name, mark).finally(() => underWay.delete(mark))
      underWay.set(mark, making)
      return making
    },
  }

  async function findOrMake(
    place: Place,
    customer: string,
    name: string,
    mark: string,
  ): Promise<Place | null> {
    if (place.workspace === 'dm') return place
    const there = known.get(mark)
    if (there !== undefined) return there
    if (place.thread !== '' && (await isPrivate(place.thread))) return place
    // An attempt before may have made it, and not heard so.
    const thread = (await find(place, mark)) ?? (await make(place.channel, name, mark))
    if (thread === null) return null
    const room = (await letIn(thread, customer)) ? { ...place, thread } : null
    remember(mark, room)
    return room
  }

  async function isPrivate(thread: string): Promise<boolean> {
    return (await unlessRefused(() => getThread(rest, thread)))?.isPrivate ?? false
  }

  async function find({ workspace, channel }: Place, mark: string): Promise<string | null> {
    const active = await unlessRefused(() => activeThreads(rest, workspace))
    const found = active?.find(
      ({ isPrivate, parent, name }) => isPrivate && parent === channel && name.endsWith(mark),
    )
    return found?.id ?? null
  }

  function make(channel: string, name: string, mark: string): Promise<string | null> {
    return unlessRefused(() => named(name, (shown) => startPrivateThread(rest, channel, shown + mark)))
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

  function remember(mark: string, room: Place | null): void {
    known.set(mark, room)
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
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
