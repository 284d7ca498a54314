import { afterEach, describe, expect, it } from 'vitest'
import { DiscordWorld, discordWords, say, type WorldOptions } from './discord-world.ts'
import { messageEvent } from './fake/message-shape.ts'

const SECOND = 1_000
const DAY = 24 * 60 * 60 * SECOND
const QUESTION = 'How can I return a jacket?'
const ANSWER = 'You can send anything back within 30 days.'
const UMBRELLAS = 'Do you sell umbrellas?'
const COMPLAINT = 'This is the third time my lamp arrived broken. I am so angry!'

let world: DiscordWorld
const open = async (options: WorldOptions = {}) => {
  world = await DiscordWorld.open(options)
}
afterEach(() => world.close())

const inLobby = (text: string, user = world.people.nora) =>
  world.discord.say({ channel: world.lobby, user, text: `<@${world.discord.botId}> ${text}` })
const heard = (channel: string) =>
  world
    .ours(channel)
    .map(({ content }) => content)
    .join('\n')
const threadsOf = (channel: string) => world.discord.threads(channel).map(({ id }) => id)
const staffSee = () =>
  JSON.stringify(
    [world.staffChannel, ...threadsOf(world.staffChannel)].map((channel) => world.discord.seen(channel)),
  )
const conversations = () =>
  world.ledger.db.selectFrom('conversations').select(['status', 'thread', 'channel']).execute()
/** Somebody takes a thread away. `unheard`: and we do not hear of it. */
const takeAway = (thread: string, unheard = true) =>
  unheard ? world.discord.world.removeChannel(thread) : world.discord.removeChannel(thread)

describe('a thread that was taken away', () => {
  /** Nora was answered in a thread of her question; the thread is gone, and staff have her conversation. */
  const answered = async (unheard: boolean) => {
    await open()
    const id = await inLobby(QUESTION)
    await world.pass()
    takeAway(id, unheard)
    await world.discord.settled()
    return id
  }
  const handedOver = async (message: string) => {
    const { kim } = world.people
    await world.discord.menu({ command: 'Hand to staff', channel: world.lobby, message, user: kim })
    await world.pass()
    await world.press('claim')
  }

  it.each([
    ['unheard', true],
    ['and told', false],
  ])('is made once more for what is to be said next: %s', async (_, unheard) => {
    const id = await answered(unheard)
    await handedOver(id)
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    expect(heard(id)).toContain('Kim has taken over')
    expect(world.discord.seen(id).map(({ content }) => content)).toContain('A ZEBRA leaves today.')
    expect(staffSee()).not.toContain('did not')
  })

  it('is made once more for what a person says under their own name', async () => {
    const id = await answered(true)
    await handedOver(id)
    takeAway(id)
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    const said = world.discord.seen(id).find(({ content }) => content === 'A ZEBRA leaves today.')
    expect(said?.webhook).toMatchObject({ name: 'Kim' })
  })

  it('is done without where none may be made any more: the question gets a reply', async () => {
    const id = await answered(true)
    world.discord.deny('CreatePublicThreads', world.lobby)
    await handedOver(id)
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    expect(world.ours(world.lobby).at(-1)).toMatchObject({
      content: '**Kim:** A ZEBRA leaves today.',
      replyTo: id,
    })
  })

  it('is done without where Discord takes it to be there still', async () => {
    const id = await answered(true)
    const START = 'POST /channels/:channel/messages/:message/threads'
    world.discord.fail(START, { kind: 'error', code: 160004 }, { times: 50 })
    await handedOver(id)
    expect(world.ours(world.lobby).at(-1)?.replyTo).toBe(id)
    expect(heard(world.lobby)).toContain('Kim has taken over')
    world.discord.heal(START)
    const other = await inLobby(QUESTION)
    await world.pass()
    expect(heard(other)).toContain(ANSWER)
  })

  it.each([
    ['unheard', true],
    ['and told', false],
  ])('among staff is made once more, and nothing goes to the spare desk: %s', async (_, unheard) => {
    await open()
    await world.ask('I want to speak to a human')
    await world.press('claim')
    await world.ask('It is about a LION')
    const [thread = ''] = threadsOf(world.staffChannel)
    takeAway(thread, unheard)
    await world.ask('It is about a ZEBRA')
    expect(JSON.stringify(world.discord.seen(thread))).toContain('ZEBRA')
    expect(world.spare.posts).toEqual([])
  })

  it('shows staff an edit whose old words went with it', async () => {
    await open()
    await world.ask('I want to speak to a human')
    await world.press('claim')
    const { nora } = world.people
    const id = await world.discord.say({ channel: world.dm, user: nora, text: 'It is about a LION' })
    await world.pass()
    takeAway(threadsOf(world.staffChannel)[0] ?? '')
    await world.discord.edit(world.dm, id, 'It is about a ZEBRA')
    await world.pass()
    expect(JSON.stringify(world.discord.seen(threadsOf(world.staffChannel)[0] ?? ''))).toContain('ZEBRA')
    expect(world.spare.posts).toEqual([])
  })

  it('and was private is made anew for who uses a command again', async () => {
    await open()
    const { nora } = world.people
    const use = { command: 'person', channel: world.lobby, user: nora }
    await world.discord.slash(use)
    await world.pass()
    const [first = ''] = threadsOf(world.lobby)
    takeAway(first, false)
    await world.discord.settled()
    const again = await world.discord.slash(use)
    await world.pass()
    const [second = ''] = threadsOf(world.lobby)
    expect(second).not.toBe(first)
    expect(await again.text()).toContain(second)
    expect(heard(second)).toContain('A person will answer you here')
  })
})

