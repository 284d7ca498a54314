import type { IncomingMessage, ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { Routes } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { asOurs, codeOf } from '../../../adapters/discord/failures.ts'
import { createRest } from '../../../adapters/discord/rest.ts'
import { RefusedError, UnreachableError } from '../../../src/errors.ts'
import { serve } from '../slack/http-server.ts'

const TOKEN = 'MTIz.canary.of-a-token'
const ONE = '111111111111111111'
const OTHER = '222222222222222222'
const JSON_TYPE = { 'content-type': 'application/json' }

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const say =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { ...JSON_TYPE, ...headers }).end(JSON.stringify(body))
const well = say(200, { id: '1' })

/** A server that answers as told, and our client for it. `asked` is what was asked of it. */
async function world(answer: Answer, timeout = 400) {
  const asked: { method: string; path: string; token: string | null }[] = []
  const base = await serve((request, response) => {
    const { method = '', url = '', headers } = request
    asked.push({ method, path: url, token: headers.authorization ?? null })
    answer(request, response)
  })
  const rest = createRest({ token: TOKEN, apiUrl: `${base}/api`, timeout })
  const post = (channel = ONE) => rest.post(Routes.channelMessages(channel), { body: { content: 'words' } })
  const speak = () => rest.post(Routes.webhook(ONE, 'canary-of-a-hook'), { body: {}, auth: false })
  const failed = async (what: Promise<unknown>) => {
    const error = await what.then(
      () => expect.unreachable('it did not fail'),
      (error: unknown) => error,
    )
    return asOurs(error)
  }
  return { base, rest, asked, post, speak, failed }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a call', () => {
  it('goes to version 10 with our token, or without it', async () => {
    const { asked, post, speak } = await world(well)
    expect(await post()).toEqual({ id: '1' })
    await speak()
    expect(asked).toEqual([
      { method: 'POST', path: `/api/v10/channels/${ONE}/messages`, token: `Bot ${TOKEN}` },
      { method: 'POST', path: `/api/v10/webhooks/${ONE}/canary-of-a-hook`, token: null },
    ])
  })

  it.each<[string, Answer]>([
    ['an HTTP 500', say(500)],
    ['an HTTP 502', say(502)],
    ['a reset', (_, response) => response.destroy()],
    ['a black hole', () => undefined],
    ['half an answer', (_, response) => response.writeHead(200, JSON_TYPE).write('{"id":')],
  ])('is made once, and may have arrived, after %s', async (_, answer) => {
    const { asked, post, failed } = await world(answer)
    const began = performance.now()
    expect(await failed(post())).toMatchObject({ name: 'UnreachableError', mayHaveArrived: true })
    expect(performance.now() - began).toBeLessThan(1500)
    expect(asked).toHaveLength(1)
  })

  it('that nobody was there to hear has not arrived', async () => {
    const { failed } = await world(well)
    const rest = createRest({ token: TOKEN, apiUrl: 'http://127.0.0.1:2/api' })
    expect(await failed(rest.get(Routes.user()))).toMatchObject({ mayHaveArrived: false })
    const nowhere = createRest({ token: TOKEN, apiUrl: 'http://nowhere.invalid/api' })
    expect(await failed(nowhere.get(Routes.user()))).toMatchObject({ mayHaveArrived: false })
  })

  it('is sent nowhere else, whatever the answer says', async () => {
    const stolen: unknown[] = []
    const thief = await serve(({ headers }, response) => {
      stolen.push(headers)
      response.end('{}')
    })
    const { post, asked } = await world(say(307, {}, { location: `${thief}/api` }))
    await post()
    expect(asked).toHaveLength(1)
    expect(stolen).toEqual([])
  })

  it('keeps below fifty in any second, and says when to come back', async () => {
    const times: number[] = []
    const { rest } = await world((request, response) => {
      times.push(performance.now())
      well(request, response)
    })
    let refused = 0
    const all = Array.from({ length: 150 }, async (_, n) => {
      for (;;) {
        // Each in a channel of its own: no bucket is to be the limit here.
        const channel = String(300_000_000_000_000_000n + BigInt(n))
        const asked = rest.post(Routes.channelMessages(channel), { body: { content: 'x' } })
        const ours = await asked.then(() => null, asOurs)
        if (ours === null) return
        expect(ours).toMatchObject({ name: 'UnreachableError', mayHaveArrived: false })
        refused += 1
        await sleep((ours instanceof UnreachableError ? ours.retryAfter : null) ?? 0)
      }
    })
    await Promise.all(all)
    expect(refused).toBeGreaterThan(0)
    const most = Math.max(...times.map((t) => times.filter((o) => o >= t && o < t + 950).length))
    expect(most).toBeLessThan(50)
    const { speak } = await world(well)
    for (let n = 0; n < 60; n++) await speak()
  })
})

