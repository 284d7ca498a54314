import type { Channel } from './channels.ts'
import { isWordless } from './content-sight.ts'
import type { Said } from './events.ts'
import type { Tell } from './tell.ts'

/** So many places are remembered. */
const REMEMBERED = 1000

export type Unreadable = {
  /** Whether its words were kept from us: somebody wrote something, and we do not know what. */
  isKept(said: Said, channel: Channel): boolean
  /** Says that we must be mentioned, once for each thread, and for each person elsewhere. */
  explain(said: Said, channel: Channel): void
}

export type UnreadableSettings = {
  us(): string
  /** Whether messages that do not mention us come with their words. */
  mayRead(): boolean
  /** What is to be done about it; our name follows. */
  words: string
  tell: Tell
}

/** Whoever writes where we may not read must not take our silence for an answer. */
export function createUnreadable({ us, mayRead, words, tell }: UnreadableSettings): Unreadable {
  const told = new Set<string>()

  return {
    isKept(said, { kind }) {
      return kind !== 'direct' && !said.mentionsUs && isWordless(said) && !mayRead()
    },
    explain(said, { id, kind }) {
      const where = kind === 'thread' ? id : `${id} ${said.author.id}`
      if (told.has(where)) return
      told.add(where)
      const [oldest] = told
      if (told.size > REMEMBERED && oldest !== undefined) told.delete(oldest)
      void tell(said, `${words} <@${us()}>`)
    },
  }
}
