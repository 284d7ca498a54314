import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSlackAdapter } from '../../../adapters/slack/adapter.ts'
import { createClient } from '../../../adapters/slack/client.ts'
import { createStaff } from '../../../adapters/slack/staff.ts'
import { createEngine } from '../../../src/engine.ts'
import { silentLog } from '../../../src/log.ts'
import { createLocalReader } from '../../../src/mind/local-reader.ts'
import { TIMING } from '../../../src/parts.ts'
import { readPrompts } from '../../../src/prompts.ts'
import { noTools } from '../../../src/tools/tools.ts'
import { localPromises } from '../../support/local-promises.ts'
import { promptsFolder, scriptedAnswerer } from '../../support/scripted.ts'
import { soon } from '../../support/soon.ts'
import { noMemory } from '../local-world.ts'
import { NOON, SlackWorld, say, slackWords, type WorldOptions } from './slack-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const QUESTION = 'How can I return a jacket?'
const ANSWER = 'You can send anything back within 30 days.'
const WANTS_PERSON = 'I want to speak to a human'

let world: SlackWorld
/** The named steps of the adapter, as its log tells them. */
let steps: string[] = []
const ending: (() => unknown)[] = []
const timing = { shortest: 5, longest: 20, steady: 0, look: 10, pause: async () => undefined }
const log = { ...silentLog, event: (name: string) => void steps.push(name) }
const open = async ({ settings, slack, ...options }: WorldOptions = {}) => {
  steps = []
  world = await SlackWorld.open({
    ...options,
    slack: { ackTimeout: 2_000, ...slack },
    settings: { log, timing, ...settings },
  })
}
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
  await world.close()
})

const until = (holds: () => boolean) =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 15_000, interval: 5 })
/** Passes as soon as it holds: a minute of the world's time goes by, so that no later look back can make up for it. */
const eventually = async (holds: () => void) => {
  let seconds = 60
  await vi.waitFor(
    async () => {
      await world.pass(seconds-- > 0 ? SECOND : 0)
      holds()
    },
    { timeout: 15_000, interval: 5 },
  )
}
const settle = async (rounds = 3) => {
  for (let round = 0; round < rounds; round++) await world.pass(SECOND)
}
/** Time for what must not happen to happen. */
const breathe = () => new Promise((resolve) => setTimeout(resolve, 60))
const looksDone = () => steps.filter((step) => step === 'caught up').length

const us = () => `<@${world.slack.home.botUserId}>`
const heard = () =>
  world
    .ours()
    .map(({ text }) => text)
    .join('\n')
const lastEvent = () => world.slack.acks.at(-1)?.eventId ?? ''
/** All that stands in the staff channel: words and blocks. */
const staffSee = () => JSON.stringify(world.slack.seen(world.staffChannel))
const cards = () => world.slack.seen(world.staffChannel, { thread: null })
const toldTo = (who: string) =>
  world.slack.ephemerals.flatMap(({ user, text }) => (user === who ? [text] : []))
const calls = (method: string) => world.slack.calls.filter((call) => call.method === method).length

async function losesSockets(): Promise<void> {
  await until(() => world.slack.sockets === 2)
  world.slack.refuseSockets('internal_error')
  world.slack.dropSockets()
  await until(() => world.slack.sockets === 0)
}
async function findsSockets(): Promise<void> {
  world.slack.refuseSockets(null)
  await until(() => world.slack.sockets > 0)
}
/** The ledger knows that we listen, so that from now on there can be a gap. */
const listens = () =>
  soon(async () => {
    expect(await world.ledger.db.selectFrom('listening').select('until').execute()).toHaveLength(1)
  })
/** After a gap: what was missed has been looked for, as far as it ever will be. */
async function looksBack(): Promise<void> {
  const before = looksDone()
  await findsSockets()
  await until(() => looksDone() > before)
  await settle()
}
async function restarts(): Promise<void> {
  await world.stop()
  world.clock += MINUTE
  const before = looksDone()
  await world.start()
  await until(() => looksDone() > before)
}
/** Puts something between Slack and the ledger, with nothing left to look back for. */
async function between(how: Parameters<SlackWorld['restart']>[0]): Promise<void> {
  const before = looksDone()
  await world.restart(how)
  await until(() => looksDone() > before)
}

