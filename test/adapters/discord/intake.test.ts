import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createIntake, type Handle, type Intake, type Packet } from '../../../adapters/discord/intake.ts'

let intake: Intake
let taken: string[]
let gaps: number
let logged: string[]
let isDown: boolean

beforeEach(() => {
  taken = []
  gaps = 0
  logged = []
  isDown = false
})
afterEach(() => intake.stop())

const keep: Handle = async (packet) => {
  if (isDown) throw new Error('canary')
  taken.push(nameOf(packet))
}

function create(handle = keep, timing = { shortest: 5, longest: 20 }): Intake {
  intake = createIntake({
    handle,
    onGap: () => {
      gaps += 1
    },
    log: {
      event: (name, facts) => logged.push(JSON.stringify({ name, ...facts })),
      trouble: (name, error, facts) =>
        logged.push(JSON.stringify({ name, error: error instanceof Error ? error.name : '', ...facts })),
    },
    timing,
  })
  return intake
}

const message = (channel: string, id: string | number): Packet => ({
  t: 'MESSAGE_CREATE',
  d: { id: String(id), channel_id: channel, content: 'canary' },
})
const nameOf = ({ t, d }: Packet): string => {
  const { id, channel_id } = { id: '', channel_id: '', ...Object(d) }
  return t === 'MESSAGE_CREATE' ? `${channel_id} ${id}` : `${t} ${id}`
}
const until = (is: () => boolean) =>
  vi.waitFor(() => expect(is()).toBe(true), { timeout: 10_000, interval: 2 })
const of = (channel: string) => taken.filter((name) => name.startsWith(`${channel} `))

describe('what comes in', () => {
  it('is handed over in order within a channel, and side by side between channels', async () => {
    const slow = Promise.withResolvers<void>()
    create(async (packet) => {
      if (nameOf(packet) === 'A 1') await slow.promise
      taken.push(nameOf(packet))
    })
    for (const id of [1, 2, 3]) for (const channel of ['A', 'B']) intake.take(message(channel, id))
    await until(() => taken.length === 3)
    expect(taken).toEqual(['B 1', 'B 2', 'B 3'])
    slow.resolve()
    await until(() => taken.length === 6)
    expect(of('A')).toEqual(['A 1', 'A 2', 'A 3'])
  })

  it('keeps what is said in a thread behind the news of that thread', async () => {
    const slow = Promise.withResolvers<void>()
    create(async (packet) => {
      if (packet.t === 'THREAD_CREATE') await slow.promise
      taken.push(nameOf(packet))
    })
    intake.take({ t: 'THREAD_CREATE', d: { id: 'T', parent_id: 'A', guild_id: 'G' } })
    intake.take(message('T', 1))
    intake.take(message('A', 1))
    await sleep(20)
    expect(taken).toEqual(['A 1'])
    slow.resolve()
    await until(() => taken.length === 3)
    expect(taken).toEqual(['A 1', 'THREAD_CREATE T', 'T 1'])
  })

  it('lets whoever clicks wait for nobody', async () => {
    create(async (packet) => {
      if (packet.t === 'MESSAGE_CREATE') await new Promise((resolve) => setTimeout(resolve, 100))
      taken.push(nameOf(packet))
    })
    intake.take(message('A', 1))
    for (const id of ['1', '2']) intake.take({ t: 'INTERACTION_CREATE', d: { id, channel_id: 'A' } })
    await until(() => taken.length === 3)
    expect(taken.at(-1)).toBe('A 1')
  })

  it('is offered again until it is taken, in order, and says nothing of what was written', async () => {
    create()
    isDown = true
    for (const id of [1, 2, 3]) for (const channel of ['A', 'B']) intake.take(message(channel, id))
    await sleep(300)
    expect(taken).toEqual([])
    isDown = false
    await until(() => taken.length === 6)
    expect([of('A'), of('B')]).toEqual([
      ['A 1', 'A 2', 'A 3'],
      ['B 1', 'B 2', 'B 3'],
    ])
    expect(gaps).toBe(0)
    expect(logged.length).toBeGreaterThan(4)
    expect(logged.join()).not.toContain('canary')
  })

  it('waits longer and longer', async () => {
    const at: number[] = []
    create(
      async () => {
        at.push(performance.now())
        throw new Error()
      },
      { shortest: 20, longest: 80 },
    )
    intake.take(message('A', 1))
    await until(() => at.length === 6)
    const waits = at.slice(1).map((time, n) => time - (at[n] ?? 0))
    for (const [n, least] of [15, 30, 60, 60, 60].entries())
      expect(waits[n]).toBeGreaterThanOrEqual(least - 2)
    expect(Math.max(...waits)).toBeLessThan(200)
  })

  it('does not pile up: after a thousand the rest is dropped, and looked for once the ledger is well', async () => {
    create()
    isDown = true
    for (let id = 0; id < 3_000; id++) intake.take(message(String(id % 50), id))
    await sleep(100)
    expect([gaps, intake.isBehind()]).toEqual([0, true])
    isDown = false
    await until(() => taken.length === 1_000)
    expect([gaps, intake.isBehind()]).toEqual([1, false])
    expect(taken.map((name) => Number(name.split(' ')[1])).sort((a, b) => a - b)).toEqual([
      ...Array(1_000).keys(),
    ])
    intake.take(message('A', 1))
    await until(() => of('A').length === 1)
    expect(gaps).toBe(1)
  })

  it('is put aside and looked for later, where it alone is refused again and again', async () => {
    create(async (packet) => {
      if (nameOf(packet) === 'A 1') throw new Error('canary')
      taken.push(nameOf(packet))
    })
    intake.take(message('A', 1))
    intake.take(message('A', 2))
    intake.take(message('B', 1))
    await until(() => taken.length === 2)
    expect([taken, gaps]).toEqual([['B 1', 'A 2'], 1])
  })

  it('is behind where something waits for minutes', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      create()
      isDown = true
      intake.take(message('A', 1))
      expect(intake.isBehind()).toBe(false)
      vi.advanceTimersByTime(5 * 60_000 + 1)
      expect(intake.isBehind()).toBe(true)
      isDown = false
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect([taken.length, intake.isBehind()]).toEqual([1, false])
    } finally {
      vi.useRealTimers()
    }
  })

  it('is not put aside while nothing at all is taken', async () => {
    create(keep, { shortest: 1, longest: 2 })
    isDown = true
    intake.take(message('A', 1))
    await sleep(200)
    isDown = false
    await until(() => taken.length === 1)
    expect(gaps).toBe(0)
  })

  it.each([null, undefined, 5, 'canary', [], { id: 5 }, { channel_id: {} }])(
    'may be nonsense: %j',
    async (d) => {
      create(async () => void taken.push('it'))
      intake.take({ t: 'MESSAGE_CREATE', d })
      intake.take({ t: 'THREAD_CREATE', d })
      intake.take({ t: 'INTERACTION_CREATE', d })
      await until(() => taken.length === 3)
    },
  )

  it('is left where we stop: what is under way ends, and nothing is begun', async () => {
    const slow = Promise.withResolvers<void>()
    create(async (packet) => {
      await slow.promise
      taken.push(nameOf(packet))
    })
    for (const id of [1, 2]) intake.take(message('A', id))
    const stopped = intake.stop()
    intake.take(message('B', 1))
    slow.resolve()
    await stopped
    await sleep(20)
    expect(taken).toEqual(['A 1'])
  })
})
