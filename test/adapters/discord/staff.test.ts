import { afterEach, describe, expect, it } from 'vitest'
import { createStaffRooms } from '../../../adapters/discord/staff-rooms.ts'
import { databases } from '../../support/databases.ts'
import { soon } from '../../support/soon.ts'
import { DiscordWorld, say, type WorldOptions } from './discord-world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const QUESTION = 'How can I return a jacket?'
const ANSWER = 'You can send anything back within 30 days.'
const WANTS_PERSON = 'I want to speak to a human'
const BY_RIGHT: WorldOptions = { settings: { staffRole: null } }

let world: DiscordWorld
const open = async (options: WorldOptions = {}) => {
  world = await DiscordWorld.open(options)
}
afterEach(() => world.close())

const everybody = () => world.discord.guildId
/** The role that Discord made for the bot. */
const ourRole = () => [...world.discord.world.roles.values()].find(({ managed }) => managed)?.id ?? ''
const staffSee = () =>
  JSON.stringify(
    [world.staffChannel, ...world.discord.threads(world.staffChannel).map(({ id }) => id)].map((channel) =>
      world.discord.seen(channel),
    ),
  )
const spareSees = () => JSON.stringify(world.spare.posts.map(({ outbound }) => outbound))
const settle = async (rounds = 3) => {
  for (let round = 0; round < rounds; round++) await world.pass(SECOND)
}
const asked = (path: RegExp) => world.discord.requests.filter((request) => path.test(request.path)).length
const listens = () =>
  soon(async () => {
    expect(await world.ledger.db.selectFrom('listening').select('until').execute()).toHaveLength(2)
  })
/** What was said while we were away is looked for. */
async function starts(): Promise<void> {
  await world.start(world.options.settings)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await settle()
}

/** A question in the lobby, answered in its thread, which is named by the question's id. */
async function asksInLobby(text = QUESTION): Promise<string> {
  const { nora } = world.people
  const mention = `<@${world.discord.botId}> ${text}`
  const id = await world.discord.say({ channel: world.lobby, user: nora, text: mention })
  await world.pass()
  return id
}
/** What the assistant itself says there after somebody has written. */
async function saidTo(text: string, channel: string, user = world.people.nora): Promise<string> {
  const bots = () => world.discord.seen(channel).filter(({ authorId }) => authorId === world.discord.botId)
  const before = bots().length
  await world.discord.say({ channel, user, text })
  await world.pass()
  return bots()
    .slice(before)
    .map(({ content }) => content)
    .join('\n')
}

describe('LEAK: a staff channel that everybody in the server can read', () => {
  it('is shown no handoff: the spare desk is, and the owner hears why', async () => {
    await open()
    world.discord.allow('ViewChannel', world.staffChannel, everybody())
    await world.ask(`${WANTS_PERSON}. It is a ZEBRA.`)
    await settle()
    expect(staffSee()).not.toContain('ZEBRA')
    expect(spareSees()).toContain('ZEBRA')
    expect(world.adapter.trouble()).toContain('Everybody in the server can read the staff channel')
  })

  it('is not told who waits', async () => {
    await open()
    world.discord.allow('ViewChannel', world.staffChannel, everybody())
    const place = { adapter: 'discord', workspace: 'home', channel: world.staffChannel, thread: '' }
    const head = { id: 'd1', place, doubtful: false, since: 0, replaces: null }
    await expect(
      world.adapter.send({ ...head, kind: 'reminder', text: 'ZEBRA', calls: [] }),
    ).rejects.toThrow()
    expect(staffSee()).not.toContain('ZEBRA')
  })

  it('is shown nothing more from the moment it was opened', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    world.discord.allow('ViewChannel', world.staffChannel, everybody())
    await world.ask('It is a ZEBRA.')
    await settle()
    expect(staffSee()).not.toContain('ZEBRA')
    expect(spareSees()).toContain('ZEBRA')
  })

  it('is shown nothing more once the role of everybody lets them in', async () => {
    await open()
    const all = world.discord.world.roles.get(everybody())
    const view = 1n << 10n
    if (all) all.permissions &= ~view
    world.discord.world.channel(world.staffChannel).overwrites.delete(everybody())
    await world.ask(`${WANTS_PERSON}. It is a LION.`)
    expect(staffSee()).toContain('LION')
    if (all) all.permissions |= view
    world.clock += MINUTE
    await world.ask('It is a ZEBRA.')
    await settle()
    expect(staffSee()).not.toContain('ZEBRA')
  })

  it('is shown handoffs again, and the owner’s room is quiet, once it is for staff alone', async () => {
    await open()
    world.discord.allow('ViewChannel', world.staffChannel, everybody())
    await world.ask(WANTS_PERSON)
    world.discord.deny('ViewChannel', world.staffChannel, everybody())
    await soon(() => expect(world.adapter.trouble()).toBeNull())
    await world.ask(`${WANTS_PERSON}. It is a ZEBRA.`, {
      channel: world.discord.addDm(world.people.omar),
      user: world.people.omar,
    })
    await settle()
    expect(staffSee()).toContain('ZEBRA')
  })

  it('makes nobody staff for being able to write in it', async () => {
    await open(BY_RIGHT)
    world.discord.allow('ViewChannel', world.staffChannel, everybody())
    const id = await asksInLobby()
    await saidTo('Same thing happened to me, Nora', id, world.people.omar)
    expect(await saidTo('Do you sell umbrellas?', id)).toContain(say('unknown'))
  })

  it('is looked at once for many lines', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    const before = asked(/^\/guilds\/\d+$/)
    for (const text of ['It is a lamp', 'It is broken', 'It was a present']) await world.ask(text)
    expect(before).toBe(1)
    expect(asked(/^\/guilds\/\d+$/)).toBe(1)
  })
})

