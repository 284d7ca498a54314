import { ChannelType, Events, type REST, Routes } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { soon } from '../../../support/soon.ts'
import { closesAfterEach, loggedIn, openDiscord, refusal } from './opened.ts'

closesAfterEach()

const Thread = z.looseObject({ id: z.string() })
const NOON = Date.UTC(2026, 10, 22, 12)

const start = async (rest: REST, channel: string, message: string, name = 'T') =>
  Thread.parse(await rest.post(Routes.threads(channel, message), { body: { name } })).id
const alone = async (rest: REST, channel: string, body: object) =>
  Thread.parse(await rest.post(Routes.threads(channel), { body })).id
const say = (rest: REST, channel: string, content = 'x') =>
  rest.post(Routes.channelMessages(channel), { body: { content } })
const edit = (rest: REST, channel: string, body: object) => rest.patch(Routes.channel(channel), { body })

describe('a thread from a message', () => {
  it('has the id of the message, and begins with what only points at it', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const { told } = await loggedIn(discord)
    const message = await discord.say({ channel, user, text: 'Why?' })
    expect(await start(rest, channel, message)).toBe(message)
    await say(rest, message, 'Because')
    expect(discord.seen(message)).toMatchObject([
      { type: 21, content: '', author: 'Robin', replyTo: message },
      { type: 0, content: 'Because' },
    ])
    expect(await rest.get(Routes.channelMessage(channel, message))).toMatchObject({
      flags: 32,
      thread: { id: message, parent_id: channel },
    })
    await discord.settled()
    expect(told('THREAD_CREATE')).toMatchObject([
      { id: message, newly_created: true, owner_id: discord.botId },
    ])
    expect(told('MESSAGE_UPDATE')).toMatchObject([{ id: message, flags: 32 }])
  })

  it('is started once, where the bot may and from what somebody wrote', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const message = await discord.say({ channel, user, text: 'x' })
    expect(await refusal(start(rest, channel, '1'))).toBe(10008)
    await start(rest, channel, message)
    expect(await refusal(start(rest, channel, message))).toBe(160_004)
    expect(await refusal(start(rest, message, message))).toBe(10008)
    const dm = discord.addDm(user)
    const inDm = await discord.say({ channel: dm, user, text: 'x' })
    expect(await refusal(start(rest, dm, inDm))).toBe(50024)
    const later = await discord.say({ channel, user, text: 'y' })
    expect(await refusal(start(rest, channel, later, 'x'.repeat(101)))).toBe(50035)
    discord.deny('CreatePublicThreads', channel)
    expect(await refusal(start(rest, channel, later))).toBe(50013)
  })

  it('outlives the message', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const message = await discord.say({ channel, user, text: 'x' })
    await start(rest, channel, message)
    await discord.remove(channel, message)
    await say(rest, message)
    const [starter] = z
      .array(z.unknown())
      .parse(await rest.get(Routes.channelMessages(message)))
      .slice(-1)
    expect(starter).toMatchObject({ type: 21, referenced_message: null })
  })

  it('is one too many when there are as many as there may be', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord({ activeThreads: 1 })
    const first = await discord.say({ channel, user, text: 'x' })
    const second = await discord.say({ channel, user, text: 'y' })
    await start(rest, channel, first)
    expect(await refusal(start(rest, channel, second))).toBe(160_006)
    await discord.archive(first)
    await start(rest, channel, second)
    expect(await refusal(say(rest, first))).toBe(160_006)
  })
})

describe('a private thread', () => {
  const PRIVATE = { name: 'P', type: ChannelType.PrivateThread, invitable: false }

  it('is for those who were called into it', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const other = discord.addUser({ name: 'Sam' })
    const thread = await alone(rest, channel, PRIVATE)
    await expect(discord.say({ channel: thread, user, text: 'x' })).rejects.toThrow('may not write')
    await rest.put(Routes.threadMembers(thread, user))
    await discord.say({ channel: thread, user, text: 'thanks' })
    await expect(discord.say({ channel: thread, user: other, text: 'x' })).rejects.toThrow('may not write')
    expect(discord.seen(thread)).toMatchObject([{ type: 1, author: 'Warmline' }, { content: 'thanks' }])
    expect(discord.seen(channel)).toEqual([])
    expect(await rest.get(Routes.threadMembers(thread, user))).toMatchObject({ user_id: user })
    expect(await refusal(rest.get(Routes.threadMembers(thread, other)))).toBe(10007)
    expect(await refusal(rest.get(Routes.threadMembers(thread)))).toBe(50001)
    await rest.delete(Routes.threadMembers(thread, user))
    await expect(discord.say({ channel: thread, user, text: 'x' })).rejects.toThrow('may not write')
  })

  it('calls in whoever is mentioned in it', async () => {
    const { discord, customer, channel, rest } = await openDiscord()
    const thread = await alone(rest, channel, PRIVATE)
    await say(rest, thread, `<@${customer}>`)
    expect(discord.threads(channel)[0]?.thread?.members.has(customer)).toBe(true)
  })

  it('does not exist for a bot that is not in it', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    discord.deny('ManageThreads', channel)
    const { told } = await loggedIn(discord)
    const thread = await discord.startThread({ channel, user, name: 'Ours', private: true })
    await discord.say({ channel: thread, user, text: 'between us' })
    expect(await refusal(rest.get(Routes.channel(thread)))).toBe(50001)
    expect([...told('THREAD_CREATE'), ...told('MESSAGE_CREATE')]).toEqual([])
    await discord.say({ channel: thread, user, text: `<@${discord.botId}> come` })
    await soon(() => expect(told('THREAD_CREATE')).toMatchObject([{ id: thread }]))
    expect(await rest.get(Routes.channel(thread))).toMatchObject({ member: { user_id: discord.botId } })
  })

  it('needs a right of its own, and a text channel', async () => {
    const { discord, channel, rest } = await openDiscord()
    const news = discord.addChannel({ kind: 'news' })
    expect(await refusal(alone(rest, news, PRIVATE))).toBe(50024)
    discord.deny('CreatePrivateThreads', channel)
    expect(await refusal(alone(rest, channel, PRIVATE))).toBe(50013)
  })
})

