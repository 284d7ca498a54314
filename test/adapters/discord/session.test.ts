import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Packet } from '../../../adapters/discord/intake.ts'
import { createRest } from '../../../adapters/discord/rest.ts'
import { createSession, type Session, type Timing } from '../../../adapters/discord/session.ts'
import { RefusedError } from '../../../src/errors.ts'
import {
  type Answer,
  failing,
  type GatewayServer,
  hanging,
  json,
  resetting,
  saying,
  startGatewayServer,
} from './gateway-server.ts'

const TOKEN = 'MTIz.canary.of-a-token'
const MESSAGE_CONTENT = 1 << 15
const QUICK: Partial<Timing> = {
  begin: 2_000,
  handshake: 300,
  hello: 300,
  ready: 300,
  shortest: 10,
  longest: 50,
  stuck: 5_000,
  apart: 0,
  close: 200,
  look: 10,
}

let discord: GatewayServer
let session: Session | null
let gaps: number
let handled: Packet[]
let logged: string[]
let now: number
let stored: number[]

beforeEach(async () => {
  discord = await startGatewayServer()
  session = null
  gaps = 0
  handled = []
  logged = []
  now = 1_700_000_000_000
  stored = []
})
afterEach(async () => {
  await session?.stop()
  await discord.stop()
})

const logins = {
  since: async (at: number) => stored.filter((one) => one > at).length,
  add: async (at: number) => void stored.push(at),
}

function create(more: Partial<Parameters<typeof createSession>[0]> = {}): Session {
  session = createSession({
    token: TOKEN,
    rest: createRest({ token: TOKEN, apiUrl: discord.apiUrl, timeout: 1500 }),
    logins,
    async handle(packet) {
      handled.push(packet)
    },
    onGap() {
      gaps += 1
    },
    log: {
      event: (name, facts) => logged.push(JSON.stringify({ name, ...facts })),
      trouble: (name, error, facts) =>
        logged.push(JSON.stringify({ name, error: error instanceof Error ? error.name : '', ...facts })),
    },
    clock: () => now,
    ...more,
    timing: { ...QUICK, ...more.timing },
  })
  return session
}

async function begin(more?: Parameters<typeof create>[0]): Promise<Session> {
  const made = create(more)
  await made.start()
  await until(() => made.isOpen())
  return made
}

const until = (is: () => boolean) =>
  vi.waitFor(() => expect(is()).toBe(true), { timeout: 20_000, interval: 5 })
/** What stays up for a while stays up: nothing is asked, opened or logged in to any more. */
async function isQuiet(): Promise<void> {
  const before = [discord.asked(), discord.links.length, discord.identifies.length, discord.resumes.length]
  await sleep(800)
  const after = [discord.asked(), discord.links.length, discord.identifies.length, discord.resumes.length]
  expect([after, discord.lines()]).toEqual([before, 0])
}

