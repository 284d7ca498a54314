import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type CatchUpSettings, catchUp } from '../../../adapters/discord/catch-up.ts'
import { createRest, type DiscordRest } from '../../../adapters/discord/rest.ts'
import type { Place } from '../../../src/adapter.ts'
import { FakeDiscord } from './fake/discord.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOON = Date.UTC(2026, 10, 22, 12)
const LIST = 'GET /channels/:channel/messages'
const Taken = z.looseObject({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  content: z.string(),
})

let discord: FakeDiscord
let rest: DiscordRest
let now: number
let kim: string
let taken: { text: string; channel: string; guild: string | null; sentAt: number }[]
let deleted: unknown[]
let paused: number[]
let listened: Map<string, number>
let places: Place[]
let heard: Map<string, string[]>
let ending: AbortController

beforeEach(async () => {
  now = NOON
  discord = await FakeDiscord.open({ clock: () => now, messageContent: true })
  rest = createRest({ token: discord.token, apiUrl: discord.apiUrl, timeout: 1500 })
  kim = discord.addUser({ name: 'Kim' })
  taken = []
  deleted = []
  paused = []
  listened = new Map([
    ['dm', NOON],
    [discord.guildId, NOON],
  ])
  places = []
  heard = new Map()
  ending = new AbortController()
})
afterEach(() => discord.close())

function look(more: Partial<CatchUpSettings> = {}): Promise<boolean> {
  return catchUp({
    rest,
    memory: {
      listenedUntil: async (workspace) => listened.get(workspace) ?? null,
      listening: async () => undefined,
      places: async (workspace, since) => {
        expect(since).toBe(now - 30 * 24 * HOUR)
        return places.filter((place) => place.workspace === workspace)
      },
      heard: async ({ channel, thread }) => heard.get(thread || channel) ?? [],
      askerAt: async () => null,
      logins: { since: async () => 0, add: async () => undefined },
    },
    workspaces: ['dm', discord.guildId],
    watched: { askChannels: [], staffChannel: null },
    take: async (message, sentAt) => {
      const { content, channel_id, guild_id } = Taken.parse(message)
      taken.push({ text: content, channel: channel_id, guild: guild_id ?? null, sentAt })
    },
    takeBack: async (gone) => void deleted.push(gone),
    log: {
      event: (_, facts) => expect(JSON.stringify(facts)).not.toContain('canary'),
      trouble: (_, __, facts) => expect(JSON.stringify(facts)).not.toContain('canary'),
    },
    clock: () => now,
    signal: ending.signal,
    pause: async (ms) => void paused.push(ms),
    ...more,
  })
}

const place = (channel: string, thread = '', workspace = discord.guildId): Place => ({
  adapter: 'discord',
  workspace,
  channel,
  thread,
})
const missed = (channel: string, text: string) => discord.sayUnheard({ channel, user: kim, text })
const words = () => taken.map(({ text }) => text)
const lists = () =>
  discord.requests.filter(({ route }) => route === LIST).map(({ params }) => params.channel ?? '')
const dm = () => {
  const channel = discord.addDm(kim)
  places.push(place(channel, '', 'dm'))
  return channel
}

