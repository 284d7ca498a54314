import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../src/log.ts'
import type { DiscordRest } from './rest.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
/**
 * So long after a refusal, and after each further one, we ask whether our token is taken again; the last counts from
 * then on. Milliseconds. Discord shuts out who is refused ten thousand times in ten minutes.
 */
const WAITS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE]

export type TokenWatchSettings = {
  rest: Pick<DiscordRest, 'isTaken' | 'trouble'>
  log: Log
  waits?: readonly number[] | undefined
}

export type TokenWatch = {
  /** Discord has refused our token, which need not be wrong: one odd answer must not silence us for good. */
  refused(): void
  stop(): void
}

export function createTokenWatch({ rest, log, waits = WAITS }: TokenWatchSettings): TokenWatch {
  const ending = new AbortController()
  const longest = waits.at(-1) ?? 5 * MINUTE
  let isAsking = false
  let asked = 0
  let takenAt = -Infinity

  async function ask(): Promise<void> {
    // Where it is refused and taken by turns we do not begin anew each time.
    if (performance.now() - takenAt > longest) asked = 0
    while (rest.trouble() !== null) {
      await sleep(waits[asked] ?? longest, undefined, { signal: ending.signal })
      asked += 1
      // A session that opened meanwhile has shown it.
      if (rest.trouble() === null) break
      log.event('discord token asked for', { taken: await rest.isTaken() })
    }
    takenAt = performance.now()
  }

  return {
    refused() {
      if (isAsking || ending.signal.aborted) return
      isAsking = true
      log.event('discord token refused')
      ask()
        .catch(() => undefined)
        .finally(() => {
          isAsking = false
        })
    },
    stop: () => ending.abort(),
  }
}
