import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../adapters/discord/failures.ts'
import { createRest } from '../../../adapters/discord/rest.ts'
import { createRooms } from '../../../adapters/discord/rooms.ts'
import { RefusedError, UnreachableError } from '../../../src/errors.ts'
import type { Fault } from './fake/faults.ts'
import type { NewChannel } from './fake/guild.ts'
import { failure, postingWorld } from './posting-world.ts'

const START = 'POST /channels/:channel/messages/:message/threads'
const PRIVATE = 'POST /channels/:channel/threads'
const ADD = 'PUT /channels/:channel/thread-members/:user'
const ACTIVE = 'GET /guilds/:guild/threads/active'
const MINUTE = 60_000
const PRIVATE_THREAD = 12

/** Kim asks something in a channel of a guild. */
async function roomsWorld(channelIs: NewChannel = {}) {
  const world = await postingWorld()
  const { discord, clock, calls } = world
  const opened = () =>
    createRooms({ rest: createRest({ token: discord.token, apiUrl: discord.apiUrl, timeout: 1500 }), clock })
  const channel = discord.addChannel({ name: 'help', ...channelIs })
  const kim = discord.addUser({ name: 'kim', displayName: 'Kim Ådal' })
  const ask = (text = `<@${discord.botId}> how long?`) => discord.say({ channel, user: kim, text })
  const question = channelIs.kind === 'forum' ? '' : await ask()
  const placeOf = (thread: string, where = channel) => ({
    ...{ adapter: 'discord', workspace: discord.guildId, channel: where },
    thread,
  })
  const threads = () => discord.threads(channel)
  return { ...world, opened, channel, kim, question, ask, placeOf, threads, calls }
}

