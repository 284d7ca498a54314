import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { checkSlack, type Examined } from '../adapters/slack/doctor.ts'
import { createEventsRoute } from '../adapters/slack/http.ts'
import { SCOPES } from '../adapters/slack/manifest.ts'
import { unreachable } from '../adapters/slack/reach.ts'
import { type ContactChecked, NAMED } from '../src/check.ts'
import { report } from '../src/checklist.ts'
import { type Examination, examine } from '../src/doctor.ts'
import { silentLog } from '../src/log.ts'
import { createWeb, listen } from '../src/web/server.ts'
import { FakeDiscord } from './adapters/discord/fake/discord.ts'
import { FakeSlack } from './adapters/slack/fake/slack.ts'
import { serve } from './adapters/slack/http-server.ts'
import { databases } from './support/databases.ts'
import { promptsFolder } from './support/scripted.ts'

const ROOT = resolve(import.meta.dirname, '..')
const run = promisify(execFile)
const CANARY = 'canary7d1f'
const MINUTE = 60_000
const HOME = {
  appId: 'A0APP',
  botToken: `xoxb-1-2-${CANARY}`,
  appToken: `xapp-1-A0APP-2-${CANARY}`,
  signingSecret: `0123456789abcdef0123456789abcdef${CANARY}`,
  scopes: Object.keys(SCOPES),
}

let slack: FakeSlack
let channel: string
beforeEach(async () => {
  slack = await FakeSlack.open({ home: HOME })
  channel = slack.addChannel({ name: 'help-desk' })
})
afterEach(() => slack.close())

const look = (settings: Partial<Examined> = {}) =>
  checkSlack({
    botToken: HOME.botToken,
    appToken: HOME.appToken,
    signingSecret: null,
    apiUrl: slack.apiUrl,
    staffChannel: channel,
    publicUrl: null,
    clock: Date.now,
    within: 1_000,
    ...settings,
  })

type Found = Awaited<ReturnType<typeof look>>

/** The faults, each as one sentence; a secret in any of them fails the test. */
const faults = (checks: Found): string[] => {
  expect(JSON.stringify(checks)).not.toContain(CANARY)
  return checks
    .filter(({ ok }) => !ok)
    .map(({ name, problem, repair }) => {
      expect([problem, repair]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\S$/)])
      return `${name}: ${problem} ${repair}`
    })
}
const fault = async (settings: Partial<Examined> = {}): Promise<string> => {
  const found = faults(await look(settings))
  expect(found).toHaveLength(1)
  return found[0] ?? ''
}

