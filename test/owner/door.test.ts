import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Place } from '../../src/adapter.ts'
import { findOpen } from '../../src/ledger/conversations.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { createKeptKeys } from '../../src/ledger/sign-ins.ts'
import { createDoor } from '../../src/owner/door.ts'
import { createWeb } from '../../src/web/server.ts'
import { createSignIn, type SignIn } from '../../src/web/sign-in.ts'
import { DiscordWorld } from '../adapters/discord/discord-world.ts'
import { SlackWorld } from '../adapters/slack/slack-world.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'

const NOON = Date.UTC(2026, 5, 1, 12)
const MINUTE = 60_000

describe.each(databases)('a link that opens once, on %s', (kind) => {
  let database: TestDatabase
  let clock: number
  let signIn: SignIn
  let app: ReturnType<typeof createWeb>
  const open = async () => {
    const keys = createKeptKeys(await database.open())
    return createSignIn({ dataDir: database.dataDir, company: 'Larkfield', clock: () => clock, keys })
  }
  const webOf = (one: SignIn) =>
    createWeb({
      company: 'Larkfield',
      assets: [],
      ready: async () => ({ ok: true, checks: {} }),
      routes: (web) => {
        web.route('/', one.routes)
        web.get('/owner', one.requireRole('owner'), (c) => c.text('the room'))
      },
    })
  beforeEach(async () => {
    database = await createDatabase(kind)
    clock = NOON
    signIn = await open()
    app = webOf(signIn)
  })
  afterEach(() => database.drop())

  const press = (link: string, web = app, site = 'same-origin') =>
    web.request('/sign-in', {
      method: 'POST',
      headers: { accept: 'text/html', 'sec-fetch-site': site },
      body: new URLSearchParams({ once: new URL(link).searchParams.get('once') ?? '' }),
    })

  test('lets in whoever presses first, and nobody after; looking at it does not use it up', async () => {
    const link = await signIn.linkOnce('https://help.example')
    expect(link).toMatch(/^https:\/\/help\.example\/sign-in\?once=[\w-]{43}$/)
    for (let n = 0; n < 3; n++) {
      const seen = await app.request(link.replace('https://help.example', ''))
      expect(seen.headers.get('set-cookie')).toBeNull()
      expect(await seen.text()).toContain('Come in')
    }
    const both = await Promise.all([press(link), press(link)])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 403])
    const entered = both.find(({ status }) => status === 303)
    const cookie = entered?.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(entered?.headers.get('location')).toBe('/owner')
    expect(await (await app.request('/owner', { headers: { cookie } })).text()).toBe('the room')
    expect(await (await press(link)).text()).toContain('It was used already')
  })

  test('is known to every process, for ten minutes, and only as a hash', async () => {
    const link = await signIn.linkOnce('https://help.example')
    const other = webOf(await open())
    clock += 10 * MINUTE - 1
    expect((await press(link, other)).status).toBe(303)
    const late = await signIn.linkOnce('https://help.example')
    const ledger = await database.open()
    const rows = await ledger.db.selectFrom('sign_ins').selectAll().execute()
    expect(rows.map(({ key }) => key)).not.toContain(new URL(late).searchParams.get('once'))
    clock += 10 * MINUTE
    expect((await press(late)).status).toBe(403)
  })

  test('is not pressed from another site, nor guessed', async () => {
    const link = await signIn.linkOnce('https://help.example')
    expect((await press(link, app, 'cross-site')).status).toBe(403)
    expect((await press('https://help.example/sign-in?once=')).status).toBe(403)
    const script = await app.request('/sign-in?once=%22%3E%3Cscript%3E')
    expect(await script.text()).not.toContain('<script>')
    expect((await press(link)).status).toBe(303)
  })
})