describe('a limit', () => {
  it.each(['user', 'shared'])(
    'of one channel is told at once, kept, and not felt in others: %s',
    async (scope) => {
      const limited = say(
        429,
        { message: '', retry_after: 1 },
        { 'retry-after': '1', 'x-ratelimit-scope': scope },
      )
      const { asked, post, failed } = await world((request, response) =>
        (request.url?.includes(ONE) ? limited : well)(request, response),
      )
      const error = await failed(post(ONE))
      expect(error).toMatchObject({ name: 'UnreachableError', mayHaveArrived: false })
      expect(codeOf(error)).toBe('ratelimited')
      expect(error).toHaveProperty('retryAfter', expect.closeTo(1050, -2))
      for (let n = 0; n < 20; n++) await failed(post(ONE))
      const began = performance.now()
      for (let n = 0; n < 20; n++) await post(OTHER)
      expect(performance.now() - began).toBeLessThan(500)
      expect(asked.filter(({ path }) => path.includes(ONE))).toHaveLength(1)
      await sleep(1100)
      await failed(post(ONE))
      expect(asked.filter(({ path }) => path.includes(ONE))).toHaveLength(2)
    },
  )

  it.each<[string, Record<string, string>]>([
    ['global', { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }],
    ["Cloudflare's", { 'content-type': 'text/html' }],
  ])('that is %s shuts everything until it is over', async (_, headers) => {
    const answers = [say(429, {}, { 'retry-after': '1', ...headers })]
    const { asked, post, speak, failed } = await world((request, response) =>
      (answers.shift() ?? well)(request, response),
    )
    expect(await failed(post(ONE))).toMatchObject({ mayHaveArrived: false })
    for (let n = 0; n < 20; n++) {
      expect(await failed(post(OTHER))).toMatchObject({ mayHaveArrived: false })
      expect(await failed(speak())).toMatchObject({ mayHaveArrived: false })
    }
    expect(asked).toHaveLength(1)
    await sleep(1200)
    await post(OTHER)
    await speak()
  })

  it('that is used up is not tried out', async () => {
    const headers = {
      'x-ratelimit-bucket': 'abc',
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '0.5',
    }
    const { asked, post, failed } = await world(say(200, { id: '1' }, headers))
    await post()
    // The client forgets the first answer's limit when it learns the bucket's name from it.
    await post()
    expect(await failed(post())).toMatchObject({ name: 'UnreachableError', mayHaveArrived: false })
    await post(OTHER)
    expect(asked).toHaveLength(3)
    await sleep(700)
    await post()
  })

  it('without a time is a second, and one of a year is an hour', async () => {
    const { post, failed } = await world(say(429))
    expect(await failed(post())).toHaveProperty('retryAfter', 1000)
    const { post: postLong, failed: failedLong } = await world(say(429, {}, { 'retry-after': '31536000' }))
    expect(await failedLong(postLong())).toHaveProperty('retryAfter', 3_600_000)
  })
})

