import { createServer, type ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createClient } from '../../../adapters/slack/client.ts'
import { asOurs, codeOf } from '../../../adapters/slack/failures.ts'
import { RefusedError, UnreachableError } from '../../../src/errors.ts'
import { soon } from '../../support/soon.ts'
import { serve } from './http-server.ts'

const token = 'xoxb-canary-of-a-token'

/** What becomes of a post when the server answers so. */
async function failing(answer: (response: ServerResponse) => void, timeout = 500) {
  const apiUrl = await serve((_, response) => answer(response))
  return postingTo(apiUrl, timeout)
}

async function postingTo(apiUrl: string, timeout = 500) {
  const client = createClient({ token, apiUrl, timeout })
  return asOurs(
    await client.chat.postMessage({ channel: 'C1', text: 'Hello' }).catch((error: unknown) => error),
  )
}

const json = (body: unknown) => (response: ServerResponse) => response.end(JSON.stringify(body))
const says = (error: string) => failing(json({ ok: false, error }))
const status = (code: number, headers: Record<string, string> = {}, body = '') =>
  failing((response) => response.writeHead(code, headers).end(body))

describe("Slack's client", () => {
  it('gives up on a black hole in ten seconds', async () => {
    const apiUrl = await serve(() => undefined)
    const began = performance.now()
    const posted = createClient({ token, apiUrl }).chat.postMessage({ channel: 'C1', text: 'Hello' })
    expect(asOurs(await posted.catch((error: unknown) => error))).toMatchObject({ mayHaveArrived: true })
    const took = performance.now() - began
    expect(took).toBeGreaterThan(9_500)
    expect(took).toBeLessThan(11_500)
  })

  it('asks once, however it is answered', async () => {
    let asked = 0
    for (const code of [500, 502, 429, 408]) {
      await failing((response) => {
        asked += 1
        response.writeHead(code, { 'retry-after': '1' }).end()
      })
    }
    expect(asked).toBe(4)
  })

  it('finds Slack with and without a slash at the end of its address, and nobody else', async () => {
    const paths: string[] = []
    const base = await serve((request, response) => {
      paths.push(request.url ?? '')
      json({ ok: true })(response)
    })
    await createClient({ token, apiUrl: `${base}/api` }).auth.test()
    await createClient({ token, apiUrl: `${base}/api/` }).auth.test()
    await createClient({ token, apiUrl: `${base}/api/` }).apiCall(`${base}/stolen`)
    expect(paths).toEqual(['/api/auth.test', '/api/auth.test', `/api/${base}/stolen`])
  })

  it('lets a call go while two hundred others hang', async () => {
    let hanging = 0
    const apiUrl = await serve((request, response) => {
      if (request.url?.includes('chat.update')) hanging += 1
      else json({ ok: true })(response)
    })
    const client = createClient({ token, apiUrl, timeout: 2000 })
    const hung = Array.from({ length: 200 }, () =>
      client.chat.update({ channel: 'C1', ts: '1.0', text: 'x' }).catch(() => 'gave up'),
    )
    await soon(() => expect(hanging).toBe(200))
    const began = performance.now()
    await client.auth.test()
    expect(performance.now() - began).toBeLessThan(500)
    expect(new Set(await Promise.all(hung))).toEqual(new Set(['gave up']))
  })

  it('writes nothing anywhere', async () => {
    const written: unknown[] = []
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...all) => void written.push(all)),
    )
    await failing(json({ ok: true, response_metadata: { warnings: ['w'], messages: ['[ERROR] Hello'] } }))
    await status(500)
    await failing((response) => response.destroy())
    for (const spy of spies) spy.mockRestore()
    expect(written).toEqual([])
  })
})

