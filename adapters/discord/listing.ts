import { setTimeout as sleep } from 'node:timers/promises'
import { type REST, Routes } from 'discord.js'
import { RefusedError } from '../../src/errors.ts'
import type { Log } from '../../src/log.ts'
import { commandsOf } from './commands.ts'
import { asOurs, codeOf } from './failures.ts'
import type { Words } from './words.ts'

const SECOND = 1_000
/** Between two tries; the last stays. Milliseconds. */
const WAITS = [2 * SECOND, 10 * SECOND, 30 * SECOND, 60 * SECOND]

export type ListingSettings = {
  rest: REST
  words: Words
  log: Log
  pause?: ((ms: number) => Promise<void>) | undefined
}

export type Listing = {
  /** Registers our commands, unless that is done or under way; again and again until it is. Never rejects. */
  list(application: string, signal: AbortSignal): Promise<void>
  /** Why there are none, in a sentence for the owner; null while that is not known to be so. */
  trouble(): string | null
}

export function createListing({ rest, words, log, pause }: ListingSettings): Listing {
  let isDone = false
  let isUnderWay = false
  let refused: string | null = null

  async function isOver(application: string, tries: number): Promise<boolean> {
    try {
      await rest.put(Routes.applicationCommands(application), { body: commandsOf(words) })
      isDone = true
      refused = null
      return true
    } catch (error) {
      const ours = asOurs(error)
      log.trouble('commands not listed', error, { code: codeOf(ours), tries })
      refused = ours instanceof RefusedError ? ours.code : null
      return refused !== null
    }
  }

  return {
    async list(application, signal) {
      if (isDone || isUnderWay) return
      isUnderWay = true
      for (let tries = 1; !signal.aborted && !(await isOver(application, tries)); tries++) {
        const wait = WAITS[Math.min(tries, WAITS.length) - 1] ?? 0
        await (pause?.(wait) ?? sleep(wait, undefined, { signal }).catch(() => undefined))
      }
      isUnderWay = false
    },
    trouble() {
      if (refused === null) return null
      return `Discord did not take /help, /person and "Hand to staff" (${refused}), so nobody is offered them. Everything else works. Start Warmline again to try once more; "npm run doctor" looks closer.`
    },
  }
}
