import { afterEach, describe, expect, it } from 'vitest'
import { NOON, SlackWorld, type WorldOptions } from './slack-world.ts'

const HOUR = 60 * 60_000
const TIMES = 50
const QUESTION = 'How can I return a jacket?'

let world: SlackWorld
const open = async (options: WorldOptions = {}) => {
  world = await SlackWorld.open(options)
}
afterEach(() => world.close())

type Customer = { user: string; dm: string }
const customers = (): Customer[] =>
  Array.from({ length: TIMES }, (_, n) => {
    const user = world.slack.addUser({ name: `Customer ${n}` })
    return { user, dm: world.slack.addDm(user) }
  })
const each = async (all: Customer[], act: (customer: Customer, at: number) => Promise<unknown>) => {
  for (const [at, customer] of all.entries()) await act(customer, at)
}
/** How often each customer was spoken to. */
const counts = (all: Customer[]) => [...new Set(all.map(({ dm }) => world.ours(dm).length))]
const lastEvent = () => world.slack.acks.at(-1)?.eventId ?? ''

/** Slack gives us three seconds; we take one at the most, ninety-nine times in a hundred. */
function expectQuickAcks(): void {
  const times = world.slack.acks.map(({ ms }) => ms).sort((a, b) => a - b)
  expect(times.length).toBeGreaterThan(0)
  expect(times[Math.floor(times.length * 0.99)]).toBeLessThanOrEqual(1_000)
  expect(world.slack.undelivered).toEqual([])
}

describe.each(['socket', 'http'] as const)(`each kind of event ${TIMES} times over %s`, (mode) => {
  it('answers once what is delivered four times', async () => {
    await open({ mode })
    const all = customers()
    await each(all, async ({ user, dm }) => {
      await world.slack.say({ channel: dm, user, text: QUESTION })
      await world.slack.deliverAgain(lastEvent(), 3)
    })
    await world.pass()
    expect(counts(all)).toEqual([1])
    expectQuickAcks()
  })

  it.each([1, 5, 60])('answers once what is delivered again after %d minutes', async (minutes) => {
    await open({ mode })
    const all = customers()
    const events: string[] = []
    await each(all, async ({ user, dm }) => {
      await world.slack.say({ channel: dm, user, text: QUESTION })
      events.push(lastEvent())
    })
    await world.pass()
    world.clock += minutes * 60_000
    for (const event of events) await world.slack.deliverAgain(event, 1)
    await world.pass()
    expect(counts(all)).toEqual([1])
    expectQuickAcks()
  })

  it('answers once what comes out of order', async () => {
    await open({ mode })
    const all = customers()
    await each(all, async ({ user, dm }) => {
      const event = (text: string, ts: string) =>
        world.slack.emit({ type: 'message', channel_type: 'im', channel: dm, user, text, ts })
      await event('How can I return it?', `${NOON / 1000 + 2}.000200`)
      await event('I bought a jacket', `${NOON / 1000 + 1}.000100`)
    })
    await world.pass()
    expect(counts(all)).toEqual([1])
    expectQuickAcks()
  })

  it('answers the words as they stand when an edit comes before the answer, and once when it comes after', async () => {
    await open({ mode })
    const all = customers()
    const written: string[] = []
    await each(all, async ({ user, dm }, at) => {
      const ts = await world.slack.say({ channel: dm, user, text: 'Do you sell umbrellas?' })
      written[at] = ts
      await world.slack.edit(dm, ts, QUESTION)
    })
    await world.pass()
    expect(counts(all)).toEqual([1])
    expect(all.every(({ dm }) => world.ours(dm)[0]?.text.includes('You can send anything back'))).toBe(true)
    await each(all, ({ dm }, at) => world.slack.edit(dm, written[at] ?? '', `${QUESTION} Please.`))
    await world.pass()
    expect(counts(all)).toEqual([1])
    expectQuickAcks()
  })

  it('says nothing to what was deleted before the answer', async () => {
    await open({ mode })
    const all = customers()
    await each(all, async ({ user, dm }) => {
      await world.slack.remove(dm, await world.slack.say({ channel: dm, user, text: QUESTION }))
    })
    await world.pass()
    expect(counts(all)).toEqual([0])
    expectQuickAcks()
  })

  it('answers a reply that was sent to the channel as well, once', async () => {
    await open({ mode })
    const { nora } = world.people
    const here = world.slack.addChannel({ members: [nora] })
    const roots: string[] = []
    for (let n = 0; n < TIMES; n++) {
      const text = `<@${world.slack.home.botUserId}> hello`
      roots.push(await world.slack.say({ channel: here, user: nora, text }))
    }
    await world.pass()
    for (const thread of roots)
      await world.slack.say({
        channel: here,
        user: nora,
        text: QUESTION,
        thread,
        subtype: 'thread_broadcast',
      })
    await world.pass()
    const heard = roots.map((thread) => world.slack.seen(here, { thread }).filter(({ bot }) => bot).length)
    expect([...new Set(heard)]).toEqual([2])
    expectQuickAcks()
  })

  it('says nothing to bots, to itself and to what it does not know', async () => {
    await open({ mode })
    const all = customers()
    await each(all, async ({ user, dm }, at) => {
      await world.slack.botSays({ channel: dm, text: QUESTION })
      await world.slack.botSays({ channel: dm, text: QUESTION, username: 'Relay' })
      const { botUserId } = world.slack.home
      const ts = `${NOON / 1000}.${String(at).padStart(6, '0')}`
      await world.slack.emit({
        type: 'message',
        channel_type: 'im',
        channel: dm,
        user: botUserId,
        text: QUESTION,
        ts,
      })
      for (const subtype of ['huddle_thread', 'assistant_app_thread', 'something_new'])
        await world.slack.emit({
          type: 'message',
          subtype,
          channel_type: 'im',
          channel: dm,
          user,
          text: QUESTION,
          ts,
        })
    })
    await world.pass()
    const spoken = all.flatMap(({ dm }) => world.ours(dm).filter(({ deliveryId }) => deliveryId))
    expect(spoken).toEqual([])
    expectQuickAcks()
  })
})

