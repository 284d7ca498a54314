import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:net'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { PermissionFlagsBits } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { checkDiscord, type Examined } from '../../../adapters/discord/doctor.ts'
import { ALL_RIGHTS, inviteLink, RIGHTS, type Right, rightsNumber } from '../../../adapters/discord/invite.ts'
import type { ContactChecked } from '../../../src/check.ts'
import { serve } from '../slack/http-server.ts'
import { FakeDiscord } from './fake/discord.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const run = promisify(execFile)
const CANARY = 'canary7d1f'
const MINUTE = 60_000

let discord: FakeDiscord
let desk: string
let ask: string
let staff: string
beforeEach(async () => {
  discord = await FakeDiscord.open({ messageContent: true })
  staff = discord.addRole({ name: 'Staff' })
  desk = discord.addChannel({ name: 'help-desk', only: [staff] })
  ask = discord.addChannel({ name: 'ask' })
})
afterEach(() => discord.close())

const look = (settings: Partial<Examined> = {}) =>
  checkDiscord({
    token: discord.token,
    apiUrl: discord.apiUrl,
    staffChannel: desk,
    staffRole: staff,
    askChannels: [ask],
    clock: Date.now,
    within: 1_000,
    ...settings,
  })

type Found = Awaited<ReturnType<typeof look>>

