import { afterEach, describe, expect, it } from 'vitest'
import { createContentSight } from '../../../adapters/discord/content-sight.ts'
import { readMessage } from '../../../adapters/discord/events.ts'
import { DiscordWorld, discordWords, say } from './discord-world.ts'

const QUESTION = 'How can I return a jacket?'
const ANSWER = 'You can send anything back within 30 days.'
const COMPLAINT = 'This is the third time my lamp arrived broken. I am so angry!'

let world: DiscordWorld
const open = async () => {
  world = await DiscordWorld.open({ discord: { messageContent: false } })
}
afterEach(() => world?.close())

const us = () => `<@${world.discord.botId}>`
const write = (text: string, channel = world.lobby, user = world.people.nora) =>
  world.discord.say({ channel, user, text })
const inLobby = async (text: string) => {
  const id = await write(`${us()} ${text}`)
  await world.pass()
  return id
}
const heard = (channel: string) => world.ours(channel).map(({ content }) => content)
const hint = () => `${discordWords.mentionMe} ${us()}`
const staffSee = () =>
  JSON.stringify(
    [world.staffChannel, ...world.discord.threads(world.staffChannel).map(({ id }) => id)].map((channel) =>
      world.discord.seen(channel),
    ),
  )
const places = () => world.ledger.db.selectFrom('conversations').select(['channel', 'thread']).execute()