describe('beginning', () => {
  it('logs in once, knows itself, and says that a gap may lie behind it', async () => {
    const made = await begin()
    expect(made.me()).toEqual({ userId: '100', applicationId: '200' })
    expect(made.guilds()).toEqual(['300'])
    expect(made.hasMessageContent()).toBe(true)
    expect(made.trouble()).toBeNull()
    expect([discord.identifies.length, discord.asked(), gaps]).toEqual([1, 1, 1])
    expect(discord.identifies[0]).toMatchObject({ token: TOKEN, intents: 1 | 512 | 4096 | MESSAGE_CONTENT })
    expect(stored).toEqual([now])
  })

  it('refuses to start with a token that Discord does not know, and asks nothing more', async () => {
    discord.state.answer = failing(401, { message: '401: Unauthorized', code: 0 })
    const made = create()
    await expect(made.start()).rejects.toEqual(new RefusedError('unauthorized'))
    expect(made.trouble()).toContain('does not take our token (unauthorized)')
    await sleep(150)
    expect([discord.asked(), discord.links.length]).toEqual([1, 0])
  })

  it.each([4004, 4010, 4011, 4012, 4013])('refuses to start where the gateway says %i', async (code) => {
    discord.state.refuses = () => code
    const made = create()
    await expect(made.start()).rejects.toEqual(new RefusedError(`gateway_${code}`))
    expect(made.trouble()).toContain(`(gateway_${code})`)
    await sleep(150)
    expect([discord.identifies.length, discord.links.length, discord.lines()]).toEqual([1, 1, 0])
  })

  it('goes without what it may not read, and says so', async () => {
    discord.state.refuses = (intents) => (intents & MESSAGE_CONTENT ? 4014 : null)
    const made = await begin()
    expect(made.hasMessageContent()).toBe(false)
    expect(made.trouble()).toContain('Message Content Intent')
    expect(discord.identifies.map(({ intents }) => intents & MESSAGE_CONTENT)).toEqual([MESSAGE_CONTENT, 0])
    expect(stored).toHaveLength(2)
  })

  it('refuses to start where it may not even hear the rest', async () => {
    discord.state.refuses = () => 4014
    await expect(create().start()).rejects.toEqual(new RefusedError('gateway_4014'))
    expect(discord.identifies).toHaveLength(2)
  })

  it.each<[string, Answer, string]>([
    ['the line breaks', resetting, 'unreachable'],
    ['Discord fails', failing(502), 'http_502'],
    ['Discord has nothing there', failing(404, { message: '404: Not Found', code: 0 }), 'http_404'],
    ['nobody answers in time', hanging, 'unreachable'],
    ['a proxy answers with a page', saying('<h1>Sign in, Kim</h1>'), 'unreachable'],
    ['the answer has no address', json(200, {}), 'unreachable'],
    ['the address is none', json(200, { url: 'nowhere' }), 'unreachable'],
    [
      'Discord allows no login',
      json(200, {
        url: 'ws://127.0.0.1:1',
        session_start_limit: { total: 1000, remaining: 0, reset_after: 1, max_concurrency: 1 },
      }),
      'no_logins_left',
    ],
  ])('starts and goes on trying where %s', async (_what, answer, code) => {
    discord.state.answer = answer
    const made = create()
    await made.start()
    expect([made.isOpen(), made.me()]).toEqual([false, null])
    expect(made.trouble()).toContain(`(${code})`)
    await until(() => discord.asked() >= 4)
    expect([discord.identifies.length, gaps]).toEqual([0, 0])
    discord.state.answer = null
    await until(() => made.isOpen())
    expect([made.trouble(), gaps]).toEqual([null, 1])
    expect(logged.join()).not.toMatch(/canary|Kim/)
  })

  it.each<[string, () => void]>([
    ['no line can be made', () => (discord.state.upgradeStatus = 502)],
    ['a line is never opened', () => (discord.state.upgrades = false)],
    ['it says nothing', () => (discord.state.hello = false)],
  ])('starts and goes on trying where the gateway is there and %s', async (_what, breakIt) => {
    const well = { ...discord.state }
    breakIt()
    const made = create({ timing: { begin: 300 } })
    await made.start()
    expect(made.isOpen()).toBe(false)
    expect(made.trouble()).toContain('cannot reach us at the moment')
    await sleep(700)
    Object.assign(discord.state, well)
    await until(() => made.isOpen())
    expect([discord.identifies.length, made.trouble()]).toEqual([1, null])
  })

  it('starts and goes on trying where nobody is there', async () => {
    await discord.stop()
    const made = create()
    await made.start()
    expect(made.trouble()).toContain('(unreachable)')
    discord = await startGatewayServer(discord.port)
    await until(() => made.isOpen())
  })

  it('logs in again where a login is not answered, one in so many milliseconds', async () => {
    discord.state.ready = false
    const made = create({ timing: { apart: 900, ready: 100 } })
    await made.start()
    await until(() => discord.identifies.length === 2)
    discord.state.ready = true
    await until(() => made.isOpen())
    const [first = 0, second = 0] = discord.identifies.map(({ at }) => at)
    expect(second - first).toBeGreaterThanOrEqual(850)
  })
})

