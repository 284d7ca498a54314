import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Work } from '../../src/ledger/tables.ts'
import {
  bury,
  claim,
  countDead,
  enqueue,
  extend,
  FencedError,
  finish,
  giveBack,
  type NewWork,
  nextDue,
} from '../../src/ledger/work.ts'
import { type Log, silentLog } from '../../src/log.ts'
import { backoff, createWorker, type Handler, type Worker } from '../../src/work.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'
import { soon } from '../support/soon.ts'

const NOW = Date.UTC(2026, 5, 1, 12)
const LEASE = 10_000

describe.each(databases)('work on %s', (kind) => {
  let database: TestDatabase
  let ledger: Ledger
  beforeEach(async () => {
    database = await createDatabase(kind)
    ledger = await database.open()
  })
  afterEach(() => database.drop())

  const put = (about: string, work: Partial<NewWork> = {}) =>
    ledger.transaction((t) => enqueue(t, { kind: 'turn', key: 'nora', about, due: NOW, now: NOW, ...work }))
  const take = (now = NOW, limit = 10) => claim(ledger.db, ['turn'], limit, now, LEASE)
  const takeOne = async (now = NOW) => only(await take(now))
  const rows = () => ledger.db.selectFrom('work').selectAll().orderBy('seq').execute()
  const row = async () => only(await rows())
  const done = (work: Work) => finish(ledger.db, work)

  describe('is claimed', () => {
    it('one at a time per key, first in, first out', async () => {
      for (const about of ['first', 'second', 'third']) await put(about)
      const order: string[] = []
      for (let taken = await take(); taken.length > 0; taken = await take()) {
        expect(await take()).toEqual([])
        const work = only(taken)
        order.push(work.about)
        await done(work)
      }
      expect(order).toEqual(['first', 'second', 'third'])
    })

    it('in the order in which it came in, whichever is due first', async () => {
      await put('first', { due: NOW })
      await put('second', { due: NOW - 5_000 })
      expect(abouts(await take())).toEqual(['first'])
    })

    it('at once for different keys, the longest due first and no more than asked for', async () => {
      await put('last', { key: 'rosa', due: NOW })
      await put('later', { key: 'nora', due: NOW - 1 })
      await put('sooner', { key: 'omar', due: NOW - 2 })
      expect(abouts(await take(NOW, 2))).toEqual(['sooner', 'later'])
      expect(abouts(await take(NOW, 2))).toEqual(['last'])
    })

    it('only by those who do that kind', async () => {
      await put('mine')
      await put('theirs', { kind: 'deliver', key: 'omar' })
      expect(abouts(await take())).toEqual(['mine'])
      expect(abouts(await claim(ledger.db, ['deliver'], 10, NOW, LEASE))).toEqual(['theirs'])
    })

    it('when its time has come and not before', async () => {
      await put('timer', { due: NOW + 60_000 })
      expect(await take(NOW + 59_999)).toEqual([])
      expect(abouts(await take(NOW + 60_000))).toEqual(['timer'])
    })

    it('not before the one ahead of it, even when that one waits for its time', async () => {
      await put('timer', { due: NOW + 60_000 })
      await put('behind')
      expect(await take()).toEqual([])
    })

    it('by nobody else while the lease holds, and by anybody when it has run out', async () => {
      await put('a')
      const first = await takeOne()
      expect(await take(NOW + LEASE - 1)).toEqual([])
      const second = await takeOne(NOW + LEASE)
      expect(second.seq).toBe(first.seq)
      expect([first.attempts, second.attempts]).toEqual([1, 2])
    })

    it('by nobody else for as long as its holder keeps the lease', async () => {
      await put('a')
      const work = await takeOne()
      expect(await extend(ledger.db, work, NOW + 3 * LEASE)).toBe(true)
      expect(await take(NOW + 2 * LEASE)).toEqual([])
      expect(abouts(await take(NOW + 3 * LEASE))).toEqual(['a'])
    })

    it('exactly once by two processes that claim the same 200 at the same time', {
      timeout: 60_000,
    }, async () => {
      await ledger.transaction(async (t) => {
        for (let n = 0; n < 200; n++) {
          await enqueue(t, { kind: 'turn', key: `k${n}`, about: `${n}`, due: NOW, now: NOW })
        }
      })
      const other = await database.open()
      const taken: string[] = []
      const takeAll = async (from: Ledger) => {
        for (let some = await claim(from.db, ['turn'], 3, NOW, LEASE); some.length > 0; ) {
          taken.push(...abouts(some))
          some = await claim(from.db, ['turn'], 3, NOW, LEASE)
        }
      }
      await Promise.all([ledger, other, ledger, other].map(takeAll))
      expect(taken).toHaveLength(200)
      expect(new Set(taken).size).toBe(200)
    })
  })

  describe('whose lease was lost', () => {
    const endings: [string, (t: Ledger['db'], work: Work) => Promise<void>][] = [
      ['finished', finish],
      ['given back', (t, work) => giveBack(t, work, { due: NOW, costsAttempt: true, now: NOW })],
    ]

    it.each(endings)(
      'cannot be %s by its old holder, and what was written with it is undone',
      async (_ending, end) => {
        await put('a')
        const old = await takeOne()
        const present = await takeOne(NOW + LEASE)
        const late = ledger.transaction(async (t) => {
          await enqueue(t, { kind: 'turn', key: 'omar', about: 'effect', due: NOW, now: NOW })
          await end(t, old)
        })
        await expect(late).rejects.toThrow(FencedError)
        expect(await row()).toEqual(present)
        await done(present)
        expect(await rows()).toEqual([])
      },
    )

    it('cannot be kept or put aside by its old holder', async () => {
      await put('a')
      const old = await takeOne()
      const present = await takeOne(NOW + LEASE)
      expect(await extend(ledger.db, old, NOW + 9 * LEASE)).toBe(false)
      await bury(ledger.db, old, 'late').catch(() => undefined)
      expect(await row()).toEqual(present)
    })

    it.each(endings)('by being given back cannot be kept, nor %s once more', async (_ending, end) => {
      await put('a')
      const work = await takeOne()
      await giveBack(ledger.db, work, { due: NOW + 1_000, costsAttempt: true, now: NOW })
      expect(await extend(ledger.db, work, NOW + LEASE)).toBe(false)
      await expect(end(ledger.db, work)).rejects.toThrow(FencedError)
      expect(abouts(await take(NOW + 1_000))).toEqual(['a'])
    })

    it.each(endings)('by being finished cannot be %s once more', async (_ending, end) => {
      await put('a')
      const work = await takeOne()
      await done(work)
      await expect(end(ledger.db, work)).rejects.toThrow(FencedError)
    })
  })

  describe('that is given back', () => {
    it('counts the try and keeps its reason, and comes due again when told', async () => {
      await put('a')
      const back = { due: NOW + 1_000, error: 'TypeError', costsAttempt: true, now: NOW }
      await giveBack(ledger.db, await takeOne(), back)
      expect(await row()).toMatchObject({ error: 'TypeError', lease_until: 0, due_at: NOW + 1_000 })
      expect(await take(NOW + 999)).toEqual([])
      expect(await takeOne(NOW + 1_000)).toMatchObject({ attempts: 2 })
    })

    it('without cost is as if it had never been tried', async () => {
      await put('a', { dedupe: 'a', latest: 4_000 })
      const late = NOW + 60_000
      await giveBack(ledger.db, await takeOne(late), { due: late, costsAttempt: false, now: late })
      expect(await row()).toMatchObject({ attempts: 0, error: null, created_at: late })
      await put('a', { dedupe: 'a', due: late + 800, now: late, latest: 4_000 })
      expect(await takeOne(late + 800)).toMatchObject({ attempts: 1 })
    })

    it('keeps its place at the head of its key', async () => {
      await put('first')
      await put('second')
      await giveBack(ledger.db, await takeOne(), { due: NOW + 1_000, costsAttempt: true, now: NOW })
      expect(await take()).toEqual([])
      expect(abouts(await take(NOW + 1_000))).toEqual(['first'])
    })
  })

  describe('of a name', () => {
    const ask = (after: number, latest = 4_000) =>
      put('a', { dedupe: 'turn:nora', due: NOW + after + 800, now: NOW + after, latest })

    it('is there once however often it is asked for, and due after the last asking', async () => {
      for (const after of [0, 500, 1_000]) await ask(after)
      expect((await row()).due_at).toBe(NOW + 1_800)
    })

    it('comes due no later than so long after the first asking', async () => {
      for (const after of [0, 3_000, 3_900, 60_000]) await ask(after)
      expect((await row()).due_at).toBe(NOW + 4_000)
    })

    it('comes due sooner when it is asked for sooner', async () => {
      await ask(1_000)
      await ask(0)
      expect((await row()).due_at).toBe(NOW + 800)
    })

    it('is not moved, nor put in twice, while it is being done', async () => {
      await ask(0)
      const work = await takeOne(NOW + 800)
      await ask(1_000)
      expect(await row()).toEqual(work)
    })

    it('is not moved when a try has failed: the back-off stands', async () => {
      await ask(0)
      const back = { due: NOW + 5_000, costsAttempt: true, now: NOW + 800 }
      await giveBack(ledger.db, await takeOne(NOW + 800), back)
      await ask(1_000)
      expect((await row()).due_at).toBe(NOW + 5_000)
    })

    it('is new again once it was finished or put aside', async () => {
      await ask(0)
      await done(await takeOne(NOW + 800))
      await ask(1_000)
      await bury(ledger.db, await takeOne(NOW + 1_800), 'TypeError')
      await ask(2_000)
      expect(await takeOne(NOW + 2_800)).toMatchObject({ attempts: 1, created_at: NOW + 2_000 })
    })
  })

  it('that is put aside is never taken again, stays to be looked at, and lets the next of its key go on', async () => {
    await put('broken')
    await put('next')
    await bury(ledger.db, await takeOne(), 'TypeError')
    expect((await rows())[0]).toMatchObject({ about: 'broken', state: 'dead', error: 'TypeError' })
    expect(await countDead(ledger.db)).toBe(1)
    expect(abouts(await take(NOW + 1_000 * LEASE))).toEqual(['next'])
  })

  it('that was put in by a transaction that is rolled back never happens', async () => {
    const failed = ledger.transaction(async (t) => {
      await enqueue(t, { kind: 'turn', key: 'nora', about: 'a', due: NOW, now: NOW })
      await enqueue(t, { kind: 'turn', key: 'nora', about: 'b', due: NOW, now: NOW, dedupe: 'b', latest: 0 })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await rows()).toEqual([])
  })

  it('tells when it comes due next: the soonest of these kinds that nobody holds', async () => {
    const next = (now: number) => nextDue(ledger.db, ['turn'], now)
    expect(await next(NOW)).toBeNull()
    await put('later', { key: 'omar', due: NOW + 9_000 })
    await put('soon', { due: NOW + 3_000 })
    await put('theirs', { kind: 'deliver', due: NOW + 1_000 })
    expect(await next(NOW)).toBe(NOW + 3_000)
    const work = await takeOne(NOW + 3_000)
    expect(await next(NOW + 3_000)).toBe(NOW + 9_000)
    expect(await next(NOW + 3_000 + LEASE)).toBe(NOW + 3_000)
    await bury(ledger.db, work, 'TypeError')
    expect(await next(NOW + 3_000 + LEASE)).toBe(NOW + 9_000)
  })

  describe('a worker', () => {
    let clock = NOW
    let worker: Worker
    beforeEach(() => {
      clock = NOW
    })
    afterEach(() => {
      vi.useRealTimers()
      return worker.stop(0)
    })

    const hire = (turn: Handler, settings: { atOnce?: number; ledger?: Ledger; log?: Log } = {}) => {
      const settled = { ledger, log: silentLog, now: () => clock, atOnce: 8, lease: LEASE, ...settings }
      worker = createWorker({ ...settled, handlers: { turn } })
      return worker
    }

    it('does all that is due, and what that makes due', async () => {
      const did: string[] = []
      hire(async (work) => {
        did.push(work.about)
        if (work.about === 'first') await put('second', { key: 'omar' })
        await done(work)
      })
      await put('first')
      await put('not yet', { key: 'rosa', due: NOW + 1 })
      expect(await worker.runDue()).toBe(2)
      expect(did).toEqual(['first', 'second'])
      expect(abouts(await rows())).toEqual(['not yet'])
    })

    it('tries again after a throw, each time after a longer pause, and keeps only the kind of error', async () => {
      const tries: number[] = []
      hire(async (work) => {
        tries.push(clock - NOW)
        if (tries.length < 4) throw new TypeError('Nora wrote: my card is 4242')
        await done(work)
      })
      await put('a')
      await worker.runDue()
      expect((await row()).error).toBe('TypeError')
      for (; clock < NOW + 20_000; clock += 500) await worker.runDue()
      expect(tries).toEqual([0, 1_000, 3_000, 7_000])
      expect(await rows()).toEqual([])
    })

    it('puts aside what failed 25 times', async () => {
      let tries = 0
      hire(async () => {
        tries++
        throw new TypeError('no')
      })
      await put('a')
      for (let n = 0; n < 40; n++, clock += 60_000) await worker.runDue()
      expect(tries).toBe(25)
      expect(await row()).toMatchObject({ state: 'dead', error: 'TypeError', attempts: 25 })
    })

    it('leaves alone what another holds by now, and makes no trouble of it', async () => {
      let present: Work | undefined
      const told: string[] = []
      const log = {
        event: (name: string) => told.push(name),
        trouble: (name: string) => told.push(`! ${name}`),
      }
      const turn: Handler = async (work) => {
        present = await takeOne(NOW + LEASE)
        await done(work)
      }
      hire(turn, { log })
      await put('a')
      await worker.runDue()
      expect(await row()).toEqual(present)
      expect(told).toEqual(['fenced'])
    })

    it('has no more under way than it may, and always as much as it may', async () => {
      let underWay = 0
      const seen: number[] = []
      const events = recorder()
      const turn: Handler = async (work) => {
        seen.push(++underWay)
        if (underWay === 2) events.add('two')
        await events.until('two')
        await new Promise(setImmediate)
        await done(work)
        underWay--
        if (seen.length === 6 && underWay === 0) events.add('all')
      }
      for (let n = 0; n < 6; n++) await put(`${n}`, { key: `k${n}` })
      await hire(turn, { atOnce: 2 }).start()
      await events.until('all')
      expect(Math.max(...seen)).toBe(2)
    })

    it('does what is put in while it runs; a slow key holds up itself and no other', async () => {
      // Without timers there is no poll that could make up for a wake that is lost.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const events = recorder()
      const slow = Promise.withResolvers<void>()
      hire(
        async (work) => {
          events.add(`begins ${work.about}`)
          if (work.about === 'slow 1') await slow.promise
          await done(work)
          events.add(`ends ${work.about}`)
        },
        { atOnce: 2 },
      )
      await put('slow 1', { key: 'slow' })
      await put('slow 2', { key: 'slow' })
      await worker.start()
      await events.until('begins slow 1')
      for (const about of ['quick 1', 'quick 2']) {
        await put(about, { key: 'quick' })
        ledger.wake()
        await events.until(`ends ${about}`)
      }
      expect(events.all()).not.toContain('begins slow 2')
      slow.resolve()
      await events.until('ends slow 2')
      expect(await rows()).toEqual([])
    })

    it('lets others in between, however long the row', async () => {
      const events = recorder()
      let turns = 0
      let others = setImmediate(function letIn() {
        turns++
        others = setImmediate(letIn)
      })
      for (let n = 1; n <= 100; n++) await put(`${n}`)
      turns = 0
      await hire(async (work) => {
        await done(work)
        events.add(work.about)
      }).start()
      await events.until('100')
      clearImmediate(others)
      expect(turns).toBeGreaterThanOrEqual(99)
    })

    it('keeps its lease for as long as it is at work', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      const begun = Promise.withResolvers<void>()
      const slow = Promise.withResolvers<void>()
      hire(async (work) => {
        begun.resolve()
        await slow.promise
        await done(work)
      })
      await put('a')
      const running = worker.runDue()
      await begun.promise
      clock += 9_000
      vi.advanceTimersByTime(LEASE / 2)
      await soon(async () => expect((await row()).lease_until).toBe(NOW + 9_000 + LEASE))
      slow.resolve()
      await running
      expect(vi.getTimerCount()).toBe(0)
    })

    it('looks for no more once it is told to stop, and stops when what is under way is done', async () => {
      const events = recorder()
      const slow = Promise.withResolvers<void>()
      hire(async (work) => {
        events.add('begins')
        await slow.promise
        await done(work)
        events.add('ends')
      })
      await put('a')
      await worker.start()
      await events.until('begins')
      const stopping = worker.stop(60_000).then(() => events.add('stopped'))
      clock += 1
      await put('b', { key: 'omar' })
      ledger.wake()
      expect(worker.lookedAt()).toBe(NOW)
      slow.resolve()
      await stopping
      expect(events.all()).toEqual(['begins', 'ends', 'stopped'])
      expect(abouts(await rows())).toEqual(['b'])
    })

    it('waits no longer than it is told to when it stops', async () => {
      const begun = Promise.withResolvers<void>()
      const slow = Promise.withResolvers<void>()
      hire(async (work) => {
        begun.resolve()
        await slow.promise
        await done(work)
      })
      await put('a')
      await worker.start()
      await begun.promise
      await worker.stop(1)
      expect((await row()).attempts).toBe(1)
      slow.resolve()
    })

    it('waits no longer than it is told to when the ledger does not answer', async () => {
      const hold = await holdWork(ledger)
      hire(done, { ledger: { ...ledger, onWork: async () => async () => undefined } })
      await worker.start()
      try {
        const late = new Promise((resolve) => setTimeout(resolve, 2_000, 'too late'))
        expect(await Promise.race([worker.stop(1), late])).toBeUndefined()
      } finally {
        await hold.release()
      }
    })

    it('begins nothing after it has stopped, not even what it was just taking', async () => {
      let underWay = 0
      let begun = 0
      const turn: Handler = async (work) => {
        begun++
        underWay++
        await new Promise(setImmediate)
        await done(work)
        underWay--
      }
      await put('a')
      const hold = await holdWork(ledger)
      hire(turn, { ledger: { ...ledger, onWork: async () => async () => undefined } })
      await worker.start()
      const stopping = worker.stop(60_000).then(() => ({ begun, underWay }))
      await hold.release()
      const atStop = await stopping
      await (await holdWork(ledger)).release()
      await new Promise(setImmediate)
      expect(atStop.underWay).toBe(0)
      expect(begun).toBe(atStop.begun)
    })
  })
})

