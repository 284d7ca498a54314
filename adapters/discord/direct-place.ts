import { type REST, Routes } from 'discord.js'
import type { Place } from '../../src/adapter.ts'
import type { Channels } from './channels.ts'

export type DirectPlace = (user: string) => Promise<Place | null>

/** The direct messages with somebody, which are opened where there are none yet. Throws as the client does. */
export function createDirectPlace(settings: { name: string; rest: REST; channels: Channels }): DirectPlace {
  const { name, rest, channels } = settings
  return async (user) => {
    const dm = channels.heard(await rest.post(Routes.userChannels(), { body: { recipient_id: user } }))
    return dm && { adapter: name, workspace: 'dm', channel: dm.id, thread: '' }
  }
}
