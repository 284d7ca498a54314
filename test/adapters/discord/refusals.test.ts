import { afterEach, describe, expect, it } from 'vitest'
import { DiscordWorld, type WorldOptions } from './discord-world.ts'

const SECOND = 1_000
const HOUR = 60 * 60 * SECOND
const QUESTION = 'How can I return a jacket?'
const ANSWER = 'You can send anything back within 30 days.'
const WANTS_PERSON = 'I want to speak to a human'
const CREATE = 'POST /channels/:channel/messages'
const EDIT = 'PATCH /channels/:channel/messages/:message'
const START = 'POST /channels/:channel/messages/:message/threads'
const SPEAK = 'POST /webhooks/:webhook/:token'
const UNDELIVERED = /could not be delivered/i

let world: DiscordWorld
const open = async (options: WorldOptions = {}) => {
  world = await DiscordWorld.open(options)
}
afterEach(() => world.close())

const staffPlaces = () => [
  world.staffChannel,
  ...world.discord.threads(world.staffChannel).map(({ id }) => id),
]
const staffSee = () => JSON.stringify(staffPlaces().map((channel) => world.discord.seen(channel)))
const spareSees = () => JSON.stringify(world.spare.posts.map(({ outbound }) => outbound))
const heard = (channel = world.dm) =>
  world
    .ours(channel)
    .map(({ content }) => content)
    .join('\n')
const cards = () => world.discord.seen(world.staffChannel).filter(({ embeds }) => embeds.length > 0)
const settle = async (rounds = 3) => {
  for (let round = 0; round < rounds; round++) await world.pass(SECOND)
}
const error = (code: number) => ({ kind: 'error', code }) as const

/** A question in the lobby, answered in its thread, which is named by the question's id. */
async function asksInLobby(text = QUESTION): Promise<string> {
  const { nora } = world.people
  const mention = `<@${world.discord.botId}> ${text}`
  const id = await world.discord.say({ channel: world.lobby, user: nora, text: mention })
  await world.pass()
  return id
}
/** Kim has taken over what Nora asked in the lobby. */
async function takenInLobby(): Promise<string> {
  const id = await asksInLobby()
  const { kim } = world.people
  await world.discord.menu({ command: 'Hand to staff', channel: world.lobby, message: id, user: kim })
  await world.pass()
  await world.press('claim')
  return id
}

describe('an old message that was changed too often (30046)', () => {
  it('is a card: staff see how it stands on a new one', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    world.discord.fail(EDIT, error(30046), { channel: world.staffChannel })
    world.clock += HOUR
    await world.press('claim')
    expect(heard()).toContain('Kim has taken over')
    expect(cards().map(({ content }) => content)).toEqual([expect.stringContaining('is with **Kim**')])
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    expect(heard()).toContain('ZEBRA')
    await world.ask('It was a LION')
    await settle()
    expect(staffSee()).toContain('LION')
  })

  it('is a customer’s words, which they took back: staff read them no more', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    const { nora } = world.people
    const id = await world.discord.say({ channel: world.dm, user: nora, text: 'My password is ZEBRA' })
    await world.pass()
    const thread = world.discord.threads(world.staffChannel)[0]?.id ?? ''
    expect(JSON.stringify(world.discord.seen(thread))).toContain('ZEBRA')
    world.discord.fail(EDIT, error(30046), { channel: thread })
    world.clock += 2 * HOUR
    await world.discord.remove(world.dm, id)
    await settle()
    expect(staffSee()).not.toContain('ZEBRA')
    expect(staffSee()).toContain('These words were removed')
  })
})

describe('a customer who takes no direct messages (50007)', () => {
  it.each([50007, 50278])('and is answered: staff see that they were not reached (%i)', async (code) => {
    await open()
    world.discord.fail(CREATE, error(code), { channel: world.dm, times: 20 })
    await world.ask(QUESTION)
    await settle()
    expect(cards()).toHaveLength(1)
    expect(JSON.stringify(cards())).toContain('could not be delivered')
    expect(JSON.stringify(cards())).toContain(QUESTION)
  })

  it('and is written to by staff, who hear that it did not arrive, once', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    world.discord.fail(CREATE, error(50007), { channel: world.dm, times: 20 })
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    await settle()
    expect(staffSee().match(new RegExp(UNDELIVERED, 'gi'))).toHaveLength(1)
  })
})

describe('a thread that Discord has archived (50083)', () => {
  it('is a customer’s: what staff reply stands there', async () => {
    await open()
    const id = await takenInLobby()
    await world.discord.archive(id)
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    expect(JSON.stringify(world.discord.seen(id))).toContain('ZEBRA')
  })

  it('is a customer’s, and Discord says no to the reply at first: it stands there all the same', async () => {
    await open()
    const id = await takenInLobby()
    await world.discord.archive(id)
    world.discord.fail(SPEAK, error(50083), { channel: id })
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    await settle()
    expect(JSON.stringify(world.discord.seen(id)).match(/ZEBRA/g)).toHaveLength(1)
  })

  it('is a card’s: what the customer wrote is changed there', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    const { nora } = world.people
    const id = await world.discord.say({ channel: world.dm, user: nora, text: 'It is a LION' })
    await world.pass()
    await world.discord.archive(world.discord.threads(world.staffChannel)[0]?.id ?? '')
    await world.discord.edit(world.dm, id, 'It is a ZEBRA')
    await settle()
    expect(staffSee()).toContain('ZEBRA')
    expect(staffSee()).not.toContain('LION')
  })

  it('and locked, where the bot may not open it: staff hear that their reply did not arrive', async () => {
    await open()
    const id = await takenInLobby()
    await world.discord.lock(id)
    await world.discord.archive(id)
    world.discord.deny('ManageThreads')
    world.clock += 11 * 60 * SECOND
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    await settle()
    expect(JSON.stringify(world.discord.seen(id))).not.toContain('ZEBRA')
    expect(staffSee()).toMatch(UNDELIVERED)
  })
})