describe('the owner’s word', () => {
  const asked: string[] = []
  const link = async () => `https://help.example/sign-in?once=${asked.push('x')}`
  const chat = () => 'https://help.example'
  /** What is kept of the platform's messages, and whether a conversation is open. */
  const messages = ({ db }: Ledger) => db.selectFrom('messages').selectAll().execute()
  const talkingIn = (world: () => { ledger: Ledger }) => async (place: Place) =>
    (await world().ledger.transaction((t) => findOpen(t, place))) !== null
  beforeEach(() => {
    asked.length = 0
  })

  test('in Slack is answered to the owner alone, in a direct message', async () => {
    const owners: { adapter: string; id: string }[] = []
    const isTalking = talkingIn(() => world)
    const door = createDoor(owners, { link, chat, isTalking })
    const world: SlackWorld = await SlackWorld.open({ parts: { door } })
    const { omar, kim } = world.people
    owners.push({ adapter: 'slack', id: omar })
    const dm = world.slack.addDm(omar)
    await world.slack.say({ channel: dm, user: omar, text: 'Room!' })
    await world.pass()
    await expect.poll(() => JSON.stringify(world.slack.ephemerals)).toContain('once=1')
    expect(JSON.stringify(world.slack.ephemerals)).toContain(omar)
    expect(await world.ledger.db.selectFrom('messages').selectAll().execute()).toEqual([])
    // For anybody else, and where others read, it is a word like any other.
    await world.slack.say({ channel: world.slack.addDm(kim), user: kim, text: 'room' })
    const open = world.slack.addChannel({ name: 'open', members: [omar, kim] })
    await world.slack.say({ channel: open, user: omar, text: `<@${world.slack.home.botUserId}> room` })
    await world.pass()
    expect(asked).toHaveLength(1)
    await world.close()
  })

  test('in Discord is answered in the direct message, and nowhere else', async () => {
    const owners: { adapter: string; id: string }[] = []
    const isTalking = talkingIn(() => world)
    const door = createDoor(owners, { link, chat, isTalking })
    const world: DiscordWorld = await DiscordWorld.open({ parts: { door } })
    const { nora } = world.people
    owners.push({ adapter: 'discord', id: nora })
    await world.discord.say({ channel: world.dm, user: nora, text: 'room' })
    await world.pass()
    await expect.poll(() => JSON.stringify(world.ours(world.dm))).toContain('once=1')
    expect(await world.ledger.db.selectFrom('messages').selectAll().execute()).toEqual([])
    owners.length = 0
    await world.discord.say({ channel: world.dm, user: nora, text: 'room' })
    await world.pass()
    expect(asked).toHaveLength(1)
    await world.close()
  })

  test('anything else that an owner writes in Slack to us alone is no customer’s, and they hear so', async () => {
    const owners: { adapter: string; id: string }[] = []
    const door = createDoor(owners, { link, chat, isTalking: talkingIn(() => world) })
    const world: SlackWorld = await SlackWorld.open({ parts: { door } })
    const { omar, kim } = world.people
    const dm = world.slack.addDm(omar)
    // As long as nobody has named them, they are a customer, and what was begun so goes on.
    await world.slack.say({ channel: dm, user: omar, text: 'How long does a refund take?' })
    await world.pass()
    owners.push({ adapter: 'slack', id: omar })
    await world.slack.say({ channel: dm, user: omar, text: 'And an exchange?' })
    await world.pass()
    const texts = async () => (await messages(world.ledger)).map(({ text }) => text)
    expect(await texts()).toEqual(
      expect.arrayContaining(['How long does a refund take?', 'And an exchange?']),
    )
    await world.ledger.db.updateTable('conversations').set({ status: 'closed' }).execute()
    const before = await texts()
    await world.slack.say({ channel: dm, user: omar, text: 'Thanks, I will ask Kim about it' })
    await world.pass()
    await expect.poll(() => JSON.stringify(world.slack.ephemerals)).toContain('https://help.example')
    expect(await texts()).toEqual(before)
    await world.slack.say({ channel: world.slack.addDm(kim), user: kim, text: 'Thanks, I will wait' })
    await world.pass()
    expect(await texts()).toContain('Thanks, I will wait')
    await world.close()
  })

  test('anything else that an owner writes in Discord to us alone is no customer’s, and they hear so', async () => {
    const owners: { adapter: string; id: string }[] = []
    const door = createDoor(owners, { link, chat, isTalking: talkingIn(() => world) })
    const world: DiscordWorld = await DiscordWorld.open({ parts: { door } })
    const { nora } = world.people
    owners.push({ adapter: 'discord', id: nora })
    await world.discord.say({ channel: world.dm, user: nora, text: 'Who is Kim?' })
    await world.pass()
    await expect
      .poll(() => JSON.stringify(world.ours(world.dm)))
      .toContain('Here I write to you as the owner.')
    expect(await messages(world.ledger)).toEqual([])
    await world.close()
  })
})
