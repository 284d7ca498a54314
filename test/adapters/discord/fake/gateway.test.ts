import { Client, Events, GatewayIntentBits, Routes } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { soon } from '../../../support/soon.ts'
import { closesAfterEach, closing, loggedIn, openDiscord, READS } from './opened.ts'

closesAfterEach()

/** A connection without a library; gives what came in and the code with which it ended. */
async function raw(url: string) {
  const ws = new WebSocket(url)
  closing(async () => ws.terminate())
  const heard: { op: number; t: string | null; d: unknown; s: number | null }[] = []
  const closed = new Promise<number>((resolve) => ws.on('close', (code) => resolve(code)))
  ws.on('message', (data) => heard.push(JSON.parse(String(data))))
  await new Promise((resolve) => ws.on('open', resolve))
  return { ws, heard, closed, send: (packet: object) => ws.send(JSON.stringify(packet)) }
}
const properties = { os: 'linux', browser: 'x', device: 'x' }

async function opened(options = {}) {
  const world = await openDiscord(options)
  const url = `${world.discord.apiUrl.replace('http', 'ws').replace('/api', '')}/?v=10&encoding=json`
  return { ...world, url }
}

describe('coming in', () => {
  it('says hello, takes the identity and tells of the guild', async () => {
    const { discord } = await opened()
    const { client, packets } = await loggedIn(discord)
    expect(packets.map(({ t }) => t).slice(0, 2)).toEqual(['READY', 'GUILD_CREATE'])
    expect([client.user?.id, client.application?.id]).toEqual([discord.botId, discord.applicationId])
    expect([discord.identifies, discord.connected, discord.intents]).toEqual([1, 1, 1 | 512 | 4096])
  })

  it.each([
    [4004, 'another token', { token: 'x' }],
    [4013, 'intents that nobody knows', { intents: 1 << 30 }],
    [4014, 'the intent for words, which is off', { intents: GatewayIntentBits.MessageContent }],
    [4014, 'the intent for members', { intents: GatewayIntentBits.GuildMembers }],
    [4002, 'no intents', { intents: undefined }],
    [4010, 'a shard beyond the last', { shard: [1, 1] }],
  ])('is closed with %i upon %s', async (code, _, more) => {
    const { discord, url } = await opened()
    const { send, closed } = await raw(url)
    send({ op: 2, d: { token: discord.token, intents: 1, properties, ...more } })
    expect(await closed).toBe(code)
  })

  it('is closed upon those who do not keep to the order of things', async () => {
    const { discord, url } = await opened()
    const early = await raw(url)
    early.send({ op: 3, d: {} })
    const old = await raw(url.replace('v=10', 'v=9'))
    const twice = await raw(url)
    for (const _ of [1, 2]) twice.send({ op: 2, d: { token: discord.token, intents: 1, properties } })
    const garbled = await raw(url)
    garbled.ws.send('{')
    const codes = [early, old, twice, garbled].map(({ closed }) => closed)
    expect(await Promise.all(codes)).toEqual([4003, 4012, 4005, 4002])
  })

  it('makes discord.js give up where the intent is not granted, and not where it is', async () => {
    const { discord } = await opened()
    const intents = [...READS, GatewayIntentBits.MessageContent]
    const client = new Client({ intents, rest: { api: discord.apiUrl } })
    closing(() => client.destroy())
    await expect(client.login(discord.token)).rejects.toThrow('disallowed intents')
    discord.home.messageContent = true
    await loggedIn(discord, { intents })
    expect(discord.intents).toBe(1 | 512 | 4096 | 32_768)
  })

  it('lets in only as often as there are identifies left', async () => {
    const { discord, rest } = await opened({ identifiesLeft: 1 })
    await loggedIn(discord)
    expect(await rest.get(Routes.gatewayBot())).toMatchObject({ session_start_limit: { remaining: 0 } })
    const client = new Client({ intents: READS, rest: { api: discord.apiUrl } })
    closing(() => client.destroy())
    await expect(client.login(discord.token)).rejects.toThrow('Not enough sessions remaining')
    expect(discord.identifies).toBe(1)
  })
})

