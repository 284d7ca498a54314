import type { Receive } from './adapter.ts'
import { createMemory } from './ledger/listening.ts'
import { deliver } from './outbox.ts'
import { planDigest, writeDigest } from './owner/digest.ts'
import { postDigest } from './owner/digest-posting.ts'
import { groupTopics, planThemes } from './owner/themes.ts'
import type { Parts } from './parts.ts'
import { askWhetherRight } from './people/aftercare.ts'
import { leadBack } from './people/leading-back.ts'
import { decideAlike } from './people/promise-alike.ts'
import { mindPromise } from './people/promise-clock.ts'
import { findPromises } from './people/promise-finding.ts'
import { runCall } from './people/proposal.ts'
import { closeQuiet } from './people/quiet.ts'
import { remind } from './people/reminding.ts'
import { writeSummary } from './people/summary.ts'
import { wake } from './people/waking.ts'
import { tellBeforeLate } from './people/word.ts'
import { erase } from './privacy/erase.ts'
import { planRetention, retain } from './privacy/retention.ts'
import { createReceive } from './receive.ts'
import { runTurn } from './turn.ts'
import { createWatchdog } from './watchdog.ts'
import { createWorker } from './work.ts'

/** A part that has not shown life for this long is taken for dead. Milliseconds. */
const DEAD_AFTER = 30_000
const DRAIN_AT_MOST = 8_000

export type Engine = {
  receive: Receive
  /** Starts work and watchdog, then the adapters: nobody is listened to before we can keep what they say. */
  start(): Promise<void>
  /** The reverse, with what is under way brought to its end. */
  stop(): Promise<void>
  /** Does all that is due by the parts' clock, or by one worker only; for tests, whose clock is moved by hand. */
  runDue(
    worker?: 'turns' | 'deliveries' | 'others' | 'summaries' | 'promises' | 'calls' | 'erasures',
  ): Promise<void>
  /** One round of the watchdog by the parts' clock. */
  watch(): Promise<void>
  /** What is wrong with an adapter or a tool server at this moment, by its name. */
  troubles(): Record<string, string>
  /** Which loops live. */
  health(): Record<string, boolean>
}

/** Puts the parts together. Turns, deliveries and the rest have workers of their own: none can hold up another. */
export function createEngine(parts: Parts): Engine {
  const { ledger, log, now } = parts
  const shared = { ledger, log, now, lease: parts.timing.lease }
  const receive = createReceive(parts)
  // Who waits for a model's server holds nothing else up.
  const turns = createWorker({
    ...shared,
    atOnce: parts.readers.model ? 32 : 8,
    handlers: { turn: (work) => runTurn(parts, work) },
  })
  const deliveries = createWorker({
    ...shared,
    atOnce: 8,
    handlers: {
      deliver: (work) => deliver(parts, work),
      post_digest: (work) => postDigest(parts, work),
    },
  })
  const others = createWorker({
    ...shared,
    atOnce: 1,
    handlers: {
      quiet: (work) => closeQuiet(ledger, work, now()),
      aftercare: (work) => askWhetherRight(parts, work),
      wake: (work) => wake(parts, work),
      word: (work) => tellBeforeLate(parts, work),
      remind: (work) => remind(parts, work),
      lead_back: (work) => leadBack(parts, work),
    },
  })
  const summaries = createWorker({
    ...shared,
    atOnce: 4,
    handlers: {
      summary: (work) => writeSummary(parts, work),
      promises: (work) => findPromises(parts, work),
      digest: (work) => writeDigest(parts, work),
      themes: (work) => groupTopics(parts, work),
    },
  })
  const promises = createWorker({
    ...shared,
    atOnce: 2,
    handlers: {
      promise: (work) => mindPromise(parts, work),
      promise_alike: (work) => decideAlike(parts, work),
    },
  })
  // A tool may take its time: it has hands of its own.
  const calls = createWorker({ ...shared, atOnce: 4, handlers: { call: (work) => runCall(parts, work) } })
  // One small piece at a time: customers' turns come first.
  const erasures = createWorker({
    ...shared,
    atOnce: 1,
    handlers: { erase: (work) => erase(parts, work), retain: (work) => retain(parts, work) },
  })
  const workers = { turns, deliveries, others, summaries, promises, calls, erasures }
  const watchdog = createWatchdog(parts)
  const started: { stop(): Promise<void> }[] = []

  return {
    receive,
    async start() {
      await planRetention(parts)
      for (const worker of Object.values(workers)) await worker.start()
      watchdog.start()
      await planDigest(parts)
      await planThemes(parts)
      for (const adapter of parts.adapters.values()) {
        await adapter.start(receive, createMemory(ledger, adapter.name))
        started.push(adapter)
      }
    },
    async stop() {
      for (const adapter of started.reverse()) await adapter.stop()
      await watchdog.stop()
      await Promise.all(Object.values(workers).map((worker) => worker.stop(DRAIN_AT_MOST)))
    },
    async runDue(only) {
      if (only) {
        await workers[only].runDue()
        return
      }
      let done = 1
      while (done > 0) {
        done = 0
        for (const worker of Object.values(workers)) done += await worker.runDue()
      }
    },
    watch: () => watchdog.look(),
    troubles() {
      const found = [...parts.adapters.values()].map((adapter) => [adapter.name, adapter.trouble()] as const)
      const ofAdapters = found.flatMap(([name, say]): [string, string][] =>
        say === null ? [] : [[name, say]],
      )
      const ofTools = Object.entries(parts.tools.troubles()).map(([name, say]) => [`tools: ${name}`, say])
      return Object.fromEntries([...ofAdapters, ...ofTools])
    },
    health() {
      const alive = (at: number) => now() - at < DEAD_AFTER
      const loops = Object.entries(workers).map(([name, worker]) => [name, alive(worker.lookedAt())] as const)
      return { ...Object.fromEntries(loops), watchdog: alive(watchdog.lookedAt()) }
    },
  }
}