describe('A person is one message away', () => {
  it.each([
    'I want to speak to a *human*',
    'I want to speak to a _human_',
    '_a person please_',
    'Can I _speak_ to a person?',
    'I want to _die_',
    'My lamp is on *fire*',
    'I am going to *sue* you',
    'I want to speak to a *_human_*',
    'I want to speak to a **human**',
  ])('whatever is made bold or italic: %s', async (text) => {
    await open()
    await world.ask(text)
    expect(cards()).toHaveLength(1)
  })

  it('for a thumb up after the offer of one, as Slack writes it', async () => {
    await open()
    await world.ask('Do you sell umbrellas?')
    expect(await world.ask(':+1:')).toContain(say('receipt_wants_person'))
  })

  it('and nobody is called by a heart and folded hands', async () => {
    await open()
    await world.ask(QUESTION)
    await world.ask(':heart:')
    await world.ask(':heart: :pray:')
    expect(cards()).toEqual([])
  })

  it('for a colleague of the customer who calls us in their thread', async () => {
    await open()
    const { nora, omar } = world.people
    const here = world.slack.addChannel({ members: [nora, omar], shared: true })
    const root = await world.slack.say({ channel: here, user: nora, text: `${us()} ${QUESTION}` })
    await world.pass()
    await world.slack.say({ channel: here, user: omar, text: `${us()} ${WANTS_PERSON}`, thread: root })
    await world.pass()
    expect(cards()).toHaveLength(1)
  })

  it('for who called us in a channel and then invited us, as Slack offers', async () => {
    await open()
    const { nora } = world.people
    const here = world.slack.addChannel({ members: [nora], bot: false })
    world.slack.sayUnheard({ channel: here, user: nora, text: `${us()} ${QUESTION}` })
    world.clock += 5 * SECOND
    await world.slack.memberJoined(here, world.slack.home.botUserId)
    await eventually(() => expect(world.ours(here).some(({ text }) => text.includes(ANSWER))).toBe(true))
  })

  it('who works in another workspace of the same organisation', async () => {
    await open()
    const settings = {
      client: createClient({ token: world.slack.home.botToken, apiUrl: world.slack.apiUrl }),
      channel: world.staffChannel,
      teams: ['T0HOME', 'E0ORG'],
      people: {
        forget: async () => undefined,
        of: async () => ({ name: 'Kim', picture: null, teams: ['T0OTHER', 'E0ORG'], isBot: false }),
      },
      clock: () => NOON,
    }
    const clicker = { user: world.people.kim, team: 'T0OTHER', channel: world.staffChannel }
    expect(await createStaff(settings).check(clicker)).toBe('yes')
  })

  it('and is called by their name though Slack is slow to tell it', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    world.slack.fail('users.info', { kind: 'error', error: 'internal_error' }, { times: 10 })
    await world.press('claim')
    expect(heard()).toContain('has taken over')
    expect(heard()).not.toContain(world.people.kim)
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

  it('is all of a long further message, to its end', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.ask(`${'The lamp arrived broken, and nobody has answered. '.repeat(400)} It is a ZEBRA.`)
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
    expect([cards().length, world.spare.posts.length]).toEqual([40, 0])
  })

  it('stays in their channel in Slack when the card was taken away there', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    world.slack.world.drop(world.staffChannel, world.card().ts)
    await world.ask('The lamp is a ZEBRA')
    expect([staffSee().includes('ZEBRA'), world.spare.posts.length]).toEqual([true, 0])
  })

  it('is what a customer forwards to us', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    const forwarded = { is_msg_unfurl: true, is_share: true, author_name: 'Omar', text: 'It was a ZEBRA' }
    await world.slack.emit({
      type: 'message',
      channel: world.dm,
      channel_type: 'im',
      user: world.people.nora,
      ts: world.slack.world.nextTs(),
      text: '',
      attachments: [{ ...forwarded, fallback: '[today] omar: It was a ZEBRA' }],
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
    await world.slack.emit({ type: 'channel_id_changed', old_channel_id: here, new_channel_id: now })
    const message = { type: 'message', channel: now, channel_type: 'channel', user: nora, thread_ts: root }
    await world.slack.emit({ ...message, ts: world.slack.world.nextTs(), text: 'The lamp is a ZEBRA' })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
  })
})

