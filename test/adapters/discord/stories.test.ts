import { afterEach, describe, expect, it, vi } from 'vitest'
import { databases } from '../../support/databases.ts'
import { DiscordWorld, discordWords, say, type WorldOptions } from './discord-world.ts'

const ANSWER = 'You can send anything back within 30 days.'
const COMPLAINT = 'This is the third time my lamp arrived broken. I am so angry!'

let world: DiscordWorld
const open = async (options: WorldOptions = {}) => {
  world = await DiscordWorld.open(options)
}
afterEach(() => world.close())
const us = () => `<@${world.discord.botId}>`

describe.each(databases)('the main road on %s', (kind) => {
  it('answers a direct message from our pages, and says that it is an AI', async () => {
    await open({ kind })
    const read = await world.ask('How can I return a jacket?')
    expect(read).toContain("I'm an AI, not a person")
    expect(read).toContain(ANSWER)
    expect(read).toContain('Returns')
  })

  it('hands a complaint to staff, who reply with their name before their words', async () => {
    await open({ kind })
    expect(await world.ask(COMPLAINT)).toContain('A person will answer you here')
    expect(JSON.stringify(world.card())).toContain('third time my lamp')
    await world.press('claim')
    expect(world.ours().at(-1)?.content).toContain('Kim has taken over')
    await world.writeIn('reply', 'Hello, I am sorry. A new lamp leaves today.')
    expect(world.ours().at(-1)?.content).toBe('**Kim:** Hello, I am sorry. A new lamp leaves today.')
    expect(await world.ask('Thank you, that is kind')).toBe('')
    const [thread] = world.discord.threads(world.staffChannel)
    expect(JSON.stringify(world.discord.seen(thread?.id ?? ''))).toContain('Thank you, that is kind')
    await world.press('resolve')
    expect(world.ours().at(-1)?.content).toContain('Kim has marked this as solved')
  })
})

describe('a customer in a channel', () => {
  it('is answered in a thread of their message, and goes on there without a mention', async () => {
    await open()
    const { nora } = world.people
    const id = await world.discord.say({
      channel: world.lobby,
      user: nora,
      text: `${us()} how do I return this?`,
    })
    await world.pass()
    expect(world.ours(id)[0]?.content).toContain(ANSWER)
    expect(await world.ask('Do you sell umbrellas?', { channel: id })).toContain(say('unknown'))
  })

  it('is left alone where nobody spoke to us', async () => {
    await open()
    await world.ask('How do I return a lamp?', { channel: world.lobby })
    expect(world.ours(world.lobby)).toEqual([])
  })

  it('is asked nothing first in an ask channel', async () => {
    await open({ settings: {} })
    await world.stop()
    await world.start({ askChannels: [world.lobby] })
    const { nora } = world.people
    const id = await world.discord.say({ channel: world.lobby, user: nora, text: 'How do I return a lamp?' })
    await world.pass()
    expect(world.ours(id)[0]?.content).toContain(ANSWER)
  })

  it('is not put on show with a complaint: it goes on in a thread of their own', async () => {
    await open()
    const { nora } = world.people
    const id = await world.discord.say({ channel: world.lobby, user: nora, text: `${us()} ${COMPLAINT}` })
    await world.pass()
    const own = world.discord.threads(world.lobby).find((thread) => thread.id !== id)
    expect(world.ours(own?.id ?? '')[0]?.content).toContain('A person will answer you here')
    await world.press('claim')
    await world.writeIn('reply', 'Hello Nora.')
    expect(world.discord.seen(own?.id ?? '').at(-1)).toMatchObject({ content: 'Hello Nora.' })
    expect(world.discord.seen(own?.id ?? '').at(-1)?.author).toContain('Kim')
    await world.ask('Thank you', { channel: own?.id ?? '' })
    const [thread] = world.discord.threads(world.staffChannel)
    expect(JSON.stringify(world.discord.seen(thread?.id ?? ''))).toContain('Thank you')
  })
})

describe('commands', () => {
  it('bring a person in a place of their own', async () => {
    await open()
    const answered = await world.discord.slash({
      command: 'person',
      channel: world.lobby,
      user: world.people.nora,
    })
    await world.pass()
    expect(await answered.text()).toContain(discordWords.answerThere)
    expect(JSON.stringify(world.card())).toContain('Asked for a person')
    const [own] = world.discord.threads(world.lobby)
    expect(world.ours(own?.id ?? '')[0]?.content).toContain('A person will answer you here')
  })

  it('answer a question right here in a direct message', async () => {
    await open()
    const { nora } = world.people
    const answered = await world.discord.slash({
      command: 'help',
      options: { question: 'How can I return a jacket?' },
      channel: world.dm,
      user: nora,
    })
    await world.pass()
    expect(await answered.text()).toBe(discordWords.answerHere)
    expect(world.ours().at(-1)?.content).toContain(ANSWER)
  })
})

describe('staff', () => {
  it('are who has the role, looked at in each click', async () => {
    await open()
    await world.ask('I want to speak to a human')
    world.discord.allow('ViewChannel', world.staffChannel, world.people.omar)
    const answered = await world.press('claim', world.people.omar)
    expect(answered.isEphemeral).toBe(true)
    expect(await answered.text()).toBe(discordWords.notStaff)
    expect(world.ours().some(({ content }) => content.includes('has taken over'))).toBe(false)
  })

  it('have one winner when two claim at once', async () => {
    await open()
    await world.ask('I want to speak to a human')
    const { kim, sam } = world.people
    await Promise.all([world.press('claim', kim), world.press('claim', sam)])
    expect(world.ours().filter(({ content }) => content.includes('has taken over'))).toHaveLength(1)
  })

  it('hand any message of a customer to people', async () => {
    await open()
    const { nora, kim } = world.people
    const id = await world.discord.say({ channel: world.lobby, user: nora, text: 'My lamp flickers' })
    await world.discord.menu({ command: 'Hand to staff', channel: world.lobby, message: id, user: kim })
    await world.pass()
    expect(JSON.stringify(world.card())).toContain('My lamp flickers')
    expect(world.ours(id)[0]?.content).toContain('has taken it up')
  })

  it('see a customer’s edit, removal and files in the thread', async () => {
    await open()
    const { nora } = world.people
    await world.ask('I want to speak to a human')
    await world.press('claim')
    const files = [{ name: 'lamp.png', type: 'image/png', content: 'a picture' }]
    const id = await world.discord.say({ channel: world.dm, user: nora, text: 'My lamp is green', files })
    await world.pass()
    const [thread] = world.discord.threads(world.staffChannel)
    const inside = () => JSON.stringify(world.discord.seen(thread?.id ?? ''))
    expect(inside()).toContain('lamp.png')
    await world.discord.edit(world.dm, id, 'My lamp is turquoise')
    await world.pass()
    expect(inside()).toContain('turquoise')
    await world.discord.remove(world.dm, id)
    await world.pass()
    expect(inside()).not.toContain('turquoise')
  })
})

describe('a restart', () => {
  it('answers what was said to us meanwhile', async () => {
    await open()
    const { nora } = world.people
    await world.ask('Hello')
    await world.stop()
    world.clock += 60_000
    world.discord.sayUnheard({ channel: world.dm, user: nora, text: 'How can I return a jacket?' })
    world.clock += 60_000
    await world.start()
    await vi.waitFor(
      async () => {
        await world.pass(1_000)
        expect(world.ours().at(-1)?.content).toContain(ANSWER)
      },
      { timeout: 10_000 },
    )
  })
})
