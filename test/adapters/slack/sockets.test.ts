import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import type { Delivered, Handle } from '../../../adapters/slack/delivered.ts'
import { createSockets, type Sockets, type Timing } from '../../../adapters/slack/sockets.ts'
import { RefusedError } from '../../../src/errors.ts'
import {
  type Answer,
  failing,
  hanging,
  refusing,
  resetting,
  type SocketServer,
  startSocketServer,
} from './socket-server.ts'

const QUICK: Partial<Timing> = {
  ask: 2_000,
  hello: 2_000,
  shortest: 20,
  longest: 100,
  steady: 0,
  look: 10,
}

let slack: SocketServer
let sockets: Sockets | null
let opened: number
let delivered: Delivered[]
let logged: string[]
let now: number

beforeEach(async () => {
  slack = await startSocketServer()
  sockets = null
  opened = 0
  delivered = []
  logged = []
  now = 1_700_000_000_000
})
afterEach(async () => {
  await sockets?.stop()
  await slack.stop()
})

const keep: Handle = async (one) => {
  delivered.push(one)
}

function create(handle: Handle = keep, timing: Partial<Timing> = {}): Sockets {
  sockets = createSockets({
    appToken: 'xapp-test',
    apiUrl: slack.apiUrl,
    handle,
    onOpen: () => {
      opened += 1
    },
    log: {
      event: (name, facts) => logged.push(JSON.stringify({ name, ...facts })),
      trouble: (name, _error, facts) => logged.push(JSON.stringify({ name, ...facts })),
    },
    clock: () => now,
    timing: { ...QUICK, ...timing },
  })
  return sockets
}

async function begin(handle?: Handle, timing?: Partial<Timing>): Promise<Sockets> {
  const made = create(handle, timing)
  await made.start()
  await until(() => made.open() === 2)
  return made
}

const until = (is: () => boolean) =>
  vi.waitFor(() => expect(is()).toBe(true), { timeout: 10_000, interval: 5 })

function link(number: number) {
  const found = slack.links[number]
  if (!found) throw new Error(`There is no link ${number}`)
  return found
}