describe('a line that breaks', () => {
  it('costs no login where nobody can be reached for a while', async () => {
    const made = await begin()
    await discord.stop()
    await until(() => !made.isOpen())
    expect(made.trouble()).toContain('(gateway_1006)')
    await sleep(1_500)
    discord = await startGatewayServer(discord.port)
    await until(() => made.isOpen())
    expect([discord.identifies.length, discord.resumes.length, gaps]).toEqual([0, 1, 1])
    expect(discord.resumes[0]).toMatchObject({ session_id: 'session-1' })
  })

  it('costs one where Discord will have forgotten the session', async () => {
    const made = await begin({ timing: { resumable: 0 } })
    await discord.stop()
    await until(() => !made.isOpen())
    await sleep(700)
    discord = await startGatewayServer(discord.port)
    await until(() => made.isOpen())
    expect([discord.identifies.length, gaps]).toEqual([1, 2])
  })

  it('is given up where a resume is never answered', async () => {
    const made = await begin({ timing: { stuck: 1_000 } })
    discord.state.resumed = false
    discord.drop()
    await until(() => discord.resumes.length === 1)
    await until(() => made.isOpen())
    expect([discord.identifies.length, discord.resumes.length, gaps]).toEqual([2, 1, 2])
    expect(discord.live()).toHaveLength(1)
  })

  it('is cut where the other end hears nothing and closes nothing', async () => {
    discord.state.heartbeat = 60
    const made = await begin()
    discord.deafen()
    await until(() => !made.isOpen())
    await until(() => made.isOpen())
    expect([discord.identifies.length, discord.resumes.length]).toEqual([1, 1])
  })

  it('ends for good where Discord does not take the token any more', async () => {
    const made = await begin()
    discord.state.refuses = () => 4004
    for (const link of discord.live()) discord.send(link, { op: 9, d: false })
    await until(() => (made.trouble() ?? '').includes('(gateway_4004)'))
    await isQuiet()
    expect(made.isOpen()).toBe(false)
    expect(discord.identifies).toHaveLength(2)
  })

  it('goes on without what may not be read any more', async () => {
    const made = await begin()
    discord.state.refuses = (intents) => (intents & MESSAGE_CONTENT ? 4014 : null)
    for (const link of discord.live()) discord.send(link, { op: 9, d: false })
    await until(() => !made.hasMessageContent() && made.isOpen())
    expect([discord.identifies.length, gaps]).toEqual([3, 2])
  })
})

describe('nonsense', () => {
  it.each<[string, unknown]>([
    ['a number', 5],
    ['nothing', null],
    ['a list', []],
    ['an empty packet', {}],
    ['an unknown operation', { op: 77 }],
    ['an event without a name', { op: 0, s: 2, d: {} }],
    ['an event that nobody knows', { op: 0, s: 2, t: 'KIM_IS_CROSS', d: null }],
    ['a message that is none', { op: 0, s: 2, t: 'MESSAGE_CREATE', d: null }],
    ['a session that is invalid in no way', { op: 9 }],
    ['a session that is invalid in an odd way', { op: 9, d: { not: 'a boolean' } }],
    ['a hello without a word', { op: 10 }],
    ['a READY without anything', { op: 0, s: 2, t: 'READY' }],
    ['a READY of nobody', { op: 0, s: 2, t: 'READY', d: { session_id: 'x', resume_gateway_url: 'nowhere' } }],
  ])('%s ends nothing', async (_what, packet) => {
    const made = await begin()
    discord.send(discord.link(), packet)
    await sleep(100)
    await until(() => made.isOpen())
    discord.tell('MESSAGE_CREATE', { id: '9', channel_id: '1' })
    await until(() => handled.some(({ d }) => JSON.stringify(d).includes('"9"')))
    expect(logged.join()).not.toMatch(/canary|Kim/)
  })

  it('that is no JSON, and bytes, end nothing', async () => {
    const made = await begin()
    discord.link().send('{"op":0,"t":"Kim')
    discord.link().send(Buffer.from([0x78, 0x9c, 1, 2, 3]))
    discord.link().send('')
    await sleep(100)
    expect(made.isOpen()).toBe(true)
    expect(logged.join()).not.toMatch(/canary|Kim/)
  })

  it('as the address to come back to ends nothing', async () => {
    const made = await begin()
    discord.tell('READY', { session_id: 'odd', resume_gateway_url: 'nowhere', user: { id: '1' }, guilds: [] })
    await sleep(50)
    discord.drop()
    await until(() => discord.identifies.length === 2)
    await until(() => made.isOpen())
  })
})

