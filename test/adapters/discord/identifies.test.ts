import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createIdentifies, type Logins } from '../../../adapters/discord/identifies.ts'
import { type Log, silentLog } from '../../../src/log.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.UTC(2026, 10, 22, 12)
const QUIET = new AbortController().signal

let now: number
let stored: number[]
let isDown: boolean
let held: number

beforeEach(() => {
  now = START
  stored = []
  isDown = false
  held = 0
})

const logins: Logins = {
  async since(at) {
    if (isDown) throw new Error('the database is down')
    return stored.filter((one) => one > at).length
  },
  async add(at) {
    if (isDown) throw new Error('the database is down')
    stored.push(at)
  },
}

function create(more: { logins?: Logins; apart?: number; log?: Log } = {}) {
  const { apart = 0, ...others } = more
  return createIdentifies({
    logins,
    onHeld: () => {
      held += 1
    },
    log: silentLog,
    clock: () => now,
    timing: { apart, look: 5 },
    ...others,
  })
}

/** Whether it has been settled by now. */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  let done = false
  void work.then(() => {
    done = true
  })
  await new Promise((resolve) => setTimeout(resolve, 40))
  return done
}
const times = (count: number, at: (n: number) => number) => Array.from({ length: count }, (_, n) => at(n))
const eventually = (is: () => boolean) =>
  vi.waitFor(() => expect(is()).toBe(true), { interval: 2, timeout: 15_000 })

describe('a login', () => {
  it('is free where there were few, and is written down', async () => {
    stored = times(19, (n) => now - n)
    const identifies = create()
    await identifies.take(QUIET)
    expect([stored.length, stored.at(-1), identifies.trouble(), held]).toEqual([20, now, null, 0])
  })

  it('comes three minutes after the one before, after twenty in an hour', async () => {
    stored = times(20, (n) => now - 40 * MINUTE + n * MINUTE)
    await create().take(QUIET)
    expect(stored).toHaveLength(21)
    const identifies = create()
    const taken = identifies.take(QUIET)
    expect(await isDone(taken)).toBe(false)
    expect(held).toBeGreaterThan(0)
    expect(identifies.trouble()).toContain('20 times within an hour')
    expect(identifies.trouble()).toContain('waits until 2026-11-22 12:03 UTC')
    now += 3 * MINUTE - 1000
    expect(await isDone(taken)).toBe(false)
    now += 3000
    await taken
    expect([stored.length, identifies.trouble()]).toEqual([22, null])
  })

  it('comes two hundred times in a day at the most, whatever ends them', async () => {
    for (let second = 0; second < 23 * 60 * 60 && stored.length < 250; second += 10) {
      now = START + second * 1000
      const ending = new AbortController()
      const taken = create().take(ending.signal)
      await Promise.race([taken, new Promise((resolve) => setImmediate(resolve))])
      ending.abort()
      await taken.catch(() => undefined)
    }
    expect(stored).toHaveLength(200)
    expect((stored.at(-1) ?? 0) - START).toBeGreaterThan(8 * HOUR)
  })

  it('waits after two hundred in a day', async () => {
    stored = times(200, (n) => now - 23 * HOUR + n * 6 * MINUTE)
    const identifies = create()
    const taken = identifies.take(QUIET)
    expect(await isDone(taken)).toBe(false)
    expect(identifies.trouble()).toContain('200 times within a day')
    expect(identifies.trouble()).toContain('2026-11-22 13:01 UTC')
    now += HOUR + 2000
    await taken
  })

  it('waits three minutes at the most for those of an hour, also where the clock was set back', async () => {
    stored = times(20, () => now + 5 * DAY)
    const identifies = create()
    const taken = identifies.take(QUIET)
    expect(await isDone(taken)).toBe(false)
    expect(identifies.trouble()).toContain('2026-11-22 12:03 UTC')
    stored = []
    now -= 2 * HOUR
    await taken
  })

  it('is none while the ledger cannot count', async () => {
    isDown = true
    const identifies = create()
    const taken = identifies.take(QUIET)
    expect(await isDone(taken)).toBe(false)
    expect([identifies.trouble(), held > 0]).toEqual([expect.stringContaining('database'), true])
    isDown = false
    await taken
    expect([stored.length, identifies.trouble()]).toEqual([1, null])
  })

  it('is none before it is written down', async () => {
    let fails = 3
    const add: Logins['add'] = async (at) => {
      if (fails-- > 0) throw new Error('the database is down')
      await logins.add(at)
    }
    const identifies = create({ logins: { ...logins, add } })
    const taken = identifies.take(QUIET)
    await eventually(() => fails === 2)
    expect(identifies.trouble()).toContain('database')
    await taken
    expect([stored.length, identifies.trouble()]).toEqual([1, null])
  })

  it('comes five seconds after another, by the real clock', async () => {
    const identifies = create({ apart: 150 })
    await identifies.take(QUIET)
    const from = performance.now()
    await identifies.take(QUIET)
    expect(performance.now() - from).toBeGreaterThan(140)
  })

  it.each(['free', 'take'] as const)('that is not wanted any more ends %s', async (what) => {
    stored = times(20, () => now)
    const ending = new AbortController()
    const taken = create()[what](ending.signal)
    setTimeout(() => ending.abort(), 20)
    await expect(taken).rejects.toThrow()
    expect(stored).toHaveLength(20)
  })
})