describe('LOST: what was said in a gap', () => {
  it('is answered when the app has a socket and a signing secret as well', async () => {
    const both = { signingSecret: 'fake-signing-secret' }
    await open({ settings: { ...both, timing: { ...timing, heartbeat: 5 } } })
    await losesSockets()
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.clock += HOUR
    await breathe()
    await looksBack()
    expect(heard()).toContain(ANSWER)
  })

  it('is told to the owner as trouble when the app has a signing secret as well', async () => {
    await open({ settings: { signingSecret: 'fake-signing-secret' } })
    await losesSockets()
    expect(world.adapter.trouble()).not.toBeNull()
  })

  it('is answered in the end though the ledger could not be written for one moment of the looking back', async () => {
    await open()
    let failures = 0
    await between(({ receive, memory }) => ({
      memory,
      receive: async (inbound) => {
        if (inbound.kind === 'message' && inbound.sentAt && failures-- > 0) throw new Error('locked')
        return receive(inbound)
      },
    }))
    await losesSockets()
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.clock += HOUR
    failures = 1
    await looksBack()
    await restarts()
    await eventually(() => expect(heard()).toContain(ANSWER))
  })

  it('is answered without a new gap though the ledger could not be read when the looking back began', async () => {
    await open()
    let failures = 0
    await between(({ receive, memory }) => ({
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
    await eventually(() => expect(heard()).toContain(ANSWER))
  })

  it('by somebody new is answered in the end though Slack could not list the channels at first', async () => {
    await open()
    const dm = world.slack.addDm(world.people.omar)
    await losesSockets()
    world.slack.sayUnheard({ channel: dm, user: world.people.omar, text: QUESTION })
    world.clock += HOUR
    world.slack.fail('users.conversations', { kind: 'error', error: 'internal_error' }, { times: 30 })
    await looksBack()
    await restarts()
    await eventually(() => expect(world.ours(dm)).toHaveLength(1))
  })

  it('in a thread of a direct conversation is answered', async () => {
    await open()
    await world.ask('Do you sell umbrellas?')
    const { ts } = world.ours()[0] ?? { ts: '' }
    await losesSockets()
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION, thread: ts })
    world.clock += MINUTE
    await looksBack()
    expect(heard()).toContain(ANSWER)
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
    await looksBack()
    expect(world.ours(here)).toHaveLength(1)
  })

  it('to us is answered though a thousand others talked in that channel since', async () => {
    await open()
    const { nora, omar } = world.people
    const here = world.slack.addChannel({ members: [nora, omar] })
    await losesSockets()
    world.slack.sayUnheard({ channel: here, user: nora, text: `${us()} ${QUESTION}` })
    for (let n = 0; n < 1_050; n++) world.slack.sayUnheard({ channel: here, user: omar, text: `Chat ${n}` })
    world.clock += MINUTE
    await looksBack()
    expect(world.ours(here)).toHaveLength(1)
  })

  it('reaches the person who has the conversation though 500 others moved since', async () => {
    await open()
    const { nora } = world.people
    const here = world.slack.addChannel({ members: [nora] })
    const root = await world.slack.say({ channel: here, user: nora, text: `${us()} ${WANTS_PERSON}` })
    await world.pass()
    await world.press('claim')
    world.clock += HOUR
    await othersMove(500, here)
    await losesSockets()
    world.slack.sayUnheard({ channel: here, user: nora, text: 'The lamp is a ZEBRA', thread: root })
    world.clock += MINUTE
    await looksBack()
    expect(staffSee()).toContain('ZEBRA')
  })

  it('is answered once Slack can reach us again over HTTP, where it gave up meanwhile', async () => {
    await open({ mode: 'http', settings: { timing: { ...timing, heartbeat: 5 } } })
    await listens()
    const url = world.slack.requestUrl
    world.slack.requestUrl = 'http://127.0.0.1:9/slack/events'
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.clock += HOUR
    await breathe()
    world.slack.requestUrl = url
    const dm = world.slack.addDm(world.people.omar)
    await world.slack.say({ channel: dm, user: world.people.omar, text: QUESTION })
    await settle()
    await restarts()
    await eventually(() => expect(heard()).toContain(ANSWER))
  })

  it('is looked for when Slack says that it has kept events from us', async () => {
    await open({ mode: 'http' })
    await listens()
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION })
    const minute_rate_limited = Math.floor(world.clock / MINUTE) * 60
    await world.slack.post({
      type: 'app_rate_limited',
      team_id: world.slack.home.teamId,
      minute_rate_limited,
    })
    await eventually(() => expect(heard()).toContain(ANSWER))
  })

  it('is answered where our clock is twenty minutes fast', async () => {
    await open({ slack: { clock: () => world.clock - 20 * MINUTE } })
    await world.stop()
    world.clock += MINUTE
    world.slack.sayUnheard({ channel: world.dm, user: world.people.nora, text: QUESTION })
    await restarts()
    await eventually(() => expect(heard()).toContain(ANSWER))
  })

  it('does not wait behind one look back for each reconnect while the first is still at it', async () => {
    const waiting: (() => void)[] = []
    let isSlow = true
    const pause = () => (isSlow ? new Promise<void>((go) => waiting.push(go)) : Promise.resolve())
    const release = () => {
      isSlow = false
      for (const go of waiting.splice(0)) go()
    }
    ending.push(release)
    await open({ settings: { timing: { ...timing, pause } } })
    await listens()
    world.slack.fail('users.conversations', { kind: 'rate_limited', retryAfter: 60 })
    await losesSockets()
    await findsSockets()
    await until(() => waiting.length === 1)
    const before = looksDone()
    for (let n = 0; n < 8; n++) {
      await losesSockets()
      await findsSockets()
    }
    release()
    await until(() => looksDone() > before)
    for (let n = 0; n < 5; n++) await breathe()
    // The one that waited, and one more for all that came meanwhile.
    expect(looksDone() - before).toBeLessThanOrEqual(2)
  })
})

