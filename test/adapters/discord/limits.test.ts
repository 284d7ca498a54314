import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { soon } from '../../support/soon.ts'
import { sayBefore } from '../../support/world.ts'
import { DiscordWorld, discordWords, say, type WorldOptions } from './discord-world.ts'

const SECOND = 1_000
const QUESTION = 'How can I return a jacket?'
const ANSWER = 'You can send anything back within 30 days.'
const CREATE = 'POST /channels/:channel/messages'
const WHO_WE_ARE = 'GET /users/@me'

let world: DiscordWorld
const open = async (options: WorldOptions = {}) => {
  world = await DiscordWorld.open(options)
}
afterEach(() => world.close())

const heard = (channel = world.dm) =>
  world
    .ours(channel)
    .map(({ content }) => content)
    .join('\n')
const eventually = (holds: () => void) =>
  vi.waitFor(
    async () => {
      await world.pass(SECOND)
      holds()
    },
    { timeout: 5_000, interval: 5 },
  )
const settled = (holds: () => void) => vi.waitFor(holds, { timeout: 5_000, interval: 5 })

describe('one odd answer that our token is not taken', () => {
  const REFUSED = { kind: 'error', code: 0, status: 401 } as const
  /** Real time, in which nobody but the session and the token's watch does anything. */
  const openWith = (tokenWaits: number[], pause = sleep) =>
    open({ settings: { timing: { ...{ shortest: 5, look: 10, apart: 10 }, pause, tokenWaits } } })
  const sinceRefusal = () => {
    const { requests } = world.discord
    return requests.slice(requests.findIndex(({ status }) => status === 401) + 1)
  }

  it('lets nothing out but the question whether it is taken again, and says what to do', async () => {
    await openWith([200, 60_000])
    world.discord.fail('*', REFUSED, { times: 1_000 })
    await world.ask(QUESTION)
    await settled(() => expect(sinceRefusal()).toHaveLength(1))
    for (let round = 0; round < 5; round++) await world.pass(SECOND)
    expect(sinceRefusal().map(({ route }) => route)).toEqual([WHO_WE_ARE])
    expect(world.adapter.trouble()).toContain('We ask again every few minutes')
    expect(world.adapter.trouble()).toContain('make a new one')
  })

  it('silences nobody for good: once it is taken again, what was to be said is said', async () => {
    await openWith([20])
    world.discord.fail(CREATE, REFUSED)
    await world.ask(QUESTION)
    await eventually(() => expect(heard()).toContain(ANSWER))
    expect(world.adapter.trouble()).toBeNull()
    expect(world.ours()).toHaveLength(1)
    expect(sinceRefusal()[0]?.route).toBe(WHO_WE_ARE)
  })

  it('is asked for again and again, each time after a longer while', async () => {
    await openWith([20, 40, 80])
    world.discord.fail(CREATE, REFUSED)
    world.discord.fail(WHO_WE_ARE, REFUSED, { times: 4 })
    await world.ask(QUESTION)
    await settled(() => expect(world.adapter.trouble()).toBeNull())
    expect(sinceRefusal().filter(({ route }) => route === WHO_WE_ARE)).toHaveLength(5)
    await eventually(() => expect(heard()).toContain(ANSWER))
  })

  it('is forgotten when the gateway lets us in', async () => {
    await openWith([60_000])
    world.discord.fail(CREATE, REFUSED)
    await world.ask(QUESTION)
    expect(world.adapter.trouble()).not.toBeNull()
    world.discord.drop(4000)
    await settled(() => expect(world.adapter.trouble()).toBeNull())
    await eventually(() => expect(heard()).toContain(ANSWER))
  })

  it('ends no session that has to ask where the gateway is', async () => {
    await openWith([300])
    world.discord.fail('GET /gateway/bot', REFUSED)
    world.discord.refuseGateway(4014)
    world.discord.drop(4009)
    await settled(() => expect(world.adapter.trouble()).toContain('We ask again'))
    world.discord.refuseGateway(null)
    await settled(() => expect(world.adapter.trouble() ?? '').toContain('without mentioning us'))
    expect(await world.ask(QUESTION)).toContain(ANSWER)
  })

  it('asks nothing more once we have stopped', async () => {
    await openWith([30])
    world.discord.fail('*', REFUSED, { times: 1_000 })
    await world.ask(QUESTION)
    await world.adapter.stop()
    const asked = world.discord.requests.length
    await sleep(100)
    expect(world.discord.requests).toHaveLength(asked)
  })
})