describe('where Discord hides what does not mention us', () => {
  it('a complaint goes on in the direct messages, where it can be read', async () => {
    await open()
    await inLobby(COMPLAINT)
    expect(world.discord.threads(world.lobby)).toEqual([])
    expect(heard(world.lobby)).toEqual([])
    expect(heard(world.dm)).toHaveLength(1)
    expect(await places()).toEqual([{ channel: world.dm, thread: '' }])
    await world.press('claim')
    await world.ask('My order number is ZEBRA')
    expect(staffSee()).toContain('ZEBRA')
    await world.writeIn('reply', 'Hello Nora')
    expect(heard(world.dm).at(-1)).toContain('Hello Nora')
  })

  it('a complaint stays where it was made when the direct messages are closed', async () => {
    await open()
    world.discord.takesDms(world.people.nora, false)
    const id = await inLobby(COMPLAINT)
    expect(heard(id)).toHaveLength(1)
    expect(await places()).toEqual([{ channel: world.lobby, thread: id }])
    expect(world.card().content).toContain('Nora')
  })

  it('a complaint does so when Discord opens no direct messages for minutes', async () => {
    await open()
    world.discord.fail('POST /users/@me/channels', { kind: 'rate_limited', retryAfter: 180 })
    const id = await inLobby(COMPLAINT)
    expect(heard(id)).toHaveLength(1)
  })

  it('a command leads to the direct messages', async () => {
    await open()
    const { nora } = world.people
    const options = { question: QUESTION }
    await world.discord.slash({ command: 'help', channel: world.lobby, user: nora, options })
    await world.pass()
    expect(heard(world.dm).join()).toContain(ANSWER)
    expect(world.discord.threads(world.lobby)).toEqual([])
  })

  it('a command leads to a private thread where no direct messages come about', async () => {
    await open()
    world.discord.fail('POST /users/@me/channels', { kind: 'http', status: 502 }, { times: 100 })
    const { nora } = world.people
    await world.discord.slash({ command: 'person', channel: world.lobby, user: nora })
    await world.pass()
    expect(world.discord.threads(world.lobby)).toHaveLength(1)
  })

  it('who writes on in our thread hears once that they must mention us, and is heard then', async () => {
    await open()
    const thread = await inLobby(QUESTION)
    const before = heard(thread).length
    await write('And a ZEBRA?', thread)
    await write('Hello?', thread)
    await world.pass()
    expect(heard(thread).slice(before)).toEqual([hint()])
    await write(`${us()} I want to speak to a human`, thread)
    await world.pass()
    expect(world.card().content).toContain('Nora')
  })

  it('who replies to us in a channel hears so, and nothing of an empty message', async () => {
    await open()
    world.discord.deny('CreatePublicThreads', world.lobby)
    await inLobby(QUESTION)
    const [answer] = world.ours(world.lobby)
    const said = { channel: world.lobby, user: world.people.nora, text: 'Thanks', ping: false }
    await world.discord.say({ ...said, replyTo: answer?.id ?? '' })
    await world.pass()
    expect(heard(world.lobby).at(-1)).toBe(hint())
    expect(heard(world.lobby).join()).not.toContain(say('refused_empty'))
  })

  it('each who asks in an ask channel hears so once', async () => {
    await open()
    await world.stop()
    await world.start({ askChannels: [world.lobby] })
    for (const user of [world.people.nora, world.people.omar, world.people.nora])
      await write(QUESTION, world.lobby, user)
    await world.pass()
    expect(heard(world.lobby)).toEqual([hint(), hint()])
  })

  it('staff among themselves, in a card’s thread or in a customer’s, hear nothing', async () => {
    await open()
    await world.ask('I want to speak to a human')
    await world.press('claim')
    await world.ask('It is about my lamp')
    const [card] = world.discord.threads(world.staffChannel)
    const thread = await inLobby(QUESTION)
    const { kim } = world.people
    await write('What a lamp', card?.id, kim)
    await write('Hi Nora', thread, kim)
    await world.pass()
    expect(staffSee()).not.toContain(discordWords.mentionMe)
    expect(heard(thread)).not.toContain(hint())
  })

  it('people among themselves hear nothing, in a channel or in a thread of theirs', async () => {
    await open()
    const { omar } = world.people
    const message = await write('Look at this', world.lobby, omar)
    const thread = await world.discord.startThread({
      channel: world.lobby,
      user: omar,
      name: 'Ours',
      message,
    })
    await write('Nice', thread, omar)
    await write('Very', thread)
    await world.pass()
    expect([...heard(world.lobby), ...heard(thread)]).toEqual([])
  })

  it('an edit whose words are hidden changes nothing, and nobody hears of it', async () => {
    await open()
    const id = await inLobby('I want to speak to a human about a ZEBRA')
    await world.ledger.db
      .updateTable('messages')
      .set({ attachments: '[{"name":"lamp.png"}]' })
      .where('author', '=', 'customer')
      .execute()
    const before = heard(id).length
    await world.discord.emit('MESSAGE_UPDATE', {
      ...{ id, channel_id: world.lobby, guild_id: world.discord.guildId, type: 0, content: '' },
      author: { id: world.people.nora, username: 'nora' },
      edited_timestamp: new Date(world.clock).toISOString(),
    })
    await world.pass()
    const rows = await world.ledger.db.selectFrom('messages').select(['text', 'author']).execute()
    expect(rows.find(({ author }) => author === 'customer')?.text).toContain('ZEBRA')
    expect(heard(id)).toHaveLength(before)
  })
})

describe('whether we may read', () => {
  const said = (content: string, more: object = {}) => {
    const author = { id: '2', username: 'nora' }
    const message = { id: '1', channel_id: '3', guild_id: '4', author, content, ...more }
    const read = readMessage(message, '9')
    if (!read) throw new Error('nobody said that')
    return read
  }
  const sightOf = (hasIntent: boolean, isMarked: boolean | null) =>
    createContentSight({ hasIntent: () => hasIntent, isMarked: () => isMarked })

  it('is no without the intent', () => {
    expect(sightOf(false, null).mayRead()).toBe(false)
  })

  it('is no where we are not marked, once words were missing', () => {
    const sight = sightOf(true, false)
    expect(sight.mayRead()).toBe(true)
    sight.heard(said('<@9> hello'))
    sight.heard(said('', { guild_id: null }))
    expect(sight.mayRead()).toBe(true)
    sight.heard(said(''))
    expect(sight.mayRead()).toBe(false)
  })

  it('is yes where words are there, whatever we are marked with', () => {
    const sight = sightOf(true, false)
    sight.heard(said('hello'))
    sight.heard(said(''))
    expect(sight.mayRead()).toBe(true)
    const marked = sightOf(true, true)
    marked.heard(said(''))
    expect(marked.mayRead()).toBe(true)
  })
})