/** Other conversations, in threads of the same channel, that moved at this moment. */
async function othersMove(count: number, channel: string): Promise<void> {
  const at = { adapter: 'slack', workspace: world.slack.home.teamId }
  await world.ledger.transaction(async (t) => {
    for (let n = 0; n < count; n++) {
      const customer = { ...at, id: `u${n}`, platform_id: `U${n}`, name: '', since: world.clock }
      await t.insertInto('customers').values(customer).execute()
      const conversation = { ...at, id: `c${n}`, customer_id: `u${n}`, channel, thread: `9.${n}`, turn: 0 }
      await t
        .insertInto('conversations')
        .values({
          ...conversation,
          status: 'open',
          outcome: 'unknown',
          ai_told_at: null,
          opened_at: world.clock,
          last_at: world.clock,
        })
        .execute()
    }
  })
}

describe('LOST: what was changed or taken back', () => {
  /** The ledger cannot take the next message; Slack brings it again a minute later. */
  async function missesNext(): Promise<void> {
    await open()
    let failures = 1
    await between(({ receive, memory }) => ({
      memory,
      receive: async (inbound) => {
        if (inbound.kind === 'message' && failures-- > 0) throw new Error('locked')
        return receive(inbound)
      },
    }))
  }

  it('is answered in its new words when the edit comes before the message', async () => {
    await missesNext()
    const ts = await world.slack.say({ channel: world.dm, user: world.people.nora, text: 'Hello' })
    expect(world.slack.undelivered).toHaveLength(1)
    await world.slack.edit(world.dm, ts, WANTS_PERSON)
    await world.slack.redeliver()
    await world.pass()
    expect(heard()).toContain(say('receipt_wants_person'))
  })

  it('is not shown to staff when the deletion comes before the message', async () => {
    await missesNext()
    const text = `${WANTS_PERSON}, my password is ZEBRA`
    const ts = await world.slack.say({ channel: world.dm, user: world.people.nora, text })
    expect(world.slack.undelivered).toHaveLength(1)
    await world.slack.remove(world.dm, ts)
    await world.slack.redeliver()
    await world.pass()
    expect(staffSee()).not.toContain('ZEBRA')
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
    expect(heard()).toContain(say('receipt_wants_person'))
  })

  /** A look back that has read the newest page of a direct conversation, and has to wait before it reads on. */
  async function looksBackSlowly(text: string): Promise<{ ts: string; goOn(): Promise<void> }> {
    const waiting: (() => void)[] = []
    let isSlow = false
    const pause = () => (isSlow ? new Promise<void>((go) => waiting.push(go)) : Promise.resolve())
    const release = () => {
      isSlow = false
      world.slack.historyLimit(200, null)
      for (const go of waiting.splice(0)) go()
    }
    ending.push(release)
    await open({ settings: { timing: { ...timing, pause } } })
    await listens()
    await losesSockets()
    const nora = { channel: world.dm, user: world.people.nora }
    for (let n = 0; n < 3; n++) world.slack.sayUnheard({ ...nora, text: `Hello ${n}` })
    const ts = world.slack.sayUnheard({ ...nora, text })
    world.slack.historyLimit(2, 1)
    isSlow = true
    await findsSockets()
    await until(() => waiting.length > 0)
    const before = looksDone()
    return {
      ts,
      async goOn() {
        release()
        await until(() => looksDone() > before)
        await settle()
      },
    }
  }

  it('keeps its newest words when it is edited while the history is read', async () => {
    const { ts, goOn } = await looksBackSlowly('Do you sell umbrellas?')
    await world.slack.edit(world.dm, ts, WANTS_PERSON)
    await goOn()
    expect(heard()).toContain(say('receipt_wants_person'))
  })

  it('is not shown to staff when it is taken back while the history is read', async () => {
    const { ts, goOn } = await looksBackSlowly(`${WANTS_PERSON}, my password is ZEBRA`)
    await world.slack.remove(world.dm, ts)
    await goOn()
    expect(staffSee()).not.toContain('ZEBRA')
  })

  it('stays when it is said while the history is read', async () => {
    const { goOn } = await looksBackSlowly('Hello')
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: `${WANTS_PERSON}, ZEBRA` })
    await world.pass()
    await goOn()
    expect(heard()).toContain(say('receipt_wants_person'))
    expect(staffSee()).toContain('ZEBRA')
  })

  it('stays when it was said in an old thread of a direct conversation, after a later look back', async () => {
    await open({ settings: { timing: { ...timing, heartbeat: 5 } } })
    const nora = { channel: world.dm, user: world.people.nora }
    const thread = await world.slack.say({ ...nora, text: 'Hello' })
    for (let n = 0; n < 6; n++) await world.slack.say({ ...nora, text: `Hello ${n}` })
    await world.pass()
    world.clock += HOUR
    await breathe()
    await world.slack.say({ ...nora, text: `${WANTS_PERSON}, ZEBRA`, thread })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    world.slack.historyLimit(2, null)
    world.clock += MINUTE
    await losesSockets()
    await looksBack()
    expect(staffSee()).toContain('ZEBRA')
  })

  it('is gone from every piece that staff see of a long message', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    const text = `${'The lamp arrived broken, and nobody has answered. '.repeat(100)} It is a ZEBRA.`
    const ts = await world.slack.say({ channel: world.dm, user: world.people.nora, text })
    await world.pass()
    await world.slack.remove(world.dm, ts)
    await world.pass()
    expect(staffSee()).not.toContain('ZEBRA')
    expect(staffSee()).not.toContain('arrived broken')
  })

  it('is changed in every piece that staff see of a long message', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    const story = 'The lamp arrived broken, and nobody has answered. '.repeat(100)
    const ts = await world.slack.say({ channel: world.dm, user: world.people.nora, text: `${story} A lion.` })
    await world.pass()
    await world.slack.edit(world.dm, ts, `${story} A ZEBRA.`)
    await world.pass()
    expect([staffSee().includes('ZEBRA'), staffSee().includes('A lion')]).toEqual([true, false])
  })

  it('is gone from what staff see when it was taken back in a gap', async () => {
    await open()
    const text = `${WANTS_PERSON}, my password is ZEBRA`
    const ts = await world.slack.say({ channel: world.dm, user: world.people.nora, text })
    await world.pass()
    expect(staffSee()).toContain('ZEBRA')
    await world.stop()
    world.slack.world.drop(world.dm, ts)
    await restarts()
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

describe('LOST: what staff write', () => {
  it('is acked though Slack is slow with the word for them alone', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    world.slack.fail('chat.postEphemeral', { kind: 'black_hole' })
    const { kim } = world.people
    await world.slack.click({
      channel: world.staffChannel,
      ts: world.card().ts,
      actionId: 'staff:claim',
      user: kim,
    })
    expect(world.slack.lost).toEqual([])
  })

  it('is what they sent last when Slack said that the first try had failed', async () => {
    await open()
    const { promise: late, resolve: hear } = Promise.withResolvers<void>()
    ending.push(hear)
    // The ledger has it, and is so slow to say so that Slack does not wait for our ack.
    await between(({ receive, memory }) => ({
      memory,
      receive: async (inbound) => {
        const received = await receive(inbound)
        if (inbound.kind === 'action' && inbound.text === 'Hello.') await late
        return received
      },
    }))
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.press('reply')
    const { kim } = world.people
    expect(await world.slack.submit({ user: kim, values: { words: { text: 'Hello.' } } })).toBeNull()
    await world.slack.submit({ user: kim, values: { words: { text: 'Hello. A ZEBRA leaves today.' } } })
    await world.pass()
    expect(heard()).toContain('ZEBRA')
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
    expect(heard()).toContain('ZEBRA')
  })
})

describe('What staff write is what the customer reads', () => {
  it.each([
    'It costs 5~10 EUR, or 7~12 EUR',
    'The box is 10*20*30 cm',
    '1. Refund\n3. Exchange',
    'C:\\_backup',
  ])('to the letter: %s', async (words) => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.writeIn('reply', words)
    expect(world.ours().at(-1)?.text).toBe(words)
  })
})