describe('a long line of which staff have taken pieces away', () => {
  const long = (animal: string) => `${'*_'.repeat(1_900)} It is a ${animal}. ${'*_'.repeat(60)}`
  const shown = async (text: string) => {
    await open()
    await world.ask('I want to speak to a human')
    await world.press('claim')
    const { nora } = world.people
    const id = await world.discord.say({ channel: world.dm, user: nora, text })
    await world.pass()
    const [thread = ''] = threadsOf(world.staffChannel)
    return { id, thread }
  }
  const inside = (thread: string) =>
    world.discord.seen(thread).filter(({ content }) => content.includes('Nora'))
  const signs = (thread: string) => JSON.stringify(inside(thread)).split('\\\\*\\\\_').length - 1

  it('is shown whole when the customer edits it', async () => {
    const { id, thread } = await shown(long('LION'))
    const before = inside(thread)
    expect(before.length).toBeGreaterThan(1)
    const all = signs(thread)
    for (const { id: piece } of before) await world.discord.remove(thread, piece)
    await world.discord.edit(world.dm, id, long('ZEBRA'))
    await world.pass()
    expect(inside(thread)).toHaveLength(before.length)
    expect(staffSee()).toContain('ZEBRA')
    expect(signs(thread)).toBe(all)
  })

  it('is shown whole when it also got longer', async () => {
    const { id, thread } = await shown('It is a LION.')
    for (const { id: piece } of inside(thread)) await world.discord.remove(thread, piece)
    await world.discord.edit(world.dm, id, long('ZEBRA'))
    await world.pass()
    expect(inside(thread).length).toBeGreaterThan(1)
    expect(staffSee()).toContain('ZEBRA')
    expect(signs(thread)).toBe(1_960)
  })

  it('gets nothing empty in the place of a piece that is needed no more', async () => {
    const { id, thread } = await shown(long('LION'))
    const [, second] = inside(thread)
    await world.discord.remove(thread, second?.id ?? '')
    await world.discord.edit(world.dm, id, 'It is a ZEBRA.')
    await world.pass()
    expect(inside(thread)).toHaveLength(1)
    expect(inside(thread)[0]?.content).toContain('It is a ZEBRA.')
  })

  it('is shown once though Discord does not say that it took a piece', async () => {
    const { id, thread } = await shown(long('LION'))
    const before = inside(thread)
    for (const { id: piece } of before) await world.discord.remove(thread, piece)
    await world.discord.edit(world.dm, id, long('ZEBRA'))
    const fault = { kind: 'reset' as const, after: true as const }
    world.discord.fail('POST /channels/:channel/messages', fault, { channel: thread, times: 2 })
    for (let round = 0; round < 8; round++) await world.pass(3 * SECOND)
    expect(inside(thread)).toHaveLength(before.length)
    expect(staffSee()).toContain('ZEBRA')
  })
})

