import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { catchUp } from '../../../adapters/discord/catch-up.ts'
import { createRest } from '../../../adapters/discord/rest.ts'
import { createSession } from '../../../adapters/discord/session.ts'
import type { Memory } from '../../../src/adapter.ts'
import { RefusedError } from '../../../src/errors.ts'
import { type Log, silentLog } from '../../../src/log.ts'
import { FakeDiscord } from './fake/discord.ts'

const MINUTE = 60_000
const QUICK = { shortest: 10, longest: 50, apart: 0, look: 10 }
const Said = z.object({
  id: z.string(),
  channel_id: z.string(),
  author: z.object({ bot: z.boolean().optional() }),
})

/** Twenty in all, side by side: each of them waits half a second for discord.js. */
const WORLDS = 4
const DROPS = 5

const until = (is: () => boolean) =>
  vi.waitFor(() => expect(is()).toBe(true), { timeout: 15_000, interval: 5 })

class World {
  readonly discord: FakeDiscord
  readonly channel: string
  readonly dm: string
  readonly customer: string
  /** What was brought, in order and again and again; what was found afterwards; and what people wrote. */
  readonly brought: string[] = []
  readonly found: string[] = []
  readonly wrote: string[] = []
  readonly logged: string[] = []
  readonly rest
  readonly session
  gaps = 0
  looking: Promise<unknown> = Promise.resolve()

  static async open(heartbeat = 45_000): Promise<World> {
    const time = { now: Date.UTC(2026, 10, 22, 12) }
    const discord = await FakeDiscord.open({ clock: () => time.now, messageContent: true, heartbeat })
    const world = new World(discord, time)
    await world.session.start()
    await until(() => world.session.isOpen() && discord.connected === 1)
    return world
  }

  readonly #time: { now: number }

  private constructor(discord: FakeDiscord, time: { now: number }) {
    this.discord = discord
    this.#time = time
    this.customer = discord.addUser({ name: 'Kim' })
    this.channel = discord.addChannel({ name: 'help' })
    this.dm = discord.addDm(this.customer)
    this.rest = createRest({ token: discord.token, apiUrl: discord.apiUrl })
    const stored: number[] = []
    const log: Log = {
      event: (name, facts) => this.logged.push(JSON.stringify({ name, ...facts })),
      trouble: (name, _error, facts) => this.logged.push(JSON.stringify({ name, ...facts })),
    }
    this.session = createSession({
      token: discord.token,
      rest: this.rest,
      logins: {
        since: async (at) => stored.filter((one) => one > at).length,
        add: async (at) => void stored.push(at),
      },
      handle: async ({ t, d }) => {
        if (t === 'MESSAGE_CREATE') this.brought.push(Said.parse(d).id)
      },
      onGap: () => {
        this.gaps += 1
        this.looking = this.looking.then(() => this.#lookBack())
      },
      log,
      clock: () => time.now,
      timing: QUICK,
    })
  }

  async #lookBack(): Promise<void> {
    const places = [{ adapter: 'discord', workspace: 'dm', channel: this.dm, thread: '' }]
    const memory: Memory = {
      listenedUntil: async () => this.#time.now - 2 * MINUTE,
      listening: async () => undefined,
      places: async (workspace) => (workspace === 'dm' ? places : []),
      heard: async () => [],
      askerAt: async () => null,
      logins: { since: async () => 0, add: async () => undefined },
    }
    await catchUp({
      rest: this.rest,
      memory,
      workspaces: ['dm', ...this.session.guilds()],
      watched: { askChannels: [], staffChannel: null },
      take: async (message) => void this.found.push(Said.parse(message).id),
      log: silentLog,
      clock: () => this.#time.now,
      signal: new AbortController().signal,
    })
  }

  async say(times: number): Promise<void> {
    for (let n = 0; n < times; n++)
      for (const channel of [this.channel, this.dm])
        this.wrote.push(await this.discord.say({ channel, user: this.customer, text: `canary ${n}` }))
  }

  /** Something ends the connection in its own way; people write before, meanwhile and afterwards. */
  async drop(how: (discord: FakeDiscord) => void): Promise<void> {
    this.#time.now += 5 * MINUTE
    await this.say(2)
    const before = this.discord.identifies
    how(this.discord)
    await this.say(3)
    await until(() => this.discord.connected === 1 && this.session.isOpen())
    await this.say(2)
    await this.looking
    await until(() => this.missing().length === 0)
    await sleep(20)
    expect(this.discord.identifies - before).toBeLessThanOrEqual(1)
  }

  /** What people wrote and nobody brought. */
  missing(): string[] {
    const here = new Set([...this.brought, ...this.found])
    return this.wrote.filter((id) => !here.has(id))
  }

