import { type REST, Routes } from 'discord.js'
import type { Place } from '../../src/adapter.ts'
import type { Channels } from './channels.ts'
import { type Interaction, whoIs } from './interactions.ts'
import type { Rooms } from './rooms.ts'

export type QuietPlaceSettings = { name: string; rest: REST; rooms: Rooms; channels: Channels }

/**
 * For a command, which no thread could begin at: a private thread, or else the direct messages. Whoever uses commands twice
 * in a channel is led to the same. Throws as the client does.
 */
export function createQuietPlace({ name, rest, rooms, channels }: QuietPlaceSettings) {
  return async (interaction: Interaction): Promise<Place | null> => {
    const { guild, channel, user } = interaction
    const place = { adapter: name, workspace: guild ?? 'dm', channel, thread: '' }
    const room = await rooms.privateRoom(place, user.id, whoIs(interaction).name)
    if (room) return room
    const dm = await rest.post(Routes.userChannels(), { body: { recipient_id: user.id } })
    const direct = channels.heard(dm)
    return direct && { adapter: name, workspace: 'dm', channel: direct.id, thread: '' }
  }
}
