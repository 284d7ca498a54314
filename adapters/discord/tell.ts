import { type REST, Routes } from 'discord.js'
import type { Log } from '../../src/log.ts'
import type { Said } from './events.ts'
import { codeOf } from './failures.ts'

/** Tells whoever wrote something what only they need, below it. Best effort, and never rejects. */
export type Tell = (said: Said, words: string) => Promise<void>

export function createTell({ rest, log }: { rest: REST; log: Log }): Tell {
  return async ({ id, channel }, words) => {
    const body = {
      content: words,
      message_reference: { message_id: id, fail_if_not_exists: false },
      allowed_mentions: { parse: [] },
    }
    await rest
      .post(Routes.channelMessages(channel), { body })
      .catch((error: unknown) => log.event('could not tell', { code: codeOf(error) }))
  }
}