describe('Slack is asked', () => {
  it('nothing about staff for what people say to each other in threads that are not ours', async () => {
    await open()
    const { omar, sam } = world.people
    const here = world.slack.addChannel({ members: [omar, sam] })
    const root = await world.slack.say({ channel: here, user: omar, text: 'Lunch?' })
    for (let n = 0; n < 5; n++)
      await world.slack.say({ channel: here, user: sam, text: `Yes ${n}`, thread: root })
    expect(calls('conversations.members')).toBe(0)
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
    const connected_team_id = 'T0ELSEWHERE'
    await world.slack.emit({ type: 'channel_shared', channel: world.staffChannel, connected_team_id })
    world.clock += 5 * MINUTE
    await world.ask(`${WANTS_PERSON}, about my illness`)
    expect(staffSee()).not.toContain('illness')
  })

  it('nothing is shown there by another process, which no event has told', async () => {
    await open()
    const other = await otherProcess(world.slack.apiUrl)
    const channel = world.slack.world.channels.get(world.staffChannel)
    if (channel) channel.shared = true
    const connected_team_id = 'T0ELSEWHERE'
    await world.slack.emit({ type: 'channel_shared', channel: world.staffChannel, connected_team_id })
    world.clock += 5 * MINUTE
    const line = {
      kind: 'message' as const,
      author: 'customer' as const,
      name: 'Nora',
      text: 'about my illness',
    }
    const sent = other.send({
      id: 'line',
      place: { adapter: 'slack', workspace: 'home', channel: world.staffChannel, thread: '' },
      doubtful: false,
      since: world.clock,
      replaces: null,
      kind: 'thread',
      handoff: 'h',
      card: '',
      line: { ...line, files: [], at: world.clock, edited: false, removed: false },
    })
    await sent.catch(() => undefined)
    expect(staffSee()).not.toContain('illness')
  })

  it('nobody acts as staff who was just taken out of the staff channel, where no event told us', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('note')
    world.slack.leave(world.staffChannel, world.people.kim)
    await world.press('claim')
    expect(heard()).not.toContain('has taken over')
  })

  it('nobody of another company acts as staff where Slack names only the team of the app', async () => {
    await open({ mode: 'http' })
    const { nora } = world.people
    await world.ask(WANTS_PERSON)
    world.slack.world.channels.get(world.staffChannel)?.members.add(nora)
    const { ts, blocks } = world.card()
    const handoff = /"staff:claim".*?"value":"([^"]+)"/.exec(JSON.stringify(blocks))?.[1]
    await pressUnnamed({
      type: 'block_actions',
      team: { id: world.slack.home.teamId },
      user: { id: nora },
      channel: { id: world.staffChannel },
      container: { channel_id: world.staffChannel, message_ts: ts },
      actions: [
        { type: 'button', action_id: 'staff:claim', action_ts: '1.1', block_id: 'b', value: handoff },
      ],
    })
    await world.pass()
    expect(heard()).not.toContain('has taken over')
  })
})