describe('replies in a channel where no thread may be made', () => {
  const answered = async () => {
    await open()
    world.discord.deny('CreatePublicThreads', world.lobby)
    world.discord.deny('CreatePrivateThreads', world.lobby)
    const question = await inLobby(UMBRELLAS)
    await world.pass()
    const answer = world.ours(world.lobby).at(-1)
    expect(answer).toMatchObject({ replyTo: question })
    return { question, answer: answer?.id ?? '' }
  }
  const reply = (replyTo: string, text: string, user = world.people.nora) =>
    world.discord.say({ channel: world.lobby, user, text, replyTo, ping: false })

  it('go on with the question by a reply that mentions nobody, again and again', async () => {
    const { question, answer } = await answered()
    await reply(answer, QUESTION)
    await world.pass()
    const second = world.ours(world.lobby).at(-1)
    expect(second).toMatchObject({ replyTo: question })
    expect(second?.content).toContain(ANSWER)
    expect(second?.content).not.toContain(say('notice'))
    await reply(second?.id ?? '', 'I want to speak to a human')
    await world.pass()
    expect(await conversations()).toEqual([{ status: 'waiting', channel: world.lobby, thread: question }])
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
  ])('are heard though Discord tells %s of what they go back to', async (_, told) => {
    const { question, answer } = await answered()
    const { discord, people } = world
    const said = { channel: world.lobby, user: people.nora, text: QUESTION, replyTo: answer, ping: false }
    const id = discord.sayUnheard(said)
    const event = messageEvent(discord.world, discord.world.message(world.lobby, id), { content: true })
    await discord.emit('MESSAGE_CREATE', { ...event, referenced_message: told })
    await world.pass()
    expect(heard(world.lobby)).toContain(ANSWER)
    expect(await conversations()).toMatchObject([{ thread: question }])
  })

  it('are heard when they go back to what a person said', async () => {
    const { question } = await answered()
    const { kim } = world.people
    await world.discord.menu({
      ...{ command: 'Hand to staff', channel: world.lobby },
      ...{ message: question, user: kim },
    })
    await world.pass()
    await world.press('claim')
    await world.writeIn('reply', 'Which colour, Nora?')
    const asked = world.discord.seen(world.lobby).at(-1)
    expect(asked?.content).toBe('**Kim:** Which colour, Nora?')
    await reply(asked?.id ?? '', 'ZEBRA, please')
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    expect(await conversations()).toHaveLength(1)
  })

  it('to other people are none of ours, and Discord is not asked about them', async () => {
    const { question } = await answered()
    const before = world.ours(world.lobby).length
    const asked = world.discord.requests.length
    await reply(question, 'I have one too', world.people.omar)
    await world.discord.settled()
    expect(world.discord.requests).toHaveLength(asked)
    await world.pass()
    expect(world.ours(world.lobby)).toHaveLength(before)
  })

  it('are traced once for each of our messages', async () => {
    const { answer } = await answered()
    await reply(answer, 'Hello')
    await reply(answer, 'Are you there?')
    await world.discord.settled()
    const looks = world.discord.requests.filter(
      ({ method, path }) => method === 'GET' && path.endsWith(`/messages/${answer}`),
    )
    expect(looks).toHaveLength(1)
  })
})

describe('a command used again', () => {
  const use = (more: Record<string, unknown> = {}) =>
    world.discord.slash({ command: 'person', channel: world.lobby, user: world.people.nora, ...more })

  it('leads to the same private thread and the same conversation', async () => {
    await open()
    const first = await use()
    await world.pass()
    const second = await use()
    await world.pass()
    const [thread = ''] = threadsOf(world.lobby)
    expect(threadsOf(world.lobby)).toHaveLength(1)
    expect(await second.text()).toBe(await first.text())
    expect(await conversations()).toEqual([{ status: 'waiting', channel: world.lobby, thread }])
  })

  it('at the same moment leads there as well', async () => {
    await open()
    await Promise.all([use(), use()])
    await world.pass()
    expect(threadsOf(world.lobby)).toHaveLength(1)
    expect(await conversations()).toHaveLength(1)
  })

  it('by somebody else leads to a thread of their own', async () => {
    await open()
    await use()
    await use({ user: world.people.omar })
    await world.pass()
    expect(threadsOf(world.lobby)).toHaveLength(2)
  })

  it('leads to it after a restart, and when Discord has archived it', async () => {
    await open()
    await use()
    await world.pass()
    const [thread = ''] = threadsOf(world.lobby)
    await world.discord.archive(thread)
    await world.stop()
    await world.start()
    await use()
    await world.pass()
    expect(threadsOf(world.lobby)).toEqual([thread])
    expect(world.discord.world.channel(thread).thread?.archived).toBe(false)
  })
})

