import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../../../adapters/slack/client.ts'
import { createStaff } from '../../../adapters/slack/staff.ts'
import type { Inbound } from '../../../src/adapter.ts'
import { silentLog } from '../../../src/log.ts'
import { NOON, SlackWorld, say, type WorldOptions } from './slack-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const QUESTION = 'How can I return a jacket?'
const ANSWER = 'You can send anything back within 30 days.'
const WANTS_PERSON = 'I want to speak to a human'

let world: SlackWorld
const opened: { close(): unknown }[] = []
const open = async (options: WorldOptions = {}) => {
  world = await SlackWorld.open(options)
}
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  await world.close()
})

const timing = { shortest: 5, look: 10, pause: async () => undefined }
const until = (holds: () => boolean) =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 5_000, interval: 5 })
/** Passes as soon as it holds, while time goes on. */
const eventually = (holds: () => void) =>
  vi.waitFor(
    async () => {
      await settle()
      holds()
    },
    { timeout: 2_000, interval: 5 },
  )
const settle = async (rounds = 3) => {
  for (let round = 0; round < rounds; round++) await world.pass(SECOND)
}
/** Time for what must not happen to happen. */
const breathe = () => new Promise((resolve) => setTimeout(resolve, 60))

const us = () => `<@${world.slack.home.botUserId}>`
const bot = () => world.ours().map(({ text }) => text)
const lastEvent = () => world.slack.acks.at(-1)?.eventId ?? ''
/** All that stands in the staff channel: words and blocks. */
const staffSee = () => JSON.stringify(world.slack.seen(world.staffChannel))
const toldTo = (who: string) =>
  world.slack.ephemerals.flatMap(({ user, text }) => (user === who ? [text] : []))
const histories = () => world.slack.calls.filter(({ method }) => method === 'conversations.history').length
const looks = () => world.slack.calls.filter(({ method }) => method === 'users.conversations').length

async function losesSockets(): Promise<void> {
  world.slack.refuseSockets('internal_error')
  world.slack.dropSockets()
  await until(() => world.slack.sockets === 0)
}
async function findsSockets(): Promise<void> {
  world.slack.refuseSockets(null)
  await until(() => world.slack.sockets > 0)
}