describe('a room', () => {
  it('is the channel itself where there is no thread, as in direct messages', async () => {
    const { opened, discord, kim } = await roomsWorld()
    const channel = discord.addDm(kim)
    const asked = discord.requests.length
    expect(await opened().roomOf({ adapter: 'discord', workspace: 'dm', channel, thread: '' })).toEqual({
      channel,
      replyTo: null,
    })
    expect(discord.requests).toHaveLength(asked)
  })

  it('is a thread of the question, in the name of whoever asked, who is called into it', async () => {
    const { opened, question, kim, placeOf, threads, discord } = await roomsWorld()
    const room = await opened().roomOf(placeOf(question))
    expect(room).toEqual({ channel: question, replyTo: null })
    expect(threads()).toMatchObject([{ id: question, name: 'Kim Ådal', thread: { autoArchive: 10_080 } }])
    await discord.settled()
    expect([...(threads()[0]?.thread?.members.keys() ?? [])]).toEqual([discord.botId, kim])
  })

  it('is asked for once, and again after a while', async () => {
    const { opened, question, placeOf, threads, discord, time, calls } = await roomsWorld()
    const rooms = opened()
    const both = await Promise.all([rooms.roomOf(placeOf(question)), rooms.roomOf(placeOf(question))])
    expect(both[0]).toEqual(both[1])
    await discord.settled()
    const asked = discord.requests.length
    await rooms.roomOf(placeOf(question))
    expect(discord.requests).toHaveLength(asked)
    time.now += 11 * MINUTE
    await rooms.roomOf(placeOf(question))
    expect(discord.requests).toHaveLength(asked + 1)
    expect(threads()).toHaveLength(1)
    expect(calls(START)).toHaveLength(1)
  })

  it('is the thread that somebody else has just started', async () => {
    const { opened, question, channel, kim, placeOf, threads, discord } = await roomsWorld()
    const rooms = [opened(), opened(), opened()].map((one) => one.roomOf(placeOf(question)))
    for (const room of await Promise.all(rooms)) expect(room).toEqual({ channel: question, replyTo: null })
    expect(threads()).toHaveLength(1)
    const other = await discord.say({ channel, user: kim, text: 'And this?' })
    await discord.startThread({ channel, user: kim, name: 'Mine', message: other })
    expect(await opened().roomOf(placeOf(other))).toEqual({ channel: other, replyTo: null })
  })

  it('is a reply where the thread was taken away and Discord makes no other', async () => {
    const { opened, question, channel, placeOf, discord, ask } = await roomsWorld()
    discord.fail(START, { kind: 'error', code: 160004 })
    const rooms = opened()
    expect(await rooms.roomOf(placeOf(question))).toEqual({ channel, replyTo: question })
    const other = await ask()
    expect(await rooms.roomOf(placeOf(other))).toEqual({ channel: other, replyTo: null })
  })

  it('is looked for again as soon as we hear that it is gone', async () => {
    const { opened, question, placeOf, discord, threads } = await roomsWorld()
    const rooms = opened()
    expect(rooms.forget(question)).toBe(false)
    await rooms.roomOf(placeOf(question))
    discord.removeChannel(question)
    expect(rooms.forget(question)).toBe(true)
    await rooms.roomOf(placeOf(question))
    expect(threads().map(({ id }) => id)).toEqual([question])
  })

  it('is a post in a forum', async () => {
    const { opened, channel, kim, placeOf, discord } = await roomsWorld({ kind: 'forum' })
    const post = await discord.forumPost({ channel, user: kim, title: 'Help', text: 'How long?' })
    expect(await opened().roomOf(placeOf(post))).toEqual({ channel: post, replyTo: null })
  })

  it('is opened again where it was archived', async () => {
    const { opened, question, placeOf, threads, discord } = await roomsWorld()
    await opened().roomOf(placeOf(question))
    await discord.archive(question)
    await opened().roomOf(placeOf(question))
    expect(threads()[0]?.thread?.archived).toBe(false)
  })

  it.each<[string, (world: Awaited<ReturnType<typeof roomsWorld>>) => void]>([
    ['we may start no thread', ({ discord, channel }) => discord.deny('CreatePublicThreads', channel)],
    ['there are too many', ({ discord }) => discord.fail(START, { kind: 'error', code: 160006 })],
  ])('is a reply in the channel where %s, until we may', async (_, make) => {
    const world = await roomsWorld()
    const { opened, ask, question, channel, placeOf, discord, calls, time } = world
    make(world)
    const rooms = opened()
    expect(await rooms.roomOf(placeOf(question))).toEqual({ channel, replyTo: question })
    const other = await ask()
    expect(await rooms.roomOf(placeOf(other))).toEqual({ channel, replyTo: other })
    expect(calls(START)).toHaveLength(1)
    discord.allow('CreatePublicThreads', channel)
    time.now += 11 * MINUTE
    expect(await rooms.roomOf(placeOf(other))).toEqual({ channel: other, replyTo: null })
  })

  it('is a reply in the channel where Discord lets nobody make one for minutes, and a thread after that', async () => {
    const { opened, ask, question, channel, placeOf, discord, calls, time } = await roomsWorld()
    discord.fail(START, { kind: 'rate_limited', retryAfter: 180 })
    const rooms = opened()
    expect(await rooms.roomOf(placeOf(question))).toEqual({ channel, replyTo: question })
    // What is in doubt is looked for where it was said.
    time.now += 3 * MINUTE
    expect(await rooms.roomOf(placeOf(question))).toEqual({ channel, replyTo: question })
    expect(calls(START)).toHaveLength(1)
    const later = opened()
    const other = await ask()
    expect(await later.roomOf(placeOf(other))).toEqual({ channel: other, replyTo: null })
    time.now += 2 * MINUTE
    expect(await later.roomOf(placeOf(question))).toEqual({ channel: question, replyTo: null })
  })

  it('is waited for where all of Discord is shut to us', async () => {
    const { opened, question, placeOf, discord } = await roomsWorld()
    discord.fail(START, { kind: 'rate_limited', retryAfter: 180, scope: 'global' })
    expect(await failure(opened().roomOf(placeOf(question)))).toMatchObject({
      retryAfter: expect.any(Number),
    })
  })

  it('has a plain name where theirs cannot stand there', async () => {
    const { opened, question, channel, placeOf, threads, discord, ask } = await roomsWorld()
    discord.fail(START, { kind: 'error', code: 200001 })
    await opened().roomOf(placeOf(question))
    const nobody = discord.addUser({ name: 'nobody', displayName: '\u200b' })
    const other = await discord.say({ channel, user: nobody, text: 'Hello' })
    await opened().roomOf(placeOf(other))
    const long = discord.addUser({ name: 'long', displayName: '😀'.repeat(90) })
    const third = await discord.say({ channel, user: long, text: 'Hello' })
    await opened().roomOf(placeOf(third))
    const names = threads().map(({ name }) => name)
    expect(names.slice(0, 2)).toEqual(['Help', 'Help'])
    expect(names[2]?.length).toBeLessThanOrEqual(100)
    expect(await ask()).toBeTruthy()
  })

  it('is none where the question is gone, or we are not let in', async () => {
    const { opened, question, channel, placeOf, discord } = await roomsWorld()
    await discord.remove(channel, question)
    expect(await failure(opened().roomOf(placeOf(question)))).toEqual(new RefusedError('discord_10008'))
    const hidden = discord.addChannel({ only: [], bot: false })
    const place = placeOf('123456789012345678', hidden)
    expect(await failure(opened().roomOf(place))).toBeInstanceOf(RefusedError)
  })

  it.each<Fault>([
    { kind: 'rate_limited', retryAfter: 1 },
    { kind: 'http', status: 502, after: true },
    { kind: 'reset' },
    { kind: 'reset', after: true },
    { kind: 'black_hole', after: true },
  ])('is started once, and found again after %j', async (fault) => {
    const { opened, question, placeOf, threads, discord } = await roomsWorld()
    discord.fail(START, fault)
    expect(await failure(opened().roomOf(placeOf(question)))).toBeInstanceOf(UnreachableError)
    expect(await opened().roomOf(placeOf(question))).toEqual({ channel: question, replyTo: null })
    expect(threads()).toHaveLength(1)
  })
})

