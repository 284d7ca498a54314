import { request } from 'node:http'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { createWeb, listen } from '../../src/web/server.ts'
import { HERE, type LocalWorld, openBrowser, openLocalWorld } from '../adapters/local-world.ts'

describe('the web server', () => {
  let world: LocalWorld
  beforeEach(async () => {
    world = await openLocalWorld()
  })
  afterEach(() => world.close())

  it.each(['/', '/desk', '/nowhere', '/healthz', '/assets/chat.js'])(
    'lets nothing inline run on %s',
    async (path) => {
      const answer = await world.app.request(HERE + path, { headers: { accept: 'text/html' } })
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      if (!path.startsWith('/assets/'))
        expect(await answer.text()).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/)
    },
  )

  const message = () => JSON.stringify({ id: crypto.randomUUID(), text: 'Hello' })
  it.each([
    ['from another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['from a sister site', { origin: 'http://sister.localhost', 'sec-fetch-site': 'same-site' }],
    ['with only a foreign origin', { origin: 'https://evil.example' }],
    ['with no origin at all', {}],
    ['with the origin "null"', { origin: 'null' }],
  ])('refuses what is posted %s', async (_what, headers) => {
    const browser = openBrowser(world.app)
    await browser.page('/')
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const init = { method: 'POST', headers: { cookie, 'content-type': type, ...headers }, body: message() }
      expect((await world.app.request(`${HERE}/chat/messages`, init)).status).toBe(403)
    }
    expect(world.core.inbound).toEqual([])
  })

  it('takes what the page posts behind a proxy that adds HTTPS', async () => {
    const browser = openBrowser(world.app)
    await browser.page('/')
    const answer = await browser.post(
      '/chat/messages',
      { id: crypto.randomUUID(), text: 'Hi' },
      { origin: 'https://localhost' },
    )
    expect(answer.status).toBe(202)
  })

  it('answers a body that is too large kindly, as JSON', async () => {
    const browser = openBrowser(world.app)
    await browser.page('/')
    const answer = await browser.post('/chat/messages', { id: crypto.randomUUID(), text: 'x'.repeat(70_000) })
    expect([answer.status, await answer.json()]).toEqual([
      413,
      { status: 'refused', say: expect.stringContaining('two or three parts') },
    ])
  })

  it('shows nothing of an error but an apology, and tells the owner of it', async () => {
    const page = await world.app.request(`${HERE}/broken`, { headers: { accept: 'text/html' } })
    const told = `${await page.text()}${await (await world.app.request(`${HERE}/broken`)).text()}`
    expect(page.status).toBe(500)
    expect(told).not.toMatch(/secret|Error|\.ts/)
    expect(world.errors.map((error) => error.message)).toEqual(['the secret inside', 'the secret inside'])
  })

  it('serves assets from its folders and nothing beside them', async () => {
    const script = await world.app.request(`${HERE}/assets/chat.js`)
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('javascript'),
    ])
    for (const path of [
      '/assets/../server.ts',
      '/assets/%2e%2e/server.ts',
      '/assets/..%2fserver.ts',
      '/assets//etc/passwd',
      '/assets/',
    ]) {
      expect((await world.app.request(HERE + path)).status).toBe(404)
    }
  })

  it('is alive at once, and ready when its parts are', async () => {
    let checks: Record<string, string> = { ledger: 'not yet' }
    const ready = async () => ({ ok: checks.ledger === 'ok', checks })
    const app = createWeb({ company: 'X', assets: [], ready, routes: () => undefined })
    expect((await app.request('/healthz')).status).toBe(200)
    expect((await app.request('/readyz')).status).toBe(503)
    checks = { ledger: 'ok' }
    const answer = await app.request('/readyz')
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, checks }])
  })

  it('is not ready when nobody can say', async () => {
    const ready = () => Promise.reject(new Error('postgres://user:secret@host'))
    const answer = await createWeb({ company: 'X', assets: [], ready, routes: () => undefined }).request(
      '/readyz',
    )
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('secret')
  })
})

describe('listening', () => {
  it('says what to do when the port is taken', async () => {
    const first = await listen(new Hono(), { host: '127.0.0.1', port: 0 })
    const port = Number(new URL(first.url).port)
    const second = await listen(new Hono(), { host: '127.0.0.1', port }).catch((error: unknown) => error)
    expect(second).toBeInstanceOf(SetupError)
    expect(String(second)).toMatch(/PORT: \d+ is taken .* Stop that one, or set PORT/)
    await first.close()
  })

  it('ends live streams when it closes, and lets a request finish', async () => {
    const app = new Hono()
    const arrived = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    app.get('/live', (c) =>
      streamSSE(c, async (stream) => {
        await stream.writeSSE({ data: 'one' })
        await new Promise<void>((resolve) => stream.onAbort(resolve))
      }),
    )
    app.get('/slow', async (c) => {
      arrived.resolve()
      await finish.promise
      return c.text('done')
    })
    const web = await listen(app, { host: '127.0.0.1', port: 0 })
    const live = new Promise<void>((resolve, reject) => {
      const asked = request(`${web.url}/live`, { headers: { accept: 'text/event-stream' } }, (answer) => {
        answer.resume()
        answer.on('close', resolve)
      })
      asked.on('error', reject)
      asked.end()
    })
    const slow = fetch(`${web.url}/slow`)
    await arrived.promise
    const closed = web.close()
    await live
    finish.resolve()
    expect(await (await slow).text()).toBe('done')
    await closed
  })
})
