import { type REST, Routes } from 'discord.js'
import { RefusedError } from '../../src/errors.ts'
import { Message, type Said } from './events.ts'
import { asOurs } from './failures.ts'

/** So many messages are remembered. What one goes back to never changes. */
const REMEMBERED = 1000

type Origin = { author: string; answersTo: string | null }

/**
 * Fills in whether a reply goes back to words of ours, and to which question those went back: of the first Discord does not
 * always tell, and of the second never. What Discord does not show us stays open. Throws UnreachableError.
 */
export function createReplies({ rest, us }: { rest: REST; us: () => string }): (said: Said) => Promise<Said> {
  const known = new Map<string, Origin>()

  return async (said) => {
    const { channel, repliesTo, isReplyToUs } = said
    if (repliesTo === null || isReplyToUs === false) return said
    const origin = known.get(repliesTo) ?? (await look(channel, repliesTo))
    if (!origin) return said
    const isOurs = origin.author === us()
    return { ...said, isReplyToUs: isOurs, answersTo: isOurs ? origin.answersTo : null }
  }

  async function look(channel: string, id: string): Promise<Origin | null> {
    try {
      const message = Message.safeParse(await rest.get(Routes.channelMessage(channel, id))).data
      if (!message) return null
      const origin = { author: message.author.id, answersTo: message.message_reference?.message_id ?? null }
      known.set(id, origin)
      const [oldest] = known.keys()
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
      return origin
    } catch (error) {
      const ours = asOurs(error)
      if (ours instanceof RefusedError) return null
      throw ours
    }
  }
}
