import { type REST, Routes } from 'discord.js'
import type { Channels } from './channels.ts'
import { type Gone, readDeletion } from './events.ts'
import { codeOf } from './failures.ts'

export type TakingBackSettings = { rest: REST; channels: Channels; gone(gone: Gone): Promise<void> }

/** Passes on what was taken back in a gap, in the shape of MESSAGE_DELETE, where it really stands nowhere any more. */
export function createTakingBack({ rest, channels, gone }: TakingBackSettings) {
  return async (packet: unknown): Promise<void> => {
    const deleted = readDeletion(packet)
    if (!deleted) return
    const { parent = null } = (await channels.of(deleted.channel)) ?? {}
    const ids: string[] = []
    for (const id of deleted.ids) {
      const isThere = (await stands(deleted.channel, id)) || (parent !== null && (await stands(parent, id)))
      if (/^\d+$/.test(id) && !isThere) ids.push(id)
    }
    if (ids.length > 0) await gone({ ...deleted, ids })
  }

  /** A question stands in the channel where a thread began, and what was pressed stands nowhere. */
  async function stands(channel: string, id: string): Promise<boolean> {
    try {
      await rest.get(Routes.channelMessage(channel, id))
      return true
    } catch (error) {
      return codeOf(error) !== 'discord_10008'
    }
  }
}
