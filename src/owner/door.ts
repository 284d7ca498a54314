import type { Inbound, Received } from '../adapter.ts'

/** Somebody who may come in, by the adapter's name and the platform's id. */
export type Owner = { adapter: string; id: string }

/** What an owner writes to be let in. */
const WORD = /^\W*room\W*$/i

/**
 * The owner's door in a chat: an owner who writes "room" to us alone is given a link that opens the owner's room once. For
 * everybody else, and everywhere else, the word is a word like any other.
 */
export function createDoor(owners: readonly Owner[], link: () => Promise<string>) {
  return async (inbound: Inbound): Promise<Received | null> => {
    if (inbound.kind !== 'message' || !inbound.alone || !WORD.test(inbound.text)) return null
    const { author, place } = inbound
    if (!owners.some(({ adapter, id }) => adapter === place.adapter && id === author.id)) return null
    // Heard long after it was written, it would open for somebody who waits no more.
    if (inbound.sentAt !== null) return { status: 'recorded' }
    return {
      status: 'recorded',
      say: `Your room: ${await link()} – it opens once, within ten minutes. Nobody else should have it.`,
    }
  }
}
