import type { Answers } from './answers.ts'
import { codeOf } from './failures.ts'
import type { Interaction } from './interactions.ts'

/** They take no direct messages from us, or share no server with us. */
const CLOSED = new Set(['discord_50007', 'discord_50278'])
/** So long after a command Discord lets us say something to whoever used it. Milliseconds. */
const ANSWERABLE = 14 * 60_000
/** So many commands are remembered. */
const REMEMBERED = 1000

export type Unreached = {
  /** Somebody used a command, and is answered in these direct messages. */
  asked(channel: string, interaction: Interaction): void
  /** What we said in a channel did not arrive. Best effort, and never rejects. */
  failed(channel: string, error: unknown): Promise<void>
}

export function areDirectsClosed(error: unknown): boolean {
  return CLOSED.has(codeOf(error) ?? '')
}

/** Whoever used a command and takes no direct messages is told so where they used it, for they see nothing of ours else. */
export function createUnreached(settings: {
  answers: Pick<Answers, 'add'>
  /** What is to be done about it. */
  words: string
  clock: () => number
}): Unreached {
  const { answers, words, clock } = settings
  const waiting = new Map<string, { interaction: Interaction; until: number }>()

  return {
    asked(channel, interaction) {
      waiting.delete(channel)
      waiting.set(channel, { interaction, until: clock() + ANSWERABLE })
      const [oldest] = waiting.keys()
      if (waiting.size > REMEMBERED && oldest !== undefined) waiting.delete(oldest)
    },
    async failed(channel, error) {
      const who = waiting.get(channel)
      if (!who || !areDirectsClosed(error)) return
      waiting.delete(channel)
      if (who.until > clock()) await answers.add(who.interaction, words)
    },
  }
}
