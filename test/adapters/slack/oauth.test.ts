import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOAuthRoutes } from '../../../adapters/slack/oauth.ts'
import { silentLog } from '../../../src/log.ts'
import { CLIENT, NOON, type OAuthWorld, openBrowser, openOAuthWorld, SCOPES } from './oauth-world.ts'

const MINUTE = 60_000
const SECRETS = /xox|code-\d|the-client-secret|eyJ|at .*\.ts/

describe('a further workspace', () => {
  let world: OAuthWorld
  let browser: ReturnType<typeof openBrowser>
  const printed: unknown[] = []
  beforeEach(async () => {
    world = await openOAuthWorld()
    browser = openBrowser(world.home)
    for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, way).mockImplementation((...words) => printed.push(words))
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    expect(printed.splice(0)).toEqual([])
    expect(JSON.stringify(world.lines)).not.toMatch(SECRETS)
    await world.close()
  })

  const kept = () => world.kept.all()
  /** Up to the moment when Slack sends the browser back, and there it stops. */
  const untilSlackSendsBack = async (visitor = browser) => {
    const asked = await visitor.get('/slack/install')
    const back = await visitor.get(asked.headers.get('location') ?? '')
    return new URL(back.headers.get('location') ?? '')
  }

  it('lets us in, is told what to do next, and its token is kept sealed', async () => {
    const page = await browser.install()
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Warmline is in your workspace')])
    expect(page.text).toContain('Write to it in a direct message.')
    expect(page.text).not.toMatch(SECRETS)
    expect(await world.store.tokenOf('T1')).toBe('xoxb-first')
    expect(await kept()).toEqual(['T1'])
    expect(await world.kept.get('T1')).toMatch(/^v1\.[\w-]+$/)
    expect(world.slack.calls).toEqual(['oauth.v2.access', 'auth.test'])
    expect(world.lines).toEqual([{ name: 'installation ended', ending: 'installed', workspace: 'T1' }])
  })

  it('is asked at the host of the API, for what the bot needs and no more', async () => {
    await browser.install()
    const asked = world.slack.asked[0]
    expect(asked?.pathname).toBe('/oauth/v2/authorize')
    expect(Object.fromEntries(asked?.searchParams ?? [])).toEqual({
      client_id: CLIENT.clientId,
      scope: SCOPES.join(','),
      state: expect.any(String),
    })
  })

  it.each(['https://slack.com/api/', 'https://slack-gov.com/api/'])(
    'is asked where %s is',
    async (apiUrl) => {
      const { store } = world
      const settings = {
        ...CLIENT,
        stateSecret: 's',
        apiUrl,
        store,
        scopes: SCOPES,
        log: silentLog,
        clock: () => NOON,
      }
      const answer = await createOAuthRoutes(settings).request('/slack/install')
      const { origin, pathname } = new URL(answer.headers.get('location') ?? '')
      expect(origin + pathname).toBe(`${new URL(apiUrl).origin}/oauth/v2/authorize`)
    },
  )

  it('carries a cookie that no script and no other site can use, and loses it at the end', async () => {
    const [cookie, ...more] = (await browser.get('/slack/install')).headers.getSetCookie()
    expect(more).toEqual([])
    for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Max-Age=600']) expect(cookie).toContain(part)
    await browser.install()
    expect([...browser.cookies]).toEqual([])
  })

  it('sees pages that are as safe as all others', async () => {
    const { headers, text } = await browser.install()
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(text).not.toMatch(/<script|<style| style=| on\w+=|https?:/)
    for (const [, path = ''] of text.matchAll(/(?:href|src)="([^"]+)"/g))
      expect(existsSync(join('src/web', path)), path).toBe(true)
  })

  it('may say no, and may change its mind', async () => {
    world.slack.next = { error: 'access_denied' }
    const page = await browser.install()
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Nothing was installed')])
    expect(page.text).toContain('<a href="/slack/install">Start again</a>')
    expect([await kept(), world.slack.calls]).toEqual([[], []])
    world.slack.next = { team: 'T1', enterprise: null, token: 'xoxb-first' }
    expect((await browser.install()).status).toBe(200)
    expect(await kept()).toEqual(['T1'])
  })

  describe('is not taken', () => {
    const startsOnceMore = async (url: string | URL, visitor = browser) => {
      const calls = world.slack.calls.length
      const page = await visitor.open(url)
      expect([page.status, page.text]).toEqual([400, expect.stringContaining('Please start once more')])
      expect(page.text).toContain('all is well')
      expect(page.text).not.toMatch(SECRETS)
      expect(world.slack.calls).toHaveLength(calls)
    }

    it('from another browser than it was started in', async () => {
      const back = await untilSlackSendsBack()
      await startsOnceMore(back, openBrowser(world.home))
      const other = openBrowser(world.home)
      await other.get('/slack/install')
      await startsOnceMore(back, other)
      expect(await kept()).toEqual([])
    })

    it('with a state that we did not sign', async () => {
      const back = await untilSlackSendsBack()
      const forged = `${back.searchParams.get('state')?.split('.').slice(0, 2).join('.')}.AAAA`
      for (const name of browser.cookies.keys()) browser.cookies.set(name, forged)
      back.searchParams.set('state', forged)
      await startsOnceMore(back)
    })

    it('a second time, even with the cookie put back', async () => {
      const back = await untilSlackSendsBack()
      const cookies = [...browser.cookies]
      expect((await browser.open(back)).status).toBe(200)
      await startsOnceMore(back)
      for (const [name, value] of cookies) browser.cookies.set(name, value)
      await startsOnceMore(back)
      expect(await kept()).toEqual(['T1'])
    })

    it('after more than ten minutes', async () => {
      const late = await untilSlackSendsBack()
      world.clock.now += 10 * MINUTE + 1_000
      await startsOnceMore(late)
      const inTime = await untilSlackSendsBack()
      world.clock.now += 10 * MINUTE
      expect((await browser.open(inTime)).status).toBe(200)
    })

    it('when the address is opened bare, or without its state', async () => {
      await startsOnceMore('/slack/oauth_redirect')
      const back = await untilSlackSendsBack()
      back.searchParams.delete('state')
      await startsOnceMore(back)
    })
  })

  it.each(['invalid_code', 'bad_client_secret', 'oauth_authorization_url_mismatch'])(
    'is told kindly when Slack refuses with %s, and the log has the reason',
    async (error) => {
      world.slack.fault = { error }
      const page = await browser.install()
      expect([page.status, page.text]).toEqual([502, expect.stringContaining('Slack did not let us in')])
      expect(page.text).not.toContain(error)
      expect([await kept(), world.slack.calls]).toEqual([[], ['oauth.v2.access']])
      expect(world.lines).toEqual([
        expect.objectContaining({ ending: 'refused', reason: error, error: 'WebAPIPlatformError' }),
      ])
    },
  )

  it('is told kindly when Slack sends it back with a reason of its own', async () => {
    world.slack.next = { error: 'invalid_team_for_non_distributed_app' }
    const page = await browser.install()
    expect([page.status, page.text]).toEqual([502, expect.stringContaining('Slack did not let us in')])
    expect(world.lines).toEqual([
      expect.objectContaining({ ending: 'refused', reason: 'invalid_team_for_non_distributed_app' }),
    ])
  })

  it('neither shows nor logs what somebody wrote into the address', async () => {
    const page = await browser.open('/slack/oauth_redirect?error=%3Cscript%3Ealert(1)%3C/script%3E&state=x')
    expect(page.text).not.toMatch(/script|alert/)
    expect(world.lines).toEqual([expect.objectContaining({ ending: 'refused', reason: null })])
  })

  it.each(['broken', 'cut', 'slow down'] as const)(
    'is told to try later when Slack is %s, and Slack is not asked twice',
    async (fault) => {
      world.slack.fault = fault
      const page = await browser.install()
      expect([page.status, page.text]).toEqual([502, expect.stringContaining('Slack did not answer in time')])
      expect([await kept(), world.slack.calls]).toEqual([[], ['oauth.v2.access']])
      world.slack.fault = null
      expect((await browser.install()).status).toBe(200)
    },
  )

  it('is told that it is our fault when we cannot write it down', async () => {
    await world.ledger.close()
    const page = await browser.install()
    expect([page.status, page.text]).toEqual([500, expect.stringContaining('our fault, not yours')])
    expect(world.lines).toEqual([expect.objectContaining({ ending: 'failed', workspace: 'T1' })])
  })

  it('takes the place of its own earlier installation at once', async () => {
    await browser.install()
    expect(await world.store.tokenOf('T1')).toBe('xoxb-first')
    world.slack.next = { team: 'T1', enterprise: null, token: 'xoxb-second' }
    await browser.install()
    expect([await kept(), await world.store.tokenOf('T1')]).toEqual([['T1'], 'xoxb-second'])
  })

  it('stands beside others, each with its own token', async () => {
    await browser.install()
    world.slack.next = { team: 'T2', enterprise: 'E1', token: 'xoxb-other' }
    await openBrowser(world.home).install()
    expect(await kept()).toEqual(['T1', 'T2'])
    expect([await world.store.tokenOf('T1'), await world.store.tokenOf('T2')]).toEqual([
      'xoxb-first',
      'xoxb-other',
    ])
  })

  it('may be a whole organisation, kept under its own id', async () => {
    world.slack.next = { team: null, enterprise: 'E1', token: 'xoxb-org' }
    const page = await browser.install()
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('for your whole organisation')])
    expect([await kept(), await world.store.tokenOf('E1')]).toEqual([['E1'], 'xoxb-org'])
  })

  it('is not kept where its token would run out', async () => {
    world.slack.next = { team: 'T1', enterprise: null, token: 'xoxe.xoxb-1', rotates: true }
    const page = await browser.install()
    expect([page.status, page.text]).toEqual([502, expect.stringContaining('Token rotation is switched on')])
    expect(await kept()).toEqual([])
  })
})

describe('with a list of workspaces', () => {
  let world: OAuthWorld
  beforeEach(async () => {
    world = await openOAuthWorld({ allowed: ['T1', 'E1'] })
  })
  afterEach(() => world.close())
  const install = () => openBrowser(world.home).install()

  it('takes those on it', async () => {
    world.slack.next = { team: null, enterprise: 'E1', token: 'xoxb-org' }
    expect([(await install()).status, await world.kept.all()]).toEqual([200, ['E1']])
  })

  it('gives back the token of any other, keeps nothing, and tells whom to ask', async () => {
    world.slack.next = { team: 'T9', enterprise: 'E1', token: 'xoxb-stranger' }
    const page = await install()
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('tell them its id: T9')])
    expect([await world.kept.all(), world.slack.revoked]).toEqual([[], ['xoxb-stranger']])
    expect(world.lines).toEqual([{ name: 'installation ended', ending: 'not_allowed', workspace: 'T9' }])
  })
})