describe('Staff are shown handoffs', () => {
  it('though Discord does not say who can read their channel', async () => {
    await open()
    world.discord.fail('GET /guilds/:guild', { kind: 'http', status: 502 }, { times: 9 })
    await world.ask(`${WANTS_PERSON}. It is a ZEBRA.`)
    await settle()
    expect(staffSee()).toContain('ZEBRA')
  })

  it.each([
    ['channel', { guild_id: '1' }, { id: '1', roles: [{ id: '1', permissions: '1024' }] }],
    ['roles', { guild_id: '1', permission_overwrites: [] }, { id: '1' }],
    ['role of everybody', { guild_id: '1', permission_overwrites: [] }, { id: '1', roles: [{ id: '2' }] }],
    ['server', { permission_overwrites: [] }, { id: '1', roles: [{ id: '1', permissions: '1024' }] }],
  ])('by a server that does not tell the rights of its %s', async (_what, channel, guild) => {
    await open()
    const get = async (route: string) =>
      route.startsWith('/guilds/') ? { name: 'Home', ...guild } : { id: '7', type: 0, ...channel }
    const rooms = createStaffRooms({ rest: { get }, clock: () => world.clock })
    expect(await rooms.isPublic('7')).toBe(false)
    expect(await rooms.mayWrite('7', { id: '8', roles: [] })).toBe(false)
  })
})

