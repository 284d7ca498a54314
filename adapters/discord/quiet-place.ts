import type { Place } from '../../src/adapter.ts'
import { UnreachableError } from '../../src/errors.ts'
import type { DirectPlace } from './direct-place.ts'
import { type Interaction, whoIs } from './interactions.ts'
import { type Limits, patiently } from './patience.ts'
import type { Rooms } from './rooms.ts'

export type QuietPlaceSettings = {
  name: string
  rooms: Rooms
  directPlace: DirectPlace
  /** Whether messages that do not mention us come with their words. */
  mayRead(): boolean
  /** Ends the waiting. */
  signal(): AbortSignal
  pause?: ((ms: number) => Promise<void>) | undefined
}

/** Whoever used the command sees that we are at it, but not for ever. */
const FOR_ROOM: Limits = { tries: 5, wait: 4_000, longest: 20_000 }
const FOR_DIRECT: Limits = { tries: 4, wait: 2_000, longest: 10_000 }

/**
 * For a command, which no thread could begin at: a private thread, or else the direct messages; these first where we could
 * not read what is written in a thread. Whoever uses commands twice in a channel is led to the same. Asks for a while where
 * Discord does not answer. Rejects with RefusedError and UnreachableError.
 */
export function createQuietPlace(settings: QuietPlaceSettings) {
  const { name, rooms, directPlace, mayRead, signal, pause } = settings

  return async (interaction: Interaction): Promise<Place | null> => {
    const [first, second] = mayRead() ? [room, direct] : [direct, room]
    return (await unlessUnreachable(() => first(interaction))) ?? (await second(interaction))
  }

  /** One that was made in vain is found again by its name. */
  function room(interaction: Interaction): Promise<Place | null> {
    const { guild, channel, user } = interaction
    const place = { adapter: name, workspace: guild ?? 'dm', channel, thread: '' }
    const find = () => rooms.privateRoom(place, user.id, whoIs(interaction).name)
    return patiently({ signal: signal(), pause }, find, FOR_ROOM)
  }

  function direct({ user }: Interaction): Promise<Place | null> {
    return patiently({ signal: signal(), pause }, () => directPlace(user.id), FOR_DIRECT)
  }
}

async function unlessUnreachable<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof UnreachableError) return null
    throw error
  }
}
