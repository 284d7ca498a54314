import { afterEach, describe, expect, it } from 'vitest'
import { databases } from '../../support/databases.ts'
import { soon } from '../../support/soon.ts'
import { SlackWorld, say, slackWords, type WorldOptions } from './slack-world.ts'

let world: SlackWorld
/** What somebody was told alone: in the channel, or by way of their click. */
const toldTo = async (who: string, times = 1) => {
  await soon(() => expect(wordsFor(who).length).toBeGreaterThanOrEqual(times))
  return wordsFor(who)
}
const wordsFor = (who: string) => [
  ...world.slack.ephemerals.flatMap(({ user, text }) => (user === who ? [text] : [])),
  ...world.slack.responses.flatMap(({ user, body }) => (user === who ? [String(body.text)] : [])),
]
const open = async (options: WorldOptions = {}) => {
  world = await SlackWorld.open(options)
}
afterEach(() => world.close())

const ANSWER = 'You can send anything back within 30 days.'
const ways = (['socket', 'http'] as const).flatMap((mode) => databases.map((kind) => ({ mode, kind })))

describe.each(ways)('the main road over $mode on $kind', (way) => {
  it('answers a direct message from our pages, and says that it is an AI', async () => {
    await open(way)
    const read = await world.ask('How can I return a jacket?')
    expect(read).toContain("I'm an AI, not a person")
    expect(read).toContain(ANSWER)
    expect(read).toContain(`${slackWords.sources}: Returns`)
    expect(world.slack.undelivered).toEqual([])
  })

  it('hands a complaint to staff, who reply under their own name', async () => {
    await open(way)
    const receipt = await world.ask('This is the third time my lamp arrived broken. I am so angry!')
    expect(receipt).toContain('A person will answer you here')
    const card = world.card()
    expect(JSON.stringify(card.blocks)).toContain('third time my lamp')
    expect(JSON.stringify(card.blocks)).toContain('Waiting')
    await world.press('claim')
    expect(JSON.stringify(world.card().blocks)).toContain('With *Kim*')
    expect(world.ours().at(-1)?.text).toContain('Kim has taken over')
    await world.writeIn('reply', 'Hello, I am sorry. A new lamp leaves today.')
    expect(world.ours().at(-1)).toMatchObject({
      username: 'Kim',
      icon: `https://avatars.example.com/${world.people.kim}_192.png`,
      text: 'Hello, I am sorry. A new lamp leaves today.',
    })
    expect(await world.ask('Thank you, that is kind')).toBe('')
    expect(
      world
        .thread()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('Thank you, that is kind')
    await world.press('resolve')
    expect(world.ours().at(-1)?.text).toContain('Kim has marked this as solved')
    expect(JSON.stringify(world.card().blocks)).toContain('Resolved by *Kim*')
  })
})

describe('a customer in a channel', () => {
  const channel = () =>
    world.slack.addChannel({ name: 'customers', members: [world.people.nora, world.people.omar] })
  const us = () => `<@${world.slack.home.botUserId}>`

  it('is answered in a thread of their message, once, though Slack tells of it twice', async () => {
    await open()
    const here = channel()
    const ts = await world.slack.say({
      channel: here,
      user: world.people.nora,
      text: `${us()} how do I return this?`,
    })
    await world.pass()
    expect(world.ours(here)).toHaveLength(1)
    expect(world.ours(here)[0]).toMatchObject({ thread_ts: ts })
    expect(world.ours(here)[0]?.text).toContain(ANSWER)
  })

  it('needs no new mention to go on in the thread', async () => {
    await open()
    const here = channel()
    const ts = await world.slack.say({ channel: here, user: world.people.nora, text: `${us()} hello` })
    await world.pass()
    const read = await world.ask('How can I send it back?', { channel: here, thread: ts })
    expect(read).toContain(ANSWER)
  })

  it('is left alone where nobody spoke to us', async () => {
    await open()
    const here = channel()
    const ts = await world.slack.say({
      channel: here,
      user: world.people.nora,
      text: 'How do I return a lamp?',
    })
    await world.ask('No idea', { channel: here, user: world.people.omar, thread: ts })
    await world.pass()
    expect(world.ours(here)).toEqual([])
    expect(world.slack.undelivered).toEqual([])
  })

  it('speaks to us from the moment that they add us to their message', async () => {
    await open()
    const here = channel()
    const ts = await world.slack.say({
      channel: here,
      user: world.people.nora,
      text: 'how do I return this?',
    })
    await world.slack.edit(here, ts, `${us()} how do I return this?`)
    await world.pass()
    expect(world.ours(here)[0]?.text).toContain(ANSWER)
  })

  it('hears whose buttons those are when they press somebody else’s', async () => {
    await open()
    const here = channel()
    await world.slack.say({ channel: here, user: world.people.nora, text: `${us()} do you sell umbrellas?` })
    await world.pass()
    const { ts } = world.ours(here)[0] ?? { ts: '' }
    await world.slack.click({ channel: here, ts, actionId: 'choose:person', user: world.people.omar })
    await world.pass()
    expect((await toldTo(world.people.omar)).at(-1)).toContain('Nora')
    expect(world.slack.seen(world.staffChannel)).toEqual([])
  })
})

describe('what is nobody’s question', () => {
  it('gets no reply: other bots, ourselves, previews, what Slack puts there', async () => {
    await open()
    const here = world.slack.addChannel({ members: [world.people.nora] })
    const us = `<@${world.slack.home.botUserId}>`
    await world.slack.botSays({ channel: here, text: `${us} hello` })
    await world.slack.botSays({ channel: here, text: `${us} hello`, username: 'Relay' })
    await world.slack.memberJoined(here, world.people.omar)
    for (const subtype of ['channel_topic', 'reminder_add', 'no_such_subtype'])
      await world.slack.emit({
        type: 'message',
        subtype,
        channel: here,
        user: world.people.nora,
        ts: '9.1',
        text: us,
      })
    await world.slack.emit({
      type: 'message',
      channel: world.dm,
      channel_type: 'im',
      user: 'USLACKBOT',
      ts: '9.2',
      text: 'hi',
    })
    await world.slack.emit({ type: 'message' })
    await world.slack.emit({ type: 'message', channel: 7, ts: null, message: 'odd' })
    await world.pass()
    expect(world.ours(here).filter(({ deliveryId }) => deliveryId)).toEqual([])
    expect(world.ours()).toEqual([])
    const ts = await world.slack.say({
      channel: world.dm,
      user: world.people.nora,
      text: 'How do I return https://example.com ?',
    })
    await world.pass()
    expect(world.ours()).toHaveLength(1)
    await world.slack.unfurl(world.dm, ts)
    await world.pass()
    expect(world.ours()).toHaveLength(1)
    expect(world.slack.undelivered).toEqual([])
  })
})

describe('a customer who changes what they wrote', () => {
  it('is answered for the edit when it comes before the answer, once', async () => {
    await open()
    const ts = await world.slack.say({
      channel: world.dm,
      user: world.people.nora,
      text: 'Do you sell umbrellas?',
    })
    await world.slack.edit(world.dm, ts, 'How can I return an umbrella?')
    await world.pass()
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]?.text).toContain(ANSWER)
  })

  it('is not answered for what they took back', async () => {
    await open()
    const ts = await world.slack.say({
      channel: world.dm,
      user: world.people.nora,
      text: 'Do you sell umbrellas?',
    })
    await world.slack.remove(world.dm, ts)
    await world.pass()
    expect(world.ours()).toEqual([])
  })

  it('shows staff the edit and the removal in place', async () => {
    await open()
    await world.ask('I want to speak to a human')
    await world.press('claim')
    const ts = await world.slack.say({ channel: world.dm, user: world.people.nora, text: 'My lamp is green' })
    await world.pass()
    await world.slack.edit(world.dm, ts, 'My lamp is turquoise')
    await world.pass()
    expect(
      world
        .thread()
        .map(({ text }) => text)
        .join(),
    ).toContain('turquoise')
    expect(world.thread()).toHaveLength(1)
    await world.slack.remove(world.dm, ts)
    await world.pass()
    expect(JSON.stringify(world.slack.seen(world.staffChannel))).not.toContain('turquoise')
  })
})