describe('a token that is refused', () => {
  it('is not shown again until somebody says so', async () => {
    const state = { isWell: false }
    const { rest, asked, post, speak, failed } = await world((request, response) =>
      (state.isWell || !request.headers.authorization
        ? well
        : say(401, { message: '401: Unauthorized', code: 0 }))(request, response),
    )
    expect(rest.trouble()).toBeNull()
    for (let n = 0; n < 20; n++) {
      const error = await failed(post())
      expect(error).toMatchObject({
        name: 'UnreachableError',
        message: 'unauthorized',
        mayHaveArrived: false,
      })
      expect(codeOf(error)).toBe('unauthorized')
    }
    expect(asked).toHaveLength(1)
    expect(rest.trouble()).toContain('does not take our token')
    await speak()
    state.isWell = true
    rest.reset()
    expect(rest.trouble()).toBeNull()
    expect(await post()).toEqual({ id: '1' })
  })

  it('stops those as well that were waiting for another call', async () => {
    const { asked, post, failed } = await world((_, response) =>
      setTimeout(() => say(401, { message: '401: Unauthorized', code: 0 })(_, response), 50),
    )
    const all = await Promise.all(Array.from({ length: 20 }, () => failed(post())))
    expect(new Set(all.map(codeOf))).toEqual(new Set(['unauthorized']))
    expect(all.every((error) => error instanceof UnreachableError && !error.mayHaveArrived)).toBe(true)
    expect(asked).toHaveLength(1)
  })

  it('is not ours where it is the token of a webhook', async () => {
    const { rest, speak, failed } = await world(say(401, { message: 'Invalid Webhook Token', code: 50027 }))
    expect(await failed(speak())).toEqual(new RefusedError('discord_50027'))
    expect(rest.trouble()).toBeNull()
  })
})

describe('a no', () => {
  it.each([
    [403, 50001, 'discord_50001'],
    [403, 50013, 'discord_50013'],
    [403, 50007, 'discord_50007'],
    [403, 50278, 'discord_50278'],
    [404, 10003, 'discord_10003'],
    [400, 50083, 'discord_50083'],
    [400, 160005, 'discord_160005'],
    [400, 160006, 'discord_160006'],
    [400, 50035, 'discord_50035'],
    [400, 200000, 'discord_200000'],
    [413, 40005, 'discord_40005'],
    [400, 30046, 'discord_30046'],
    [429, 30046, 'discord_30046'],
    [404, 0, 'http_404'],
    [403, 0, 'http_403'],
  ])('is a no: HTTP %i with %i', async (status, code, named) => {
    const { post, failed } = await world(say(status, { message: 'No', code }))
    expect(await failed(post())).toEqual(new RefusedError(named))
  })

  it.each([
    [400, 20016, { retry_after: 7.5 }, 7500],
    [400, 40062, {}, null],
    [503, 130000, {}, null],
    [403, 40004, {}, null],
  ])('passes: HTTP %i with %i', async (status, code, more, retryAfter) => {
    const { post, failed } = await world(say(status, { message: 'Later', code, ...more }))
    expect(await failed(post())).toMatchObject({ name: 'UnreachableError', retryAfter })
  })

  it('of something between us and Discord passes', async () => {
    const page: Answer = (_, response) => response.writeHead(403, { 'content-type': 'text/html' }).end('No')
    const { post, failed } = await world(page)
    const error = await failed(post())
    expect(error).toMatchObject({ name: 'UnreachableError', mayHaveArrived: false })
    expect(codeOf(error)).toBe('http_403')
  })

  it.each([null, 'no', [[]], 7, {}])('that makes no sense is no answer: %j', async (body) => {
    const { post, failed } = await world(say(400, body))
    expect(await failed(post())).toBeInstanceOf(Error)
  })

  it('holds neither a token nor a word of what was said', async () => {
    const all = [say(404, { message: 'No', code: 10015 }), say(500), say(429), say(401, { code: 0 })]
    for (const answer of all) {
      const { rest, failed } = await world(answer)
      const spoken = { body: { content: 'the words' }, auth: false }
      const error = await failed(rest.post(Routes.webhook('1', 'canary-of-a-hook'), spoken))
      expect(inspect(error, { depth: 9 })).not.toMatch(/canary|the words/)
    }
  })
})
