import { setImmediate } from 'node:timers/promises'
import type { Ledger } from './ledger/ledger.ts'
import type { Work } from './ledger/tables.ts'
import { bury, claim, extend, FencedError, giveBack, nextDue } from './ledger/work.ts'
import type { Log } from './log.ts'

/** Signs of life per lease. */
const HEARTBEATS = 3
/** How long a sleeping worker sleeps at the most: what another process put in, or left behind, is found by then. */
const LONGEST_SLEEP = 1_000
/** So often is work tried before it is put aside for a person to look at. */
const TRIES = 25
const LONGEST_BACKOFF = 60_000

/** Does a piece of work, and finishes it in the transaction that writes its effects, or gives it back. */
export type Handler = (work: Work) => Promise<void>

export type WorkerSettings = {
  ledger: Ledger
  log: Log
  now: () => number
  /** What this worker does; customers' turns have a worker of their own, so that nothing else can hold them up. */
  handlers: Readonly<Record<string, Handler>>
  /** How many at once, at the most. */
  atOnce: number
  /** Milliseconds. */
  lease: number
}

export type Worker = {
  start(): Promise<void>
  /** Takes no more work, and waits for what is under way, so many milliseconds at the most. */
  stop(atMost: number): Promise<void>
  /** Does all that is due by the given clock, and what becomes due meanwhile; returns how much that was. */
  runDue(): Promise<number>
  /** When it last looked for work and the ledger answered. Epoch milliseconds. */
  lookedAt(): number
}

export function createWorker({ ledger, log, now, handlers, atOnce, lease }: WorkerSettings): Worker {
  const kinds = Object.keys(handlers)
  const running = new Set<Promise<void>>()
  let lookedAt = now()
  let stopped = true
  let looking: Promise<void> | null = null
  let again = false
  let timer: NodeJS.Timeout | undefined
  let unlisten: (() => Promise<void>) | undefined

  async function run(work: Work): Promise<void> {
    const heartbeat = setInterval(() => {
      extend(ledger.db, work, now() + lease).catch((error: unknown) => log.trouble('heartbeat failed', error))
    }, lease / HEARTBEATS)
    try {
      await handlers[work.kind]?.(work)
    } catch (error) {
      await fail(work, error)
    } finally {
      clearInterval(heartbeat)
    }
  }

  async function fail(work: Work, error: unknown): Promise<void> {
    const facts = { kind: work.kind, work: work.seq, attempts: work.attempts }
    if (error instanceof FencedError) return log.event('fenced', facts)
    log.trouble('work failed', error, facts)
    const name = error instanceof Error ? error.name : typeof error
    try {
      if (work.attempts >= TRIES) await bury(ledger.db, work, name)
      else
        await giveBack(ledger.db, work, {
          due: now() + backoff(work.attempts),
          error: name,
          costsAttempt: true,
          now: now(),
        })
    } catch (second) {
      // The ledger cannot be reached, or the lease is lost: it runs out by itself and the work is found again.
      log.trouble('work could not be given back', second, facts)
    }
  }

  async function take(): Promise<number> {
    const free = atOnce - running.size
    if (free <= 0) {
      lookedAt = now()
      return 0
    }
    const taken = await claim(ledger.db, kinds, free, now(), lease)
    lookedAt = now()
    for (const work of taken) {
      const one = run(work).finally(() => {
        running.delete(one)
        look()
      })
      running.add(one)
    }
    return taken.length
  }

  /** One look at a time; a call during a look makes it look once more. */
  function look(): void {
    if (stopped) return
    again = true
    if (looking) return
    clearTimeout(timer)
    looking = takeAll().then((sleep) => {
      looking = null
      // Due, but behind another of its key or with every hand full: whoever finishes looks again; do not spin till then.
      if (!stopped) timer = setTimeout(look, running.size > 0 ? Math.max(sleep, 50) : sleep)
    })
  }

  /** How long there is nothing to do, as far as can be seen. Milliseconds. */
  async function takeAll(): Promise<number> {
    try {
      let sleep = LONGEST_SLEEP
      while (again && !stopped) {
        again = false
        const next = await nextDue(ledger.db, kinds, now())
        lookedAt = now()
        sleep = next === null ? LONGEST_SLEEP : Math.min(LONGEST_SLEEP, Math.max(0, next - now()))
        // Most looks find nothing due: they read, and never wait behind who writes.
        if (sleep === 0 && (await take()) > 0) again = true
        // The embedded ledger answers at once: without this a long row of work would let nobody else in before its end.
        await setImmediate()
      }
      return sleep
    } catch (error) {
      log.trouble('could not look for work', error)
      return LONGEST_SLEEP
    }
  }

  return {
    async start() {
      stopped = false
      unlisten = await ledger.onWork(look)
      look()
    },
    async stop(atMost) {
      stopped = true
      clearTimeout(timer)
      let late: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => {
        late = setTimeout(resolve, atMost)
      })
      // What is being taken in this moment is begun, and then waited for like the rest.
      const ending = Promise.all([unlisten?.(), looking]).then(() => Promise.all([...running]))
      await Promise.race([ending, patience])
      clearTimeout(late)
    },
    async runDue() {
      let done = 0
      for (let taken = await take(); taken > 0; taken = await take()) {
        done += taken
        await Promise.all([...running])
      }
      return done
    },
    lookedAt: () => lookedAt,
  }
}

/** 1, 2, 4 … seconds, a minute at the most. Milliseconds. */
export function backoff(attempts: number): number {
  return Math.min(LONGEST_BACKOFF, 1_000 * 2 ** Math.max(0, attempts - 1))
}