describe('a failure', () => {
  const passing = { name: 'UnreachableError', mayHaveArrived: true, retryAfter: null }
  const certain = { name: 'UnreachableError', mayHaveArrived: false, retryAfter: null }

  it('is a wait where Slack names a time, never a short nor an endless one', async () => {
    const after = async (seconds: string) => status(429, { 'retry-after': seconds })
    expect(await after('5')).toMatchObject({ mayHaveArrived: false, retryAfter: 5000 })
    expect(await after('60')).toMatchObject({ mayHaveArrived: false, retryAfter: 60_000 })
    expect(await after('0')).toMatchObject({ retryAfter: 1000 })
    expect(await after('-7')).toMatchObject({ retryAfter: 1000 })
    expect(await after('99999999999')).toMatchObject({ retryAfter: 3_600_000 })
    expect(await after('soon')).toMatchObject(passing)
    expect(await status(429)).toMatchObject(passing)
    expect(await says('ratelimited')).toMatchObject({ mayHaveArrived: false, retryAfter: 1000 })
    expect(codeOf(await after('5'))).toBe('ratelimited')
  })

  it.each([500, 502, 503, 408, 202, 301])('passes after HTTP %d, and leaves a doubt', async (code) => {
    expect(await status(code, { location: 'http://127.0.0.1:9/' })).toMatchObject(passing)
  })

  it.each([401, 403, 404])('of something in between passes: HTTP %d', async (code) => {
    expect(await status(code)).toMatchObject(certain)
  })

  it.each([400, 413, 431])('that lies in what we sent is a no: HTTP %d', async (code) => {
    expect(await status(code)).toMatchObject({ name: 'RefusedError', code: `http_${code}` })
  })

  it('leaves a doubt where a connection broke, before, within or after the answer', async () => {
    expect(await failing((response) => response.destroy())).toMatchObject(passing)
    const within = (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': '500' }).write('{"ok":')
      setTimeout(() => response.destroy(), 20)
    }
    expect(await failing(within)).toMatchObject(passing)
    expect(await failing((response) => response.writeHead(200).write('{"ok":'), 200)).toMatchObject(passing)
    expect(await failing(() => undefined, 200)).toMatchObject(passing)
  })

  it('leaves none where no connection was made', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = z.object({ port: z.number() }).parse(server.address())
    await new Promise((resolve) => server.close(resolve))
    expect(await postingTo(`http://127.0.0.1:${port}`)).toMatchObject(certain)
    expect(await postingTo(`http://localhost:${port}`)).toMatchObject(certain)
    expect(await postingTo('http://no-such-host.invalid')).toMatchObject(certain)
  })

  it('that cannot be read is no code, and nothing of it is told', async () => {
    const page = '<html>xoxb-secret of a proxy</html>'
    for (const answer of [
      page,
      '',
      'null',
      '[]',
      '7',
      '{}',
      '{"ok":false}',
      '{"ok":false,"error":{"a":1}}',
    ]) {
      const error = await failing((response) => response.end(answer))
      expect(error, answer).toMatchObject(passing)
      expect(codeOf(error), answer).toBeNull()
      expect(error.message).not.toContain('secret')
    }
  })

  it.each(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'])(
    'of Slack itself passes: %s',
    async (code) => {
      const error = await says(code)
      expect(error).toMatchObject({ ...passing, message: expect.stringContaining(code) })
      expect(codeOf(error)).toBe(code)
    },
  )

  it.each([
    'invalid_auth',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'not_authed',
    'missing_scope',
  ])('of our access throws nothing away: %s', async (code) => {
    const error = await says(code)
    expect(error).toMatchObject({ ...certain, message: expect.stringContaining(code) })
    expect(codeOf(error)).toBe(code)
  })

  it.each([
    'channel_not_found',
    'is_archived',
    'not_in_channel',
    'msg_too_long',
    'restricted_action',
    'invalid_blocks',
    'message_not_found',
    'cant_update_message',
    'edit_window_closed',
    'a_word_of_tomorrow',
  ])('of any other kind is a no: %s', async (code) => {
    const error = await says(code)
    expect(error).toEqual(new RefusedError(code))
    expect(codeOf(error)).toBe(code)
  })

  it('that is ours already stays as it is', () => {
    const refused = new RefusedError('foreign_file')
    const unreachable = new UnreachableError('Too soon', { retryAfter: 7 })
    expect(asOurs(refused)).toBe(refused)
    expect(asOurs(unreachable)).toBe(unreachable)
    expect(codeOf(unreachable)).toBeNull()
    expect(asOurs('a string')).toMatchObject(passing)
    expect(asOurs(undefined)).toMatchObject(passing)
  })
})
