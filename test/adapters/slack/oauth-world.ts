import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { createSlackInstallations } from '../../../adapters/slack/installations.ts'
import { createOAuthRoutes } from '../../../adapters/slack/oauth.ts'
import { createInstallations } from '../../../src/ledger/installations.ts'
import type { Facts, Log } from '../../../src/log.ts'
import { createSealing, deriveSecret } from '../../../src/sealing.ts'
import { createWeb, listen } from '../../../src/web/server.ts'
import { createDatabase } from '../../support/databases.ts'

export const NOON = Date.UTC(2026, 10, 22, 12)
export const KEY = Buffer.alloc(32, 7)
export const CLIENT = { clientId: '111.222', clientSecret: 'the-client-secret' }
export const SCOPES = ['chat:write', 'im:history']

/** What a person chooses at the consent page, and what Slack then gives. */
export type Grant = { team: string | null; enterprise: string | null; token: string; rotates?: boolean }

type Answer = Record<string, unknown>

/** As much of Slack as an installation sees: the consent page, one-time codes, tokens, and their end. */
export async function openOAuthSlack(home: () => string) {
  const codes = new Map<string, Grant>()
  const slack = {
    url: '',
    /** What the next person gives, or the word with which Slack sends them back. */
    next: { team: 'T1', enterprise: null, token: 'xoxb-first' } as Grant | { error: string },
    /** How the next API call goes wrong. */
    fault: null as null | { error: string } | 'broken' | 'cut' | 'slow down',
    calls: [] as string[],
    asked: [] as URL[],
    revoked: [] as string[],
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }

  const authorize = (url: URL, response: ServerResponse) => {
    slack.asked.push(url)
    const back = new URL('/slack/oauth_redirect', home())
    if ('error' in slack.next) back.searchParams.set('error', slack.next.error)
    else {
      const code = `code-${codes.size}`
      codes.set(code, slack.next)
      back.searchParams.set('code', code)
    }
    back.searchParams.set('state', url.searchParams.get('state') ?? '')
    response.writeHead(302, { location: back.toString() }).end()
  }

  const api = (method: string, form: URLSearchParams, token: string): Answer => {
    if (method === 'auth.test') return { ok: true, bot_id: 'B1', url: 'https://example.slack.com/' }
    if (method === 'auth.revoke') {
      slack.revoked.push(token)
      return { ok: true, revoked: true }
    }
    if (form.get('client_id') !== CLIENT.clientId) return { ok: false, error: 'invalid_client_id' }
    if (form.get('client_secret') !== CLIENT.clientSecret) return { ok: false, error: 'bad_client_secret' }
    const code = form.get('code') ?? ''
    const grant = codes.get(code)
    if (!grant) return { ok: false, error: 'invalid_code' }
    codes.set(code, { ...grant, token: '' })
    return grant.token === '' ? { ok: false, error: 'code_already_used' } : granted(grant)
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', slack.url)
    if (url.pathname === '/oauth/v2/authorize') return authorize(url, response)
    const method = url.pathname.replace('/api/', '')
    slack.calls.push(method)
    const form = new URLSearchParams(await text(request))
    const { fault } = slack
    if (fault === 'cut') return request.socket.destroy()
    if (fault === 'broken') return response.writeHead(500).end()
    if (fault === 'slow down') return response.writeHead(429, { 'retry-after': '30' }).end()
    const answer = fault ? { ok: false, ...fault } : api(method, form, bearerOf(request))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  slack.url = `http://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}`
  return slack
}

function granted({ team, enterprise, token, rotates }: Grant): Answer {
  return {
    ok: true,
    access_token: token,
    token_type: 'bot',
    scope: SCOPES.join(','),
    bot_user_id: 'U0BOT',
    app_id: 'A1',
    team: team && { id: team, name: 'A workspace' },
    enterprise: enterprise && { id: enterprise, name: 'An organisation' },
    is_enterprise_install: team === null,
    authed_user: { id: 'U0ADMIN' },
    ...(rotates ? { refresh_token: 'xoxe-refresh', expires_in: 43_200 } : {}),
  }
}

function bearerOf(request: IncomingMessage): string {
  return (request.headers.authorization ?? '').replace('Bearer ', '')
}

/** Our web server with the installation pages, a ledger, and Slack beside them, all on loopback. */
export async function openOAuthWorld({ allowed }: { allowed?: string[] } = {}) {
  const database = await createDatabase('sqlite')
  const ledger = await database.open()
  const clock = { now: NOON }
  const lines: (Facts & { name: string })[] = []
  const log: Log = {
    event: (name, facts = {}) => lines.push({ name, ...facts }),
    trouble: (name, error, facts = {}) =>
      lines.push({ name, ...facts, error: error instanceof Error ? error.name : typeof error }),
  }
  const home = { url: '' }
  const slack = await openOAuthSlack(() => home.url)
  const kept = createInstallations(ledger, 'slack')
  const installationsWith = (key: Buffer) =>
    createSlackInstallations({
      installations: kept,
      sealing: createSealing(key),
      clock: () => clock.now,
    })
  const store = installationsWith(KEY)
  const web = createWeb({
    company: 'Harbour Lamps',
    assets: ['src/web/assets'],
    ready: async () => ({ ok: true, checks: {} }),
    onError: (error) => lines.push({ name: 'request failed', error: error.name }),
    routes: (app) =>
      app.route(
        '/',
        createOAuthRoutes({
          ...CLIENT,
          stateSecret: deriveSecret(KEY, 'state'),
          apiUrl: `${slack.url}/api/`,
          store,
          scopes: SCOPES,
          log,
          clock: () => clock.now,
          ...(allowed ? { allowed } : {}),
        }),
      ),
  })
  const listening = await listen(web, { host: '127.0.0.1', port: 0 })
  home.url = listening.url
  return {
    ...{ ledger, clock, lines, slack, kept, store, installationsWith, home: listening.url },
    async close() {
      await listening.close()
      await slack.close()
      await database.drop()
    },
  }
}
export type OAuthWorld = Awaited<ReturnType<typeof openOAuthWorld>>

/** A browser: follows where it is sent, and keeps the cookies of our pages. */
export function openBrowser(home: string) {
  const cookies = new Map<string, string>()
  const get = async (url: string | URL) => {
    const address = new URL(url, home)
    const ours = address.origin === home
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { accept: 'text/html', 'sec-fetch-site': 'cross-site', ...(ours ? { cookie } : {}) },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (line.includes('1970')) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  /** Goes on until a page comes. */
  const open = async (url: string | URL) => {
    let answer = await get(url)
    while (answer.status === 302) {
      await answer.text()
      answer = await get(answer.headers.get('location') ?? '')
    }
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  return { cookies, get, open, install: () => open('/slack/install') }
}