  /** Each that was brought, once, in the order in which it came first. */
  once(): string[] {
    return [...new Set(this.brought)]
  }

  async close(): Promise<void> {
    await this.session.stop()
    await this.discord.close()
  }
}

async function inEach(work: (world: World) => Promise<void>, heartbeat?: number): Promise<void> {
  await Promise.all(
    Array.from({ length: WORLDS }, async () => {
      const world = await World.open(heartbeat)
      try {
        await work(world)
        expect(world.logged.join()).not.toMatch(/canary|GFaked/)
      } finally {
        await world.close()
      }
    }),
  )
}

describe('a connection that ends, twenty times', () => {
  it.each<[string, (discord: FakeDiscord) => void]>([
    ['with 4000', (discord) => discord.drop(4000)],
    ['with 1001', (discord) => discord.drop(1001)],
    ['without a word', (discord) => discord.drop()],
    ['because Discord asks for another', (discord) => discord.askToReconnect()],
    ['with a session that may go on', (discord) => discord.invalidate(true)],
    [
      'without a word, and brings back what was heard',
      (discord) => {
        discord.replay(6)
        discord.drop()
      },
    ],
  ])('%s costs no login, and nothing is missed', async (what, how) => {
    await inEach(async (world) => {
      for (let n = 0; n < DROPS; n++) await world.drop(how)
      expect([world.discord.identifies, world.gaps]).toEqual([1, 1])
      expect(world.once()).toEqual(world.wrote)
      expect(world.session.trouble()).toBeNull()
      if (what.includes('heard')) expect(world.brought.length).toBeGreaterThan(world.wrote.length)
    })
  })

  it.each<[string, (discord: FakeDiscord) => void]>([
    ['with a session that is over', (discord) => discord.invalidate(false)],
    ['with 4008', (discord) => discord.drop(4008)],
    ['with 1000', (discord) => discord.drop(1000)],
  ])('%s costs one login each, and what was missed is found', async (_what, how) => {
    await inEach(async (world) => {
      for (let n = 0; n < DROPS; n++) await world.drop(how)
      expect([world.discord.identifies, world.gaps]).toEqual([1 + DROPS, 1 + DROPS])
      expect(world.missing()).toEqual([])
      expect(world.session.trouble()).toBeNull()
    })
  })

  it('by answering no heartbeat costs no login, and nothing is missed', async () => {
    await inEach(async (world) => {
      for (let n = 0; n < DROPS; n++) await world.drop((discord) => discord.deafen())
      expect([world.discord.identifies, world.gaps]).toEqual([1, 1])
      expect(world.once()).toEqual(world.wrote)
    }, 150)
  })
})

describe('a wrong token', () => {
  it('is tried once in each of twenty beginnings, and then nothing more is asked', async () => {
    const discord = await FakeDiscord.open()
    for (let n = 1; n <= 20; n++) {
      const session = createSession({
        token: 'MTIz.wrong.canary',
        rest: createRest({ token: 'MTIz.wrong.canary', apiUrl: discord.apiUrl }),
        logins: { since: async () => 0, add: async () => undefined },
        handle: async () => undefined,
        onGap: () => undefined,
        log: silentLog,
        clock: Date.now,
        timing: QUICK,
      })
      await expect(session.start()).rejects.toEqual(new RefusedError('unauthorized'))
      await sleep(20)
      expect([discord.requests.length, discord.identifies]).toEqual([n, 0])
    }
    await discord.close()
  })
})

describe('what may not be read', () => {
  it('is gone without, and what mentions us is read', async () => {
    const discord = await FakeDiscord.open({ messageContent: false })
    const texts: string[] = []
    const session = createSession({
      token: discord.token,
      rest: createRest({ token: discord.token, apiUrl: discord.apiUrl }),
      logins: { since: async () => 0, add: async () => undefined },
      handle: async ({ t, d }) => {
        if (t === 'MESSAGE_CREATE') texts.push(z.object({ content: z.string() }).parse(d).content)
      },
      onGap: () => undefined,
      log: silentLog,
      clock: Date.now,
      timing: QUICK,
    })
    await session.start()
    expect([session.isOpen(), session.hasMessageContent(), discord.identifies]).toEqual([true, false, 2])
    expect(session.trouble()).toContain('Message Content Intent')
    const [user, channel] = [discord.addUser({ name: 'Kim' }), discord.addChannel()]
    await discord.say({ channel, user, text: 'Hello' })
    await discord.say({ channel, user, text: `<@${discord.botId}> Hello` })
    await until(() => texts.length === 2)
    expect(texts).toEqual(['', `<@${discord.botId}> Hello`])
    await session.stop()
    await discord.close()
  })
})