describe('what was missed', () => {
  it('is found in direct messages, with its time', async () => {
    const channel = dm()
    now += HOUR
    missed(channel, 'canary 1')
    now += MINUTE
    missed(channel, 'canary 2')
    now += MINUTE
    expect(await look()).toBe(true)
    expect(taken).toEqual([
      { text: 'canary 1', channel, guild: null, sentAt: NOON + HOUR },
      { text: 'canary 2', channel, guild: null, sentAt: NOON + HOUR + MINUTE },
    ])
  })

  it('is found in channels, threads and posts, with its server', async () => {
    const [text, ask, forum] = [
      discord.addChannel({ name: 'talk' }),
      discord.addChannel({ name: 'ask' }),
      discord.addChannel({ name: 'board', kind: 'forum' }),
    ]
    const thread = await discord.startThread({ channel: text, user: kim, name: 'Open' })
    now += HOUR
    missed(text, 'in the channel')
    missed(ask, 'in the ask channel')
    missed(thread, 'in the thread')
    await discord.forumPost({ channel: forum, user: kim, title: 'Post', text: 'in the post' })
    expect(await look({ watched: { askChannels: [ask], staffChannel: null } })).toBe(true)
    expect(words().sort()).toEqual(
      expect.arrayContaining(['in the ask channel', 'in the channel', 'in the post', 'in the thread']),
    )
    expect(new Set(taken.map(({ guild }) => guild))).toEqual(new Set([discord.guildId]))
    expect(lists()[0]).toBe(ask)
  })

  it('is found in threads that only the ledger knows: private ones and archived ones', async () => {
    const channel = discord.addChannel()
    const open = await discord.startThread({ channel, user: kim, name: 'Archived' })
    places.push(place(channel, open))
    now += HOUR
    missed(open, 'in the archive')
    await discord.archive(open)
    expect(await look()).toBe(true)
    expect(words()).toContain('in the archive')
  })

  it('is looked for from a quarter of an hour before we stopped listening, and not further back', async () => {
    const channel = dm()
    missed(channel, 'long ago')
    now += 10 * MINUTE
    missed(channel, 'just before')
    listened.set('dm', NOON + 20 * MINUTE)
    await look()
    expect(words()).toEqual(['just before'])
  })

  it('is taken page by page, the oldest first, each once', async () => {
    const channel = dm()
    now += HOUR
    const all = Array.from({ length: 300 }, (_, n) => `canary ${n}`)
    for (const text of all) missed(channel, text)
    expect(await look()).toBe(true)
    expect(words()).toEqual(all)
    expect(lists()).toHaveLength(4)
  })

  it('is not looked for among staff, where nothing was said, and where we never listened', async () => {
    const [staff, quiet] = [discord.addChannel({ name: 'staff' }), discord.addChannel({ name: 'quiet' })]
    missed(quiet, 'before')
    const desk = await discord.startThread({ channel: staff, user: kim, name: 'A card' })
    now += HOUR
    missed(desk, 'a word among staff')
    listened.set(discord.guildId, NOON + HOUR)
    expect(await look({ watched: { askChannels: [], staffChannel: staff } })).toBe(true)
    expect([words(), lists()].flat()).not.toContain(desk)
    expect(lists()).not.toContain(quiet)
    const before = discord.requests.length
    listened.clear()
    dm()
    expect(await look()).toBe(true)
    expect(discord.requests.length).toBe(before)
  })
})

describe('what was taken back', () => {
  it('in direct messages is told, and nothing else', async () => {
    const channel = dm()
    now += MINUTE
    const [gone, there] = [missed(channel, 'gone'), missed(channel, 'there')]
    await discord.remove(channel, gone)
    heard.set(channel, [gone, there])
    expect(await look()).toBe(true)
    expect(deleted).toEqual([{ id: gone, channel_id: channel }])
  })

  it('in threads is told, though the question stands in the channel', async () => {
    const channel = discord.addChannel()
    now += MINUTE
    const question = missed(channel, 'question')
    const thread = await discord.startThread({ channel, user: kim, name: 'Kim', message: question })
    const reply = missed(thread, 'gone')
    heard.set(thread, [question, reply])
    places.push(place(channel, thread))
    await discord.remove(thread, reply)
    await look()
    expect(deleted).toEqual([{ id: reply, channel_id: thread, guild_id: discord.guildId }])
    await discord.remove(channel, question)
    await look()
    expect(deleted).toContainEqual({ id: question, channel_id: channel, guild_id: discord.guildId })
  })
})