describe('a conversation that moved to a private thread', () => {
  const moved = async () => {
    await open()
    const id = await inLobby(COMPLAINT)
    await world.pass()
    const [own = ''] = threadsOf(world.lobby)
    expect(own).not.toBe(id)
    return { id, own }
  }

  it('is not begun again in public when staff hand its question over', async () => {
    const { id, own } = await moved()
    const { kim } = world.people
    await world.press('claim')
    await world.press('give_back')
    const answered = await world.discord.menu({
      ...{ command: 'Hand to staff', channel: world.lobby },
      ...{ message: id, user: kim },
    })
    await world.pass()
    expect(await answered.text()).toBe(say('handed_over'))
    expect(threadsOf(world.lobby)).toEqual([own])
    expect(heard(world.lobby)).toBe('')
    expect(heard(own)).toContain('has taken it up')
    expect(await conversations()).toEqual([{ status: 'waiting', channel: world.lobby, thread: own }])
  })

  it('leaves no empty one behind when its question is told again', async () => {
    const { id, own } = await moved()
    const { discord } = world
    const message = discord.world.message(world.lobby, id)
    await discord.emit('MESSAGE_CREATE', messageEvent(discord.world, message, { content: true }))
    await world.pass()
    expect(await conversations()).toEqual([{ status: 'waiting', channel: world.lobby, thread: own }])
  })
})

describe('direct messages that are closed', () => {
  it.each(['lobby', 'dm'] as const)(
    'are told to who used a command in the %s, with what to do',
    async (where) => {
      await open()
      world.discord.deny('CreatePrivateThreads', world.lobby)
      world.discord.takesDms(world.people.nora, false)
      const answered = await world.discord.slash({
        ...{ command: 'person', channel: world[where] },
        user: world.people.nora,
      })
      await world.pass()
      expect(answered.texts.at(-1)).toBe(discordWords.directClosed)
      expect(answered.messages.every(({ flags }) => (flags & 64) !== 0)).toBe(true)
      expect(answered.texts.filter((text) => text === discordWords.directClosed)).toHaveLength(1)
    },
  )

  it('are told where Discord does not even open them', async () => {
    await open()
    world.discord.deny('CreatePrivateThreads', world.lobby)
    world.discord.fail('POST /users/@me/channels', { kind: 'error', code: 50007 })
    const answered = await world.discord.slash({
      ...{ command: 'person', channel: world.lobby },
      user: world.people.nora,
    })
    expect(await answered.text()).toBe(discordWords.directClosed)
  })
})

describe('a thread', () => {
  const claimed = async () => {
    await open()
    const id = await inLobby(QUESTION)
    await world.pass()
    const { kim } = world.people
    await world.discord.menu({ command: 'Hand to staff', channel: world.lobby, message: id, user: kim })
    await world.pass()
    await world.press('claim')
    return id
  }

  it.each([
    ['', false],
    [' and archived', true],
  ])('that a moderator locked%s still has what staff reply', async (_, isArchived) => {
    const id = await claimed()
    await world.discord.lock(id)
    if (isArchived) await world.discord.archive(id)
    world.clock += DAY
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    await world.pass()
    expect(JSON.stringify(world.discord.seen(id))).toContain('A ZEBRA leaves today.')
    await world.press('resolve')
    expect(heard(id)).toContain('Kim has marked this as solved')
  })

  it('that Discord archived after a day is heard, and answered in, when the customer writes', async () => {
    await open()
    const id = await inLobby(QUESTION)
    await world.pass()
    world.clock += DAY
    await world.discord.archive(id)
    const read = await world.ask(UMBRELLAS, { channel: id })
    expect(read).toContain(say('unknown'))
    expect(threadsOf(world.lobby)).toEqual([id])
    expect(await conversations()).toHaveLength(1)
  })
})