describe('a limit of minutes on making threads', () => {
  const THREAD = 'POST /channels/:channel/messages/:message/threads'
  const PRIVATE = 'POST /channels/:channel/threads'
  const limited = async () => {
    await open()
    for (const route of [THREAD, PRIVATE])
      world.discord.fail(route, { kind: 'rate_limited', retryAfter: 180 }, { times: 100 })
  }
  const inLobby = (text: string) =>
    world.discord.say({
      channel: world.lobby,
      user: world.people.nora,
      text: `<@${world.discord.botId}> ${text}`,
    })

  it('leaves no question without a word: it is answered in the channel', async () => {
    await limited()
    const id = await inLobby(QUESTION)
    await world.pass()
    expect(world.ours(world.lobby)).toMatchObject([{ replyTo: id }])
    expect(heard(world.lobby)).toContain(ANSWER)
  })

  it('leaves no complaint without a word: it goes on where it was made, and staff have it', async () => {
    await limited()
    const id = await inLobby('This is the third time my lamp arrived broken. I am so angry!')
    await world.pass()
    expect(world.ours(world.lobby)).toMatchObject([{ replyTo: id }])
    await world.press('claim')
    await world.writeIn('reply', 'Hello Nora')
    expect(heard(world.lobby)).toContain('Hello Nora')
    expect(JSON.stringify(world.discord.seen(world.staffChannel))).toContain('Hello Nora')
  })
})

describe('a question asked with a command', () => {
  const PRIVATE = 'POST /channels/:channel/threads'
  const DIRECT = 'POST /users/@me/channels'
  const GONE = { kind: 'http', status: 502 } as const
  const use = (command: 'help' | 'person', channel = world.lobby) =>
    world.discord.slash({
      command,
      channel,
      user: world.people.nora,
      options: command === 'help' ? { question: QUESTION } : {},
    })
  const threads = () => world.discord.threads(world.lobby).map(({ id }) => id)

  it.each([PRIVATE, 'PUT /channels/:channel/thread-members/:user', 'GET /guilds/:guild/threads/active'])(
    'is asked though Discord hiccups: %s',
    async (route) => {
      await open()
      world.discord.fail(route, GONE, { times: 2 })
      const answered = await use('help')
      const told = await answered.text()
      const [thread = ''] = threads()
      expect(told).toBe(`${discordWords.answerThere} <#${thread}>`)
      await world.pass()
      expect(heard(thread)).toContain(ANSWER)
      expect(threads()).toHaveLength(1)
    },
  )

  it('is asked in the direct messages where no thread comes about', async () => {
    await open()
    world.discord.fail(PRIVATE, GONE, { times: 100 })
    const answered = await use('help')
    expect(await answered.text()).toBe(`${discordWords.answerThere} <#${world.dm}>`)
    await world.pass()
    expect(heard()).toContain(ANSWER)
  })

  it('does not leave whoever waits for the answer without one', async () => {
    await open()
    world.discord.fail('PATCH /webhooks/:webhook/:token/messages/:message', GONE, { times: 3 })
    const answered = await use('help')
    expect(await answered.text()).toContain(discordWords.answerThere)
  })

  it('is given back, and nothing untrue is said, where nothing helps', async () => {
    await open()
    for (const route of [PRIVATE, DIRECT]) world.discord.fail(route, GONE, { times: 100 })
    const answered = await use('help')
    await soon(() => expect(answered.texts).toEqual([discordWords.questionBack, QUESTION]))
    expect(answered.messages.every(({ flags }) => (flags & 64) !== 0)).toBe(true)
    const person = await use('person')
    expect(await person.text()).toBe(discordWords.notReached)
    expect(JSON.stringify([answered.texts, person.texts])).not.toContain('nothing was lost')
  })

  it('is given back where the ledger does not take it', async () => {
    await open()
    await world.adapter.stop()
    const ledger = { since: async () => 0, add: async () => undefined }
    await world.adapter.start(
      async () => {
        throw new Error('the disk is full')
      },
      {
        listenedUntil: async () => null,
        listening: async () => undefined,
        places: async () => [],
        askerAt: async () => null,
        heard: async () => [],
        logins: ledger,
      },
    )
    const answered = await use('help', world.dm)
    await soon(() => expect(answered.texts).toEqual([discordWords.questionBack, QUESTION]))
  })

  it('is given back to whoever has closed their direct messages', async () => {
    await open()
    world.discord.deny('CreatePrivateThreads', world.lobby)
    world.discord.fail(DIRECT, { kind: 'error', code: 50007 })
    const answered = await use('help')
    await soon(() => expect(answered.texts).toEqual([discordWords.directClosed, QUESTION]))
  })

  it('is not waited for as long as Discord might wish', async () => {
    const waited: number[] = []
    const pause = async (ms: number) => void waited.push(ms)
    await open({ settings: { timing: { shortest: 5, look: 10, apart: 10, pause } } })
    const limit = { kind: 'rate_limited', retryAfter: 180, scope: 'global' } as const
    world.discord.fail(PRIVATE, limit)
    const answered = await use('help')
    await soon(() => expect(answered.callback).not.toBeNull())
    expect(waited).toEqual([])
  })
})

