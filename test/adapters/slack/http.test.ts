import { createHmac } from 'node:crypto'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivered, Handle } from '../../../adapters/slack/delivered.ts'
import { createEventsRoute } from '../../../adapters/slack/http.ts'

const SECRET = 'signing-secret'
const NOW = 1_700_000_000_123
const STAMP = Math.floor(NOW / 1000)
const FORM = 'application/x-www-form-urlencoded'
const EVENT = { type: 'event_callback', event_id: 'Ev1', event: { type: 'message', text: 'Grüße 🙂' } }

let port: number
let handle: Handle
let delivered: Delivered[]
let logged: string[]
let close: () => Promise<void>

beforeEach(async () => {
  delivered = []
  logged = []
  handle = async (one) => {
    delivered.push(one)
  }
  const app = createEventsRoute({
    signingSecret: SECRET,
    handle: (one) => handle(one),
    clock: () => NOW,
    log: {
      event: (name, facts) => logged.push(JSON.stringify({ name, ...facts })),
      trouble: (name, _error, facts) => logged.push(JSON.stringify({ name, ...facts })),
    },
  })
  const server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  port = address && typeof address === 'object' ? address.port : 0
  close = async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})
afterEach(() => close())

type Post = {
  body: string | Uint8Array
  type?: string
  stamp?: string | number
  signature?: string | null
  secret?: string
  headers?: Record<string, string>
}

function sign(body: string | Uint8Array, stamp: string | number = STAMP, secret = SECRET): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex')}`
}

async function post({ body, type = 'application/json', stamp = STAMP, signature, secret, headers }: Post) {
  const mark = signature === undefined ? sign(body, stamp, secret) : signature
  const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    body: Buffer.from(body),
    headers: {
      'content-type': type,
      ...(stamp === '' ? {} : { 'x-slack-request-timestamp': String(stamp) }),
      ...(mark === null ? {} : { 'x-slack-signature': mark }),
      ...headers,
    },
  })
  const { status } = answer
  return {
    status,
    type: answer.headers.get('content-type'),
    text: await answer.text(),
    headers: answer.headers,
  }
}

const json = (value: unknown, more: Partial<Post> = {}) => post({ body: JSON.stringify(value), ...more })
const form = (fields: Record<string, string>, more: Partial<Post> = {}) =>
  post({ body: new URLSearchParams(fields).toString(), type: FORM, ...more })