describe('a person, by button', () => {
  it('comes for "Talk to a person" under an answer', async () => {
    await open()
    await world.ask('How can I return a jacket?')
    const { ts } = world.ours()[0] ?? { ts: '' }
    await world.slack.click({ channel: world.dm, ts, actionId: 'choose:person', user: world.people.nora })
    await world.pass()
    expect(world.ours().at(-1)?.text).toContain('A person will answer you here')
    expect(world.slack.seen(world.staffChannel)).toHaveLength(1)
  })

  it('is offered after a thumb down, and a thumb up is thanked for', async () => {
    await open()
    await world.ask('How can I return a jacket?')
    const { ts } = world.ours()[0] ?? { ts: '' }
    const thumb = (feedback: 'positive' | 'negative') =>
      world.slack.click({ channel: world.dm, ts, actionId: 'feedback', user: world.people.nora, feedback })
    await thumb('positive')
    await world.pass()
    expect(world.ours().at(-1)?.text).toBe(say('helped'))
    await thumb('negative')
    await world.pass()
    expect(world.ours().at(-1)?.text).toContain(say('unhelped'))
  })

  it('has plain buttons where Slack knows no thumbs, and the answer all the same', async () => {
    await open()
    world.slack.fail('chat.postMessage', { kind: 'error', error: 'invalid_blocks' })
    const read = await world.ask('How can I return a jacket?')
    expect(read).toContain(ANSWER)
    expect(JSON.stringify(world.ours()[0]?.blocks)).toContain('choose:helped')
    expect(world.ours()).toHaveLength(1)
  })

  it('comes at the pace that Slack allows, where it takes no blocks at all', async () => {
    await open({ settings: { pace: 1_000 } })
    world.slack.fail('chat.postMessage', { kind: 'error', error: 'invalid_arguments' }, { times: 2 })
    await world.slack.say({ channel: world.dm, user: world.people.nora, text: 'How can I return a jacket?' })
    for (let second = 0; second < 10; second++) await world.pass(1_000)
    expect(world.ours().map(({ text }) => text.includes(ANSWER))).toEqual([true])
  })

  it('is at least named where Slack takes no blocks at all', async () => {
    await open()
    world.slack.fail('chat.postMessage', { kind: 'error', error: 'invalid_blocks' }, { times: 2 })
    const read = await world.ask('How can I return a jacket?')
    expect(read).toContain(ANSWER)
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]?.blocks).toEqual([])
  })
})