describe('a gap', () => {
  async function listening(options = {}) {
    const world = await openDiscord({ messageContent: true, ...options })
    const { discord, customer: user, channel } = world
    const { client, packets, told } = await loggedIn(discord, {
      intents: [...READS, GatewayIntentBits.MessageContent],
    })
    const say = (text: string) => discord.say({ channel, user, text })
    const texts = () => told('MESSAGE_CREATE').map(({ content }) => content)
    return { ...world, client, packets, told, say, texts }
  }

  it.each([
    ['the line breaks', (discord: { drop(): void }) => discord.drop()],
    ['it is closed with 4000', (discord: { drop(code: number): void }) => discord.drop(4000)],
    ['op 7 asks to come again', (discord: { askToReconnect(): void }) => discord.askToReconnect()],
    ['op 9 asks to resume', (discord: { invalidate(resumable: boolean): void }) => discord.invalidate(true)],
  ])('is closed by a resume when %s', async (_, end) => {
    const { discord, say, texts } = await listening()
    await say('1')
    end(discord)
    await say('2')
    await soon(() => expect(discord.resumes).toBe(1))
    await say('3')
    expect(texts()).toEqual(['1', '2', '3'])
    expect([discord.identifies, discord.connected]).toEqual([1, 1])
  })

  it('is closed by a resume when the line is dead but open', async () => {
    const { discord, say, texts } = await listening({ heartbeat: 100 })
    discord.deafen()
    await say('1')
    await soon(() => expect(discord.resumes).toBe(1))
    await soon(() => expect(texts()).toEqual(['1']))
    expect(discord.identifies).toBe(1)
  })

  it('tells again what was heard, where it is told to', async () => {
    const { discord, say, packets, told } = await listening()
    await say('1')
    await say('2')
    discord.replay(2)
    discord.drop(4000)
    await soon(() => expect(discord.resumes).toBe(1))
    await discord.settled()
    expect(told('MESSAGE_CREATE').map(({ content }) => content)).toEqual(['1', '2', '1', '2'])
    expect(packets.filter(({ t }) => t === 'READY')).toHaveLength(1)
  })

  it('is not closed after op 9 says that the session is gone', async () => {
    const { discord, say, texts } = await listening()
    discord.invalidate(false)
    await say('missed')
    await soon(() => expect(discord.identifies).toBe(2))
    await say('heard')
    await soon(() => expect(texts()).toEqual(['heard']))
    expect(discord.resumes).toBe(0)
  })

  it('ends for good where nobody may come in', async () => {
    const { discord, client } = await listening()
    const invalid = new Promise((resolve) => client.once(Events.ShardDisconnect, resolve))
    discord.refuseGateway(4004)
    discord.drop(4000)
    expect(await invalid).toMatchObject({ code: 4004 })
    expect(discord.connected).toBe(0)
  })

  it('has no end for those who said goodbye', async () => {
    const { discord, client, say } = await listening()
    await client.destroy()
    await say('1')
    expect(discord.connected).toBe(0)
  })
})

describe('what is told', () => {
  it('is what the intents ask for', async () => {
    const { discord, customer: user, channel } = await openDiscord()
    const { told } = await loggedIn(discord, { intents: [GatewayIntentBits.Guilds] })
    await discord.say({ channel, user, text: 'x' })
    await discord.startThread({ channel, user, name: 'T' })
    expect([told('MESSAGE_CREATE'), told('THREAD_CREATE')].map(({ length }) => length)).toEqual([0, 1])
  })

  it('is what the bot can see', async () => {
    const { discord, customer: user } = await openDiscord()
    const hidden = discord.addChannel({ bot: false })
    const { told } = await loggedIn(discord)
    await discord.say({ channel: hidden, user, text: 'x' })
    expect(told('MESSAGE_CREATE')).toEqual([])
    discord.allow('ViewChannel', hidden)
    await discord.say({ channel: hidden, user, text: 'y' })
    expect(told('MESSAGE_CREATE')).toHaveLength(1)
  })

  it('speaks of changes, deletions and channels', async () => {
    const { discord, customer: user, channel } = await openDiscord({ messageContent: true })
    const { told } = await loggedIn(discord, { intents: [...READS, GatewayIntentBits.MessageContent] })
    const [one, two, three] = [
      await discord.say({ channel, user, text: '1' }),
      await discord.say({ channel, user, text: '2' }),
      await discord.say({ channel, user, text: '3' }),
    ]
    await discord.edit(channel, one, 'changed')
    await discord.unfurl(channel, one)
    await discord.remove(channel, one)
    await discord.removeMany(channel, [two, three])
    const thread = await discord.startThread({ channel, user, name: 'T' })
    await discord.lock(thread)
    discord.removeChannel(thread)
    discord.removeChannel(channel)
    await discord.emit('VOICE_STATE_UPDATE', {})
    const [edited, unfurled] = told('MESSAGE_UPDATE')
    expect([edited?.content, unfurled?.content]).toEqual(['changed', 'changed'])
    expect(edited?.edited_timestamp).toBe(unfurled?.edited_timestamp)
    expect(told('MESSAGE_DELETE')).toMatchObject([
      { id: one, channel_id: channel, guild_id: discord.guildId },
    ])
    expect(told('MESSAGE_DELETE_BULK')).toMatchObject([{ ids: [two, three] }])
    expect(told('THREAD_UPDATE')).toMatchObject([{ id: thread, thread_metadata: { locked: true } }])
    expect([told('THREAD_DELETE'), told('CHANNEL_DELETE')].flat()).toMatchObject([
      { id: thread },
      { id: channel },
    ])
  })

  it('holds what was forwarded, and what other webhooks and bots say', async () => {
    const { discord, customer: user, channel } = await openDiscord({ messageContent: true })
    const { told } = await loggedIn(discord, { intents: [...READS, GatewayIntentBits.MessageContent] })
    const bot = discord.addUser({ name: 'Other', bot: true })
    const message = await discord.say({ channel, user: bot, text: 'beep' })
    await discord.webhookSays({ channel, name: 'News', text: 'today' })
    await discord.forward({ channel, user, from: [channel, message] })
    expect(told('MESSAGE_CREATE')).toMatchObject([
      { author: { bot: true }, content: 'beep' },
      { webhook_id: expect.any(String), author: { username: 'News' } },
      { content: '', message_snapshots: [{ message: { content: 'beep' } }], message_reference: { type: 1 } },
    ])
  })
})