describe('a thread that cannot be had', () => {
  it('is there already (160004): the answer stands in it', async () => {
    await open()
    const { nora, omar } = world.people
    const text = `<@${world.discord.botId}> ${QUESTION}`
    const id = await world.discord.say({ channel: world.lobby, user: nora, text })
    await world.discord.startThread({ channel: world.lobby, user: omar, name: 'Jackets', message: id })
    world.discord.fail('GET /channels/:channel', error(10003), { channel: id })
    await world.pass()
    expect(world.ours(id)[0]?.content).toContain(ANSWER)
  })

  it('is locked (160005): who asked there gets a person, who reads what they asked', async () => {
    await open()
    const id = await asksInLobby()
    await world.discord.say({ channel: id, user: world.people.nora, text: 'Do you sell umbrellas?' })
    await world.discord.lock(id)
    world.discord.deny('ManageThreads')
    await world.pass()
    await settle()
    expect(JSON.stringify(cards())).toContain('umbrellas')
    expect(JSON.stringify(cards())).toContain('could not be delivered')
  })

  it('is locked (160005): staff hear that their reply did not arrive', async () => {
    await open()
    const id = await takenInLobby()
    await world.discord.lock(id)
    world.discord.deny('ManageThreads')
    world.discord.fail(SPEAK, error(160005), { channel: id, times: 20 })
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    await settle()
    expect(staffSee()).toMatch(UNDELIVERED)
  })

  it('is one too many in the server (160006): the answer is a reply in the channel', async () => {
    await open()
    world.discord.fail(START, error(160006), { times: 20 })
    const id = await asksInLobby()
    expect(world.ours(world.lobby)).toMatchObject([{ replyTo: id }])
    expect(heard(world.lobby)).toContain(ANSWER)
  })

  it('is one too many for a card (160006): staff read further words below it', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    world.discord.fail(START, error(160006), { times: 20 })
    await world.ask('It is a ZEBRA')
    await settle()
    expect(JSON.stringify(world.discord.seen(world.staffChannel))).toContain('ZEBRA')
  })

  it('was archived, and is one too many when it opens again (160006): staff hear that it did not arrive', async () => {
    await open()
    const id = await takenInLobby()
    await world.discord.archive(id)
    world.discord.fail('PATCH /channels/:channel', error(160006), { channel: id, times: 20 })
    world.discord.fail(SPEAK, error(160006), { channel: id, times: 20 })
    world.discord.fail(CREATE, error(160006), { channel: id, times: 20 })
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    await settle()
    expect(staffSee()).toMatch(UNDELIVERED)
  })
})

describe('words that a server does not let through (200000)', () => {
  it('are an answer: a person is called, who sees what was asked', async () => {
    await open()
    const id = await world.discord.say({
      channel: world.lobby,
      user: world.people.nora,
      text: `<@${world.discord.botId}> ${QUESTION}`,
    })
    world.discord.fail(CREATE, error(200000), { channel: id })
    await world.pass()
    await settle()
    expect(JSON.stringify(cards())).toContain(QUESTION)
    expect(JSON.stringify(cards())).toContain('could not be delivered')
  })

  it('are a reply of staff, who hear that it did not arrive', async () => {
    await open()
    const id = await takenInLobby()
    world.discord.fail(SPEAK, error(200000), { channel: id, times: 20 })
    world.discord.fail(CREATE, error(200000), { channel: id, times: 20 })
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    await settle()
    expect(JSON.stringify(world.discord.seen(id))).not.toContain('ZEBRA')
    expect(staffSee()).toMatch(UNDELIVERED)
  })

  it('are a card: the spare desk shows it', async () => {
    await open()
    world.discord.fail(CREATE, error(200000), { channel: world.staffChannel, times: 20 })
    await world.ask(`${WANTS_PERSON}. It is a ZEBRA.`)
    await settle()
    expect(spareSees()).toContain('ZEBRA')
  })

  it('are a customer’s further words: the spare desk shows them', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.ask('It is a lamp')
    const thread = world.discord.threads(world.staffChannel)[0]?.id ?? ''
    world.discord.fail(CREATE, error(200000), { channel: thread, times: 20 })
    await world.ask('It is a ZEBRA')
    await settle()
    expect(spareSees()).toContain('ZEBRA')
  })

  it('are somebody’s name (200001): their thread has another', async () => {
    await open()
    world.discord.fail(START, error(200001))
    const id = await asksInLobby()
    expect(world.ours(id)[0]?.content).toContain(ANSWER)
  })
})