describe('Slack', () => {
  it('is well where everything is, and its workspace is named', async () => {
    const checks = await look()
    expect(faults(checks)).toEqual([])
    expect(checks.map(({ name, says = '' }) => `${name}: ${says}`)).toEqual([
      'Slack is reachable: ',
      'Clock: ',
      'Slack bot token: @warmline in the workspace Home',
      'Slack tokens belong together: ',
      'Slack permissions: ',
      'Slack staff channel: #help-desk',
      expect.stringContaining('Slack direct messages: only https://api.slack.com/apps/A0APP/app-home shows'),
      'Slack app token: ',
      'Slack Socket Mode: ',
    ])
  })

  it('is left as it was: nothing is posted, and no socket opened', async () => {
    await look()
    const methods = new Set(slack.calls.map(({ method }) => method))
    expect([...methods].sort()).toEqual([
      'api.test',
      'apps.connections.open',
      'auth.test',
      'bots.info',
      'conversations.info',
    ])
    expect(slack.sockets).toBe(0)
  })

  it.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    'does not take the bot token: %s',
    async (code) => {
      slack.fail('auth.test', { kind: 'error', error: code })
      expect(await fault()).toMatch(`Slack bot token: Slack does not accept it (${code}). Copy it again`)
    },
  )

  it('knows the bot token as that of a person', async () => {
    const apiUrl = await api({ 'auth.test': { ok: true, user_id: 'U1', user: 'nora', team: 'Home' } })
    expect(await fault({ apiUrl, appToken: null })).toMatch('Slack bot token: it is not the token of a bot')
  })

  it.each(['invalid_auth', 'not_allowed_token_type'])('does not take the app token: %s', async (code) => {
    slack.refuseSockets(code)
    expect(await fault()).toMatch(`Slack app token: Slack does not accept it (${code}).`)
  })

  it.each(['missing_scope', 'no_permission'])(
    'does not let the app token open connections: %s',
    async (code) => {
      slack.refuseSockets(code)
      expect(await fault()).toMatch(
        'Slack app token: it may not open connections (connections:write is missing).',
      )
    },
  )

  it('has Socket Mode off, and says so by an error', async () => {
    slack.refuseSockets('socket_mode_not_enabled')
    expect(await fault()).toMatch('Slack Socket Mode: it is switched off')
  })

  it('has Socket Mode off, and says so by a warning alone', async () => {
    const apiUrl = await api({
      'apps.connections.open': {
        ok: true,
        url: 'ws://127.0.0.1:1/link',
        response_metadata: { messages: ['[WARN] Socket Mode is not turned on.'] },
      },
    })
    expect(await fault({ apiUrl })).toMatch('Slack Socket Mode: it is switched off')
  })

  it('gives a socket that cannot be reached', async () => {
    const port = await closedPort()
    const url = `ws://127.0.0.1:${port}/link`
    const apiUrl = await api({ 'apps.connections.open': { ok: true, url } })
    expect(await fault({ apiUrl })).toMatch(
      `Slack Socket Mode: nothing answers at 127.0.0.1:${port} (ECONNREFUSED).`,
    )
  })

  it('gave the two tokens to two apps', async () => {
    slack.home.appToken = `xapp-1-A0OTHER-2-${CANARY}`
    expect(await fault({ appToken: slack.home.appToken })).toMatch(
      'Slack tokens belong together: the bot token is of the app A0APP, and the app-level token of the app A0OTHER.',
    )
  })

  it.each(Object.entries(SCOPES))('gave no %s', async (scope, { without, isOptional }) => {
    slack.home.scopes.delete(scope)
    const checks = await look()
    const told = checks.find(({ name }) => name === `Slack permission ${scope}`)
    if (isOptional) expect(told).toMatchObject({ ok: true, says: expect.stringContaining(without) })
    else expect(told).toMatchObject({ ok: false, problem: `missing: ${without}.` })
    faults(checks)
  })

  it('has no such channel for staff', async () => {
    expect(await fault({ staffChannel: 'C0NOWHERE1' })).toMatch(
      'Slack staff channel: the channel C0NOWHERE1 is not there, or it is private and the bot is not in it. Write "/invite @warmline" in it',
    )
  })

  it.each([
    [
      'that the bot is not in',
      { bot: false },
      'the bot is not in #desk. Write "/invite @warmline" in #desk.',
    ],
    ['that is archived', { archived: true }, '#desk is archived.'],
    ['that another company reads', { shared: true }, '#desk is shared with another company'],
    [
      'that is private and not ours',
      { kind: 'private', bot: false } as const,
      'is not there, or it is private',
    ],
  ])('has a channel for staff %s', async (_what, given, told) => {
    expect(await fault({ staffChannel: slack.addChannel({ name: 'desk', ...given }) })).toContain(told)
  })

  it('may do without a channel for staff', async () => {
    const checks = await look({ staffChannel: null })
    expect(checks).toContainEqual({ name: 'Slack staff channel', ok: true, says: expect.any(String) })
  })

  it('asks us to wait', async () => {
    slack.fail('auth.test', { kind: 'rate_limited', retryAfter: 30 })
    expect(await fault()).toMatch('Slack bot token: Slack asks us to wait (ratelimited).')
  })

  it('sees a clock that is off, either way, and none that is a minute off', async () => {
    expect(await fault({ clock: () => Date.now() + 7 * MINUTE })).toMatch(
      "Clock: this machine's clock is 7 minutes ahead of Slack's.",
    )
    expect(await fault({ clock: () => Date.now() - 3 * 60 * MINUTE })).toMatch('is 3 hours behind Slack')
    expect(faults(await look({ clock: () => Date.now() + MINUTE }))).toEqual([])
  })
})