/** A click as Slack would sign it. */
async function pressUnnamed(payload: Record<string, unknown>): Promise<void> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const stamp = String(Math.floor(world.clock / 1000))
  const signed = createHmac('sha256', world.slack.home.signingSecret).update(`v0:${stamp}:${body}`)
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': stamp,
    'x-slack-signature': `v0=${signed.digest('hex')}`,
  }
  const { status } = await fetch(world.slack.requestUrl ?? '', { method: 'POST', headers, body })
  expect(status).toBe(200)
}

describe('TWICE', () => {
  it('is nothing said where our clock is three minutes fast and Slack’s answer is lost', async () => {
    await open({ slack: { clock: () => world.clock - 3 * MINUTE } })
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.slack.fail('chat.postMessage', { kind: 'reset', after: true })
    await settle(10)
    expect(world.ours()).toHaveLength(1)
  })

  it('is nothing said when the channel has another id, and a look back finds it there', async () => {
    await open()
    const { nora } = world.people
    const here = world.slack.addChannel({ members: [nora], shared: true })
    await world.slack.say({ channel: here, user: nora, text: `${us()} ${QUESTION}` })
    await world.pass()
    const now = world.slack.addChannel({ members: [nora] })
    for (const message of world.slack.world.messages(here))
      world.slack.world.write({ ...message, channel: now })
    world.slack.world.channels.delete(here)
    await world.slack.emit({ type: 'channel_id_changed', old_channel_id: here, new_channel_id: now })
    world.clock += MINUTE
    await losesSockets()
    await looksBack()
    expect(world.ours(now)).toHaveLength(1)
  })

  it('is no question answered that was asked among people before we were called, and then again to us', async () => {
    await open()
    const { nora, omar } = world.people
    const here = world.slack.addChannel({ members: [nora, omar] })
    const root = await world.slack.say({ channel: here, user: nora, text: 'My jacket came today' })
    await world.slack.say({ channel: here, user: nora, text: QUESTION, thread: root })
    await world.slack.say({ channel: here, user: nora, text: `${us()} ${QUESTION}`, thread: root })
    await world.pass()
    expect(world.ours(here)).toHaveLength(1)
    world.clock += MINUTE
    await losesSockets()
    await looksBack()
    expect(world.ours(here)).toHaveLength(1)
  })

  it('is nobody told that a message was empty', async () => {
    await open()
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: '\u200b\u200b' })
    for (let n = 0; n < 3; n++) {
      await losesSockets()
      await looksBack()
    }
    expect(toldTo(world.people.nora)).toHaveLength(1)
  })
})

