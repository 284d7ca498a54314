import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Memory, Receive } from '../../../src/adapter.ts'
import { createMemory } from '../../../src/ledger/listening.ts'
import { soon } from '../../support/soon.ts'
import { sayBefore } from '../../support/world.ts'
import { DiscordWorld, discordWords, say, type WorldOptions } from './discord-world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const QUESTION = 'How can I return a jacket?'
const ANSWER = 'You can send anything back within 30 days.'
const WANTS_PERSON = 'I want to speak to a human'
const COMPLAINT = 'This is the third time my lamp arrived broken. I am so angry!'

let world: DiscordWorld
const open = async (options: WorldOptions = {}) => {
  world = await DiscordWorld.open(options)
}
afterEach(() => world.close())

const us = () => `<@${world.discord.botId}>`
const heard = (channel = world.dm) =>
  world
    .ours(channel)
    .map(({ content }) => content)
    .join('\n')
/** All that stands in the staff channel and in its threads. */
const staffSee = () =>
  JSON.stringify(
    [world.staffChannel, ...world.discord.threads(world.staffChannel).map(({ id }) => id)].map((channel) =>
      world.discord.seen(channel),
    ),
  )
const cards = () => world.discord.seen(world.staffChannel).filter(({ embeds }) => embeds.length > 0)
const until = (holds: () => boolean) =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 5_000, interval: 10 })
const eventually = async (holds: () => void) => {
  await vi.waitFor(
    async () => {
      await world.pass(SECOND)
      holds()
    },
    { timeout: 4_000, interval: 5 },
  )
}
const settle = async (rounds = 3) => {
  for (let round = 0; round < rounds; round++) await world.pass(SECOND)
}
/** The ledger knows that we listen in both workspaces, so that from now on there can be a gap. */
const listens = () =>
  soon(async () => {
    expect(await world.ledger.db.selectFrom('listening').select('until').execute()).toHaveLength(2)
  })
async function starts(): Promise<void> {
  await world.start()
  await new Promise((resolve) => setTimeout(resolve, 300))
  await settle()
}
async function restarts(): Promise<void> {
  await world.stop()
  world.clock += MINUTE
  await starts()
}
/** The same adapter listens again, with something between it and the ledger. */
async function between(
  how: (given: { receive: Receive; memory: Memory }) => { receive: Receive; memory: Memory },
) {
  await listens()
  await world.adapter.stop()
  const given = how({ receive: world.engine.receive, memory: createMemory(world.ledger, world.adapter.name) })
  await world.adapter.start(given.receive, given.memory)
  await new Promise((resolve) => setTimeout(resolve, 200))
  await settle(1)
}
const inLobby = (text: string, user = world.people.nora) =>
  world.discord.say({ channel: world.lobby, user, text: `${us()} ${text}` })

/** What the assistant itself says there after somebody has written. */
async function saidTo(text: string, channel: string, user = world.people.nora): Promise<string> {
  const bots = () => world.discord.seen(channel).filter(({ authorId }) => authorId === world.discord.botId)
  const before = bots().length
  await world.discord.say({ channel, user, text })
  await world.pass()
  const said = bots().slice(before)
  return said.map(({ content }) => content).join('\n')
}

describe('AFTER', () => {
  it('a member of staff has answered in the thread, the assistant is silent', async () => {
    await open()
    const id = await inLobby(QUESTION)
    await world.pass()
    await saidTo('Hi Nora, I will look after this.', id, world.people.kim)
    expect(await saidTo('How do I return it to you, Kim?', id)).toBe('')
  })

  it('one customer speaks to another in the thread, the assistant is silent', async () => {
    await open()
    const id = await inLobby(QUESTION)
    await world.pass()
    expect(await saidTo('Same thing happened to me, Nora', id, world.people.omar)).toBe('')
  })

  it('staff talk in a card’s thread in which /help was used, the assistant is silent', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.ask('It is about my lamp')
    const channel = world.discord.threads(world.staffChannel)[0]?.id ?? ''
    const { kim } = world.people
    await world.discord.slash({ command: 'help', options: { question: QUESTION }, channel, user: kim })
    await world.pass()
    expect(await saidTo('Sam, do we sell umbrellas?', channel, kim)).toBe(discordWords.internal)
    expect(await saidTo('How do I return a jacket, Sam?', channel, kim)).toBe('')
  })
})