describe('stopping', () => {
  async function stops(made: Session, within = 600): Promise<void> {
    const from = performance.now()
    await made.stop()
    expect(performance.now() - from).toBeLessThan(within)
    await until(() => discord.lines() === 0)
    await isQuiet()
    expect(made.isOpen()).toBe(false)
  }

  it('says goodbye', async () => {
    const made = await begin()
    const closed: number[] = []
    discord.link().on('close', (code) => closed.push(code))
    await stops(made)
    expect(closed).toEqual([1000])
  })

  it('waits for what is being handled, and not for ever', async () => {
    const quick = Promise.withResolvers<void>()
    let isDone = false
    const made = await begin({
      async handle({ d }) {
        await (JSON.stringify(d).includes('"1"') ? quick.promise : new Promise(() => undefined))
        isDone = true
      },
    })
    discord.tell('MESSAGE_CREATE', { id: '1', channel_id: '1' })
    discord.tell('MESSAGE_CREATE', { id: '2', channel_id: '2' })
    await sleep(50)
    setTimeout(quick.resolve, 100)
    await stops(made, 2_500)
    expect(isDone).toBe(true)
  })

  it('cuts a line whose other end does not answer', async () => {
    const made = await begin()
    discord.deafen()
    setTimeout(() => discord.deafen(false), 1_000)
    await stops(made)
  })

  it.each<[string, () => void, number]>([
    ['nothing has answered yet', () => (discord.state.answer = hanging), 30],
    ['a line is being opened', () => (discord.state.upgrades = false), 60],
    ['the hello is waited for', () => (discord.state.hello = false), 60],
    ['a login is waited for', () => (discord.state.ready = false), 60],
    ['it waits for another try', () => (discord.state.upgradeStatus = 503), 250],
    ['it waits to ask again', () => (discord.state.answer = failing(500)), 60],
  ])('leaves nothing behind while %s', async (_what, breakIt, after) => {
    breakIt()
    const made = create({
      timing: { handshake: 5_000, hello: 5_000, ready: 5_000, shortest: 100, longest: 400 },
    })
    const started = made.start()
    await sleep(after)
    await stops(made)
    await started
  })

  it.each([0, 100, 300, 500, 550])('leaves nothing behind %i ms after the line broke', async (after) => {
    const made = await begin()
    discord.drop()
    await sleep(after)
    await stops(made)
  })

  it('may be asked for twice, and before anything began', async () => {
    const made = create()
    await Promise.all([made.stop(), made.stop()])
    await made.stop()
  })
})

describe('counting logins', () => {
  it('sends none where there were too many, in 2,000 beginnings', async () => {
    const logged = [...Array(20).keys()].map((n) => now - 60_000 + n)
    stored = logged
    for (let start = 0; start < 2_000; start++) {
      const made = create()
      await made.start()
      if (start % 500 === 0) expect(made.trouble()).toContain('2023-11-14 22:16 UTC')
      await made.stop()
    }
    expect([discord.asked(), discord.links.length, discord.identifies.length]).toEqual([0, 0, 0])
    expect(stored).toEqual(logged)
  })

  it('logs in by itself when there may be another', async () => {
    stored = [...Array(20).keys()].map((n) => now - 60_000 + n)
    const made = create()
    await made.start()
    now += 60_000
    await sleep(100)
    expect(discord.identifies).toHaveLength(0)
    now += 60_000 + 1_000
    await until(() => made.isOpen())
    expect([discord.identifies.length, made.trouble()]).toEqual([1, null])
  })

  it('sends the twenty of an hour, and then one in three minutes, however often it is thrown out', async () => {
    stored = [...Array(15).keys()].map((n) => now - 50 * 60_000 + n)
    const made = await begin()
    discord.state.refuses = () => 4009
    for (const link of discord.live()) discord.send(link, { op: 9, d: false })
    await until(() => (made.trouble() ?? '').includes('20 times within an hour'))
    await sleep(300)
    expect([discord.identifies.length, stored.length]).toEqual([5, 20])
    discord.state.refuses = null
    now += 3 * 60_000 + 1_000
    await until(() => made.isOpen())
    expect(discord.identifies).toHaveLength(6)
  })
})