/** A process beside ours, with the same Slack; Slack tells it nothing. */
async function otherProcess(apiUrl: string) {
  const adapter = createSlackAdapter({
    botToken: world.slack.home.botToken,
    appToken: null,
    signingSecret: 'fake-signing-secret',
    apiUrl,
    staffChannel: world.staffChannel,
    words: slackWords,
    log: silentLog,
    clock: () => world.clock,
    pace: 0,
  })
  await adapter.start(async () => ({ status: 'recorded' }), noMemory)
  ending.push(() => adapter.stop())
  return adapter
}

describe('SILENT', () => {
  it('is nobody whose empty message could not be answered in a word that only they see', async () => {
    await open()
    world.slack.fail('chat.postEphemeral', { kind: 'error', error: 'internal_error' }, { times: 5 })
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: '\u200b\u200b' })
    for (let minute = 0; minute < 6; minute++) {
      await world.pass(MINUTE)
      await world.engine.watch()
    }
    await eventually(() => expect([heard(), ...toldTo(world.people.nora)].join('')).not.toBe(''))
  })
})

describe('Staff who hand a message over', () => {
  it('are not told that the customer knows, where we cannot speak to the customer', async () => {
    await open()
    const { nora, kim } = world.people
    const here = world.slack.addChannel({ members: [nora, kim], bot: false })
    const ts = world.slack.sayUnheard({ channel: here, user: nora, text: 'My lamp flickers' })
    await world.slack.shortcut({ callbackId: 'hand_to_staff', channel: here, ts, user: kim })
    await world.pass()
    const told = world.slack.responses.map(({ body }) => body.text)
    expect(world.ours(here)).toEqual([])
    expect(told).toHaveLength(1)
    expect(told).not.toContain(say('handed_over'))
  })
})