describe('an archived thread', () => {
  it('comes back with a message, and cannot be changed before', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const message = await discord.say({ channel, user, text: 'x' })
    await start(rest, channel, message)
    const said = Thread.parse(await say(rest, message)).id
    await discord.archive(message)
    const change = () => rest.patch(Routes.channelMessage(message, said), { body: { content: 'y' } })
    expect(await refusal(change())).toBe(50083)
    expect(await refusal(edit(rest, message, { name: 'New' }))).toBe(50083)
    expect(await refusal(rest.put(Routes.threadMembers(message, user)))).toBe(50083)
    await edit(rest, message, { archived: false, name: 'New' })
    await change()
    await edit(rest, message, { archived: true })
    await discord.say({ channel: message, user, text: 'still there?' })
    expect(discord.threads(channel)[0]).toMatchObject({ name: 'New', thread: { archived: false } })
  })

  it('stays shut when it is locked, but for those with the key', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const message = await discord.say({ channel, user, text: 'x' })
    await start(rest, channel, message)
    await discord.lock(message)
    await say(rest, message)
    await expect(discord.say({ channel: message, user, text: 'x' })).rejects.toThrow('locked')
    discord.deny('ManageThreads', channel)
    expect(await refusal(say(rest, message))).toBe(160_005)
    await discord.archive(message)
    expect(await refusal(say(rest, message))).toBe(50083)
    expect(await refusal(edit(rest, message, { archived: false }))).toBe(50013)
  })

  it('is found in its list, and the others in theirs', async () => {
    let now = NOON
    const { discord, customer: user, channel, rest } = await openDiscord({ clock: () => now })
    const [one, two, open] = [
      await discord.startThread({ channel, user, name: '1' }),
      await discord.startThread({ channel, user, name: '2' }),
      await discord.startThread({ channel, user, name: '3' }),
    ]
    const ours = await alone(rest, channel, { name: '4', type: ChannelType.PrivateThread })
    for (const thread of [one, two, ours]) {
      now += 1000
      await discord.archive(thread)
    }
    const List = z.looseObject({ threads: z.array(Thread), has_more: z.boolean().optional() })
    const ids = async (path: `/${string}`, query = {}) =>
      List.parse(await rest.get(path, { query: new URLSearchParams(query) })).threads.map(({ id }) => id)
    const archived = Routes.channelThreads(channel, 'public')
    expect(await ids(archived)).toEqual([two, one])
    expect(await ids(archived, { limit: '1' })).toEqual([two])
    expect(await ids(archived, { before: new Date(NOON + 1500).toISOString() })).toEqual([one])
    expect(await ids(Routes.channelThreads(channel, 'private'))).toEqual([ours])
    expect(await ids(Routes.channelJoinedArchivedThreads(channel))).toEqual([ours])
    expect(await ids(Routes.guildActiveThreads(discord.guildId))).toEqual([open])
  })
})

describe('rights in a thread', () => {
  it('are those of the channel, but for writing', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const thread = await discord.startThread({ channel, user, name: 'T' })
    discord.deny('SendMessages', channel)
    await say(rest, thread)
    discord.deny('SendMessagesInThreads', channel)
    expect(await refusal(say(rest, thread))).toBe(50013)
    discord.deny('ViewChannel', channel)
    expect(await refusal(say(rest, thread))).toBe(50001)
  })
})

describe('a channel that is deleted', () => {
  it('takes its threads and webhooks with it', async () => {
    const { discord, customer: user, channel, rest } = await openDiscord()
    const thread = await discord.startThread({ channel, user, name: 'T' })
    const webhook = await rest.post(Routes.channelWebhooks(channel), { body: { name: 'Help' } })
    const { id, token } = z.looseObject({ id: z.string(), token: z.string() }).parse(webhook)
    discord.removeChannel(channel)
    expect(await refusal(say(rest, thread))).toBe(10003)
    const late = rest.post(Routes.webhook(id, token), { body: { content: 'x' }, auth: false })
    expect(await refusal(late)).toBe(10015)
  })
})

describe('a forum', () => {
  it('holds posts, whose first message has their id', async () => {
    const { discord, customer: user, rest } = await openDiscord()
    const forum = discord.addChannel({ kind: 'forum', tags: ['bug'] })
    const { client } = await loggedIn(discord)
    const heard: string[] = []
    client.on(Events.MessageCreate, ({ id, channelId }) => heard.push(`${id} ${channelId}`))
    const post = await discord.forumPost({ channel: forum, user, title: 'Help', text: 'It broke' })
    await soon(() => expect(heard).toEqual([`${post} ${post}`]))
    const message = { content: 'Welcome' }
    const ours = Thread.parse(await rest.post(Routes.threads(forum), { body: { name: 'W', message } }))
    expect(ours).toMatchObject({ parent_id: forum, message: { id: ours.id } })
    discord.world.channel(forum).requiresTag = true
    expect(await refusal(rest.post(Routes.threads(forum), { body: { name: 'W', message } }))).toBe(40067)
  })
})