describe('a broken way to Slack is one fault:', () => {
  it('a closed port', async () => {
    const port = await closedPort()
    const told = await fault({ apiUrl: `http://127.0.0.1:${port}/api/` })
    expect(told).toMatch(`Slack is reachable: nothing answers at 127.0.0.1:${port} (ECONNREFUSED).`)
  })

  it('a host that is none', async () => {
    const told = await fault({ apiUrl: 'https://nowhere.invalid/api/', within: 10_000 })
    expect(told).toMatch('Slack is reachable: no address was found for nowhere.invalid')
  })

  it.each([
    [302, '', 'sends us elsewhere (HTTP 302)'],
    [404, 'not here', "is not Slack's Web API (HTTP 404)"],
    [200, `<html>Sign in ${CANARY}</html>`, "is not Slack's Web API (HTTP 200)"],
    [503, '', 'is in trouble (HTTP 503)'],
  ])('HTTP %i in the place of Slack', async (status, body, told) => {
    const url = await serve((_request, response) =>
      response.writeHead(status, { location: '/login' }).end(body),
    )
    expect(await fault({ apiUrl: `${url}/` })).toContain(told)
  })

  it('a proxy that asks for a password', async () => {
    const proxy = createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    })
    await new Promise<void>((opened) => proxy.listen(0, '127.0.0.1', opened))
    onTestFinished(() => void proxy.close())
    const reach = pathToFileURL(join(ROOT, 'adapters/slack/reach.ts')).href
    const script = `const { checkReach } = await import('${reach}')
      console.log(JSON.stringify(await checkReach('https://slack.example/api/', Date.now)))`
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}` }
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env })
    expect(stdout).toContain('the proxy does not let us through to slack.example (HTTP 407).')
  })

  it('a server that hangs up', async () => {
    const url = await serve((request) => request.socket.destroy())
    expect(await fault({ apiUrl: `${url}/` })).toContain('broke off')
  })

  it('a server that never answers', async () => {
    const url = await serve(() => undefined)
    expect(await fault({ apiUrl: `${url}/`, within: 200 })).toContain('gave no answer in time')
  })

  it('a server that speaks no HTTPS', async () => {
    const url = await serve((_request, response) => response.end())
    expect(await fault({ apiUrl: `${url.replace('http:', 'https:')}/` })).toContain('does not speak HTTPS')
  })

  it.each([
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('a certificate that is not trusted: %s', (code) => {
    const cause = Object.assign(new Error('no'), { code })
    expect(unreachable(new TypeError('fetch failed', { cause }), 'slack.com')).toMatchObject({
      problem: `the certificate of slack.com is not one that this machine trusts (${code}).`,
      repair: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
  })
})

describe('the door over HTTPS', () => {
  const door = { appToken: null, signingSecret: HOME.signingSecret, clock: Date.now }
  const warmline = async (signingSecret: string) => {
    const handle = () => Promise.resolve(undefined)
    const route = createEventsRoute({ signingSecret, handle, clock: Date.now, log: silentLog })
    const web = createWeb({
      company: 'X',
      assets: [],
      ready: async () => ({ ok: true, checks: {} }),
      routes: () => undefined,
      machines: (app) => {
        app.route('/', route)
      },
    })
    return listen(web, { host: '127.0.0.1', port: 0 })
  }

  it('is tried only where it is named, and says how', async () => {
    const checks = await look(door)
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: 'Slack finds Warmline',
        isUnsure: true,
        says: expect.stringContaining('--public-url'),
      }),
    )
  })

  it('is found open where Warmline runs with the same secret', async () => {
    const running = await warmline(HOME.signingSecret)
    const checks = await look({ ...door, publicUrl: running.url })
    await running.close()
    expect(faults(checks)).toEqual([])
    expect(checks).toContainEqual(expect.objectContaining({ name: 'Slack finds Warmline', ok: true }))
  })

  it('refuses us where Warmline runs with another secret', async () => {
    const running = await warmline('another')
    const told = await fault({ ...door, publicUrl: running.url })
    await running.close()
    expect(told).toContain('does not take our signature (HTTP 401). Restart Warmline')
  })

  it('is not there', async () => {
    const host = `127.0.0.1:${await closedPort()}`
    expect(await fault({ ...door, publicUrl: `http://${host}` })).toContain(`nothing answers at ${host}`)
  })

  it.each([
    [404, 'there is no /slack/events at'],
    [200, 'is not Warmline (HTTP 200)'],
    [302, 'is not Warmline (HTTP 302)'],
  ])('leads to something else: HTTP %i', async (status, told) => {
    const publicUrl = await serve((_request, response) => response.writeHead(status).end('hello'))
    expect(await fault({ ...door, publicUrl })).toContain(told)
  })
})

