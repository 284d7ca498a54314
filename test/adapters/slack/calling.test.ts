import { afterEach, describe, expect, it } from 'vitest'
import { HOME } from '../../../adapters/slack/adapter.ts'
import { createContacts } from '../../../adapters/slack/contacts.ts'
import type { Outbound } from '../../../src/adapter.ts'
import { NOON, SlackWorld, say } from './slack-world.ts'

let world: SlackWorld
afterEach(() => world?.close())

const reminder = (channel: string, calls: string[], more: Partial<Outbound> = {}): Outbound => ({
  id: 'd1',
  place: { adapter: 'slack', workspace: HOME, channel, thread: '' },
  doubtful: false,
  since: NOON,
  replaces: null,
  ...more,
  kind: 'reminder',
  text: 'One customer is waiting: @everyone <!channel>',
  calls,
})
const seen = (channel: string) => world.ours(channel).map(({ text }) => text)
const WORDS = 'One customer is waiting: @everyone &lt;!channel&gt;'

describe('whom a reminder calls', () => {
  it('is called before the words, by id, and nobody else is', async () => {
    world = await SlackWorld.open()
    const { kim } = world.people
    await world.adapter.send(
      reminder(world.staffChannel, [kim, 'S0123ABCD', 'everyone', '!channel', 'user:12']),
    )
    expect(seen(world.staffChannel)).toEqual([`<@${kim}> <!subteam^S0123ABCD> ${WORDS}`])
    expect(JSON.stringify(world.ours(world.staffChannel)[0]?.blocks)).toContain(
      `<@${kim}> <!subteam^S0123ABCD> `,
    )
  })

  it('gets a direct message, in which nobody need be called; once, also in doubt', async () => {
    world = await SlackWorld.open()
    const { sam } = world.people
    await world.adapter.send(reminder(sam, [sam]))
    const dm = world.slack.addDm(sam)
    const direct = [...world.slack.world.channels.values()].find(
      ({ kind, members, id }) => kind === 'dm' && members.has(sam) && id !== dm,
    )
    expect(seen(direct?.id ?? '')).toEqual([WORDS])
    // As a process that remembers nothing.
    await world.stop()
    await world.start()
    await world.adapter.send(reminder(sam, [sam], { doubtful: true }))
    expect(seen(direct?.id ?? '')).toEqual([WORDS])
  })

  it('and who has no conversation with us yet gets one, though an attempt may have failed', async () => {
    world = await SlackWorld.open()
    await world.adapter.send(reminder(world.people.sam, [], { doubtful: true }))
    const direct = [...world.slack.world.channels.values()].find(
      ({ kind, members }) => kind === 'dm' && members.has(world.people.sam),
    )
    expect(seen(direct?.id ?? '')).toEqual([WORDS])
  })

  it('is told nothing in a channel that another company reads', async () => {
    world = await SlackWorld.open()
    const channel = world.slack.addChannel({ name: 'leads', kind: 'private' })
    await world.adapter.send(reminder(channel, []))
    const found = world.slack.world.channels.get(channel)
    if (found) found.shared = true
    await expect(world.adapter.send({ ...reminder(channel, []), id: 'd2' })).rejects.toThrow()
    expect(seen(channel)).toHaveLength(1)
    expect(world.adapter.trouble()).toBe(null)
  })

  it('is read by Slack’s own ids alone', () => {
    const contacts = createContacts('slack', HOME)
    const kinds = ['C0123ABCD', 'G0123ABCD', 'U0123ABCD', 'W0123ABCD', 'S0123ABCD'].map(
      (id) => contacts.of(id)?.kind,
    )
    expect(kinds).toEqual(['channel', 'channel', 'person', 'person', 'group'])
    for (const id of ['', '#help', '@kim', 'kim', 'U1', 'u0123abcd', 'T0123ABCD', 'U0123ABCD>'])
      expect(contacts.of(id)).toBe(null)
  })
})

it('whoever had a customer is called in the thread of the new card when they come back, once', async () => {
  world = await SlackWorld.open()
  const { kim } = world.people
  await world.ask('I want to speak to a human')
  await world.press('claim')
  await world.writeIn('reply', 'Here it is.')
  await world.press('resolve')
  await world.ask('I want to speak to a human')
  const called = say('called_back', { holder: 'Kim' })
  const lines = () =>
    world.slack
      .seen(world.staffChannel)
      .map(({ text }) => text)
      .filter((text) => text.includes(called))
  expect(lines()).toHaveLength(1)
  expect(world.thread().map(({ text }) => text)).toEqual([expect.stringContaining(`<@${kim}> ${called}`)])
  await world.pass(60_000)
  expect(lines()).toHaveLength(1)
})

it('a note calls nobody, whatever stands in it', async () => {
  world = await SlackWorld.open()
  await world.ask('I want to speak to a human')
  await world.writeIn('note', `@everyone <!channel> <!here> <@${world.people.sam}> look`)
  const text = world.thread().at(-1)?.text ?? ''
  expect(text).toContain('@everyone &lt;!channel&gt; &lt;!here&gt; &lt;@')
  expect(text).not.toMatch(/<[!@#]/)
})