describe('LOST: what staff should read', () => {
  it('is all of a long complaint, to its end', async () => {
    await open()
    const story = 'The lamp arrived broken, and nobody has answered me since. '.repeat(20)
    await world.ask(`I am so angry! ${story} My order number is ZEBRA.`)
    expect(cards()).toHaveLength(1)
    expect(staffSee()).toContain('ZEBRA')
  })

  it('stays in their channel when the card was taken away there', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.discord.remove(world.staffChannel, world.card().id)
    await world.ask('The lamp is a ZEBRA')
    await settle()
    expect([staffSee().includes('ZEBRA'), world.spare.posts.length]).toEqual([true, 0])
  })

  it('stays there after a restart, when what moved to a thread of its own is looked for', async () => {
    await open()
    await listens()
    await inLobby(`${COMPLAINT} It is a ZEBRA.`)
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    await restarts()
    expect(staffSee()).toContain('ZEBRA')
  })

  it('stays there after a restart, when it was asked with a command', async () => {
    await open()
    await listens()
    const { nora } = world.people
    const question = `${COMPLAINT} It is a ZEBRA.`
    await world.discord.slash({ command: 'help', options: { question }, channel: world.lobby, user: nora })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    await restarts()
    expect(staffSee()).toContain('ZEBRA')
  })

  it('names those whom the customer names', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.ask(`<@${world.people.sam}> promised me a new lamp`)
    expect(staffSee()).toContain('@Sam promised')
  })
})

describe('LOST: what was changed or taken back', () => {
  const long = 'The lamp arrived broken, and nobody has answered. '.repeat(150)

  it('is gone from every piece that staff see of a long message', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    const { nora } = world.people
    const text = `${long.slice(0, 3_900)} It is a ZEBRA.`
    const id = await world.discord.say({ channel: world.dm, user: nora, text })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    await world.discord.remove(world.dm, id)
    await world.pass()
    expect([staffSee().includes('ZEBRA'), staffSee().includes('arrived broken')]).toEqual([false, false])
  })

  it('is gone from every piece that staff see of a message of many signs', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    const { nora } = world.people
    const text = `${'*_'.repeat(1_900)} It is a ZEBRA. ${'*_'.repeat(60)}`
    const id = await world.discord.say({ channel: world.dm, user: nora, text })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    await world.discord.remove(world.dm, id)
    await world.pass()
    expect([staffSee().includes('ZEBRA'), staffSee().includes('*_')]).toEqual([false, false])
  })

  it('is gone from what staff see when it was taken back in the channel, and went on in a thread of its own', async () => {
    await open()
    const id = await inLobby(`${COMPLAINT} My password is ZEBRA.`)
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    await world.discord.remove(world.lobby, id)
    await settle()
    expect(staffSee()).not.toContain('ZEBRA')
  })

  it('keeps its newest words when it is edited while the history is read', async () => {
    await open()
    await world.ask('Hello')
    const { nora } = world.people
    let go = () => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    let isReading = false
    await listens()
    await world.adapter.stop()
    world.clock += MINUTE
    world.discord.sayUnheard({ channel: world.dm, user: nora, text: 'Good day' })
    const id = world.discord.sayUnheard({ channel: world.dm, user: nora, text: 'Do you sell lamps?' })
    await world.discord.edit(world.dm, id, 'Do you sell umbrellas?')
    const receive: Receive = async (inbound) => {
      if (inbound.kind === 'message' && inbound.text === 'Good day') {
        isReading = true
        await held
      }
      return world.engine.receive(inbound)
    }
    await world.adapter.start(receive, createMemory(world.ledger, 'discord'))
    await until(() => isReading)
    world.clock += SECOND
    await world.discord.edit(world.dm, id, WANTS_PERSON)
    await new Promise((resolve) => setTimeout(resolve, 100))
    go()
    await settle(5)
    expect(heard()).toContain(sayBefore('receipt_wants_person'))
  })

  it('is not shown to staff when it is taken back while the history is read', async () => {
    await open()
    await world.ask('Hello')
    const { nora } = world.people
    let go = () => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    let isReading = false
    await listens()
    await world.adapter.stop()
    world.clock += MINUTE
    world.discord.sayUnheard({ channel: world.dm, user: nora, text: 'Good day' })
    const text = `${WANTS_PERSON}, my password is ZEBRA`
    const id = world.discord.sayUnheard({ channel: world.dm, user: nora, text })
    const receive: Receive = async (inbound) => {
      if (inbound.kind === 'message' && inbound.text === 'Good day') {
        isReading = true
        await held
      }
      return world.engine.receive(inbound)
    }
    await world.adapter.start(receive, createMemory(world.ledger, 'discord'))
    await until(() => isReading)
    await world.discord.remove(world.dm, id)
    await new Promise((resolve) => setTimeout(resolve, 100))
    go()
    await settle(5)
    expect(staffSee()).not.toContain('ZEBRA')
  })
})

describe('LOST: what was said in a gap', () => {
  it('is answered without a new gap though the ledger could not be read when the looking back began', async () => {
    await open()
    await world.ask('Hello')
    await listens()
    await world.adapter.stop()
    world.clock += MINUTE
    world.discord.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION })
    const memory = createMemory(world.ledger, 'discord')
    let failures = 1
    await world.adapter.start(world.engine.receive, {
      ...memory,
      async listenedUntil(workspace) {
        if (failures-- > 0) throw new Error('locked')
        return memory.listenedUntil(workspace)
      },
    })
    await eventually(() => expect(heard()).toContain(ANSWER))
  })
})

