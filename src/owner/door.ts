import type { Inbound, Place, Received } from '../adapter.ts'

/** Somebody who may come in, by the adapter's name and the platform's id. */
export type Owner = { adapter: string; id: string }

export type DoorSettings = {
  /** Makes a link that opens the owner's room once. */
  link: () => Promise<string>
  /** Where customers write on our own pages. */
  chat: () => string
  /** Whether a customer's conversation is open at a place. */
  isTalking: (place: Place) => Promise<boolean>
}

/** What an owner writes to be let in. */
const WORD = /^\W*room\W*$/i

/**
 * The owner's door in a chat. What an owner writes to us alone is no customer's: to "room" they get a link that opens
 * the owner's room once, to anything else a word on what this place is. A conversation that they have there as a customer
 * (begun by a command, or before they were named) goes on. For everybody else, and everywhere else, nothing changes.
 */
export function createDoor(owners: readonly Owner[], { link, chat, isTalking }: DoorSettings) {
  return async (inbound: Inbound): Promise<Received | null> => {
    if (inbound.kind !== 'message' || !inbound.alone) return null
    const { author, place } = inbound
    if (!owners.some(({ adapter, id }) => adapter === place.adapter && id === author.id)) return null
    const isWord = WORD.test(inbound.text)
    if (!isWord && (inbound.choice !== null || (await isTalking(place)))) return null
    // Heard long after it was written, a link would open for somebody who waits no more.
    if (inbound.sentAt !== null) return { status: 'recorded' }
    return { status: 'recorded', say: isWord ? roomWords(await link()) : hereWords(chat()) }
  }
}

function roomWords(link: string): string {
  return `Your room: ${link} – it opens once, within ten minutes. Nobody else should have it.`
}

function hereWords(chat: string): string {
  return `Here I write to you as the owner. What you write back I do not keep, and nobody reads it. Write “room”, and you get a link to your room. To see how I help a customer, write to me as one here: ${chat}`
}
