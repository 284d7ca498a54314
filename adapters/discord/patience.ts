import { setTimeout as sleep } from 'node:timers/promises'
import { UnreachableError } from '../../src/errors.ts'
import type { Log } from '../../src/log.ts'
import { asOurs, codeOf } from './failures.ts'

const TRIES = 30
/** So often the ledger is asked to take a message before we go on without it. */
const TAKE_TRIES = 5
const WAIT = 5_000

type Waiting = {
  signal: AbortSignal
  /** Waits so many milliseconds; for tests, which do not. */
  pause?: ((ms: number) => Promise<void>) | undefined
}
export type Patience = Waiting & { log: Log }
/** How often it is asked, how long is waited after each, and for how long at the most in all. Milliseconds. */
export type Limits = { tries: number; wait: number; longest: number }

const LIMITS: Limits = { tries: TRIES, wait: WAIT, longest: Number.POSITIVE_INFINITY }

/** Asks until Discord answers: it may make us wait. Throws its refusal, and UnreachableError where nothing helps. */
export async function patiently<T>(
  settings: Waiting,
  ask: () => Promise<T>,
  { tries: most, wait, longest }: Limits = LIMITS,
): Promise<T> {
  const began = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      const ours = asOurs(error)
      const isOver = tries >= most || settings.signal.aborted || codeOf(ours) === 'unauthorized'
      if (isOver || !(ours instanceof UnreachableError)) throw ours
      const pause = ours.retryAfter ?? wait
      if (performance.now() - began + pause > longest) throw ours
      await pauseFor(pause, settings)
    }
  }
}

/** Whether the ledger took it in the end. */
export async function insist(
  settings: Patience,
  message: string,
  take: () => Promise<void>,
): Promise<boolean> {
  for (let tries = 1; !settings.signal.aborted; tries++) {
    try {
      await take()
      return true
    } catch (error) {
      settings.log.trouble('what was missed was not taken', error, { message, tries })
    }
    if (tries >= TAKE_TRIES) break
    await pauseFor(WAIT, settings)
  }
  return false
}

async function pauseFor(ms: number, { signal, pause }: Waiting): Promise<void> {
  if (pause) return pause(ms)
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