describe('LOST: what was said in a gap', () => {
  it('is answered when the app has a socket and a signing secret as well', async () => {
    await open({ settings: { signingSecret: 'fake-signing-secret', timing: { ...timing, heartbeat: 5 } } })
    await losesSockets()
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.clock += HOUR
    await breathe()
    await findsSockets()
    await eventually(() => expect(bot().join()).toContain(ANSWER))
  })

  it('is told to the owner as a gap when the app has a signing secret as well', async () => {
    await open({ settings: { signingSecret: 'fake-signing-secret' } })
    await losesSockets()
    expect(world.adapter.trouble()).not.toBeNull()
  })

  it('is answered in the end though the ledger could not be written for one moment of the looking back', async () => {
    await open()
    let failures = 1
    await world.restart(({ receive, memory }) => ({
      memory,
      receive: async (inbound) => {
        if (inbound.kind === 'message' && inbound.sentAt && failures-- > 0) throw new Error('locked')
        return receive(inbound)
      },
    }))
    await losesSockets()
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.clock += HOUR
    await findsSockets()
    await settle()
    await world.stop()
    world.clock += MINUTE
    await world.start()
    await eventually(() => expect(bot().join()).toContain(ANSWER))
  })

  it('is answered without a restart though the ledger could not be read when the looking back began', async () => {
    await open()
    let failures = 0
    await world.restart(({ receive, memory }) => ({
      receive,
      memory: {
        ...memory,
        async listenedUntil(workspace) {
          if (failures-- > 0) throw new Error('locked')
          return memory.listenedUntil(workspace)
        },
      },
    }))
    await losesSockets()
    failures = 1
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION })
    await findsSockets()
    for (let minute = 0; minute < 30; minute++) await world.pass(MINUTE)
    await eventually(() => expect(bot().join()).toContain(ANSWER))
  })

  it('by somebody new is answered in the end though Slack could not list the channels at first', async () => {
    await open()
    const dm = world.slack.addDm(world.people.omar)
    await losesSockets()
    world.slack.sayUnheard({ channel: dm, user: world.people.omar, text: QUESTION })
    world.clock += HOUR
    world.slack.fail('users.conversations', { kind: 'error', error: 'internal_error' }, { times: 30 })
    await findsSockets()
    await until(() => looks() >= 30)
    await settle()
    await world.stop()
    world.clock += MINUTE
    await world.start()
    await eventually(() => expect(world.ours(dm)).toHaveLength(1))
  })

  it('in a thread of a direct conversation is answered', async () => {
    await open()
    await world.ask('Do you sell umbrellas?')
    const { ts } = world.ours()[0] ?? { ts: '' }
    await losesSockets()
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION, thread: ts })
    world.clock += MINUTE
    await findsSockets()
    await eventually(() => expect(bot().join()).toContain(ANSWER))
  })

  it('to us in a thread between people is answered', async () => {
    await open()
    const { nora, omar } = world.people
    const here = world.slack.addChannel({ members: [nora, omar] })
    const root = await world.slack.say({ channel: here, user: omar, text: 'My jacket is too small' })
    await losesSockets()
    world.clock += MINUTE
    world.slack.sayUnheard({ channel: here, user: nora, text: `${us()} ${QUESTION}`, thread: root })
    world.clock += MINUTE
    await findsSockets()
    await eventually(() => expect(world.ours(here)).toHaveLength(1))
  })

  it('to us is answered though a thousand others talked in that channel since', async () => {
    await open()
    const { nora, omar } = world.people
    const here = world.slack.addChannel({ members: [nora, omar] })
    await losesSockets()
    world.slack.sayUnheard({ channel: here, user: nora, text: `${us()} ${QUESTION}` })
    for (let n = 0; n < 1_050; n++) world.slack.sayUnheard({ channel: here, user: omar, text: `Chat ${n}` })
    world.clock += MINUTE
    await findsSockets()
    await eventually(() => expect(world.ours(here)).toHaveLength(1))
  })

  it('to a person who has the conversation reaches them though 500 other conversations moved since', async () => {
    await open()
    const { nora } = world.people
    const here = world.slack.addChannel({ members: [nora] })
    const root = await world.slack.say({ channel: here, user: nora, text: `${us()} ${WANTS_PERSON}` })
    await world.pass()
    await world.press('claim')
    world.clock += HOUR
    await world.ledger.transaction(async (t) => {
      for (let n = 0; n < 500; n++) {
        const customer = {
          id: `u${n}`,
          adapter: 'slack',
          workspace: world.slack.home.teamId,
          platform_id: `U${n}`,
        }
        await t
          .insertInto('customers')
          .values({ ...customer, name: '', since: world.clock })
          .execute()
        await t
          .insertInto('conversations')
          .values({
            id: `c${n}`,
            customer_id: `u${n}`,
            adapter: 'slack',
            workspace: world.slack.home.teamId,
            channel: here,
            thread: `9.${n}`,
            status: 'open',
            outcome: 'unknown',
            turn: 0,
            ai_told_at: null,
            opened_at: world.clock,
            last_at: world.clock,
          })
          .execute()
      }
    })
    await losesSockets()
    world.slack.sayUnheard({ channel: here, user: nora, text: 'The lamp is a ZEBRA', thread: root })
    world.clock += MINUTE
    await findsSockets()
    await eventually(() => expect(staffSee()).toContain('ZEBRA'))
  })

  it('while nothing could reach us over HTTP is answered once Slack can reach us again', async () => {
    await open({ mode: 'http', settings: { timing: { ...timing, heartbeat: 5 } } })
    const url = world.slack.requestUrl
    world.slack.requestUrl = 'http://127.0.0.1:9/slack/events'
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.clock += HOUR
    await breathe()
    world.slack.requestUrl = url
    // Slack gave up after five minutes; others are heard again, and later we are started anew.
    const dm = world.slack.addDm(world.people.omar)
    await world.slack.say({ channel: dm, user: world.people.omar, text: QUESTION })
    await settle()
    await world.stop()
    await world.start()
    await eventually(() => expect(bot().join()).toContain(ANSWER))
  })

  it('is answered where our clock is twenty minutes fast', async () => {
    const skew = 20 * MINUTE
    await open({ slack: { clock: () => world.clock - skew } })
    await world.stop()
    world.clock += MINUTE
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.clock += MINUTE
    await world.start()
    await eventually(() => expect(bot().join()).toContain(ANSWER))
  })

  it('is not kept behind one look back for each reconnect while the first is still at it', async () => {
    const waiting: (() => void)[] = []
    const pause = () => new Promise<void>((go) => waiting.push(go))
    await open({ settings: { timing: { ...timing, pause } } })
    world.slack.fail('users.conversations', { kind: 'rate_limited', retryAfter: 60 })
    await losesSockets()
    await findsSockets()
    await until(() => waiting.length === 1)
    const before = looks()
    for (let n = 0; n < 8; n++) {
      await losesSockets()
      await findsSockets()
    }
    for (const go of waiting.splice(0)) go()
    await settle()
    await breathe()
    // The one that waited, and one more for all that came meanwhile.
    expect(looks() - before).toBeLessThanOrEqual(2)
  })
})

