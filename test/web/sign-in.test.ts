import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { createSignIn } from '../../src/web/sign-in.ts'
import { HERE, type LocalWorld, openBrowser, openLocalWorld } from '../adapters/local-world.ts'

const HALF_A_DAY = 12 * 60 * 60 * 1000

describe('signing in', () => {
  let world: LocalWorld
  beforeEach(async () => {
    world = await openLocalWorld()
  })
  afterEach(() => world.close())

  const pathOf = (link: string) => new URL(link).pathname + new URL(link).search

  it('lets staff in by their link, and takes the key out of the address', async () => {
    const browser = openBrowser(world.app)
    const answer = await browser.page(pathOf(world.signIn.links(HERE).staff))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk'])
    expect(answer.headers.get('set-cookie')).toMatch(/^warmline_staff=.*; HttpOnly; SameSite=Strict$/)
    expect((await browser.page('/desk')).status).toBe(200)
  })

  it('moves on by a page of its own when the link was opened from another site', async () => {
    const answer = await world.app.request(HERE + pathOf(world.signIn.links(HERE).staff), {
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('content="0; url=/desk"'),
    ])
  })

  it('asks once more from a page of its own when a link to the desk is followed from another site', async () => {
    const headers = { accept: 'text/html', 'sec-fetch-site': 'cross-site' }
    const answer = await world.app.request(`${HERE}/desk?handoff=%22%3E%3Cscript%3E`, { headers })
    expect(await answer.text()).toContain('content="0; url=/desk?handoff=%22%3E%3Cscript%3E"')
  })

  it('keeps the roles apart', async () => {
    const browser = openBrowser(world.app)
    expect((await browser.page(pathOf(world.signIn.links(HERE).owner))).headers.get('location')).toBe(
      '/owner',
    )
    expect((await browser.page('/desk')).status).toBe(401)
    browser.cookies.set('warmline_staff', browser.cookies.get('warmline_owner') ?? '')
    expect((await browser.page('/desk')).status).toBe(401)
  })

  it("lets a viewer into the owner's room by a link of their own, and to no desk", async () => {
    const browser = openBrowser(world.app)
    const answer = await browser.page(pathOf(world.signIn.links(HERE).viewer))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/owner'])
    expect((await browser.page('/desk')).status).toBe(401)
    browser.cookies.set('warmline_owner', browser.cookies.get('warmline_viewer') ?? '')
    const guarded = createSignIn({
      dataDir: world.database.dataDir,
      company: 'X',
      clock: () => world.clock.now,
    })
    const rooms = new Hono()
      .get('/owners', guarded.requireRole('owner'), (c) => c.text('in'))
      .get('/both', guarded.requireRole('owner', 'viewer'), (c) => c.text('in'))
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    expect((await rooms.request('/owners', { headers: { cookie } })).status).toBe(401)
    expect((await rooms.request('/both', { headers: { cookie } })).status).toBe(200)
  })

  it('ends a session when somebody signs out', async () => {
    const browser = openBrowser(world.app)
    await browser.page(pathOf(world.signIn.links(HERE).staff))
    expect((await browser.page('/desk')).status).toBe(200)
    const out = await browser.post('/sign-out', {})
    expect([out.status, await out.text()]).toEqual([200, expect.stringContaining('You are signed out')])
    expect(out.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^warmline_staff=; Max-Age=0; Path=\/$/),
      expect.stringMatching(/^warmline_owner=; Max-Age=0; Path=\/$/),
      expect.stringMatching(/^warmline_viewer=; Max-Age=0; Path=\/$/),
    ])
  })

  it.each(['', '?key=', '?key=wrong', `?key=${'a'.repeat(43)}`, '?key[]=x'])(
    'shows what to do for /sign-in%s',
    async (query) => {
      const answer = await world.app.request(`${HERE}/sign-in${query}`, { headers: { accept: 'text/html' } })
      expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('newest link')])
      expect(answer.headers.get('set-cookie')).toBeNull()
    },
  )

  it('takes ten attempts a minute and then none, not even with the right key', async () => {
    for (let attempt = 0; attempt < 10; attempt++) await world.app.request(`${HERE}/sign-in?key=${attempt}`)
    const answer = await world.app.request(HERE + pathOf(world.signIn.links(HERE).staff))
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
  })

  it('tells a signed-out reader how to get in, and a script in JSON', async () => {
    const browser = openBrowser(world.app)
    const page = await browser.page('/desk')
    expect([page.status, await page.text()]).toEqual([401, expect.stringContaining('staff sign-in link')])
    const events = await browser.get('/desk/events', { accept: 'text/event-stream' })
    expect([events.status, await events.json()]).toEqual([
      401,
      { status: 'refused', say: expect.any(String) },
    ])
    const action = await browser.post('/desk/action', {
      id: crypto.randomUUID(),
      action: 'claim',
      handoff: 'h1',
    })
    expect(action.status).toBe(401)
    expect(world.core.inbound).toEqual([])
  })

  it('refuses a session that was forged, changed or signed with another key', async () => {
    const browser = openBrowser(world.app)
    await browser.page(pathOf(world.signIn.links(HERE).staff))
    const good = decodeURIComponent(browser.cookies.get('warmline_staff') ?? '')
    const dot = good.lastIndexOf('.')
    const [value, signature] = [good.slice(0, dot), good.slice(dot + 1)]
    const longer = {
      ...JSON.parse(Buffer.from(value, 'base64url').toString()),
      until: world.clock.now + 10 * HALF_A_DAY,
    }
    const forged = [
      value,
      `${value}.`,
      `${value}.${'A'.repeat(43)}=`,
      `${Buffer.from(JSON.stringify(longer)).toString('base64url')}.${signature}`,
      Buffer.from(JSON.stringify(longer)).toString('base64url'),
      '',
      'null.null',
    ]
    for (const one of forged) {
      browser.cookies.set('warmline_staff', encodeURIComponent(one))
      expect((await browser.page('/desk')).status).toBe(401)
    }
    browser.cookies.set('warmline_staff', encodeURIComponent(good))
    expect((await browser.page('/desk')).status).toBe(200)
  })

  it('ends a session after twelve hours', async () => {
    const browser = openBrowser(world.app)
    await browser.page(pathOf(world.signIn.links(HERE).staff))
    world.clock.now += HALF_A_DAY
    expect((await browser.page('/desk')).status).toBe(401)
  })

  it('keeps sessions over a restart, but not links', async () => {
    const browser = openBrowser(world.app)
    const link = world.signIn.links(HERE).staff
    await browser.page(pathOf(link))
    const { dataDir } = world.database
    const later = createSignIn({ dataDir, company: 'X', clock: () => world.clock.now })
    later.routes.get('/who', async (c) => c.json(await later.session(c, 'staff')))
    const cookie = `warmline_staff=${browser.cookies.get('warmline_staff')}`
    expect(await (await later.routes.request('/who', { headers: { cookie } })).json()).toMatchObject({
      role: 'staff',
    })
    expect((await later.routes.request(pathOf(link))).status).toBe(403)
    expect(statSync(join(dataDir, 'session.key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dataDir, 'session.key'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('refuses to start on a damaged key', () => {
    const { dataDir } = world.database
    writeFileSync(join(dataDir, 'session.key'), 'half')
    expect(() => createSignIn({ dataDir, company: 'X', clock: Date.now })).toThrow(SetupError)
  })
})