/** The faults, each as one sentence; a secret in any of them fails the test. */
const faults = (checks: Found): string[] => {
  expect(JSON.stringify(checks)).not.toContain(CANARY)
  expect(JSON.stringify(checks)).not.toContain(discord.token)
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
const saysOf = async (name: string, settings: Partial<Examined> = {}) => {
  const checks = await look(settings)
  expect(faults(checks)).toEqual([])
  return checks.find((check) => check.name === name)?.says
}

describe('the invitation', () => {
  it('asks for exactly what Warmline needs', () => {
    expect(ALL_RIGHTS.map((right) => RIGHTS[right].label)).toEqual([
      'View Channels',
      'Send Messages',
      'Send Messages in Threads',
      'Create Public Threads',
      'Create Private Threads',
      'Manage Threads',
      'Read Message History',
      'Embed Links',
      'Attach Files',
      'Manage Webhooks',
    ])
    expect(rightsNumber()).toBe(395_673_979_904n)
    for (const never of [PermissionFlagsBits.Administrator, PermissionFlagsBits.MentionEveryone])
      expect(rightsNumber() & never).toBe(0n)
  })

  it.each([
    ['https://discord.com/api', 'https://discord.com'],
    ['http://127.0.0.1:4000/api', 'http://127.0.0.1:4000'],
  ])('of %s is a link', (apiUrl, host) => {
    expect(inviteLink('123', apiUrl)).toBe(
      `${host}/oauth2/authorize?client_id=123&scope=bot+applications.commands&permissions=${rightsNumber()}`,
    )
  })
})

describe('Discord', () => {
  it('is well where everything is, and its servers are named', async () => {
    const checks = await look()
    expect(faults(checks)).toEqual([])
    expect(checks.map(({ name, says = '' }) => `${name}: ${says}`)).toEqual([
      'Discord is reachable: ',
      'Clock: ',
      'Discord bot token: @warmline',
      'Discord message content: the bot may read it.',
      'Discord servers: Home',
      'Discord staff channel: #help-desk in Home',
      'Discord staff role: @Staff',
      'Discord ask channel: #ask in Home',
      'Discord gateway: ',
      'Discord logins: 1000 of 1000 are left for today.',
    ])
  })

  it('is left as it was: everything is only looked at, and nobody logs in', async () => {
    await look()
    expect([...new Set(discord.requests.map(({ method }) => method))]).toEqual(['GET'])
    expect([discord.identifies, discord.connected]).toEqual([0, 0])
  })

  it('does not take the token, and is asked no more after it has said so', async () => {
    expect(await fault({ token: `a.b.${CANARY}` })).toMatch(
      'Discord bot token: Discord does not accept it (HTTP 401). On https://discord.com/developers/applications',
    )
    expect(discord.requests.map(({ path }) => path)).toEqual(['/gateway', '/users/@me'])
  })

  it('knows the token as that of a person', async () => {
    const apiUrl = await api({
      '/users/@me': { id: '1', username: 'nora' },
      '/applications/@me': { status: 403, message: 'Bots only', code: 20002 },
    })
    expect(await fault({ apiUrl })).toMatch('Discord bot token: it is not the token of a bot')
  })

  it('asks us to wait', async () => {
    discord.fail('GET /users/@me', { kind: 'rate_limited', retryAfter: 30 })
    expect(await fault()).toMatch('Discord bot token: Discord asks us to wait (HTTP 429).')
  })

  it('hides what is written from the bot: a fault only where that is needed', async () => {
    discord.home.messageContent = false
    const { applicationId } = discord
    expect(await fault()).toMatch(
      'Discord message content: it is switched off, so that nobody is heard in the ask channels',
    )
    expect(await fault()).toContain(`https://discord.com/developers/applications/${applicationId}/bot`)
    expect(await saysOf('Discord message content', { askChannels: [] })).toMatch(/^switched off: in channels/)
  })

  it('sends clicks to another program, so that no button works', async () => {
    const apiUrl = await api({
      '/applications/@me': { id: '7', flags: 1 << 19, interactions_endpoint_url: 'https://example.com/x' },
    })
    const told = await fault({ apiUrl })
    expect(told).toMatch('Discord buttons and commands: Discord sends them to an address of another program')
    expect(told).toContain('https://discord.com/developers/applications/7/information')
  })

  it('is not looked for where another server is meant', async () => {
    const told = await fault({ apiUrl: 'http://127.0.0.1:2/api' })
    expect(told).toMatch('Discord is reachable: nothing answers at 127.0.0.1:2 (ECONNREFUSED).')
    expect(told).toContain('DISCORD_API_URL')
    expect(told).not.toContain('discord.gg')
  })

  it('has the bot in no server', async () => {
    const apiUrl = await api({ '/users/@me/guilds': [] })
    const told = await fault({ apiUrl, staffChannel: null, askChannels: [] })
    expect(told).toMatch('Discord servers: the bot is in no server')
    expect(told).toContain(inviteLink(discord.applicationId, apiUrl))
  })

  it.each([
    ['tells of a right that is missing at large', 'CreatePrivateThreads', 'That is your choice.'],
    ['tells how to get it', 'CreatePublicThreads', 'This link gives it: http://127.0.0.1'],
  ] as const)('%s', async (_what, right, told) => {
    discord.deny(right)
    const name = `Discord permission ${RIGHTS[right].label} in Home`
    expect(await saysOf(name, { staffChannel: null, staffRole: null, askChannels: [] })).toContain(told)
  })

  it('may do without a channel for staff', async () => {
    expect(await saysOf('Discord staff channel', { staffChannel: null, staffRole: null })).toBe(
      'none: staff are elsewhere.',
    )
  })

  it('has few logins left', async () => {
    const few = await FakeDiscord.open({ messageContent: true, identifiesLeft: 7 })
    onTestFinished(() => few.close())
    const settings = { token: few.token, apiUrl: few.apiUrl, staffChannel: null, askChannels: [] }
    expect(await fault(settings)).toMatch('Discord logins: only 7 of 1000 are left for the next 24 hours')
  })

  it('names a gateway that cannot be reached', async () => {
    const port = await closedPort()
    const apiUrl = await api({ '/gateway/bot': { url: `ws://127.0.0.1:${port}`, shards: 1 } })
    expect(await fault({ apiUrl })).toMatch(
      `Discord gateway: nothing answers at 127.0.0.1:${port} (ECONNREFUSED).`,
    )
  })

  it('sees a clock that is off, either way, and none that is a minute off', async () => {
    expect(await fault({ clock: () => Date.now() + 7 * MINUTE })).toMatch(
      "Clock: this machine's clock is 7 minutes ahead of Discord's.",
    )
    expect(await fault({ clock: () => Date.now() - 3 * 60 * MINUTE })).toMatch('is 3 hours behind Discord')
    expect(faults(await look({ clock: () => Date.now() + MINUTE }))).toEqual([])
  })
})

describe('the channel for staff', () => {
  it.each([
    ['voice', 'a voice channel'],
    ['forum', 'a forum'],
    ['category', 'a category'],
    ['news', 'an announcement channel'],
  ] as const)('is a text channel, and no %s', async (kind, told) => {
    const other = discord.addChannel({ name: 'other', kind })
    expect(await fault({ staffChannel: other })).toMatch(
      `Discord staff channel: #other is ${told}, not a text channel. Choose`,
    )
  })

  it('is there, and the bot may see it', async () => {
    expect(await fault({ staffChannel: '1029384756102938475' })).toMatch('there is no channel 102938')
    const hidden = discord.addChannel({ name: 'hidden', only: [staff], bot: false })
    expect(await fault({ staffChannel: hidden })).toMatch(
      /the bot may not see the channel \d+, or is not in its server\. In Discord: Edit Channel.*@warmline/,
    )
  })

  it.each([
    'SendMessages',
    'EmbedLinks',
    'CreatePublicThreads',
    'SendMessagesInThreads',
    'ReadMessageHistory',
  ] as const)('needs %s', async (right) => {
    discord.deny(right, desk)
    expect(await fault()).toMatch(`Discord permission ${RIGHTS[right].label} in #help-desk: missing: `)
  })

  it.each(['AttachFiles', 'ManageThreads'] as const)('is better with %s', async (right) => {
    discord.deny(right, desk)
    expect(await saysOf(`Discord permission ${RIGHTS[right].label} in #help-desk`)).toMatch(
      /^not given: .* That is your choice\.$/,
    )
  })

  it('counts what the roles of the bot are refused and granted there', async () => {
    const role = discord.addRole({ name: 'Bots' })
    discord.giveRole(discord.botId, role)
    discord.deny('SendMessages', desk, role)
    expect(await fault()).toMatch('Discord permission Send Messages in #help-desk')
    discord.allow('SendMessages', desk)
    expect(faults(await look())).toEqual([])
    discord.deny('SendMessages', desk)
    discord.allow('Administrator')
    const checks = await look()
    expect(faults(checks)).toEqual([])
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: 'Discord server Home',
        says: expect.stringContaining('administrator'),
      }),
    )
  })

  it('is not for customers to read', async () => {
    const open = discord.addChannel({ name: 'open' })
    expect(await fault({ staffChannel: open })).toMatch(
      'Discord staff channel: everybody in Home can read #open: customers would read what others wrote. In Discord: Edit Channel',
    )
    expect(await fault({ staffChannel: open, staffRole: null })).toMatch('counts as staff: customers, too.')
  })

  it('is not for everybody in any server to read, for customers may be in each', async () => {
    const open = discord.addChannel({ name: 'open' })
    const apiUrl = await api({
      '/users/@me/guilds': [
        { id: discord.guildId, name: 'Home' },
        { id: '99999', name: 'Shop' },
      ],
    })
    const settings = { apiUrl, staffChannel: open, askChannels: [] }
    expect(await fault(settings)).toMatch('Discord staff channel: everybody in Home can read #open')
  })

  it('has a role that people can have', async () => {
    expect(await fault({ staffRole: '1029384756102938475' })).toMatch(
      'Discord staff role: there is no role 1029384756102938475 in Home.',
    )
    expect(await fault({ staffRole: discord.guildId })).toMatch('Discord staff role: it is @everyone')
    const [own] = [...discord.world.roles.values()].filter(({ managed }) => managed)
    expect(await fault({ staffRole: own?.id ?? '' })).toMatch(
      'Discord staff role: @Warmline belongs to an app',
    )
    expect(await saysOf('Discord staff role', { staffRole: null })).toBe(
      'none: whoever may write in #help-desk is staff.',
    )
  })
})

