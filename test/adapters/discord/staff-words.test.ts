import { afterEach, describe, expect, it, vi } from 'vitest'
import { soon } from '../../support/soon.ts'
import { DiscordWorld, discordWords, say } from './discord-world.ts'

const QUESTION = 'How can I return a jacket?'
const UMBRELLAS = 'Do you sell umbrellas?'

let world: DiscordWorld
afterEach(() => world.close())

const write = async (text: string, channel: string, user: string, replyTo?: string) => {
  const more = replyTo === undefined ? {} : { replyTo, ping: false }
  const id = await world.discord.say({ channel, user, text, ...more })
  await world.pass()
  return id
}
const heard = (channel: string) =>
  world.discord
    .seen(channel)
    .filter(({ authorId, content }) => authorId === world.discord.botId && content !== '')
    .map(({ content }) => content)
const conversations = () => world.ledger.db.selectFrom('conversations').select(['status', 'thread']).execute()

describe('what staff write in the thread under a card', () => {
  const waiting = async () => {
    world = await DiscordWorld.open()
    await world.ask('I want to speak to a human')
    await world.press('claim')
    await world.ask('It is about my lamp')
    return world.discord.threads(world.staffChannel)[0]?.id ?? ''
  }
  const hints = (thread: string) => heard(thread).filter((text) => text === discordWords.internal).length

  it('does not reach the customer, and they hear so once', async () => {
    const thread = await waiting()
    const { kim, sam } = world.people
    await write('Hello Nora, your refund went out today.', thread, kim)
    await soon(() => expect(hints(thread)).toBe(1))
    await write('Thanks, Kim', thread, sam)
    expect(hints(thread)).toBe(1)
    expect(heard(world.dm).join()).not.toContain('refund')
  })

  it('is told in a thread that they began under the card themselves', async () => {
    world = await DiscordWorld.open()
    await world.ask('I want to speak to a human')
    const { kim } = world.people
    const message = world.card().id
    const thread = await world.discord.startThread({
      ...{ channel: world.staffChannel, user: kim },
      ...{ name: 'Nora', message },
    })
    await write('Hello Nora!', thread, kim)
    await soon(() => expect(hints(thread)).toBe(1))
  })

  it('is nobody’s business in a thread of their own', async () => {
    world = await DiscordWorld.open()
    const { kim } = world.people
    const message = await write('Who has the late shift?', world.staffChannel, kim)
    const thread = await world.discord.startThread({
      ...{ channel: world.staffChannel, user: kim },
      ...{ name: 'Shift', message },
    })
    await write('Me', thread, kim)
    expect(heard(thread)).toEqual([])
  })
})

describe('what staff write in an ask channel', () => {
  const open = async () => {
    world = await DiscordWorld.open()
    await world.stop()
    await world.start({ askChannels: [world.lobby] })
  }

  it('is no question', async () => {
    await open()
    await write('Hi all, we are closed on Monday.', world.lobby, world.people.kim)
    expect(world.discord.threads(world.lobby)).toEqual([])
    expect(await conversations()).toEqual([])
  })

  it('is one where they mention us', async () => {
    await open()
    const id = await write(`<@${world.discord.botId}> ${QUESTION}`, world.lobby, world.people.kim)
    expect(heard(id)).toHaveLength(1)
  })

  it('takes a customer’s conversation over where it is a reply to the question', async () => {
    await open()
    const { nora, kim } = world.people
    const id = await write(UMBRELLAS, world.lobby, nora)
    expect(heard(id).join()).toContain(say('unknown'))
    await write('Nora, I will look after this.', world.lobby, kim, id)
    expect(await conversations()).toEqual([{ status: 'with_person', thread: id }])
    const before = heard(id).length
    await write(QUESTION, id, nora)
    expect(heard(id)).toHaveLength(before)
  })

  it('is none either where it was written while we were away', async () => {
    await open()
    await soon(async () => {
      expect(await world.ledger.db.selectFrom('listening').selectAll().execute()).toHaveLength(2)
    })
    await world.stop()
    const { nora, kim } = world.people
    const news = world.discord.sayUnheard({ channel: world.lobby, user: kim, text: 'Closed on Monday.' })
    const asked = world.discord.sayUnheard({ channel: world.lobby, user: nora, text: QUESTION })
    world.clock += 60_000
    await world.start({ askChannels: [world.lobby] })
    await vi.waitFor(
      async () => {
        await world.pass(1_000)
        expect(heard(asked)).toHaveLength(1)
      },
      { timeout: 5_000 },
    )
    expect(world.discord.threads(world.lobby).map(({ id }) => id)).toEqual([asked])
    expect(await conversations()).not.toContainEqual(expect.objectContaining({ thread: news }))
  })

  it('is left alone where it replies to other staff, or to what nobody asked us', async () => {
    await open()
    const { kim, sam } = world.people
    const news = await write('We are closed on Monday.', world.lobby, kim)
    await write('And on Tuesday.', world.lobby, sam, news)
    expect(await conversations()).toEqual([])
    expect(world.discord.threads(world.lobby)).toEqual([])
  })
})

describe('the same words of staff’s, twice', () => {
  it('reach the customer twice, though the process ended before the second went out', async () => {
    world = await DiscordWorld.open()
    const { nora } = world.people
    const mention = `<@${world.discord.botId}>`
    const thread = await write(`${mention} I want to speak to a human`, world.lobby, nora)
    await world.press('claim')
    await world.writeIn('reply', 'Yes, we will.')
    const said = () => world.discord.seen(thread).filter(({ content }) => content === 'Yes, we will.').length
    expect(said()).toBe(1)
    world.discord.fail('POST /webhooks/:webhook/:token', { kind: 'reset' })
    await world.writeIn('reply', 'Yes, we will.')
    expect(said()).toBe(1)
    await world.stop()
    await world.start()
    for (let round = 0; round < 5; round++) await world.pass()
    expect(said()).toBe(2)
  })
})