describe('AFTER: one of the staff has answered in the thread', () => {
  it.each(databases)(
    'who may write in the staff channel, where there is no staff role, on %s',
    async (kind) => {
      await open({ ...BY_RIGHT, kind })
      const id = await asksInLobby()
      await saidTo('Hi Nora, I will look after this.', id, world.people.kim)
      expect(await saidTo('How do I return it to you, Kim?', id)).toBe('')
    },
  )

  it('and not somebody who may only read there', async () => {
    await open(BY_RIGHT)
    const { omar } = world.people
    world.discord.allow('ViewChannel', world.staffChannel, omar)
    world.discord.deny('SendMessages', world.staffChannel, omar)
    const id = await asksInLobby()
    await saidTo('Same thing happened to me, Nora', id, omar)
    expect(await saidTo('Do you sell umbrellas?', id)).toContain(say('unknown'))
  })

  it.each<[string, WorldOptions]>([
    ['has the staff role', {}],
    ['may write in the staff channel', BY_RIGHT],
  ])('while we were away, who %s', async (_who, options) => {
    await open(options)
    const id = await asksInLobby()
    await listens()
    await world.stop()
    world.clock += MINUTE
    const { kim, nora } = world.people
    world.discord.sayUnheard({ channel: id, user: kim, text: 'Hi Nora, I will look after this.' })
    world.clock += MINUTE
    world.discord.sayUnheard({ channel: id, user: nora, text: 'How do I return it to you, Kim?' })
    const before = world.ours(id).filter(({ content }) => content.includes(ANSWER)).length
    await starts()
    expect(world.ours(id).filter(({ content }) => content.includes(ANSWER))).toHaveLength(before)
    expect(await saidTo('How do I return it to you, Kim?', id)).toBe('')
  })

  it('while we were away, though Discord does not tell at first who that was', async () => {
    await open()
    const id = await asksInLobby()
    await listens()
    await world.stop()
    world.clock += MINUTE
    world.discord.sayUnheard({ channel: id, user: world.people.kim, text: 'Hi Nora, it is with me.' })
    world.discord.fail('GET /guilds/:guild/members/:user', { kind: 'http', status: 502 }, { times: 2 })
    await starts()
    expect(await saidTo('How do I return it to you, Kim?', id)).toBe('')
  })

  it('and Discord is asked about nobody in threads that are not ours, nor about who asked', async () => {
    await open(BY_RIGHT)
    const { nora, omar } = world.people
    const id = await asksInLobby()
    await saidTo('Do you sell umbrellas?', id)
    const theirs = await world.discord.startThread({ channel: world.lobby, user: omar, name: 'Chess' })
    await saidTo('Your move', theirs, nora)
    expect(asked(/^\/guilds\/\d+(?:\/members\/\d+)?$/)).toBe(0)
  })
})

describe('SILENT: the role that has our name', () => {
  it('is called, and we hear it as a call of us', async () => {
    await open()
    const { nora } = world.people
    const text = `<@&${ourRole()}> ${QUESTION}`
    const id = await world.discord.say({ channel: world.lobby, user: nora, text })
    await world.pass()
    expect(world.ours(id)[0]?.content).toContain(ANSWER)
  })

  it('stands nowhere in what staff read', async () => {
    await open()
    const text = `<@&${ourRole()}> ${WANTS_PERSON}. It is a ZEBRA.`
    await world.discord.say({ channel: world.lobby, user: world.people.nora, text })
    await settle()
    expect(staffSee()).toContain('ZEBRA')
    expect(staffSee()).not.toMatch(/@group|@Warmline|<@/)
  })

  it('is called while we were away', async () => {
    await open()
    await listens()
    await world.stop()
    world.clock += MINUTE
    const text = `<@&${ourRole()}> ${QUESTION}`
    const id = world.discord.sayUnheard({ channel: world.lobby, user: world.people.nora, text })
    await starts()
    expect(world.ours(id)[0]?.content).toContain(ANSWER)
  })

  it('is called, and we answer though its words do not reach us', async () => {
    await open({ discord: { messageContent: false } })
    const role = world.discord.world.roles.get(ourRole())
    if (role) role.mentionable = true
    const text = `<@&${ourRole()}> ${QUESTION}`
    const id = await world.discord.say({ channel: world.lobby, user: world.people.nora, text })
    await world.pass()
    expect(world.ours(id)).not.toEqual([])
  })

  it('is not another role that somebody calls', async () => {
    await open()
    const helpers = `<@&${world.staffRole}> ${QUESTION}`
    const id = await world.discord.say({ channel: world.lobby, user: world.people.nora, text: helpers })
    await world.pass()
    expect(world.discord.threads(world.lobby).map((thread) => thread.id)).not.toContain(id)
  })
})

describe('a handoff on its card', () => {
  it('is put aside from the list, woken, and taken over, and whoever had it is called by name', async () => {
    await open()
    await world.ask(WANTS_PERSON)
    await world.press('claim')
    await world.press('snooze', world.people.kim, ['tomorrow'])
    expect(JSON.stringify(world.card())).toContain('Put aside** until')
    await world.press('wake')
    expect(JSON.stringify(world.card())).not.toContain('Put aside** until')
    await world.press('take_over', world.people.sam)
    expect(world.ours().at(-1)?.content).toContain('Sam has taken over from Kim')
    expect(staffSee()).toContain(`<@${world.people.kim}>`)
    const bodies = world.discord.requests.map(({ body }) => JSON.stringify(body))
    expect(bodies.some((body) => body?.includes(`"users":["${world.people.kim}"]`))).toBe(true)
  })
})