describe('a channel for questions', () => {
  it.each(['text', 'news', 'forum'] as const)('may be one of the kind %s', async (kind) => {
    const other = discord.addChannel({ name: 'other', kind })
    expect(await saysOf('Discord ask channel', { askChannels: [other] })).toBe('#other in Home')
  })

  it.each([
    ['voice', 'a voice channel'],
    ['category', 'a category'],
  ] as const)('is none of the kind %s', async (kind, told) => {
    const other = discord.addChannel({ name: 'other', kind })
    expect(await fault({ askChannels: [other] })).toMatch(`#other is ${told}, not a text channel or a forum.`)
  })

  it.each(['SendMessages', 'SendMessagesInThreads', 'CreatePublicThreads', 'ReadMessageHistory'] as const)(
    'needs %s',
    async (right) => {
      discord.deny(right, ask)
      expect(await fault()).toMatch(`Discord permission ${RIGHTS[right].label} in #ask: missing: `)
    },
  )

  it.each(['ManageWebhooks', 'CreatePrivateThreads', 'ManageThreads'] as const)(
    'is better with %s',
    async (right: Right) => {
      discord.deny(right, ask)
      expect(await saysOf(`Discord permission ${RIGHTS[right].label} in #ask`)).toMatch(/^not given: /)
    },
  )

  it('is there, and the bot may see it', async () => {
    discord.deny('ViewChannel', ask)
    expect(await fault()).toMatch(`Discord ask channel: the bot may not see the channel ${ask}`)
  })

  it('may be one of many', async () => {
    const many = Array.from({ length: 60 }, (_, n) => discord.addChannel({ name: `ask-${n}` }))
    const checks = await look({ askChannels: many })
    expect(faults(checks)).toEqual([])
    expect(checks.filter(({ name }) => name === 'Discord ask channel')).toHaveLength(60)
  })
})