describe('staff', () => {
  const complain = () => world.ask('I want to speak to a human')

  it('have one winner when two claim at once, and both are told', async () => {
    await open()
    await complain()
    const { ts } = world.card()
    const claim = (user: string) =>
      world.slack.click({ channel: world.staffChannel, ts, actionId: 'staff:claim', user })
    await Promise.all([claim(world.people.kim), claim(world.people.sam)])
    await world.pass()
    expect([...(await toldTo(world.people.kim)), ...(await toldTo(world.people.sam))].sort()).toEqual(
      [say('claimed'), expect.stringMatching(/(Kim|Sam) was quicker/)].sort(),
    )
    expect(world.ours().filter(({ text }) => text.includes('has taken over'))).toHaveLength(1)
  })

  it('are those in the staff channel, asked at each click: not a customer, not a colleague, not one who left', async () => {
    await open()
    await complain()
    const { ts } = world.card()
    const claim = (user: string) =>
      world.slack.click({ channel: world.staffChannel, ts, actionId: 'staff:claim', user })
    await claim(world.people.omar)
    await claim(world.people.nora)
    expect(await toldTo(world.people.omar)).toEqual([slackWords.notStaff])
    expect(await toldTo(world.people.nora)).toEqual([slackWords.notStaff])
    // Shared with another company by mistake, the channel makes nobody of theirs staff.
    await world.slack.memberJoined(world.staffChannel, world.people.nora)
    await claim(world.people.nora)
    expect(await toldTo(world.people.nora, 2)).toHaveLength(2)
    expect((await toldTo(world.people.nora, 2)).at(-1)).toBe(slackWords.notStaff)
    world.slack.leave(world.staffChannel, world.people.sam)
    world.clock += 120_000
    await claim(world.people.sam)
    expect(await toldTo(world.people.sam)).toEqual([slackWords.notStaff])
    await world.pass()
    expect(world.ours().some(({ text }) => text.includes('has taken over'))).toBe(false)
  })

  it('can do nothing while Slack cannot say whether they are staff, and are told so', async () => {
    await open()
    await complain()
    world.slack.fail('conversations.members', { kind: 'error', error: 'internal_error' })
    await world.press('claim')
    expect(await toldTo(world.people.kim)).toEqual([slackWords.staffUnknown])
    await world.press('claim')
    expect(world.ours().at(-1)?.text).toContain('Kim has taken over')
  })

  it('put a handoff aside from the list on its card, wake it, and take it over', async () => {
    await open()
    await complain()
    await world.press('claim')
    const { ts, blocks } = world.card()
    const chosen = /"(hour:[^"]+)"/.exec(JSON.stringify(blocks))?.[1] ?? ''
    const { kim: user } = world.people
    await world.slack.click({ channel: world.staffChannel, ts, actionId: 'staff:snooze', user, chosen })
    await world.pass()
    expect(JSON.stringify(world.card().blocks)).toContain('put aside until')
    await world.press('wake')
    await world.pass()
    expect(JSON.stringify(world.card().blocks)).not.toContain('put aside until')
    await world.press('take_over', world.people.sam)
    await world.pass()
    expect(world.ours().at(-1)?.text).toContain('Sam has taken over from Kim')
    expect(JSON.stringify(world.slack.seen(world.staffChannel, { thread: ts }))).toContain(
      `<@${world.people.kim}>`,
    )
  })

  it('keep what they wrote when it could not be sent', async () => {
    await open()
    await complain()
    await world.press('claim')
    await world.press('reply')
    await world.slack.click({
      channel: world.staffChannel,
      ts: world.card().ts,
      actionId: 'staff:resolve',
      user: world.people.sam,
    })
    const answer = await world.slack.submit({
      user: world.people.kim,
      values: { words: { text: 'Too late' } },
    })
    expect(JSON.stringify(answer)).toContain('Sam has closed this one already')
    await world.pass()
    expect(world.ours().some(({ text }) => text.includes('Too late'))).toBe(false)
  })

  it('note among themselves, and talk in the thread, and none of it reaches the customer', async () => {
    await open()
    await complain()
    await world.press('claim')
    const before = world.ours().length
    await world.writeIn('note', 'They always complain')
    await world.slack.say({
      channel: world.staffChannel,
      user: world.people.sam,
      text: 'Ha, that one again',
      thread: world.card().ts,
    })
    await world.slack.say({
      channel: world.staffChannel,
      user: world.people.sam,
      text: `<@${world.slack.home.botUserId}> look`,
      thread: world.card().ts,
    })
    await world.pass()
    expect(world.ours()).toHaveLength(before)
    expect(world.thread().some(({ text }) => text.includes('They always complain'))).toBe(true)
    expect(world.slack.seen(world.staffChannel, { thread: null })).toHaveLength(1)
  })

  it('speak through the bot with their name before the words where no other name is allowed', async () => {
    await open({
      slack: {
        home: {
          scopes: [
            'chat:write',
            'users:read',
            'groups:read',
            'im:history',
            'channels:history',
            'groups:history',
            'im:read',
            'channels:read',
          ],
        },
      },
    })
    await complain()
    await world.press('claim')
    await world.writeIn('reply', 'Here I am.')
    expect(world.ours().at(-1)?.text).toBe('*Kim:* Here I am.')
  })

  it('hand any message of a customer to people, once', async () => {
    await open()
    const here = world.slack.addChannel({ members: [world.people.nora, world.people.kim] })
    const ts = await world.slack.say({
      channel: here,
      user: world.people.nora,
      text: 'My lamp flickers since Monday',
    })
    const hand = (user: string) =>
      world.slack.shortcut({ callbackId: 'hand_to_staff', channel: here, ts, user })
    await hand(world.people.omar)
    expect(await toldTo(world.people.omar)).toEqual([slackWords.notStaff])
    await hand(world.people.kim)
    await hand(world.people.kim)
    await world.pass()
    expect(world.slack.seen(world.staffChannel)).toHaveLength(1)
    expect(JSON.stringify(world.card().blocks)).toContain('My lamp flickers since Monday')
    expect(world.ours(here)).toHaveLength(1)
    expect(world.ours(here)[0]).toMatchObject({ thread_ts: ts })
    expect(world.ours(here)[0]?.text).toContain('has taken it up')
    expect(await toldTo(world.people.kim, 2)).toEqual([say('handed_over'), say('handed_over_already')])
  })

  it('see the customer’s files in the thread', async () => {
    await open()
    await world.slack.say({
      channel: world.dm,
      user: world.people.nora,
      text: 'It looks like this, I want a person',
      files: [{ name: 'lamp.png', type: 'image/png', content: 'a picture of a lamp' }],
    })
    await world.pass()
    expect(world.thread().flatMap(({ files }) => files)).toEqual(['lamp.png'])
    await world.slack.say({
      channel: world.dm,
      user: world.people.nora,
      text: '',
      files: [{ name: 'bill.pdf', type: 'application/pdf', content: 'a bill' }],
    })
    await world.pass()
    expect(world.thread().flatMap(({ files }) => files)).toEqual(['lamp.png', 'bill.pdf'])
  })
})

describe('a thread that a customer opens in a direct conversation', () => {
  it('is answered there and in the conversation, and is the same conversation', async () => {
    await open()
    await world.ask('How can I return a jacket?')
    const { ts } = world.ours()[0] ?? { ts: '' }
    await world.ask("That didn't help", { thread: ts })
    expect(world.ours().at(-1)).toMatchObject({ thread_ts: ts })
    expect(world.ours().at(-1)?.text).toContain(say('unhelped'))
    expect(world.slack.seen(world.dm, { thread: null }).at(-1)?.text).toContain(say('unhelped'))
  })
})