describe('LOST: what staff write', () => {
  /** Staff have a conversation in a thread of the lobby, which is then taken away with its question; they write. */
  async function writesIntoNothing() {
    await open()
    const { kim } = world.people
    const id = await inLobby(QUESTION)
    await world.pass()
    await world.discord.menu({ command: 'Hand to staff', channel: world.lobby, message: id, user: kim })
    await world.pass()
    await world.press('claim')
    world.discord.removeChannel(id)
    await world.discord.remove(world.lobby, id)
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    await settle()
  }

  it('is told to be undelivered when the customer’s thread was taken away with the question', async () => {
    await writesIntoNothing()
    expect(staffSee()).toMatch(/did not (?:reach|arrive)|not delivered|could not/i)
  })

  it('is told to be undelivered when the customer takes no direct messages any more', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    world.discord.takesDms(world.people.nora, false)
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    await settle()
    expect(heard()).not.toContain('ZEBRA')
    expect(staffSee()).toMatch(/ZEBRA/)
    expect(staffSee()).toMatch(/did not (?:reach|arrive)|not delivered|could not/i)
  })

  /** The ledger needs so long that Discord waits no more, and then does what it is told. */
  async function ledgerIsSlow(then: Receive, passes = 4 * SECOND): Promise<void> {
    await open({ discord: { ackTimeout: 2_500 } })
    await between(({ receive, memory }) => ({
      memory,
      receive: async (inbound) => {
        if (inbound.kind !== 'action') return receive(inbound)
        await new Promise((resolve) => setTimeout(resolve, 1_700))
        world.clock += passes
        return then(inbound)
      },
    }))
    await world.ask(WANTS_PERSON)
  }
  const claims = () => {
    const { id, components } = world.card()
    const customId = /staff:claim:[^"]+/.exec(JSON.stringify(components))?.[0] ?? ''
    const { kim } = world.people
    return world.discord.click({ channel: world.staffChannel, message: id, customId, user: kim })
  }

  it('is answered in time though the ledger is slow', async () => {
    await ledgerIsSlow((inbound) => world.engine.receive(inbound))
    const clicked = await claims()
    expect(clicked.failed).toBe(false)
    expect(await clicked.text()).not.toBe('')
  })

  it('is given back though the ledger is slow to say no', async () => {
    await ledgerIsSlow(() => Promise.reject(new Error('locked')))
    const { kim } = world.people
    await world.press('reply')
    const answered = await world.discord.submit({ user: kim, values: { text: 'A ZEBRA leaves today.' } })
    await soon(() => expect(answered.texts.join('\n')).toContain('ZEBRA'))
  })

  it('is answered though Discord is slow to take the sign that it takes longer', async () => {
    await ledgerIsSlow((inbound) => world.engine.receive(inbound), 0)
    world.discord.fail('POST /interactions/:interaction/:token/callback', { kind: 'slow', ms: 500 })
    expect(await (await claims()).text()).not.toBe('')
  })
})

describe('SILENT', () => {
  it('is nobody who posts in a forum in which we are asked', async () => {
    await open()
    const forum = world.discord.addChannel({ name: 'questions', kind: 'forum' })
    await world.stop()
    await world.start({ askChannels: [forum] })
    const id = await world.discord.forumPost({
      channel: forum,
      user: world.people.nora,
      title: 'A jacket',
      text: QUESTION,
    })
    await world.pass()
    expect(heard(id)).toContain(ANSWER)
  })

  it('is nobody whose complaint in a forum should be discreet', async () => {
    await open()
    const forum = world.discord.addChannel({ name: 'questions', kind: 'forum' })
    await world.stop()
    await world.start({ askChannels: [forum] })
    const post = { channel: forum, user: world.people.nora, title: 'A lamp', text: COMPLAINT }
    const id = await world.discord.forumPost(post)
    await world.pass()
    expect(heard(id)).toContain('A person will answer you here')
  })
})