describe('opening', () => {
  it('opens two sockets and says once that it listens', async () => {
    const made = await begin()
    expect(made.trouble()).toBeNull()
    expect(opened).toBe(1)
    expect(slack.seen.map(({ token }) => token)).toEqual(['Bearer xapp-test', 'Bearer xapp-test'])
  })

  it.each([
    'invalid_auth',
    'not_allowed_token_type',
    'missing_scope',
    'account_inactive',
    'token_revoked',
    'forbidden_team',
  ])('refuses to start where Slack says %s', async (code) => {
    slack.state.answer = refusing(code)
    const made = create()
    await expect(made.start()).rejects.toEqual(new RefusedError(code))
    const asked = slack.seen.length
    await sleep(150)
    expect(slack.seen.length).toBe(asked)
  })

  it.each<[string, Answer, string]>([
    ['the line breaks', resetting, 'unreachable'],
    ['Slack fails', failing(500), 'http_500'],
    ['Slack is unwell', refusing('internal_error'), 'internal_error'],
    ['Slack asks to wait', failing(429, { 'retry-after': '0' }), 'ratelimited'],
    ['Slack asks to wait and not how long', failing(429), 'unreachable'],
    ['nobody answers in time', hanging, 'unreachable'],
    ['a proxy answers with a page', (response) => response.end('<h1>Sign in, Kim</h1>'), 'unreadable_answer'],
    ['the answer has no address', (response) => response.end('{"ok":true}'), 'unreachable'],
    ['the address is none', (response) => response.end('{"ok":true,"url":"nowhere"}'), 'closed'],
    ['the answer is null', (response) => response.end('null'), 'unreachable'],
  ])('starts and goes on trying where %s', async (_what, answer, code) => {
    slack.state.answer = answer
    const made = create(keep, { ask: 200 })
    await made.start()
    expect(made.open()).toBe(0)
    expect(made.trouble()).toBe(code)
    await until(() => slack.seen.length >= 5)
    expect(opened).toBe(0)
    slack.state.answer = null
    await until(() => made.open() === 2)
    expect(made.trouble()).toBeNull()
    expect(opened).toBe(1)
    expect(logged.join()).not.toMatch(/xapp|Kim/)
  })

  it('starts and goes on trying where nobody is there', async () => {
    const made = create()
    await slack.stop()
    await made.start()
    expect(made.trouble()).toBe('unreachable')
  })

  it('waits as long as Slack asks', async () => {
    slack.state.answer = failing(429, { 'retry-after': '1' })
    const made = create()
    await made.start()
    slack.state.answer = null
    await until(() => made.open() === 2)
    const [first, , third] = slack.seen
    expect((third?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(990)
  })

  it('gives up a socket without a hello, and one that is never upgraded', async () => {
    slack.state.hello = null
    const made = create(keep, { hello: 100 })
    await made.start()
    expect(made.trouble()).toBe('no_hello')
    slack.state.upgrades = false
    await sleep(250)
    expect(made.trouble()).toBe('no_hello')
    slack.state.upgrades = true
    slack.state.hello = '{"type":"hello"}'
    await until(() => made.open() === 2)
    await until(() => slack.live().length === 2)
  })

  it('takes a farewell in place of the hello for a no', async () => {
    slack.state.hello = '{"type":"disconnect","reason":"too_many_websockets"}'
    const made = create()
    await made.start()
    expect(made.trouble()).toBe('too_many_websockets')
  })
})

describe('delivering', () => {
  it('acks an event once it was handled, and not before', async () => {
    const kept = Promise.withResolvers<unknown>()
    await begin((one) => {
      delivered.push(one)
      return kept.promise
    })
    const id = slack.deliver(link(1), {
      retry_attempt: 2,
      retry_reason: 'timeout',
      accepts_response_payload: false,
    })
    await until(() => delivered.length === 1)
    await sleep(50)
    expect(slack.acks).toEqual([])
    kept.resolve({ text: 'not wanted' })
    await until(() => slack.acks.length === 1)
    expect(slack.acks).toEqual([{ id, payload: {}, link: 1 }])
    expect(delivered[0]).toMatchObject({
      body: { event: { type: 'message' } },
      retryNum: 2,
      retryReason: 'timeout',
    })
  })

  it('acks with what the handler gives', async () => {
    await begin(async () => ({ response_action: 'clear' }))
    slack.deliver(link(0), {
      type: 'interactive',
      payload: { type: 'view_submission' },
      accepts_response_payload: true,
    })
    await until(() => slack.acks.length === 1)
    expect(slack.acks[0]?.payload).toEqual({ response_action: 'clear' })
  })

  it('does not ack what was not kept, and takes the next', async () => {
    await begin(async (one) => {
      delivered.push(one)
      if (delivered.length === 1) throw new Error('the ledger is away')
    })
    slack.deliver(link(0))
    await until(() => delivered.length === 1)
    const second = slack.deliver(link(0))
    await until(() => slack.acks.length > 0)
    expect(slack.acks.map(({ id }) => id)).toEqual([second])
    expect(delivered[0]).toMatchObject({ retryNum: null, retryReason: null })
  })

  it('survives malformed frames of every kind, and acks those that have an envelope', async () => {
    const made = await begin()
    const one = link(0)
    for (const frame of ['', '{', 'null', '[]', '7', '"x"', '{}', '{"type":7}', '{"type":"events_api"}'])
      one.send(frame)
    one.send(Buffer.from([1, 2, 3]))
    one.send('{"type":"events_api","envelope_id":7,"payload":{"event":{"type":"message"}}}')
    one.send('{"envelope_id":"a"}')
    one.send('{"type":"events_api","envelope_id":"b","payload":null}')
    one.send('{"type":"events_api","envelope_id":"c","payload":{"type":"event_callback"}}')
    one.send('{"type":"events_api","envelope_id":"d","payload":{"event":null}}')
    one.send('{"type":"interactive","envelope_id":"e","payload":[]}')
    await until(() => slack.acks.length === 5)
    expect(slack.acks.map(({ id }) => id).join('')).toBe('abcde')
    expect(delivered).toEqual([])
    one.send('{"type":"hello"}')
    slack.deliver(one, { payload: { event: { type: 'close' } }, retry_attempt: 'x', retry_reason: 7 })
    await until(() => slack.acks.length === 6)
    expect(delivered).toEqual([{ body: { event: { type: 'close' } }, retryNum: null, retryReason: null }])
    expect(made.open()).toBe(2)
    expect(slack.links.length).toBe(2)
  })

  it('reopens a socket that breaks off in the middle of a frame', async () => {
    const made = await begin()
    rawWrite(link(0), [0xff, 0xff, 0xff, 0xff])
    await until(() => slack.links.length === 3 && made.open() === 2)
    expect(opened).toBe(1)
  })

  it('logs ids and codes only', async () => {
    await begin(async () => {
      throw new Error('my words')
    })
    slack.deliver(link(0), { payload: { event: { type: 'message', text: 'my words' } } })
    await until(() => logged.some((line) => line.includes('not taken')))
    expect(logged.join()).not.toMatch(/my words|xapp|ws:/)
  })
})

describe('staying open', () => {
  it('reopens both when both are dropped, and says that something may have been missed', async () => {
    const made = await begin()
    for (let round = 2; round <= 4; round += 1) {
      slack.drop()
      await until(() => made.open() === 0)
      expect(made.trouble()).toBe('closed')
      await until(() => made.open() === 2)
      expect(opened).toBe(round)
    }
  })

  it('reopens one that Slack closes, without a gap', async () => {
    const made = await begin()
    await until(() => made.open() === 2)
    const before = opened
    link(0).close(1000)
    await until(() => slack.links.length === 3 && made.open() === 2)
    expect(opened).toBe(before)
  })

  it('survives an outage: dropped while no new address is given out', async () => {
    const made = await begin()
    slack.state.answer = failing(503)
    slack.drop()
    await until(() => slack.seen.length >= 6)
    expect(made.trouble()).toBe('http_503')
    slack.state.answer = refusing('token_revoked')
    await until(() => made.trouble() === 'token_revoked')
    slack.state.answer = null
    await until(() => made.open() === 2)
    expect(opened).toBe(2)
  })

  it.each(['refresh_requested', 'warning', 'something_new'])(
    'opens the next before it leaves when Slack says %s',
    async (reason) => {
      const made = await begin()
      const least = leastOpen(made)
      slack.tell(link(0), reason)
      slack.tell(link(1), reason)
      await until(() => slack.links.length === 4 && slack.happened.includes('close 0'))
      await until(() => slack.happened.includes('close 1'))
      expect(least()).toBe(2)
      expect(made.open()).toBe(2)
      expect(opened).toBe(1)
      const afterwards = slack.happened.filter((what) => /^(?:open [23]|close [01])$/.test(what))
      expect(afterwards.indexOf('open 2')).toBeLessThan(
        afterwards.findIndex((what) => what.startsWith('close')),
      )
    },
  )

  it('keeps the old one as long as it lives when no next can be had', async () => {
    const made = await begin()
    slack.state.answer = failing(500)
    slack.tell(link(0), 'warning')
    slack.tell(link(1), 'warning')
    await until(() => slack.seen.length >= 6)
    expect(made.open()).toBe(2)
    const id = slack.deliver(link(0))
    await until(() => slack.acks.some((ack) => ack.id === id))
    slack.state.answer = null
    await until(() => slack.links.length === 4 && slack.live().length === 2)
  })

  it('acks over the old one what it was still handling', async () => {
    const kept = Promise.withResolvers<void>()
    const made = await begin(() => kept.promise)
    const id = slack.deliver(link(0))
    await sleep(20)
    slack.tell(link(0), 'refresh_requested')
    await until(() => slack.links.length === 3 && made.open() === 2)
    kept.resolve()
    await until(() => slack.live().length === 2)
    expect(slack.acks).toEqual([{ id, payload: {}, link: 0 }])
  })

  it.each(['link_disabled', 'too_many_websockets'])(
    'closes when Slack says %s, says so and tries again',
    async (reason) => {
      const made = await begin(keep, { steady: 10_000, shortest: 100 })
      slack.tell(link(0), reason)
      slack.tell(link(1), reason)
      await until(() => made.open() === 0)
      expect(made.trouble()).toBe(reason)
      await until(() => made.open() === 2)
      expect(opened).toBe(2)
    },
  )

  it('waits longer each time where sockets do not last', async () => {
    const made = await begin(keep, { steady: 10_000, shortest: 20, longest: 400 })
    for (let round = 0; round < 5; round += 1) {
      slack.drop()
      await until(() => made.open() === 0)
      await until(() => made.open() === 2)
    }
    const at = slack.seen.map((one) => one.at)
    expect((at.at(-1) ?? 0) - (at.at(-3) ?? 0)).toBeGreaterThan(150)
  })

  it('replaces a deaf socket, one that is open and hears nothing', async () => {
    const made = await begin(keep, { pong: 300 })
    link(0).pause()
    await until(() => slack.links.length === 3 && made.open() === 2)
    expect(opened).toBe(2)
    await sleep(500)
    expect(slack.links.length).toBe(3)
  })

  it('replaces a socket whose other end answers no ping, though it closes politely', async () => {
    slack.state.pongs = false
    const made = create(keep, { pong: 300 })
    await made.start()
    slack.state.pongs = true
    await until(() => slack.links.length === 3 && made.open() === 2)
    expect(opened).toBe(2)
  })

  it('replaces a socket that says goodbye and stays', async () => {
    const made = await begin()
    const least = leastOpen(made)
    link(0).pause()
    rawWrite(link(0), [0x88, 0x02, 0x03, 0xe8])
    await until(() => slack.links.length === 3 && made.open() === 2)
    expect(least()).toBe(1)
  })

  it('replaces both when both are deaf', async () => {
    const made = await begin(keep, { pong: 300 })
    link(0).pause()
    link(1).pause()
    await until(() => slack.links.length === 4 && made.open() === 2)
    const id = slack.deliver(link(3))
    await until(() => slack.acks.some((ack) => ack.id === id))
  })

  it('leaves quiet sockets alone, and replaces them in turn after ten minutes without a frame', async () => {
    const made = await begin()
    const least = leastOpen(made)
    now += 9 * 60_000
    await sleep(60)
    expect(slack.links.length).toBe(2)
    now += 60_000
    await until(() => slack.links.length === 3 && slack.live().length === 2)
    await sleep(60)
    expect(slack.links.length).toBe(3)
    expect(opened).toBe(2)
    now += 5 * 60_000
    await until(() => slack.links.length === 4 && slack.live().length === 2)
    expect(opened).toBe(3)
    expect(least()).toBe(2)
    slack.deliver(link(2))
    await sleep(60)
    now += 5 * 60_000
    await sleep(60)
    expect(slack.links.length).toBe(4)
  })
})

describe('stopping', () => {
  it('acks what is being handled, then hangs up', async () => {
    const kept = Promise.withResolvers<void>()
    const made = await begin(async (one) => {
      delivered.push(one)
      await kept.promise
    })
    const id = slack.deliver(link(0))
    await until(() => delivered.length === 1)
    const stopped = made.stop()
    await sleep(50)
    slack.deliver(link(0))
    kept.resolve()
    await stopped
    await until(() => slack.live().length === 0)
    await until(() => slack.happened.includes('close 0'))
    expect(slack.happened.indexOf(`ack ${id}`)).toBeLessThan(slack.happened.indexOf('close 0'))
    expect(slack.acks.length).toBe(1)
    expect(delivered.length).toBe(1)
    expect(made.open()).toBe(0)
  })

  it('does not wait for ever for what never ends', async () => {
    const made = await begin(() => new Promise(() => undefined))
    slack.deliver(link(0))
    link(1).pause()
    await sleep(20)
    const before = performance.now()
    await made.stop()
    expect(performance.now() - before).toBeLessThan(2_000)
  })

  it.each<[string, () => void]>([
    ['asks for an address', () => Object.assign(slack.state, { answer: hanging })],
    ['waits for the upgrade', () => Object.assign(slack.state, { upgrades: false })],
    ['waits for the hello', () => Object.assign(slack.state, { hello: null })],
    [
      'waits before the next try',
      () => Object.assign(slack.state, { answer: failing(429, { 'retry-after': '60' }) }),
    ],
  ])('stops at once while it %s, and opens nothing more', async (_what, prepare) => {
    prepare()
    const made = create(keep, { ask: 10_000, hello: 10_000 })
    const started = made.start()
    await until(() => slack.seen.length === 1)
    await sleep(50)
    const before = performance.now()
    await made.stop()
    expect(performance.now() - before).toBeLessThan(1_000)
    await started
    Object.assign(slack.state, { answer: null, upgrades: true, hello: '{"type":"hello"}' })
    await sleep(100)
    expect(made.open()).toBe(0)
    expect(slack.live().length).toBe(0)
    expect(slack.seen.length).toBe(1)
    expect(await fewestTimers()).toBe(0)
  })

  it('opens nothing when it is stopped in the moment the address is read', async () => {
    slack.state.hello = null
    const made = create(keep, { hello: 10_000 })
    const real = globalThis.fetch
    globalThis.fetch = async (...asked) => {
      const answer = await real(...asked)
      const text = answer.text.bind(answer)
      const value = async () => {
        const address = await text()
        void made.stop()
        await sleep(20)
        return address
      }
      return Object.defineProperty(answer, 'text', { value })
    }
    const started = made.start().finally(() => {
      globalThis.fetch = real
    })
    await Promise.race([started, sleep(2_000)])
    await made.stop()
    expect(slack.links).toEqual([])
    expect(await fewestTimers()).toBe(0)
  })

  it('leaves no timer and no socket behind', async () => {
    for (let round = 0; round < 3; round += 1) {
      const made = await begin(keep, { pong: 300 })
      slack.links.at(-1)?.pause()
      slack.tell(link(slack.links.length - 2), 'warning')
      await sleep(20)
      await made.stop()
    }
    expect(await Promise.resolve(sockets?.stop())).toBeUndefined()
    expect(await fewestTimers()).toBe(0)
  })
})

/** Bytes under the frames. */
function rawWrite(over: WebSocket, bytes: number[]): void {
  const line: unknown = Reflect.get(over, '_socket')
  if (line instanceof Socket) line.write(Buffer.from(bytes))
}

/** Timers that keep the process alive. */
function timersLeft(): number {
  return process.getActiveResourcesInfo().filter((what) => what === 'Timeout').length
}

/** How few there are within two seconds: what is due at once is no leak. */
async function fewestTimers(): Promise<number> {
  let fewest = timersLeft()
  for (let look = 0; look < 100 && fewest > 0; look += 1) {
    await sleep(20)
    fewest = Math.min(fewest, timersLeft())
  }
  return fewest
}

/** Watches how few were open, at any moment from now on. */
function leastOpen(made: Sockets): () => number {
  let least = made.open()
  const watching = setInterval(() => {
    least = Math.min(least, made.open())
  }, 1)
  return () => {
    clearInterval(watching)
    return least
  }
}