describe('what Slack posts', () => {
  it('answers an event once it was handled, and not before', async () => {
    const kept = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    const order: string[] = []
    handle = async () => {
      arrived.resolve()
      await kept.promise
      order.push('kept')
    }
    const answer = json(EVENT).then((one) => {
      order.push('answered')
      return one
    })
    await arrived.promise
    await new Promise((done) => setTimeout(done, 50))
    expect(order).toEqual([])
    kept.resolve()
    expect(await answer).toMatchObject({ status: 200, text: '' })
    expect(order).toEqual(['kept', 'answered'])
  })

  it('gives the whole body and the retry on', async () => {
    await json(EVENT)
    await json(EVENT, { headers: { 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_timeout' } })
    await json(EVENT, { headers: { 'x-slack-retry-num': 'two', 'x-slack-retry-reason': 'x'.repeat(200) } })
    expect(delivered).toEqual([
      { body: EVENT, retryNum: null, retryReason: null },
      { body: EVENT, retryNum: 2, retryReason: 'http_timeout' },
      { body: EVENT, retryNum: null, retryReason: null },
    ])
  })

  it('answers 500 and tells nothing where nothing was kept, so that Slack posts again', async () => {
    handle = async () => {
      throw new Error('my words')
    }
    const answer = await json(EVENT)
    expect(answer).toMatchObject({ status: 500, text: '' })
    expect(answer.headers.get('x-slack-no-retry')).toBeNull()
    expect(logged).toEqual(['{"name":"slack delivery not taken","retry":null}'])
  })

  it('answers 500 where the handler throws at once, or gives what cannot be sent', async () => {
    handle = () => {
      throw new Error('at once')
    }
    expect((await json(EVENT)).status).toBe(500)
    handle = async () => ({ big: 1n })
    expect((await json(EVENT)).status).toBe(500)
  })

  it('answers with what the handler gives', async () => {
    handle = async () => ({ response_action: 'clear' })
    const answer = await form({ payload: JSON.stringify({ type: 'view_submission' }) })
    expect(answer).toMatchObject({ status: 200, text: '{"response_action":"clear"}' })
    expect(answer.type).toMatch(/^application\/json/)
    handle = async () => 'Thank you.'
    expect(await form({ command: '/desk' })).toMatchObject({ status: 200, text: 'Thank you.' })
    handle = async () => ''
    expect(await form({ command: '/desk' })).toMatchObject({ status: 200, text: '' })
  })

  it('reads clicks and commands, with and without a charset', async () => {
    const click = { type: 'block_actions', user: { id: 'U1' }, actions: [{ value: 'a+b&c=ü' }] }
    await form({ payload: JSON.stringify(click) }, { type: `${FORM}; charset=UTF-8` })
    await form({ command: '/desk', text: 'a b' })
    expect(delivered.map(({ body }) => body)).toEqual([click, { command: '/desk', text: 'a b' }])
  })

  it('answers the challenge of the address, if it is signed', async () => {
    const body = { type: 'url_verification', challenge: 'abc', token: 't' }
    expect(await json(body)).toMatchObject({ status: 200, text: '{"challenge":"abc"}' })
    expect((await json(body, { signature: null })).status).toBe(401)
    expect(delivered).toEqual([])
  })

  it('answers the look at the certificate, and handles nothing that came with it', async () => {
    const smuggled = { ssl_check: '1', command: '/desk', payload: JSON.stringify({ type: 'block_actions' }) }
    expect(await form(smuggled, { signature: null, stamp: '' })).toMatchObject({ status: 200, text: '' })
    expect((await form({ ssl_check: '0', command: '/desk' }, { signature: null })).status).toBe(401)
    expect(delivered).toEqual([])
  })

  it('takes note of what holds no event', async () => {
    expect((await json({ type: 'app_rate_limited', minute_rate_limited: 1 })).status).toBe(200)
    expect((await json({ type: 'event_callback', event: null })).status).toBe(200)
    expect(delivered).toEqual([])
  })

  it.each<[string, Post]>([
    ['no JSON', { body: '{' }],
    ['nothing', { body: '' }],
    ['a list', { body: '[]' }],
    ['a word', { body: '"x"' }],
    ['null', { body: 'null' }],
    ['a form without anything', { body: '', type: FORM }],
    ['a form with half a payload', { body: 'payload=%7B', type: FORM }],
    ['a form with an empty payload', { body: 'payload=', type: FORM }],
    ['a form in a wrong dress', { body: 'command=%2Fdesk' }],
    ['JSON nested without end', { body: '['.repeat(500_000) }],
  ])('answers 400 to %s', async (_what, one) => {
    expect(await post(one)).toMatchObject({ status: 400, text: '' })
    expect(delivered).toEqual([])
  })
})

describe('what others post', () => {
  const body = JSON.stringify(EVENT)
  const good = sign(body)

  it.each<[string, Partial<Post>]>([
    ['no signature', { signature: null }],
    ['an empty signature', { signature: '' }],
    ['another secret', { secret: 'another' }],
    ['a signature for another body', { signature: sign('{}') }],
    ['a signature for another time', { signature: sign(body, STAMP - 1) }],
    ['half a signature', { signature: good.slice(0, 40) }],
    ['a signature and more', { signature: `${good}00` }],
    ['a signature and a second one', { signature: `${good}=${good}` }],
    ['no version', { signature: good.slice(3) }],
    ['another version', { signature: good.replace('v0', 'v1') }],
    ['a shouted signature', { signature: good.toUpperCase() }],
    ['a signature of umlauts', { signature: `v0=${'ü'.repeat(64)}` }],
    ['no time', { stamp: '' }],
    ['a time in words', { stamp: 'now' }],
    ['a time that is not a number', { stamp: 'NaN' }],
    ['an endless time', { stamp: 'Infinity' }],
    ['a time with a point', { stamp: `${STAMP}.5` }],
    ['a time in hexadecimal', { stamp: `0x${STAMP.toString(16)}` }],
    ['a negative time', { stamp: -STAMP }],
    ['a huge time', { stamp: '9'.repeat(12) }],
    ['a time of a thousand digits', { stamp: '1'.repeat(1000) }],
    ['a time in milliseconds', { stamp: NOW }],
    ['a time over five minutes ago', { stamp: STAMP - 301 }],
    ['a time six minutes ago', { stamp: STAMP - 360 }],
    ['a time over five minutes ahead', { stamp: STAMP + 302 }],
  ])('refuses %s', async (_what, more) => {
    expect(await json(EVENT, more)).toMatchObject({ status: 401, text: '' })
    expect(delivered).toEqual([])
    expect(logged).toEqual(['{"name":"slack request refused","status":401}'])
  })

  it.each([STAMP - 299, STAMP, STAMP + 299])(
    'takes what was signed within five minutes: %i',
    async (stamp) => {
      expect((await json(EVENT, { stamp })).status).toBe(200)
      expect(delivered.length).toBe(1)
    },
  )

  it('refuses a form with a wrong signature', async () => {
    expect((await form({ payload: '{}' }, { secret: 'another' })).status).toBe(401)
  })

  it('refuses bytes that are no text, though they be signed', async () => {
    expect((await post({ body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) })).status).toBe(401)
  })

  it('checks the signature over a byte order mark too', async () => {
    expect((await post({ body: `\ufeff${body}` })).status).toBe(400)
    expect((await post({ body: `\ufeff${body}`, signature: good })).status).toBe(401)
  })

  it('refuses more than a mebibyte, named or in pieces', async () => {
    const large = JSON.stringify({ ...EVENT, text: 'x'.repeat(1024 * 1024) })
    expect((await post({ body: large })).status).toBe(413)
    expect(await inPieces(large)).toBe(413)
    expect(await inPieces(body)).toBe(200)
    expect(delivered.length).toBe(1)
  })

  it('takes POST only, and only there', async () => {
    const base = `http://127.0.0.1:${port}`
    expect((await fetch(`${base}/slack/events`)).status).toBe(404)
    expect((await fetch(`${base}/slack/other`, { method: 'POST', body: '{}' })).status).toBe(404)
  })

  it('lives on when somebody hangs up in the middle', async () => {
    const line = connect(port, '127.0.0.1')
    await new Promise<void>((done) => line.once('connect', done))
    line.write(`POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{"a":`)
    await new Promise((done) => setTimeout(done, 30))
    line.destroy()
    expect((await json(EVENT)).status).toBe(200)
    expect(delivered.length).toBe(1)
  })

  it('logs no secret, no signature and no words', async () => {
    await json(EVENT, { signature: sign('{}') })
    await json({ type: 'event_callback', text: 'Grüße' })
    expect(logged.length).toBe(2)
    expect(logged.join()).not.toMatch(/v0=|signing|Grüße/)
  })
})

/** Posts without naming the length; resolves with the status. */
function inPieces(body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
      'x-slack-request-timestamp': String(STAMP),
      'x-slack-signature': sign(body),
    }
    const posting = request(
      { port, host: '127.0.0.1', path: '/slack/events', method: 'POST', headers },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    posting.on('error', reject)
    posting.end(body)
  })
}
