import { type REST, Routes } from 'discord.js'
import type { Channel } from './channels.ts'
import { Message, type Said } from './events.ts'
import type { Tell } from './tell.ts'

/** So many threads are remembered. */
const REMEMBERED = 1000

export type StaffHintSettings = {
  rest: REST
  us(): string
  /** That only staff read it. */
  words: string
  tell: Tell
}

/**
 * Tells staff once in each card's thread that the customer does not read it: they may have meant to answer. Best effort,
 * and never rejects.
 */
export function createStaffHint({ rest, us, words, tell }: StaffHintSettings) {
  const seen = new Set<string>()

  return async (said: Said, { id, parent }: Channel): Promise<void> => {
    if (parent === null || seen.has(id)) return
    seen.add(id)
    const [oldest] = seen
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest)
    if (await isOfCard(parent, id)) await tell(said, words)
  }

  /** A thread has the id of the message under which it is. */
  async function isOfCard(channel: string, thread: string): Promise<boolean> {
    try {
      const { data } = Message.safeParse(await rest.get(Routes.channelMessage(channel, thread)))
      return data?.author.id === us()
    } catch {
      return false
    }
  }
}