describe('LOST: what was changed or taken back', () => {
  /** The first time, the ledger cannot take the message; Slack brings it again a minute later. */
  async function missesFirst(): Promise<void> {
    await open()
    let failures = 1
    await world.restart(({ receive, memory }) => ({
      memory,
      receive: async (inbound) => {
        if (inbound.kind === 'message' && failures-- > 0) throw new Error('locked')
        return receive(inbound)
      },
    }))
  }

  it('is answered in its new words when the edit comes before the message', async () => {
    await missesFirst()
    const ts = await world.slack.say({ channel: world.dm, user: world.people.nora, text: 'Hello' })
    await world.slack.edit(world.dm, ts, WANTS_PERSON)
    await world.slack.redeliver()
    await world.pass()
    expect(bot().join()).toContain(say('receipt_wants_person'))
  })

  it('is not answered, nor shown to staff, when the deletion comes before the message', async () => {
    await missesFirst()
    const ts = await world.slack.say({
      channel: world.dm,
      user: world.people.nora,
      text: `${WANTS_PERSON}, my password is ZEBRA`,
    })
    await world.slack.remove(world.dm, ts)
    await world.slack.redeliver()
    await world.pass()
    expect([staffSee().includes('ZEBRA'), world.ours().length]).toEqual([false, 0])
  })

  it('keeps its newest words when an older edit is delivered again', async () => {
    await open()
    const ts = await world.slack.say({ channel: world.dm, user: world.people.nora, text: 'Hello' })
    world.clock += SECOND
    await world.slack.edit(world.dm, ts, 'Do you sell umbrellas?')
    const older = lastEvent()
    world.clock += SECOND
    await world.slack.edit(world.dm, ts, WANTS_PERSON)
    await world.slack.deliverAgain(older)
    await world.pass()
    expect(bot().join()).toContain(say('receipt_wants_person'))
  })

  /** A look back that has read the first page of a direct conversation, and has to wait before it goes on. */
  async function looksBackSlowly(before: () => Promise<void>): Promise<{ goOn(): void }> {
    const waiting: (() => void)[] = []
    const pause = () => new Promise<void>((go) => waiting.push(go))
    await open({ settings: { timing: { ...timing, pause } } })
    await losesSockets()
    for (let n = 0; n < 3; n++)
      world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: `Hello ${n}` })
    await before()
    world.slack.historyLimit(2, 1)
    await findsSockets()
    await until(() => waiting.length > 0)
    return {
      goOn() {
        world.slack.historyLimit(200, null)
        for (const go of waiting.splice(0)) go()
      },
    }
  }

  it('keeps its newest words when it is edited while the history is read', async () => {
    let ts = ''
    const look = await looksBackSlowly(async () => {
      ts = world.slack.sayUnheard({
        channel: world.dm,
        user: world.people.nora,
        text: 'Do you sell umbrellas?',
      })
    })
    await world.slack.edit(world.dm, ts, WANTS_PERSON)
    look.goOn()
    await eventually(() => expect(bot().join()).toContain(say('receipt_wants_person')))
  })

  it('is not answered when it is taken back while the history is read', async () => {
    let ts = ''
    const look = await looksBackSlowly(async () => {
      ts = world.slack.sayUnheard({
        channel: world.dm,
        user: world.people.nora,
        text: `${WANTS_PERSON}, my password is ZEBRA`,
      })
    })
    await world.slack.remove(world.dm, ts)
    look.goOn()
    await settle()
    await breathe()
    await settle()
    expect(staffSee()).not.toContain('ZEBRA')
  })

  it('is gone from what staff see when it was taken back in a gap', async () => {
    await open()
    const ts = await world.slack.say({
      channel: world.dm,
      user: world.people.nora,
      text: `${WANTS_PERSON}, my password is ZEBRA`,
    })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    await world.stop()
    world.slack.world.drop(world.dm, ts)
    world.clock += MINUTE
    await world.start()
    await until(() => histories() > 0)
    await settle()
    expect(staffSee()).not.toContain('ZEBRA')
  })

  it('is gone from what staff see when the words beside a file are edited away', async () => {
    await open()
    const ts = await world.slack.say({
      channel: world.dm,
      user: world.people.nora,
      text: `${WANTS_PERSON}, my password is ZEBRA`,
      files: [{ name: 'lamp.png', type: 'image/png', content: 'a picture' }],
    })
    await world.pass()
    await world.slack.edit(world.dm, ts, '')
    await world.pass()
    expect(staffSee()).not.toContain('ZEBRA')
  })
})