describe('the room of staff', () => {
  it('is the thread of the card, or replies to it', async () => {
    const { opened, started, channel, discord, message, threads } = await roomsWorld()
    const cards = [await started().post(message('d1')), await started().post(message('d2'))]
    const rooms = opened()
    const staff = discord.seen(cards[0] ? message('d1').channel : '')
    expect(staff).toHaveLength(2)
    const where = message('d1').channel
    const room = await rooms.staffThread(where, cards[0] ?? '', 'Kim: a broken cup')
    expect(room).toEqual({ channel: cards[0], replyTo: null })
    expect(discord.threads(where).map(({ name }) => name)).toEqual(['Kim: a broken cup'])
    discord.deny('CreatePublicThreads', where)
    expect(await rooms.staffThread(where, cards[1] ?? '', 'Ada')).toEqual({
      channel: where,
      replyTo: cards[1],
    })
    expect(threads()).toEqual([])
    expect(channel).not.toBe(where)
  })
})

describe('a private room', () => {
  it('is a thread that only the customer is called into', async () => {
    const { opened, question, kim, placeOf, threads, discord } = await roomsWorld()
    const place = placeOf(question)
    const room = await opened().privateRoom(place, kim, 'Kim')
    const [thread] = threads()
    expect(room).toEqual({ ...place, thread: thread?.id })
    expect(thread).toMatchObject({ type: PRIVATE_THREAD, thread: { invitable: false } })
    expect(thread?.name).toMatch(/^Kim · [0-9a-f]{8}$/)
    expect([...(thread?.thread?.members.keys() ?? [])]).toEqual([discord.botId, kim])
  })

  it('is the same one for the same place, now and after a new start', async () => {
    const { opened, question, kim, placeOf, threads, ask, discord } = await roomsWorld()
    const rooms = opened()
    const [one, two] = await Promise.all([
      rooms.privateRoom(placeOf(question), kim, 'Kim'),
      rooms.privateRoom(placeOf(question), kim, 'Kim'),
    ])
    expect(two).toEqual(one)
    const asked = discord.requests.length
    expect(await rooms.privateRoom(placeOf(question), kim, 'Kim')).toEqual(one)
    expect(discord.requests).toHaveLength(asked)
    expect(await opened().privateRoom(placeOf(question), kim, 'Kim')).toEqual(one)
    expect(threads()).toHaveLength(1)
    const other = await rooms.privateRoom(placeOf(await ask()), kim, 'Kim')
    expect(other).not.toEqual(one)
    const ada = discord.addUser({ name: 'Ada' })
    expect(await rooms.privateRoom(placeOf(question), ada, 'Ada')).not.toEqual(one)
    expect(threads()).toHaveLength(3)
  })

  it('is the older one where several processes make it at the same moment', async () => {
    const { opened, kim, placeOf, threads, discord } = await roomsWorld()
    const asked = [opened(), opened(), opened()].map((one) => one.privateRoom(placeOf(''), kim, 'Kim'))
    const rooms = await Promise.all(asked)
    const [oldest] = threads()
    expect(threads().length).toBeGreaterThan(1)
    expect(rooms.map((room) => room?.thread)).toEqual(rooms.map(() => oldest?.id))
    const open = threads().filter(({ thread }) => !thread?.archived)
    expect(open.map(({ id }) => id)).toEqual([oldest?.id])
    const others = threads().filter(({ id }) => id !== oldest?.id)
    expect(others.map(({ thread }) => [...(thread?.members.keys() ?? [])])).toEqual(
      others.map(() => [discord.botId]),
    )
  })

  it('is opened again where it was archived, and made anew where staff have locked it or taken it away', async () => {
    const { opened, kim, placeOf, threads, discord, channel } = await roomsWorld()
    const asking = () => opened().privateRoom(placeOf(''), kim, 'Kim')
    const first = (await asking())?.thread ?? ''
    await discord.archive(first)
    expect((await asking())?.thread).toBe(first)
    expect(threads().map(({ thread }) => thread?.archived)).toEqual([false])
    discord.deny('ManageThreads', channel)
    await discord.lock(first)
    await discord.archive(first)
    const second = (await asking())?.thread ?? ''
    expect(second).not.toBe(first)
    discord.removeChannel(second)
    expect((await asking())?.thread).not.toBe(second)
  })

  it('is looked for again after a while, and as soon as we hear that it is gone', async () => {
    const { opened, kim, placeOf, discord, time } = await roomsWorld()
    const rooms = opened()
    const asking = async () => (await rooms.privateRoom(placeOf(''), kim, 'Kim'))?.thread ?? ''
    const first = await asking()
    discord.removeChannel(first)
    expect(await asking()).toBe(first)
    time.now += 11 * MINUTE
    const second = await asking()
    expect(second).not.toBe(first)
    discord.removeChannel(second)
    rooms.forget(second)
    expect(await asking()).not.toBe(second)
  })

  it('is never one that somebody else has given our name', async () => {
    const { opened, kim, placeOf, threads, discord, channel } = await roomsWorld()
    await opened().privateRoom(placeOf(''), kim, 'Kim')
    const [ours] = threads()
    const eve = discord.addUser({ name: 'Eve' })
    discord.removeChannel(ours?.id ?? '')
    const trap = await discord.startThread({ channel, user: eve, name: ours?.name ?? '', private: true })
    await discord.join(trap, discord.botId)
    expect((await opened().privateRoom(placeOf(''), kim, 'Kim'))?.thread).not.toBe(trap)
  })

  it.each<[string, string, Fault]>([
    ['made', PRIVATE, { kind: 'http', status: 502, after: true }],
    ['made', PRIVATE, { kind: 'reset', after: true }],
    ['made', PRIVATE, { kind: 'black_hole', after: true }],
    ['made', PRIVATE, { kind: 'rate_limited', retryAfter: 1 }],
    ['given its customer', ADD, { kind: 'reset' }],
    ['given its customer', ADD, { kind: 'reset', after: true }],
    ['looked for', ACTIVE, { kind: 'http', status: 500 }],
  ])('is %s once, whatever becomes of %s: %j', async (_, route, fault) => {
    const { opened, question, kim, placeOf, threads, discord } = await roomsWorld()
    discord.fail(route, fault)
    const asking = () => opened().privateRoom(placeOf(question), kim, 'Kim')
    expect(await failure(asking())).toBeInstanceOf(UnreachableError)
    const room = await asking()
    expect(threads().map(({ id }) => id)).toEqual([room?.thread])
    expect(threads()[0]?.thread?.members.has(kim)).toBe(true)
  })

  it('is where they are already, when that is private', async () => {
    const { opened, question, kim, placeOf, discord, channel } = await roomsWorld()
    const rooms = opened()
    const room = await rooms.privateRoom(placeOf(question), kim, 'Kim')
    if (!room) throw new Error('there is no room')
    expect(await opened().privateRoom(room, kim, 'Kim')).toEqual(room)
    expect(discord.threads(channel)).toHaveLength(1)
    const dm = { adapter: 'discord', workspace: 'dm', channel: discord.addDm(kim), thread: '' }
    expect(await rooms.privateRoom(dm, kim, 'Kim')).toEqual(dm)
  })

  it('is none where we may not make one', async () => {
    const { opened, question, kim, placeOf, discord, channel, threads } = await roomsWorld()
    discord.deny('CreatePrivateThreads', channel)
    expect(await opened().privateRoom(placeOf(question), kim, 'Kim')).toBeNull()
    expect(threads()).toEqual([])
    const forum = discord.addChannel({ kind: 'forum' })
    const post = await discord.forumPost({ channel: forum, user: kim, title: 'Help', text: 'How?' })
    expect(await opened().privateRoom(placeOf(post, forum), kim, 'Kim')).toBeNull()
  })

  it.each([PRIVATE, ADD])('is none while Discord lets nobody do this for minutes: %s', async (route) => {
    const { opened, question, kim, placeOf, discord, threads, time } = await roomsWorld()
    discord.fail(route, { kind: 'rate_limited', retryAfter: 180 })
    const rooms = opened()
    expect(await rooms.privateRoom(placeOf(question), kim, 'Kim')).toBeNull()
    time.now += 3 * MINUTE
    expect(await rooms.privateRoom(placeOf(question), kim, 'Kim')).toBeNull()
    time.now += 2 * MINUTE
    const room = await opened().privateRoom(placeOf(question), kim, 'Kim')
    expect(threads().map(({ id, thread }) => [id, thread?.archived])).toEqual([[room?.thread, false]])
  })

  it('is none where the customer cannot come in, and is closed then', async () => {
    const { opened, question, placeOf, discord, threads } = await roomsWorld()
    const gone = discord.addUser({ name: 'Gone', member: false })
    const rooms = opened()
    expect(await rooms.privateRoom(placeOf(question), gone, 'Gone')).toBeNull()
    expect(await rooms.privateRoom(placeOf(question), gone, 'Gone')).toBeNull()
    expect(threads().map(({ thread }) => thread?.archived)).toEqual([true])
  })

  it('has a plain name where theirs cannot stand there', async () => {
    const { opened, question, kim, placeOf, discord, threads } = await roomsWorld()
    discord.fail(PRIVATE, { kind: 'error', code: 200001 })
    expect(await opened().privateRoom(placeOf(question), kim, 'A bad word')).not.toBeNull()
    expect(threads()[0]?.name).toMatch(/^Help · [0-9a-f]{8}$/)
  })

  it('says in a word why it cannot be told', async () => {
    const { opened, question, kim, placeOf, discord } = await roomsWorld()
    discord.fail(ACTIVE, { kind: 'http', status: 401 })
    expect(codeOf(await failure(opened().privateRoom(placeOf(question), kim, 'Kim')))).toBe('unauthorized')
  })
})