describe('a broken way to Discord is one fault:', () => {
  it('a closed port', async () => {
    const port = await closedPort()
    expect(await fault({ apiUrl: `http://127.0.0.1:${port}/api` })).toMatch(
      `Discord is reachable: nothing answers at 127.0.0.1:${port} (ECONNREFUSED).`,
    )
  })

  it('a host that is none', async () => {
    expect(await fault({ apiUrl: 'https://nowhere.invalid/api', within: 10_000 })).toMatch(
      'Discord is reachable: no address was found for nowhere.invalid',
    )
  })

  it.each([
    [302, '', 'sends us elsewhere (HTTP 302)'],
    [403, 'error code: 1015', 'takes no calls from this network for now (HTTP 403)'],
    [429, 'error code: 1015', 'takes no calls from this network for now (HTTP 429)'],
    [404, 'not here', "is not Discord's API (HTTP 404)"],
    [200, `<html>Sign in ${CANARY}</html>`, "is not Discord's API (HTTP 200)"],
    [503, '', 'is in trouble (HTTP 503)'],
  ])('HTTP %i in the place of Discord', async (status, body, told) => {
    const url = await serve((_request, response) =>
      response.writeHead(status, { location: '/login' }).end(body),
    )
    expect(await fault({ apiUrl: url })).toContain(told)
  })

  it('a proxy that asks for a password', async () => {
    const proxy = createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    })
    await new Promise<void>((opened) => proxy.listen(0, '127.0.0.1', opened))
    onTestFinished(() => void proxy.close())
    const doctor = pathToFileURL(join(ROOT, 'adapters/discord/check-reach.ts')).href
    const script = `const { checkReach } = await import('${doctor}')
      console.log(JSON.stringify(await checkReach('https://discord.example/api', Date.now)))`
    const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}` }
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env })
    expect(stdout).toContain('the proxy does not let us through to discord.example (HTTP 407).')
  })

  it('a server that hangs up, and one that never answers', async () => {
    const cut = await serve((request) => request.socket.destroy())
    expect(await fault({ apiUrl: cut })).toContain('broke off')
    const mute = await serve(() => undefined)
    expect(await fault({ apiUrl: mute, within: 200 })).toContain('gave no answer in time')
  })

  it('a server that speaks no HTTPS', async () => {
    const url = await serve((_request, response) => response.end())
    expect(await fault({ apiUrl: url.replace('http:', 'https:') })).toContain('does not speak HTTPS')
  })
})

describe('strange answers', () => {
  it.each([
    ['/users/@me', 'nonsense'],
    ['/users/@me/guilds', { message: 'no', code: 0, status: 403 }],
    ['/gateway/bot', { url: 'javascript:' }],
  ])('to %s are told, and end nothing', async (path, answer) => {
    const apiUrl = await api({ [path]: answer })
    expect(faults(await look({ apiUrl }))).toHaveLength(1)
  })

  it('to a channel are told', async () => {
    const apiUrl = await api({ [`/channels/${desk}`]: ['nonsense'] })
    expect(await fault({ apiUrl })).toMatch(
      "Discord staff channel: the answer to one of our questions is not one of Discord's.",
    )
  })

  it('about a server leave it open what the bot may do', async () => {
    const apiUrl = await api({ [`/guilds/${discord.guildId}`]: { status: 500, message: 'no', code: 0 } })
    const checks = await look({ apiUrl, staffChannel: null, askChannels: [] })
    expect(faults(checks)).toEqual([])
    expect(checks).toContainEqual(expect.objectContaining({ isUnsure: true }))
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

/** An API that answers so (with that `status`), and everything else as the Discord of these tests does. */
async function api(answers: Record<string, unknown>): Promise<string> {
  const url = await serve(async (request, response) => {
    const path = (request.url ?? '').replace('/api/v10', '')
    response.setHeader('content-type', 'application/json')
    const own = answers[path]
    if (own !== undefined) {
      const isNo = typeof own === 'object' && own !== null && 'status' in own
      response.writeHead(isNo ? Number(own.status) : 200).end(JSON.stringify(own))
      return
    }
    const { authorization } = request.headers
    const answer = await fetch(`${discord.apiUrl}/v10${path}`, {
      headers: authorization === undefined ? {} : { authorization },
    })
    response.writeHead(answer.status).end(await answer.text())
  })
  return `${url}/api`
}

describe('whom the owner has called', () => {
  const called = (id: string, fact: ContactChecked['fact'] = 'second') => ({ contacts: [{ fact, id }] })
  const NAME = 'Discord, second in the charter'

  it('is named where they can be', async () => {
    const kim = discord.addUser({ name: 'kim' })
    expect(await saysOf(NAME, called(`user:${kim}`))).toBe('@kim')
    expect(await saysOf(NAME, called(`channel:${desk}`))).toContain('#help-desk')
  })

  it('is a fault where they cannot', async () => {
    const nobody = '123456789012345678'
    expect(await fault(called(`user:${nobody}`))).toContain(`there is nobody of the id ${nobody}.`)
    expect(await fault(called(`role:${nobody}`))).toContain(`there is no role ${nobody}`)
    expect(await fault(called(`channel:${nobody}`))).toContain(`there is no channel ${nobody}`)
    expect(await fault(called(`channel:${ask}`))).toContain('customers would read what is not for them')
    expect(await fault(called(nobody))).toContain('Write it like discord:user:')
    expect(await fault(called(`role:${staff}`))).toContain('nobody is pinged')
  })

  it('may be where the digest is posted: a channel that is not for everybody, or a person', async () => {
    const DIGEST = 'Discord, DIGEST_PLACE'
    const kim = discord.addUser({ name: 'kim' })
    expect(await saysOf(DIGEST, called(`user:${kim}`, 'digest'))).toBe('@kim')
    expect(await saysOf(DIGEST, called(`channel:${desk}`, 'digest'))).toContain('#help-desk')
    expect(await saysOf(DIGEST, called(desk, 'digest'))).toContain('#help-desk')
    const nobody = '123456789012345678'
    expect(await fault(called(nobody, 'digest'))).toContain('Choose another: DIGEST_PLACE.')
    expect(await fault(called(`user:${nobody}`, 'digest'))).toContain('Name somebody else in DIGEST_PLACE.')
    expect(await fault(called(ask, 'digest'))).toContain('customers would read what is not for them')
    expect(await fault(called(`role:${staff}`, 'digest'))).toContain('Name a channel or a person.')
  })
})