describe('LOST: what staff should read', () => {
  it('is all of a long complaint, to its end', async () => {
    await open()
    const story = 'The lamp arrived broken, and nobody has answered me since. '.repeat(20)
    await world.ask(`I am so angry! ${story} My order number is ZEBRA.`)
    expect(world.slack.seen(world.staffChannel)).not.toEqual([])
    expect(staffSee()).toContain('ZEBRA')
  })

  it('is all of a long further message, to its end', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.ask(`${'The lamp arrived broken, and nobody has answered. '.repeat(400)} It is a ZEBRA.`)
    expect(staffSee()).toContain('ZEBRA')
  })

  it('is what a customer forwards to us', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.slack.emit({
      type: 'message',
      channel: world.dm,
      channel_type: 'im',
      user: world.people.nora,
      ts: world.slack.world.nextTs(),
      text: '',
      attachments: [
        {
          is_msg_unfurl: true,
          is_share: true,
          author_name: 'Omar',
          text: 'The courier said: a ZEBRA',
          fallback: '',
        },
      ],
    })
    await world.pass()
    expect([toldTo(world.people.nora), staffSee().includes('ZEBRA')]).toEqual([[], true])
  })

  it('is the thread of a channel whose id has changed', async () => {
    await open()
    const { nora } = world.people
    const here = world.slack.addChannel({ members: [nora], shared: true })
    const root = await world.slack.say({ channel: here, user: nora, text: `${us()} ${WANTS_PERSON}` })
    await world.pass()
    await world.press('claim')
    const now = world.slack.addChannel({ members: [nora] })
    await world.slack.emit({
      type: 'channel_id_changed',
      old_channel_id: here,
      new_channel_id: now,
      event_ts: world.slack.world.nextTs(),
    })
    await world.slack.emit({
      type: 'message',
      channel: now,
      channel_type: 'channel',
      user: nora,
      ts: world.slack.world.nextTs(),
      thread_ts: root,
      text: 'The lamp is a ZEBRA',
    })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
  })

  it('stays in their channel in Slack through a busy minute', async () => {
    await open({ settings: { pace: 1_000 } })
    const all = Array.from({ length: 40 }, (_, n) => {
      const user = world.slack.addUser({ name: `Customer ${n}` })
      return { user, dm: world.slack.addDm(user) }
    })
    for (const { user, dm } of all) await world.slack.say({ channel: dm, user, text: WANTS_PERSON })
    await world.pass(SECOND)
    for (const { user, dm } of all) await world.slack.say({ channel: dm, user, text: 'It is about my lamp' })
    for (let second = 0; second < 180; second++) await world.pass(SECOND)
    expect(world.slack.seen(world.staffChannel, { thread: null })).toHaveLength(40)
    expect(world.spare.posts).toHaveLength(0)
  })

  it('stays in their channel in Slack when the card was taken away there', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    world.slack.world.drop(world.staffChannel, world.card().ts)
    await world.ask('The lamp is a ZEBRA')
    expect([staffSee().includes('ZEBRA'), world.spare.posts.length]).toEqual([true, 0])
  })
})