describe('a request that Slack did not sign', () => {
  const body = (dm: string) => ({
    type: 'event_callback',
    team_id: 'T0HOME',
    event_id: 'Ev0FORGED',
    event: {
      type: 'message',
      channel_type: 'im',
      channel: dm,
      user: world.people.nora,
      text: QUESTION,
      ts: '1.1',
    },
  })
  const stored = async () => (await world.ledger.db.selectFrom('messages').selectAll().execute()).length

  it('gets 401 fifty times and nothing is kept: a wrong secret, an old time, a time to come', async () => {
    await open({ mode: 'http' })
    for (let n = 0; n < TIMES; n++) {
      expect((await world.slack.post(body(world.dm), { secret: 'another' })).status).toBe(401)
      expect((await world.slack.post(body(world.dm), { age: 6 * 60 })).status).toBe(401)
      expect((await world.slack.post(body(world.dm), { age: -6 * 60 })).status).toBe(401)
    }
    await world.pass()
    expect(await stored()).toBe(0)
    expect((await world.slack.post(body(world.dm))).status).toBe(200)
    expect(await stored()).toBe(1)
  })
})

describe('a ledger that cannot be written', () => {
  it.each(['socket', 'http'] as const)(
    'is not acked over %s, and the message is answered when Slack brings it again',
    async (mode) => {
      await open({ mode, slack: { ackTimeout: 500 } })
      let isDown = true
      await world.restart(({ receive, memory }) => ({
        memory,
        async receive(inbound) {
          if (isDown) throw new Error('the disk is full')
          return receive(inbound)
        },
      }))
      await world.slack.say({ channel: world.dm, user: world.people.nora, text: QUESTION })
      expect(world.slack.undelivered).toHaveLength(1)
      isDown = false
      await world.slack.redeliver()
      await world.pass()
      expect(world.slack.undelivered).toEqual([])
      expect(world.ours()).toHaveLength(1)
    },
  )
})

describe('what Slack will not show', () => {
  it('goes to staff when the customer’s channel is closed to us', async () => {
    await open()
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: QUESTION })
    world.slack.fail(
      'chat.postMessage',
      { kind: 'error', error: 'restricted_action' },
      { channel: world.dm, times: 9 },
    )
    await world.pass()
    await world.pass()
    expect(JSON.stringify(world.card().blocks)).toContain('could not be delivered')
  })

  it.each(['channel_not_found', 'is_archived', 'not_in_channel'])(
    'shows staff at the spare desk what their channel refuses with %s, and tells the owner',
    async (error) => {
      await open()
      world.slack.fail(
        'chat.postMessage',
        { kind: 'error', error },
        { channel: world.staffChannel, times: 9 },
      )
      await world.ask('I want to speak to a human')
      await world.pass()
      expect(world.spare.posts.map(({ outbound }) => outbound.kind)).toEqual(['card'])
      expect(world.adapter.trouble()).toContain('staff desk')
      expect(world.ours().at(-1)?.text).toContain('A person will answer you here')
    },
  )

  it('waits for a new token where ours was revoked, shows staff at the spare desk, and loses nothing', async () => {
    await open()
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: 'I want to speak to a human' })
    await world.slack.revokeTokens()
    for (let seconds = 0; seconds < 60; seconds += 5) await world.pass()
    expect(world.adapter.trouble()).toContain('Install the app in Slack again')
    expect(world.spare.posts.map(({ outbound }) => outbound.kind)).toEqual(['card'])
    expect(world.ours()).toEqual([])
    await world.stop()
    world.slack.home.revoked = false
    world.slack.home.botToken = 'xoxb-another'
    await world.start()
    await world.pass(HOUR)
    expect(world.ours().filter(({ text }) => text.includes('A person will answer you here'))).toHaveLength(1)
    expect(world.adapter.trouble()).toBeNull()
  })

  it('is said once each though Slack stored it and answered with an error', async () => {
    await open()
    const all = customers()
    for (const fault of [
      { kind: 'http', status: 500, after: true } as const,
      { kind: 'reset', after: true } as const,
      { kind: 'error', error: 'internal_error' } as const,
    ])
      world.slack.fail('chat.postMessage', fault, { times: 10 })
    await each(all, ({ user, dm }) => world.slack.say({ channel: dm, user, text: QUESTION }))
    for (let minute = 0; minute < 10; minute++) await world.pass(60_000)
    const answers = all.map(({ dm }) => world.ours(dm).filter(({ text }) => text.includes('30 days')).length)
    expect([...new Set(answers)]).toEqual([1])
  })
})
