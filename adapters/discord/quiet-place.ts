import { type REST, Routes } from 'discord.js'
import type { Place } from '../../src/adapter.ts'
import { UnreachableError } from '../../src/errors.ts'
import type { Channels } from './channels.ts'
import { type Interaction, whoIs } from './interactions.ts'
import { type Limits, patiently } from './patience.ts'
import type { Rooms } from './rooms.ts'

export type QuietPlaceSettings = {
  name: string
  rest: REST
  rooms: Rooms
  channels: Channels
  /** Ends the waiting. */
  signal(): AbortSignal
  pause?: ((ms: number) => Promise<void>) | undefined
}

/** Whoever used the command sees that we are at it, but not for ever. */
const FOR_ROOM: Limits = { tries: 5, wait: 4_000, longest: 20_000 }
const FOR_DIRECT: Limits = { tries: 4, wait: 2_000, longest: 10_000 }

/**
 * For a command, which no thread could begin at: a private thread, or else the direct messages. Whoever uses commands twice
 * in a channel is led to the same. Asks for a while where Discord does not answer. Rejects with RefusedError and
 * UnreachableError.
 */
export function createQuietPlace(settings: QuietPlaceSettings) {
  const { name, rest, rooms, channels, signal, pause } = settings

  return async (interaction: Interaction): Promise<Place | null> => {
    const { user } = interaction
    return (await room(interaction)) ?? (await direct(user.id))
  }

  async function room(interaction: Interaction): Promise<Place | null> {
    const { guild, channel, user } = interaction
    const place = { adapter: name, workspace: guild ?? 'dm', channel, thread: '' }
    const find = () => rooms.privateRoom(place, user.id, whoIs(interaction).name)
    try {
      // One that was made in vain is found again by its name.
      return await patiently({ signal: signal(), pause }, find, FOR_ROOM)
    } catch (error) {
      if (error instanceof UnreachableError) return null
      throw error
    }
  }

  async function direct(user: string): Promise<Place | null> {
    const open = () => rest.post(Routes.userChannels(), { body: { recipient_id: user } })
    const dm = channels.heard(await patiently({ signal: signal(), pause }, open, FOR_DIRECT))
    return dm && { adapter: name, workspace: 'dm', channel: dm.id, thread: '' }
  }
}