describe('the doctor', () => {
  let folder: string
  let about: Examination
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'warmline-test-'))
    about = {
      environment: { DATA_DIR: join(folder, 'data'), KNOWLEDGE_DIR: join(ROOT, 'knowledge') },
      envFile: join(folder, '.env'),
      promptsDir: promptsFolder,
      publicUrl: null,
      clock: Date.now,
    }
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const examined = (environment: NodeJS.ProcessEnv = {}) =>
    examine({ ...about, environment: { ...about.environment, ...environment } })

  it('finds all well, and makes nothing', async () => {
    const checks = await examined()
    expect(faults(checks)).toEqual([])
    expect(checks.map(({ name }) => name)).toEqual([
      'Settings',
      'Node',
      'Words in prompts',
      'Data folder',
      'Database',
      'Pages',
      'Tools',
      'Slack',
      'Discord',
      'Model',
    ])
    expect(readdirSync(folder)).toEqual([])
  })

  it('looks at Slack where that is set up', async () => {
    const checks = await examined({
      SLACK_BOT_TOKEN: HOME.botToken,
      SLACK_APP_TOKEN: HOME.appToken,
      SLACK_STAFF_CHANNEL: 'C0NOWHERE1',
      SLACK_API_URL: slack.apiUrl,
    })
    expect(faults(checks)).toEqual([
      expect.stringContaining('Slack staff channel: the channel C0NOWHERE1 is not there'),
    ])
  })

  it('looks at the tools where they are set up', async () => {
    const file = join(folder, 'tools.yaml')
    const shop = { command: process.execPath, args: [join(ROOT, 'test/tools/shop-server.ts'), file] }
    const reads = { read: true, customer: null }
    const servers = {
      shop: { ...shop, tools: { find_orders: { read: true, customer: 'customer_id' }, cancel_order: reads } },
      old: { ...shop, tools: { no: reads, gone: reads } },
      away: { command: join(folder, 'nothing'), tools: { no: reads } },
    }
    writeFileSync(file, JSON.stringify({ servers }))
    const checks = await examined({ TOOLS_FILE: file })
    expect(faults(checks)).toEqual([
      expect.stringContaining(
        'Tools of old: The tool server old does not have gone as your tools file names it',
      ),
      expect.stringContaining(
        'Tools of away: The tool server away cannot be started: there is no such command',
      ),
    ])
    expect(checks).toContainEqual({ name: 'Tools of shop', ok: true, says: 'find_orders, cancel_order' })
    expect(checks).toContainEqual(expect.objectContaining({ name: 'Tools that only read', isUnsure: true }))
  })

  it('looks at Discord where that is set up', async () => {
    const discord = await FakeDiscord.open({ messageContent: true })
    onTestFinished(() => discord.close())
    const checks = await examined({
      DISCORD_BOT_TOKEN: discord.token,
      DISCORD_STAFF_CHANNEL: '1029384756102938475',
      DISCORD_API_URL: discord.apiUrl,
    })
    expect(faults(checks)).toEqual([
      expect.stringContaining('Discord staff channel: there is no channel 1029384756102938475.'),
    ])
    expect(checks).toContainEqual({ name: 'Slack', ok: true, says: 'not set up (npm run setup).' })
  })

  it('looks whether the digest can be posted where it should be', async () => {
    const to = (place: string) => examined({ DIGEST: 'daily', DIGEST_PLACE: place })
    expect(faults(await to('slack:C0123456789'))).toEqual([
      'DIGEST_PLACE: it names "slack", which is not set up here. Set it up (npm run setup), or name another.',
    ])
    const discord = await FakeDiscord.open({ messageContent: true })
    onTestFinished(() => discord.close())
    const checks = await examined({
      DISCORD_BOT_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DIGEST: 'daily',
      DIGEST_PLACE: 'discord:1029384756102938475',
    })
    expect(faults(checks)).toEqual([
      'Discord, DIGEST_PLACE: there is no channel 1029384756102938475. Choose another: DIGEST_PLACE.',
    ])
  })

  it('names every broken setting with what to do, and what does not need them', async () => {
    writeFileSync(about.envFile, `PORT=${CANARY}\n${CANARY}\n`)
    const checks = await examined({ SLACK_BOT_TOKEN: `xoxp-${CANARY}` })
    expect(faults(checks)).toEqual([
      expect.stringContaining('Settings: .env, line 2: not a setting. Write NAME=value'),
      'Settings: PORT: must be a number such as 3000. Correct it in .env, or wherever your settings are.',
      expect.stringContaining(
        'Settings: SLACK_BOT_TOKEN: is a user token (xoxp-). Put the Bot User OAuth Token here',
      ),
      expect.stringContaining('Settings: SLACK_APP_TOKEN: is missing'),
    ])
    expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(['Node', 'Words in prompts']))
  })

  it('names a data folder that is none', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    expect(faults(await examined({ DATA_DIR: join(file, 'data') }))).toContainEqual(
      expect.stringMatching(/^Data folder: .*file is not a folder\. Make DATA_DIR/),
    )
  })

  it('names a ledger that is none', async () => {
    writeFileSync(join(folder, 'ledger.sqlite'), 'no database at all, but long enough for one '.repeat(9))
    expect(faults(await examined({ DATA_DIR: folder }))).toEqual([
      expect.stringMatching(/^Database: DATA_DIR: the ledger at .* cannot be opened\. Is it a file/),
    ])
  })

  it('names a PostgreSQL that does not answer, without its address and password', async () => {
    const told = faults(await examined({ DATABASE_URL: `postgres://w:${CANARY}@127.0.0.1:1/${CANARY}` }))
    expect(told).toEqual([expect.stringContaining('Database: DATABASE_URL: PostgreSQL could not be reached')])
  })

  it.runIf(databases.includes('postgres'))('reaches PostgreSQL', async () => {
    const checks = await examined({ DATABASE_URL: process.env.TEST_DATABASE_URL })
    expect(checks).toContainEqual({ name: 'Database', ok: true, says: 'PostgreSQL' })
  })

  it('names a folder without pages, one that is not there, and pages that are not read', async () => {
    expect(faults(await examined({ KNOWLEDGE_DIR: folder }))).toEqual([
      expect.stringContaining('Pages: there is none in'),
    ])
    expect(faults(await examined({ KNOWLEDGE_DIR: join(folder, 'no') }))).toEqual([
      expect.stringMatching(/^Pages: KNOWLEDGE_DIR: the folder .*no is not there\. Make it/),
    ])
    writeFileSync(join(folder, 'returns.md'), '# Returns\n\nYou can send anything back.\n')
    writeFileSync(join(folder, 'prices.pdf'), 'x')
    expect(await examined({ KNOWLEDGE_DIR: folder })).toContainEqual({
      name: 'Pages',
      ok: true,
      says: '1; prices.pdf is not read: .pdf files are not read yet',
    })
  })

  it('names words that are broken', async () => {
    const told = faults(await examine({ ...about, promptsDir: folder }))
    expect(told).toContainEqual(
      expect.stringMatching(/^Words in prompts: prompts\/charter.md: cannot be read\. Put it back/),
    )
  })

  it('reports in lines that fit', async () => {
    const checks = [...(await examined()), ...(await look({ staffChannel: 'C0NOWHERE1' }))]
    const text = report(checks)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(text).toContain('✓ Settings')
    expect(text).toContain('✗ Slack staff channel: the channel C0NOWHERE1 is not there')
    expect(text).toContain('  → Write "/invite @warmline" in it')
    expect(text).toContain('One thing is to be put right.')
  })
})

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((opened) => server.listen(0, '127.0.0.1', opened))
  const port = portOf(server)
  await new Promise((closed) => server.close(closed))
  return port
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('there is no port')
  return address.port
}

