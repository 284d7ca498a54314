import { afterEach, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../../src/log.ts'
import { databases } from '../../support/databases.ts'
import { NOON, SlackWorld, say, type WorldOptions } from './slack-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let world: SlackWorld
const open = async (options: WorldOptions = {}) => {
  world = await SlackWorld.open(options)
}
afterEach(() => world.close())

/** Passes as soon as it holds. */
const until = (holds: () => boolean) =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 20_000, interval: 10 })
const eventually = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 20_000, interval: 10 })

/** Slack makes us wait in our time, not in real time: whoever waits goes on when the clock has come so far. */
function patience() {
  const waiting: { at: number; go: () => void }[] = []
  const pause = (ms: number) => new Promise<void>((go) => waiting.push({ at: world.clock + ms, go }))
  const tick = (ms: number) => {
    world.clock += ms
    for (const one of waiting.splice(0)) one.at <= world.clock ? one.go() : waiting.push(one)
  }
  return { pause, tick, isWaiting: () => waiting.length > 0 }
}

type Customer = { user: string; dm: string }
const customers = (count: number): Customer[] =>
  Array.from({ length: count }, (_, n) => {
    const user = world.slack.addUser({ name: `Customer ${n}` })
    return { user, dm: world.slack.addDm(user) }
  })
const answered = (all: Customer[]) => all.filter(({ dm }) => world.ours(dm).length > 0).length
/** TWICE: more than one answer for what was asked in the gap. */
const twice = (all: Customer[]) => all.filter(({ dm }) => world.ours(dm).length > 1).length

async function settle(): Promise<void> {
  for (let round = 0; round < 5; round++) await world.pass(1_000)
}

describe('300 messages in a gap', () => {
  const QUESTIONS = ['Hello', 'I bought a jacket', 'How can I return it?']

  /** A hundred customers, three messages each, while nobody listens. */
  async function sayInGap(all: Customer[], isHeard: boolean): Promise<void> {
    for (const [at, text] of QUESTIONS.entries()) {
      world.clock += 1_000 * at
      for (const { user, dm } of all)
        if (isHeard) await world.slack.say({ channel: dm, user, text })
        else world.slack.sayUnheard({ channel: dm, user, text })
    }
  }

  it('are all answered, each customer once, when Slack delivers them again after 12 seconds', async () => {
    await open()
    const all = customers(100)
    world.slack.refuseSockets('internal_error')
    world.slack.dropSockets()
    await until(() => world.slack.sockets === 0)
    await sayInGap(all, true)
    expect(world.slack.undelivered).toHaveLength(300)
    world.clock += 12_000
    world.slack.refuseSockets(null)
    await until(() => world.slack.sockets > 0)
    const from = world.clock
    await world.slack.redeliver()
    await settle()
    expect(world.slack.undelivered).toEqual([])
    expect([answered(all), twice(all)]).toEqual([100, 0])
    expect(world.clock - from).toBeLessThanOrEqual(MINUTE)
  })

  it('are all answered from the history alone after 10 minutes without a socket', async () => {
    await open()
    const all = customers(100)
    world.slack.refuseSockets('internal_error')
    world.slack.dropSockets()
    await until(() => world.slack.sockets === 0)
    await sayInGap(all, false)
    world.clock += 10 * MINUTE
    world.slack.refuseSockets(null)
    await until(
      () => world.slack.calls.filter(({ method }) => method === 'conversations.history').length >= 100,
    )
    const from = world.clock
    await eventually(async () => {
      await settle()
      expect(answered(all)).toBe(100)
    })
    expect(twice(all)).toBe(0)
    expect(world.clock - from).toBeLessThanOrEqual(MINUTE)
  })

  it('are answered once though Slack delivers them again while the history is read', async () => {
    await open()
    const all = customers(100)
    world.slack.refuseSockets('internal_error')
    world.slack.dropSockets()
    await until(() => world.slack.sockets === 0)
    await sayInGap(all, true)
    world.slack.refuseSockets(null)
    await until(() => world.slack.sockets > 0)
    await world.slack.redeliver()
    await eventually(async () => {
      await settle()
      expect(answered(all)).toBe(100)
    })
    await settle()
    expect(twice(all)).toBe(0)
  })

  it('are answered within 10 minutes though the history gives 15 rows once a minute', async () => {
    const { pause, tick } = patience()
    await open({ settings: { timing: { shortest: 5, look: 10, pause } } })
    const all = customers(100)
    world.slack.historyLimit(15, 1)
    world.slack.refuseSockets('internal_error')
    world.slack.dropSockets()
    await until(() => world.slack.sockets === 0)
    await sayInGap(all, true)
    world.slack.refuseSockets(null)
    await until(() => world.slack.sockets > 0)
    const minutes: number[] = []
    for (let minute = 1; minute <= 10; minute++) {
      tick(MINUTE)
      // Slack tries again after one minute and after five.
      if (minute === 5) await world.slack.redeliver()
      await settle()
      minutes.push(answered(all))
    }
    // The history alone would take a hundred minutes, one for each customer; it has not been in the way of the rest.
    expect(minutes[3]).toBeLessThan(100)
    expect(minutes.at(-1)).toBe(100)
    expect(twice(all)).toBe(0)
  })

  it('of twenty customers are answered within 25 minutes from such a history alone', async () => {
    const { pause, tick, isWaiting } = patience()
    const steps: string[] = []
    const log = { ...silentLog, event: (name: string) => void steps.push(name) }
    await open({ settings: { log, timing: { shortest: 5, look: 10, pause } } })
    steps.length = 0
    const all = customers(20)
    world.slack.historyLimit(15, 1)
    world.slack.refuseSockets('internal_error')
    world.slack.dropSockets()
    await until(() => world.slack.sockets === 0)
    await sayInGap(all, false)
    world.slack.refuseSockets(null)
    await until(() => world.slack.sockets > 0)
    for (let minute = 0; minute < 25 && !steps.includes('caught up'); minute++) {
      await until(() => isWaiting() || steps.includes('caught up'))
      tick(MINUTE)
      await settle()
    }
    await settle()
    expect([answered(all), twice(all)]).toEqual([20, 0])
  })

  it('are answered when the sockets were open and dead', async () => {
    await open({ settings: { timing: { shortest: 5, look: 10, pong: 300 } }, slack: { ackTimeout: 50 } })
    const all = customers(100)
    world.slack.deafen()
    for (const { user, dm } of all)
      for (const text of QUESTIONS) world.slack.sayUnheard({ channel: dm, user, text })
    await until(
      () => world.slack.calls.filter(({ method }) => method === 'conversations.history').length >= 100,
    )
    await eventually(async () => {
      await settle()
      expect(answered(all)).toBe(100)
    })
    expect(twice(all)).toBe(0)
  })
})