describe('LOST: what staff write', () => {
  it('is what they sent last when the window told them that the first try had failed', async () => {
    await open({ slack: { ackTimeout: 100 } })
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.press('reply')
    // Slack is slow with a word for staff alone, so it hears our ack too late, and says that it did not work.
    world.slack.fail('chat.postEphemeral', { kind: 'black_hole' })
    const { kim } = world.people
    await world.slack.submit({ user: kim, values: { words: { text: 'Hello.' } } })
    await until(() => world.slack.views.some(({ open }) => open))
    await world.slack.submit({ user: kim, values: { words: { text: 'Hello. A ZEBRA leaves today.' } } })
    await world.pass()
    expect(bot().join()).toContain('ZEBRA')
  })

  it('is acked though Slack is slow with the word for them alone', async () => {
    await open({ slack: { ackTimeout: 500 } })
    await world.ask(WANTS_PERSON)
    world.slack.fail('chat.postEphemeral', { kind: 'black_hole' })
    await world.press('claim')
    expect(world.slack.lost).toEqual([])
  })

  it('reaches a customer whose thread in the direct conversation is gone', async () => {
    await open()
    const { nora } = world.people
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    const root = await world.slack.say({ channel: world.dm, user: nora, text: 'My lamp' })
    const reply = await world.slack.say({ channel: world.dm, user: nora, text: 'it is broken', thread: root })
    await world.pass()
    await world.slack.remove(world.dm, reply)
    await world.slack.remove(world.dm, root)
    await world.pass()
    await world.writeIn('reply', 'A ZEBRA leaves today.')
    expect(bot().join()).toContain('ZEBRA')
  })
})

describe('A person is one message away', () => {
  it.each([
    'I want to speak to a *human*',
    'I want to speak to a _human_',
    '_a person please_',
    'Can I _speak_ to a person?',
    'I am going to *sue* you',
  ])('when the words are marked: %s', async (text) => {
    await open()
    await world.ask(text)
    expect(world.slack.seen(world.staffChannel)).toHaveLength(1)
  })

  it('for a thumb up after the offer of one, as Slack writes it', async () => {
    await open()
    await world.ask('Do you sell umbrellas?')
    expect(await world.ask(':+1:')).toContain(say('receipt_wants_person'))
  })

  it('and nobody is called for two hearts', async () => {
    await open()
    await world.ask(QUESTION)
    await world.ask(':heart:')
    await world.ask(':heart: :pray:')
    expect(world.slack.seen(world.staffChannel)).toEqual([])
  })

  it('for a colleague of the customer who calls us in their thread', async () => {
    await open()
    const { nora, omar } = world.people
    const here = world.slack.addChannel({ members: [nora, omar], shared: true })
    const root = await world.slack.say({ channel: here, user: nora, text: `${us()} ${QUESTION}` })
    await world.pass()
    await world.slack.say({ channel: here, user: omar, text: `${us()} ${WANTS_PERSON}`, thread: root })
    await world.pass()
    expect(world.slack.seen(world.staffChannel)).toHaveLength(1)
  })

  it('for who called us in a channel and then invited us', async () => {
    await open()
    const { nora } = world.people
    const here = world.slack.addChannel({ members: [nora], bot: false })
    world.slack.sayUnheard({ channel: here, user: nora, text: `${us()} ${QUESTION}` })
    world.clock += 5 * SECOND
    await world.slack.memberJoined(here, world.slack.home.botUserId)
    await eventually(() => expect(world.ours(here).some(({ text }) => text.includes(ANSWER))).toBe(true))
  })

  it('who belongs to another workspace of the same organisation', async () => {
    await open()
    const { kim } = world.people
    const staff = createStaff({
      client: createClient({ token: world.slack.home.botToken, apiUrl: world.slack.apiUrl }),
      channel: world.staffChannel,
      teams: ['T0HOME', 'E0ORG'],
      people: { of: async () => ({ name: 'Kim', picture: null, teams: ['T0OTHER', 'E0ORG'], isBot: false }) },
      clock: () => NOON,
    })
    expect(await staff.check({ user: kim, team: 'T0OTHER', channel: world.staffChannel })).toBe('yes')
  })
})