test.each([
  [0, 1_000],
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [6, 32_000],
  [7, 60_000],
  [25, 60_000],
])('after try %i comes a pause of %i ms', (attempts, pause) => {
  expect(backoff(attempts)).toBe(pause)
})

function abouts(work: Work[]): string[] {
  return work.map((one) => one.about)
}

function only<T>(list: T[]): T {
  const [one] = list
  if (one === undefined || list.length > 1) throw new Error(`There are ${list.length}, not one`)
  return one
}

/** Keeps everybody else from the work, until it is let go. */
async function holdWork(ledger: Ledger): Promise<{ release(): Promise<void> }> {
  const held = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const holding = ledger.transaction(async (t) => {
    if (ledger.kind === 'postgres') await sql`lock table work in access exclusive mode`.execute(t)
    held.resolve()
    await released.promise
  })
  await held.promise
  return {
    release() {
      released.resolve()
      return holding
    },
  }
}

/** What happened, in order, and a way to wait for it. */
function recorder() {
  const events: string[] = []
  const waiting = new Map<string, () => void>()
  return {
    all: () => [...events],
    add(event: string) {
      events.push(event)
      waiting.get(event)?.()
    },
    until: (event: string) =>
      new Promise<void>((resolve) => {
        if (events.includes(event)) resolve()
        else waiting.set(event, resolve)
      }),
  }
}