describe.each(databases)('a restart on %s', (kind) => {
  it('answers what was said to us meanwhile: in direct messages, in our threads, by a mention', async () => {
    await open({ kind })
    const { nora, omar } = world.people
    const { slack } = world
    const us = `<@${slack.home.botUserId}>`
    const here = slack.addChannel({ members: [nora, omar] })
    const root = await slack.say({ channel: here, user: nora, text: `${us} hello` })
    await world.pass()
    await world.stop()
    world.clock += HOUR
    const stranger = slack.addUser({ name: 'Quinn' })
    const dm = slack.addDm(stranger)
    slack.sayUnheard({ channel: dm, user: stranger, text: 'How can I return a jacket?' })
    slack.sayUnheard({ channel: here, user: nora, text: 'How can I return a bike?', thread: root })
    const asked = slack.sayUnheard({ channel: here, user: omar, text: `${us} how can I return a lamp?` })
    slack.sayUnheard({ channel: here, user: omar, text: 'Lunch, anybody?' })
    world.clock += MINUTE
    await world.start()
    await eventually(async () => {
      await settle()
      expect(world.ours(dm)).toHaveLength(1)
      expect(slack.seen(here, { thread: root }).filter(({ bot }) => bot)).toHaveLength(2)
      expect(slack.seen(here, { thread: asked }).filter(({ bot }) => bot)).toHaveLength(1)
    })
    expect(world.ours(here)).toHaveLength(3)
    expect(world.slack.seen(world.staffChannel)).toEqual([])
  })

  it('says sorry and calls a person for what waited five hours, and answers what waited two', async () => {
    await open({ kind })
    await world.stop()
    const { slack } = world
    const [early, late] = customers(2)
    if (!early || !late) throw new Error('two were asked for')
    slack.sayUnheard({ channel: early.dm, user: early.user, text: 'How can I return a jacket?' })
    world.clock += 3 * HOUR
    slack.sayUnheard({ channel: late.dm, user: late.user, text: 'How can I return a jacket?' })
    world.clock += 2 * HOUR
    await world.start()
    await eventually(async () => {
      await settle()
      expect(world.ours(early.dm)[0]?.text).toContain('you wrote while we could not be reached')
      expect(world.ours(late.dm)[0]?.text).toContain('You can send anything back')
    })
    expect(JSON.stringify(world.card().blocks)).toContain(say('cause_came_late'))
  })

  it('does not answer what was said before we were there for the first time', async () => {
    await open({ kind })
    await world.stop()
    const { slack } = world
    slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: 'How can I return a jacket?' })
    world.clock += HOUR
    await world.ledgerForgets()
    await world.start()
    await settle()
    expect(world.ours()).toEqual([])
  })

  it('answers once what it had answered before, though the history shows it again', async () => {
    await open({ kind })
    await world.ask('How can I return a jacket?')
    await world.stop()
    world.clock = NOON + MINUTE
    await world.start()
    await settle()
    expect(world.ours()).toHaveLength(1)
  })
})
