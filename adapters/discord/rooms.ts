import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Place } from '../../src/adapter.ts'
import { RefusedError } from '../../src/errors.ts'
import { asOurs, longLimitOf } from './failures.ts'
import { createPrivateRooms } from './private-rooms.ts'
import { NO_RIGHT, named } from './room-name.ts'
import { addToThread, getThread, reopenThread, startThread } from './threads.ts'

/** Where to post: a channel or thread, and the message that is replied to where there is no thread for the words. */
export type Room = { channel: string; replyTo: string | null }

/** All reject with RefusedError and UnreachableError only. */
export type Rooms = {
  /**
   * Where a place is. A message that has no thread yet gets one; where we may make none, or not for a while, it gets a
   * reply.
   */
  roomOf(place: Place): Promise<Room>
  /** A place that only this customer and who manages threads can see; null where we may not make one. `name` is theirs. */
  privateRoom(place: Place, customer: string, name: string): Promise<Place | null>
  /** The thread of a card in the staff channel. */
  staffThread(channel: string, card: string, name: string): Promise<Room>
  /** It is not there any more. Whether it was taken to be there: then it is worth looking again. */
  forget(channel: string): boolean
}

/** So many rooms are remembered, and for so many milliseconds: they may be archived or taken away. */
const REMEMBERED = 5000
const KEPT = 10 * 60 * 1000
/** So long after a limit a message still gets replies: what may have stood there is looked for where it would stand. */
const AFTER_LIMIT = 60 * 1000

const UNKNOWN_CHANNEL = 'discord_10003'
const HAS_THREAD = 'discord_160004'

const Question = z.object({
  author: z.object({
    id: z.string().min(1),
    global_name: z.string().nullish().catch(null),
    username: z.string().nullish().catch(null),
  }),
})
/** Who asked, and what they are called. */
type Asker = { id: string | null; name: string }

/** Finds the threads that conversations are in, and makes those that are not there yet. */
export function createRooms({ rest, clock }: { rest: REST; clock: () => number }): Rooms {
  /** Until when what we know of a thread is taken to be true; or of a channel, or a message, that gets none. */
  const open = new Map<string, number>()
  const closed = new Map<string, number>()
  const underWay = new Map<string, Promise<Room>>()
  const privateRooms = createPrivateRooms({ rest, clock })

  return {
    async roomOf({ channel, thread }) {
      if (thread === '') return { channel, replyTo: null }
      return room(channel, thread, () => askerOf(channel, thread))
    },
    staffThread: (channel, card, name) => room(channel, card, async () => ({ id: null, name })),
    forget(channel) {
      privateRooms.forget(channel)
      return open.delete(channel)
    },
    async privateRoom(place, customer, name) {
      try {
        return await privateRooms.of(place, customer, name)
      } catch (error) {
        throw asOurs(error)
      }
    },
  }

  /** Two that come at the same time must not both start it: the second would be told off by Discord. */
  function room(channel: string, message: string, asker: () => Promise<Asker>): Promise<Room> {
    if (isKnown(open, message)) return Promise.resolve(inside(message))
    const begun = underWay.get(message)
    if (begun) return begun
    const looking = findOrStart(channel, message, asker)
      .catch((error: unknown) => {
        throw asOurs(error)
      })
      .finally(() => underWay.delete(message))
    underWay.set(message, looking)
    return looking
  }

  async function findOrStart(channel: string, message: string, asker: () => Promise<Asker>): Promise<Room> {
    if (!(await isThere(message))) {
      if (isKnown(closed, channel) || isKnown(closed, message)) return { channel, replyTo: message }
      if (!(await start(channel, message, await asker()))) return { channel, replyTo: message }
    }
    remember(open, message)
    return inside(message)
  }

  async function isThere(thread: string): Promise<boolean> {
    try {
      const found = await getThread(rest, thread)
      if (found?.isArchived) await reopened(thread)
      return found !== null
    } catch (error) {
      const ours = asOurs(error)
      if (ours instanceof RefusedError && ours.code === UNKNOWN_CHANNEL) return false
      throw ours
    }
  }

  /** Whoever writes opens it as well, unless it is locked: then Discord says so when we write. */
  async function reopened(thread: string): Promise<void> {
    try {
      await reopenThread(rest, thread)
    } catch (error) {
      const ours = asOurs(error)
      if (!(ours instanceof RefusedError)) throw ours
    }
  }

  /** False where we may not, or cannot. */
  async function start(channel: string, message: string, { id, name }: Asker): Promise<boolean> {
    try {
      await named(name, (shown) => startThread(rest, channel, message, shown))
    } catch (error) {
      const ours = asOurs(error)
      if (ours instanceof RefusedError && NO_RIGHT.has(ours.code)) {
        remember(closed, channel)
        return false
      }
      const limit = longLimitOf(ours)
      if (limit !== null) {
        // Nobody waits for minutes without a word; the next message is asked for anew.
        remember(closed, message, limit + AFTER_LIMIT)
        return false
      }
      if (!(ours instanceof RefusedError && ours.code === HAS_THREAD)) throw ours
      // Somebody else has just made it; or it is the one that was taken away, and no other can be made.
      if (!(await isThere(message))) return false
    }
    // So that they hear of it, and find it again. The words need not wait for that, nor fail with it.
    if (id !== null) addToThread(rest, message, id).catch(() => undefined)
    return true
  }

  async function askerOf(channel: string, message: string): Promise<Asker> {
    try {
      const question = Question.safeParse(await rest.get(Routes.channelMessage(channel, message))).data
      if (!question) return { id: null, name: '' }
      const { id, global_name, username } = question.author
      return { id, name: global_name || username || '' }
    } catch (error) {
      const ours = asOurs(error)
      // Its name is only missing; that the message is gone Discord says again when the thread is to be started.
      if (ours instanceof RefusedError) return { id: null, name: '' }
      throw ours
    }
  }

  function isKnown(rooms: Map<string, number>, id: string): boolean {
    return (rooms.get(id) ?? 0) > clock()
  }

  function remember(rooms: Map<string, number>, id: string, kept = KEPT): void {
    rooms.delete(id)
    rooms.set(id, clock() + kept)
    const [oldest] = rooms.keys()
    if (rooms.size > REMEMBERED && oldest !== undefined) rooms.delete(oldest)
  }
}

function inside(thread: string): Room {
  return { channel: thread, replyTo: null }
}