describe('what is in the way', () => {
  it('is waited for where Discord asks for it, or fails for a while', async () => {
    const channel = dm()
    now += HOUR
    missed(channel, 'canary')
    discord.fail(LIST, { kind: 'rate_limited', retryAfter: 0.2 })
    discord.fail(LIST, { kind: 'rate_limited', retryAfter: 0.1, scope: 'shared' })
    discord.fail(LIST, { kind: 'http', status: 502 }, { times: 3 })
    discord.fail(LIST, { kind: 'reset' })
    discord.fail(LIST, { kind: 'black_hole' })
    expect(await look({ workspaces: ['dm'], pause: (ms) => wait(ms) })).toBe(true)
    expect(words()).toEqual(['canary'])
    expect(paused.length).toBeGreaterThanOrEqual(7)
  })

  it('is passed by where we may not see a channel, or it is gone', async () => {
    const [hidden, gone, open] = [discord.addChannel(), discord.addChannel(), discord.addChannel()]
    const channel = dm()
    now += HOUR
    for (const one of [hidden, gone, open, channel]) missed(one, `in ${one}`)
    discord.deny('ViewChannel', hidden)
    places.push(place(gone, '', 'dm'))
    discord.removeChannel(gone)
    expect(await look()).toBe(true)
    expect(words().sort()).toEqual([`in ${open}`, `in ${channel}`].sort())
  })

  it('for ever leaves the look unfinished, and the rest is read', async () => {
    const [broken, well] = [discord.addChannel(), dm()]
    now += HOUR
    missed(broken, 'not read')
    missed(well, 'read')
    discord.fail(LIST, { kind: 'http', status: 503 }, { times: 1_000, channel: broken })
    expect(await look()).toBe(false)
    expect(words()).toEqual(['read'])
    expect(lists().filter((channel) => channel === broken)).toHaveLength(30)
  })

  it('to a list of channels leaves the look unfinished, and the rest is read', async () => {
    const channel = discord.addChannel()
    const thread = await discord.startThread({ channel, user: kim, name: 'Known' })
    places.push(place(channel, thread))
    now += HOUR
    missed(thread, 'read')
    discord.fail('GET /guilds/:guild/channels', { kind: 'http', status: 500 }, { times: 1_000 })
    expect(await look()).toBe(false)
    expect(words()).toContain('read')
  })

  it('may be the ledger: it is asked again, and at its end the look is unfinished', async () => {
    const channel = dm()
    now += HOUR
    for (const text of ['one', 'two', 'three']) missed(channel, text)
    const tries: string[] = []
    const take = (isTaken: (text: string, before: number) => boolean) => async (message: unknown) => {
      const { content } = Taken.parse(message)
      const before = tries.filter((text) => text === content).length
      tries.push(content)
      if (!isTaken(content, before)) throw new Error('canary')
    }
    expect(await look({ take: take((text, before) => text !== 'two' || before === 2) })).toBe(true)
    expect(tries).toEqual(['one', 'two', 'two', 'two', 'three'])
    tries.length = 0
    expect(await look({ take: take((text) => text !== 'two') })).toBe(false)
    expect(tries).toEqual(['one', 'two', 'two', 'two', 'two', 'two', 'three'])
  })

  it('may be our token: then nothing more is asked', async () => {
    dm()
    places.push(place(discord.addDm(discord.addUser({ name: 'Sam' })), '', 'dm'))
    discord.fail('*', { kind: 'error', code: 0, status: 401 }, { times: 1_000 })
    expect(await look()).toBe(false)
    const asked = discord.requests.length
    expect(await look()).toBe(false)
    expect(discord.requests.length).toBe(asked)
  })

  it('may be the end: then it stops at once', async () => {
    dm()
    discord.fail(LIST, { kind: 'black_hole' }, { times: 100 })
    const looking = look()
    setTimeout(() => ending.abort(), 50)
    const from = performance.now()
    expect(await looking).toBe(false)
    expect(performance.now() - from).toBeLessThan(400)
    expect(discord.requests).toHaveLength(1)
  })
})

async function wait(ms: number): Promise<void> {
  paused.push(ms)
  await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 300)))
}