describe('SILENT', () => {
  it('is nobody whose empty message could be told to them by no word that only they see', async () => {
    await open()
    world.slack.fail('chat.postEphemeral', { kind: 'error', error: 'internal_error' }, { times: 5 })
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: '\u200b\u200b' })
    await world.pass()
    for (let minute = 0; minute < 6; minute++) {
      await world.pass(MINUTE)
      await world.engine.watch()
    }
    await world.pass()
    expect([...bot(), ...toldTo(world.people.nora)]).not.toEqual([])
  })
})

describe('TWICE', () => {
  it('is nothing said where our clock is three minutes fast and Slack’s answer is lost', async () => {
    await open({ slack: { clock: () => world.clock - 3 * MINUTE } })
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.slack.fail('chat.postMessage', { kind: 'reset', after: true })
    await settle(10)
    expect(world.ours()).toHaveLength(1)
  })

  it('is nobody told that a message was empty', async () => {
    await open()
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: '\u200b\u200b' })
    for (let n = 0; n < 3; n++) {
      const before = histories()
      await losesSockets()
      await findsSockets()
      await until(() => histories() > before)
      await settle()
    }
    expect(toldTo(world.people.nora)).toHaveLength(1)
  })
})

describe('AFTER', () => {
  it('a member of staff has answered in the thread, the assistant is silent', async () => {
    await open()
    const { nora, kim } = world.people
    const here = world.slack.addChannel({ members: [nora, kim] })
    const root = await world.slack.say({ channel: here, user: nora, text: `${us()} ${QUESTION}` })
    await world.pass()
    await world.slack.say({
      channel: here,
      user: kim,
      text: 'Hi Nora, I will look after this.',
      thread: root,
    })
    await world.pass()
    expect(await world.ask('How do I return it to you, Kim?', { channel: here, thread: root })).toBe('')
  })
})

describe('LEAK', () => {
  it('nothing of a customer is shown in a staff channel that another company has come to share', async () => {
    await open()
    const channel = world.slack.world.channels.get(world.staffChannel)
    if (channel) channel.shared = true
    await world.slack.emit({
      type: 'channel_shared',
      channel: world.staffChannel,
      connected_team_id: 'T0ELSEWHERE',
    })
    world.clock += 5 * MINUTE
    await world.ask(`${WANTS_PERSON}, about my illness`)
    expect(staffSee()).not.toContain('illness')
  })

  it('nobody acts as staff in the minute after they were taken out of the staff channel', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('note')
    world.slack.leave(world.staffChannel, world.people.kim)
    await world.press('claim')
    expect(bot().join()).not.toContain('Kim has taken over')
  })
})

describe('When it is stopped', () => {
  it('it no longer says that it listens, though Slack answered for the first time in that moment', async () => {
    await open({ mode: 'http' })
    const marks: number[] = []
    let stopping: Promise<void> | null = null
    await world.adapter.stop()
    await world.stop()
    const { push } = world.slack.calls
    let asked = 0
    world.slack.calls.push = (...calls) => {
      const [call] = calls
      if (call?.method === 'auth.test' && ++asked === 2) stopping = world.adapter.stop()
      return push.apply(world.slack.calls, calls)
    }
    world.slack.fail('auth.test', { kind: 'reset' })
    await world.start({ timing: { ...timing, again: 5, heartbeat: 5 } })
    await until(() => stopping !== null)
    await stopping
    void marks
  })
})
void createServer
void silentLog
type Unused = [IncomingMessage, Server, ServerResponse, Inbound]
void (null as Unused | null)