/** A Web API that answers so, and everything else as the Slack of these tests does. */
async function api(answers: Record<string, object>): Promise<string> {
  const url = await serve((request, response) => {
    const method = request.url?.split('/').at(-1) ?? ''
    const own = answers[method]
    if (own) {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(own))
      return
    }
    const { authorization = '' } = request.headers
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const type = request.headers['content-type'] ?? 'application/x-www-form-urlencoded'
      const headers = { authorization, 'content-type': type }
      const answer = await fetch(`${slack.apiUrl}${method}`, {
        method: 'POST',
        headers,
        body: Buffer.concat(chunks),
      })
      response.setHeader('content-type', 'application/json')
      response.setHeader('x-oauth-scopes', answer.headers.get('x-oauth-scopes') ?? '')
      response.end(await answer.text())
    })
  })
  return `${url}/api/`
}

describe('whom the owner has called on Slack', () => {
  const called = (id: string, fact: ContactChecked['fact'] = 'second') => ({ contacts: [{ fact, id }] })
  const saying = async (id: string, fact: ContactChecked['fact'] = 'second') =>
    (await look(called(id, fact))).find(({ name }) => name === `Slack, ${NAMED[fact].name}`)

  it('is named where they can be', async () => {
    const kim = slack.addUser({ name: 'Kim' })
    slack.world.channels.get(channel)?.members.add(kim)
    expect(await saying(kim)).toMatchObject({ ok: true, says: '@kim' })
    expect(await saying(channel)).toMatchObject({ ok: true, says: '#help-desk' })
    expect(await saying('S0123ABCD')).toMatchObject({ ok: true, isUnsure: true })
  })

  it('is a fault where they cannot; the owner need not be in the staff channel', async () => {
    const olive = slack.addUser({ name: 'Olive' })
    expect(await fault(called(olive))).toContain('@olive is not in the staff channel')
    expect(await saying(olive, 'owner')).toMatchObject({ ok: true })
    expect(await fault(called('U0NOBODY1'))).toContain('knows nobody of the id U0NOBODY1')
    expect(await fault(called('C0NOWHERE'))).toContain('the channel C0NOWHERE is not there')
    expect(await fault(called('kim'))).toContain('Write it like slack:U0123ABCD')
  })

  it('may be where the digest is posted: a channel that the bot is in, or a person', async () => {
    const olive = slack.addUser({ name: 'Olive' })
    expect(await saying(channel, 'digest')).toMatchObject({ ok: true, says: '#help-desk' })
    expect(await saying(olive, 'digest')).toMatchObject({ ok: true, says: '@olive' })
    const strange = slack.addChannel({ name: 'figures', bot: false })
    expect(await fault(called(strange, 'digest'))).toBe(
      'Slack, DIGEST_PLACE: the bot is not in #figures. Write "/invite @warmline" in #figures.',
    )
    expect(await fault(called('C0NOWHERE', 'digest'))).toContain('or choose another: DIGEST_PLACE.')
    expect(await fault(called('U0NOBODY1', 'digest'))).toContain('Name somebody else in DIGEST_PLACE.')
    expect(await fault(called('S0123ABCD', 'digest'))).toContain('Name a channel or a person.')
  })
})
