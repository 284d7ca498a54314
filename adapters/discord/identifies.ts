import { setTimeout as sleep } from 'node:timers/promises'
import type { Memory } from '../../src/adapter.ts'
import type { Log } from '../../src/log.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/**
 * Discord takes a bot's token away after 1,000 logins in a day. We stop long before: something is wrong by then. After many
 * in an hour they only come more seldom, for somebody may be trying things out, or Discord be unwell.
 */
const BRAKE = { most: 20, within: HOUR, apart: 3 * MINUTE, words: '20 times within an hour' }
const WALL = { most: 200, within: DAY, words: '200 times within a day' }
/** How closely it is told until when we wait. Milliseconds. */
const CLOSELY = 1000

export type Logins = Memory['logins']

export type IdentifiesSettings = {
  logins: Logins
  /** Another login has to wait. */
  onHeld(): void
  log: Log
  clock: () => number
  /** Milliseconds. */
  timing: {
    /** Between two logins: Discord takes one in five seconds. */
    apart: number
    /** How often it is looked whether the wait is over. */
    look: number
  }
}

export type Identifies = {
  /** Waits until there may be another login. Rejects only once `signal` ends the wait. */
  free(signal: AbortSignal): Promise<void>
  /** Waits likewise, then writes one login down: it is to follow at once. Rejects only once `signal` ends the wait. */
  take(signal: AbortSignal): Promise<void>
  /** Why there may be no login now, in a sentence for the owner; null where there may. */
  trouble(): string | null
}

type Hold = { words: string; within: number; until: number }

/** Counts the logins on disk, so that not even a process that ends and starts again and again makes too many. */
export function createIdentifies(settings: IdentifiesSettings): Identifies {
  const { logins, onHeld, log, clock, timing } = settings
  let hold: Hold | null = null
  let isUnwritable = false
  let last = -Infinity

  /** Rests, and goes on where the wait is over. */
  const rest = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal })

  async function free(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    while (await isHeld()) {
      onHeld()
      await rest(timing.look, signal)
    }
  }

  async function isHeld(): Promise<boolean> {
    const now = clock()
    // A clock that was set back must not make the wait longer than it can be.
    if (hold && now < hold.until && hold.until <= now + hold.within) return true
    try {
      const next = await look(now)
      if (next && !hold) log.event('discord logins held', { until: next.until })
      hold = next
      isUnwritable = false
    } catch (error) {
      cannotCount(error)
    }
    return hold !== null || isUnwritable
  }

  async function look(now: number): Promise<Hold | null> {
    if ((await logins.since(now - WALL.within)) >= WALL.most)
      return { ...WALL, until: await freeAt(now, WALL.within, WALL.most) }
    if ((await logins.since(now - BRAKE.within)) < BRAKE.most) return null
    const latest = (await freeAt(now, BRAKE.within, 1)) - BRAKE.within
    const until = latest + BRAKE.apart
    return until > now ? { words: BRAKE.words, within: BRAKE.apart, until } : null
  }

  /** The ledger counts and names no times: they are found between too many and few enough. */
  async function freeAt(now: number, within: number, most: number): Promise<number> {
    let tooEarly = now - within
    let late = now
    while (late - tooEarly > CLOSELY) {
      const middle = Math.floor((tooEarly + late) / 2)
      if ((await logins.since(middle)) >= most) tooEarly = middle
      else late = middle
    }
    return late + within
  }

  /** What cannot be counted might be the one too many. */
  function cannotCount(error: unknown): void {
    if (!isUnwritable) log.trouble('discord logins not counted', error)
    isUnwritable = true
  }

  /** Whether it stands in the ledger. */
  async function isWritten(): Promise<boolean> {
    try {
      await logins.add(clock())
      return true
    } catch (error) {
      cannotCount(error)
      return false
    }
  }

  return {
    free,
    async take(signal) {
      const wait = last + timing.apart - performance.now()
      if (wait > 0) await rest(wait, signal)
      await free(signal)
      while (!(await isWritten())) {
        onHeld()
        await rest(timing.look, signal)
        await free(signal)
      }
      last = performance.now()
    },
    trouble() {
      if (hold && clock() < hold.until)
        return `Warmline has logged in to Discord ${hold.words}: something ends our connection again and again. To keep Discord from taking the bot's token away, the next login waits until ${momentOf(hold.until)}. Nothing is lost meanwhile; what people write is read afterwards.`
      return isUnwritable
        ? 'Warmline cannot count its logins to Discord, because its database does not answer. It logs in when the database is back.'
        : null
    },
  }
}

/** "2026-11-22 14:05 UTC", the minute rounded up. */
function momentOf(time: number): string {
  const minute = new Date(Math.ceil(time / 60_000) * 60_000).toISOString()
  return `${minute.slice(0, 10)} ${minute.slice(11, 16)} UTC`
}