describe('a server that does not describe the channel of a click', () => {
  const inThread = async (text = 'Do you sell umbrellas?') => {
    await open()
    world.discord.hideChannels()
    const { nora } = world.people
    const id = await world.discord.say({
      channel: world.lobby,
      user: nora,
      text: `<@${world.discord.botId}> ${text}`,
    })
    await world.pass()
    return id
  }
  const press = (channel: string, user = world.people.nora) => {
    const message = world.discord
      .seen(channel)
      .findLast(({ components }) => JSON.stringify(components).includes('choose:person'))
    return world.discord.click({ channel, message: message?.id ?? '', customId: 'choose:person', user })
  }

  it('brings a person to who presses for one in a thread', async () => {
    const thread = await inThread()
    expect((await press(thread)).texts).toEqual([])
    await world.pass()
    expect(world.card().content).toContain('Nora')
  })

  it('brings one after a restart, when Discord has to be asked what channel that is', async () => {
    const thread = await inThread()
    await world.stop()
    await world.start()
    world.discord.fail('GET /channels/:channel', { kind: 'slow', ms: 200 })
    await press(thread)
    await world.pass()
    expect(world.card().content).toContain('Nora')
  })

  it('answers a command in the thread where it was used', async () => {
    const thread = await inThread()
    const use = { command: 'help', options: { question: QUESTION }, user: world.people.nora }
    const answered = await world.discord.slash({ ...use, channel: thread })
    expect(await answered.text()).toBe(discordWords.answerHere)
    await world.pass()
    expect(heard(thread)).toContain(ANSWER)
    expect(world.discord.threads(world.lobby)).toHaveLength(1)
  })

  it('shows staff alone what is theirs', async () => {
    const asked = await inThread('I want to speak to a human')
    expect((await world.press('claim')).texts).toEqual([say('claimed')])
    await world.discord.say({ channel: asked, user: world.people.nora, text: 'It is about my lamp' })
    await world.pass()
    const channel = world.discord.threads(world.staffChannel)[0]?.id ?? ''
    const answered = await world.discord.slash({ command: 'person', user: world.people.kim, channel })
    expect(await answered.text()).toBe(discordWords.internal)
  })

  it('says that a button did nothing where nothing follows from it', async () => {
    const thread = await inThread(QUESTION)
    await world.ledger.db.updateTable('conversations').set({ status: 'closed' }).execute()
    const answered = await press(thread, world.people.omar)
    expect(await answered.text()).toBe(discordWords.notFollowed)
    expect(answered.isEphemeral).toBe(true)
  })
})

describe('words that a server’s own rules do not let through', () => {
  it('leave the customer with a receipt, and staff with a card', async () => {
    await open()
    world.discord.fail(CREATE, { kind: 'error', code: 200000 })
    await world.ask(QUESTION)
    await world.pass()
    expect(heard().startsWith(`${say('notice')}\n\n${sayBefore('receipt_not_delivered')}`)).toBe(true)
    expect(world.card().content).toContain('Nora')
  })
})

describe('our commands', () => {
  const LIST = 'PUT /applications/:application/commands'
  const starts = async (pause: (ms: number) => Promise<void> = async () => undefined) => {
    await world.stop()
    await world.start({ timing: { shortest: 5, look: 10, apart: 10, pause } })
  }
  const listings = () => world.discord.requests.filter(({ route }) => route === LIST)

  it('are listed again until Discord has them', async () => {
    await open()
    const before = listings().length
    const waited: number[] = []
    world.discord.fail(LIST, { kind: 'http', status: 503 }, { times: 3 })
    await starts(async (ms) => void waited.push(ms))
    await settled(() => expect(listings()).toHaveLength(before + 4))
    expect(waited).toEqual([2_000, 10_000, 30_000])
    expect(world.adapter.trouble()).toBeNull()
  })

  it('are missed by the owner where Discord does not take them', async () => {
    await open()
    world.discord.fail(LIST, { kind: 'error', code: 50035 })
    await starts()
    await settled(() => expect(world.adapter.trouble()).toContain('did not take /help, /person'))
    expect(await world.ask(QUESTION)).toContain(ANSWER)
  })
})