describe('TWICE', () => {
  it('is nobody told that a message was empty', async () => {
    await open()
    await world.ask('Hello')
    await listens()
    await world.discord.say({ channel: world.dm, user: world.people.nora, text: '\u200b\u200b' })
    await world.pass()
    const count = () => world.ours().filter(({ content }) => content === say('refused_empty')).length
    expect(count()).toBe(1)
    await restarts()
    await restarts()
    expect(count()).toBe(1)
  })

  it('is nothing answered after a restart that went on in a thread of its own', async () => {
    await open()
    await listens()
    await inLobby(COMPLAINT)
    await world.pass()
    await restarts()
    expect([cards().length, world.discord.threads(world.lobby).length]).toEqual([1, 1])
  })

  it('is nobody told to try later where a click is delivered twice', async () => {
    await open()
    await between(({ receive, memory }) => ({
      memory,
      receive: async (inbound) => {
        if (inbound.kind !== 'action') return receive(inbound)
        // Another process had it a moment before.
        await receive(inbound)
        return receive(inbound)
      },
    }))
    await world.ask(WANTS_PERSON)
    const answered = await world.press('claim')
    expect(heard()).toContain('has taken over')
    expect(await answered.text()).not.toBe(discordWords.tryLater)
  })
})

describe('LEAK', () => {
  it('nobody acts as staff who may only read in the staff channel', async () => {
    await open({ settings: { staffRole: null } })
    await world.ask(WANTS_PERSON)
    const { omar } = world.people
    world.discord.allow('ViewChannel', world.staffChannel, omar)
    world.discord.deny('SendMessages', world.staffChannel, omar)
    await world.press('claim', omar)
    expect(heard()).not.toContain('has taken over')
  })

  it('a staff note never stands where the customer reads', async () => {
    await open()
    await inLobby(COMPLAINT)
    await world.pass()
    await world.press('claim')
    await world.writeIn('note', 'A ZEBRA is difficult.')
    const all = [world.lobby, ...world.discord.threads(world.lobby).map(({ id }) => id)]
    expect(JSON.stringify(all.map((channel) => world.discord.seen(channel)))).not.toContain('ZEBRA')
    expect(staffSee()).toContain('ZEBRA')
  })
})

describe('What people press and choose', () => {
  const personButton = (channel: string) => {
    const message = world.discord
      .seen(channel)
      .findLast(({ components }) => JSON.stringify(components).includes('choose:person'))
    return { channel, message: message?.id ?? '', customId: 'choose:person' }
  }

  it('brings a person where the answer stands as a reply in the channel', async () => {
    await open()
    world.discord.deny('CreatePublicThreads', world.lobby)
    world.discord.deny('CreatePrivateThreads', world.lobby)
    await inLobby('Do you sell umbrellas?')
    await world.pass()
    await world.discord.click({ ...personButton(world.lobby), user: world.people.nora })
    await world.pass()
    expect(cards()).toHaveLength(1)
  })

  it('does nothing under somebody else’s answer, and whoever pressed hears so', async () => {
    await open()
    const id = await inLobby('Do you sell umbrellas?')
    await world.pass()
    const answered = await world.discord.click({ ...personButton(id), user: world.people.omar })
    await world.pass()
    expect([cards().length, answered.isEphemeral]).toEqual([0, true])
    expect(await answered.text()).toContain('Nora')
  })

  it('hands a message to people once, though two of staff choose it at once', async () => {
    await open()
    const { nora, kim, sam } = world.people
    const message = await world.discord.say({ channel: world.lobby, user: nora, text: 'My lamp flickers' })
    const chosen = { command: 'Hand to staff', channel: world.lobby, message }
    await Promise.all([kim, sam].map((user) => world.discord.menu({ ...chosen, user })))
    await settle()
    expect([cards().length, world.ours(message).length]).toEqual([1, 1])
  })
})

describe('Staff read', () => {
  it('what a customer forwards to us', async () => {
    await open()
    const { nora, omar } = world.people
    const original = await world.discord.say({ channel: world.lobby, user: omar, text: 'It was a ZEBRA' })
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.discord.forward({ channel: world.dm, user: nora, from: [world.lobby, original] })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
  })

  it('nothing any more of what a moderator took away, many messages at once', async () => {
    await open()
    const { nora } = world.people
    const channel = await inLobby(WANTS_PERSON)
    await world.pass()
    await world.press('claim')
    const own = world.discord.threads(world.lobby).at(-1)?.id ?? channel
    const first = await world.discord.say({ channel: own, user: nora, text: 'My password is ZEBRA' })
    const second = await world.discord.say({ channel: own, user: nora, text: 'And my other is a LION' })
    await world.pass()
    expect(staffSee()).toContain('LION')
    await world.discord.removeMany(own, [first, second])
    await settle()
    expect(staffSee()).not.toMatch(/ZEBRA|LION/)
  })

  it('in a restart nothing that was taken back in a place of its own', async () => {
    await open()
    await listens()
    await inLobby(COMPLAINT)
    await world.pass()
    const own = world.discord.threads(world.lobby).at(-1)?.id ?? ''
    const { nora } = world.people
    const gone = await world.discord.say({ channel: own, user: nora, text: 'My password is ZEBRA' })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    await world.stop()
    world.discord.world.drop(own, gone)
    world.clock += MINUTE
    await starts()
    expect(staffSee()).not.toContain('ZEBRA')
  })
})