describe('The owner', () => {
  it('is told when nothing that Slack posts to us has the right signature', async () => {
    await open({ mode: 'http', settings: { signingSecret: 'copied-from-another-app' } })
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: QUESTION })
    expect(world.slack.undelivered).toHaveLength(1)
    expect(world.adapter.trouble()).not.toBeNull()
  })
})

describe('When it is stopped', () => {
  it('it is done within fifteen seconds though Slack answers nothing any more', {
    timeout: 60_000,
  }, async () => {
    await open()
    const adapter = createSlackAdapter({
      botToken: world.slack.home.botToken,
      appToken: null,
      signingSecret: 'fake-signing-secret',
      apiUrl: world.slack.apiUrl,
      staffChannel: world.staffChannel,
      words: slackWords,
      log,
      clock: Date.now,
      pace: 0,
    })
    const place = { adapter: 'slack', workspace: 'home', channel: world.staffChannel, thread: '' }
    const engine = createEngine({
      ledger: world.ledger,
      log,
      now: Date.now,
      prompts: readPrompts(promptsFolder),
      readers: { local: createLocalReader(), model: null },
      summarizer: null,
      ...localPromises(readPrompts(promptsFolder)),
      tools: noTools,
      answerer: scriptedAnswerer(),
      hosts: () => new Set(),
      adapters: new Map([['slack', adapter]]),
      staffPlace: place,
      spareDesk: place,
      policy: { turnCap: 12, answersIn: ['en'], staleAfter: HOUR },
      timing: TIMING,
    })
    for (const method of ['users.conversations', 'chat.postMessage'])
      world.slack.fail(method, { kind: 'black_hole' }, { times: 100 })
    const before = calls('users.conversations')
    await engine.start()
    await until(() => calls('users.conversations') > before)
    const from = performance.now()
    const stopped = engine.stop()
    await vi.waitFor(() => expect(performance.now() - from).toBeGreaterThan(7_000), { timeout: 9_000 })
    await engine.receive({
      kind: 'message',
      id: '1.1',
      place: world.place(),
      author: { id: 'U1' },
      text: 'Hello',
    })
    await stopped
    expect(performance.now() - from).toBeLessThan(15_000)
  })
})
