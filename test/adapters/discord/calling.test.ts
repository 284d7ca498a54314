import { afterEach, describe, expect, it } from 'vitest'
import { createContacts } from '../../../adapters/discord/contacts.ts'
import type { Outbound } from '../../../src/adapter.ts'
import { DiscordWorld, say } from './discord-world.ts'

let world: DiscordWorld
afterEach(() => world?.close())

const reminder = (channel: string, calls: string[], text = 'One customer is waiting'): Outbound => ({
  id: 'd1',
  place: { adapter: 'discord', workspace: 'home', channel, thread: '' },
  doubtful: false,
  since: Date.now(),
  replaces: null,
  kind: 'reminder',
  text,
  calls,
})
const said = (channel: string) => world.ours(channel).map(({ content }) => content)
const allowed = () =>
  world.discord.requests.flatMap(({ method, path, body }) =>
    method === 'POST' && path.endsWith('/messages')
      ? [JSON.parse(typeof body === 'string' ? body : JSON.stringify(body)).allowed_mentions]
      : [],
  )

describe('whom a reminder calls', () => {
  it('is called before the words, and pinged, and nobody else is', async () => {
    world = await DiscordWorld.open()
    const { kim, sam } = world.people
    const text = `One customer is waiting: @everyone <@${sam}>`
    await world.adapter.send(
      reminder(world.staffChannel, [`user:${kim}`, `role:${world.staffRole}`, 'everyone'], text),
    )
    expect(said(world.staffChannel)[0]).toMatch(new RegExp(`^<@${kim}> <@&${world.staffRole}> One customer`))
    expect(allowed().at(-1)).toEqual({
      parse: [],
      users: [kim],
      roles: [world.staffRole],
      replied_user: false,
    })
    expect(world.discord.pings).toMatchObject([{ users: [kim], everyone: false }])
  })

  it('gets a direct message, which is opened where there is none', async () => {
    world = await DiscordWorld.open()
    const { sam } = world.people
    await world.adapter.send(reminder(`user:${sam}`, [`user:${sam}`]))
    expect(said(world.discord.addDm(sam))).toEqual(['One customer is waiting'])
  })

  it('is told nothing in a channel that everybody can read', async () => {
    world = await DiscordWorld.open()
    await expect(world.adapter.send(reminder(world.lobby, []))).rejects.toThrow()
    expect(said(world.lobby)).toEqual([])
  })

  it('is written with what it is, for Discord’s ids are all alike', () => {
    const contacts = createContacts('discord', 'home')
    const number = '123456789012345678'
    expect(['user', 'role', 'channel'].map((kind) => contacts.of(`${kind}:${number}`)?.kind)).toEqual([
      'person',
      'group',
      'channel',
    ])
    for (const id of [number, 'user:kim', 'user:', `member:${number}`, `user:${number} `])
      expect(contacts.of(id)).toBe(null)
  })
})

it('whoever had a customer is called in the thread of the new card when they come back, once', async () => {
  world = await DiscordWorld.open()
  const { kim } = world.people
  await world.ask('I want to speak to a human')
  await world.press('claim')
  await world.writeIn('reply', 'Here it is.')
  await world.press('resolve')
  const before = world.discord.pings.length
  await world.ask('I want to speak to a human')
  await world.pass(60_000)
  const called = world.discord.pings.slice(before)
  expect(called).toMatchObject([{ users: [kim], roles: [], everyone: false }])
  expect(said(called[0]?.channel ?? '')).toEqual([
    expect.stringContaining(say('called_back', { holder: 'Kim' })),
  ])
  expect(called[0]?.channel).not.toBe(world.staffChannel)
})

it('a note calls nobody, whatever stands in it', async () => {
  world = await DiscordWorld.open()
  await world.ask('I want to speak to a human')
  await world.writeIn('note', `@everyone @here <@${world.people.sam}> <@&${world.staffRole}> look`)
  expect(world.discord.pings).toEqual([])
  expect(allowed().at(-1)).toEqual({ parse: [], replied_user: false })
})
