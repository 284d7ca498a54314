import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outbound } from '../../src/adapter.ts'
import type { ThreadLine } from '../../src/card.ts'
import { RefusedError } from '../../src/errors.ts'
import { createPosts } from '../../src/ledger/posts.ts'
import { databases } from '../support/databases.ts'
import {
  answerTo,
  cardAt,
  cardFor,
  DESK,
  idOf,
  type LocalWorld,
  openLocalWorld,
  placeOf,
  readUntil,
  signInAs,
  visit,
} from './local-world.ts'

const CHANNEL = `c-${'a'.repeat(32)}`

describe.each(databases)('the local adapter on %s', (kind) => {
  let world: LocalWorld
  beforeEach(async () => {
    world = await openLocalWorld(kind)
  })
  afterEach(() => world.close())

  it('makes a change once: sent again late, it does not undo the next one', async () => {
    const { receipt } = await world.adapter.send(cardAt('d1', cardFor('h1')))
    const claimed = cardAt('d2', cardFor('h1', { status: 'claimed' }), receipt)
    await world.adapter.send(claimed)
    await world.adapter.send(cardAt('d3', cardFor('h1', { status: 'resolved' }), receipt))
    await world.adapter.send(claimed)
    expect((await world.posts.get(receipt))?.state).toBe('resolved')
  })

  it.each([
    ['another adapter', { adapter: 'slack' }],
    ['another workspace', { workspace: 'T1' }],
    ['a channel that it did not make', { channel: 'general' }],
    ['a channel with another secret shape', { channel: `c-${'a'.repeat(31)}` }],
    ['a thread', { thread: '1' }],
  ])('refuses a place with %s', async (_what, change) => {
    const place = { ...placeOf(CHANNEL), ...change }
    await expect(world.adapter.send(answerTo(place, 'd1', 'Hello'))).rejects.toBeInstanceOf(RefusedError)
  })

  it('refuses to put a card or an internal line where a customer reads', async () => {
    const place = placeOf(CHANNEL)
    const line = {
      kind: 'note',
      author: 'staff',
      name: 'Kim',
      text: 'inner',
      files: [],
      at: 1,
      edited: false,
      removed: false,
    } satisfies ThreadLine
    const thread: Outbound = {
      id: 'd2',
      place,
      doubtful: false,
      since: 0,
      replaces: null,
      kind: 'thread',
      handoff: 'h1',
      card: 'd1',
      line,
    }
    await expect(world.adapter.send({ ...cardAt('d1', cardFor('h1')), place })).rejects.toBeInstanceOf(
      RefusedError,
    )
    await expect(world.adapter.send(thread)).rejects.toBeInstanceOf(RefusedError)
  })

  it('refuses to replace what is not there, or what stands elsewhere', async () => {
    const { receipt } = await world.adapter.send(answerTo(placeOf(CHANNEL), 'd1', 'Hello'))
    const elsewhere = { ...answerTo(DESK, 'd2', 'Hello'), replaces: receipt }
    const nowhere = { ...answerTo(placeOf(CHANNEL), 'd3', 'Hello'), replaces: 'gone' }
    await expect(world.adapter.send(elsewhere)).rejects.toBeInstanceOf(RefusedError)
    await expect(world.adapter.send(nowhere)).rejects.toBeInstanceOf(RefusedError)
  })

  it('gives ids back as it was given them', async () => {
    const { browser, place } = await visit(world)
    const id = crypto.randomUUID()
    await browser.post('/chat/messages', { id, text: 'Where is my lamp?', name: 'Nora' })
    expect(world.core.inbound.at(-1)).toEqual({
      kind: 'message',
      id,
      place,
      author: { id: place.channel, name: 'Nora' },
      text: 'Where is my lamp?',
      zone: null,
    })
    await world.adapter.send(answerTo(place, 'd1', 'On its way.'))
    expect(await (await browser.page('/')).text()).toContain('On its way.')
  })

  it('tells where the browser is by its clock, where it says so', async () => {
    const { browser } = await visit(world)
    const write = async (zone: unknown) => {
      const sent = await browser.post('/chat/messages', { id: crypto.randomUUID(), text: 'Hello', zone })
      expect(sent.status).toBe(202)
      return world.core.inbound.at(-1)
    }
    expect(await write('Pacific/Auckland')).toMatchObject({ zone: 'Pacific/Auckland' })
    for (const zone of [undefined, null, 12, 'x'.repeat(200)])
      expect(await write(zone)).toMatchObject({ zone: null })
  })

  it('hands a message that is sent again on under the same id, and shows it once', async () => {
    const { browser, place } = await visit(world)
    const message = { id: crypto.randomUUID(), text: 'Where is my lamp?' }
    await browser.post('/chat/messages', message)
    world.core.answer = () => ({ status: 'duplicate' })
    const again = await browser.post('/chat/messages', message)
    expect([again.status, await again.json()]).toEqual([202, { status: 'duplicate' }])
    expect(world.core.inbound.at(-1)).toEqual(world.core.inbound.at(-2))
    expect(await world.posts.list({ channel: place.channel, newest: 10 })).toHaveLength(2)
  })

  it('keeps the times of what was said, and shows posts in the order of writing', async () => {
    const { place } = await visit(world)
    for (const id of ['d1', 'd2', 'd3']) await world.adapter.send(answerTo(place, id, id))
    await world.adapter.send({ ...answerTo(place, 'd4', 'changed'), replaces: 'd1' })
    const posts = await world.posts.list({ channel: place.channel, newest: 3 })
    expect(posts.map(({ id }) => id)).toEqual(['d1', 'd2', 'd3'])
  })

  it('shows live what another process wrote, and what it changed', async () => {
    const { browser, place } = await visit(world)
    const theirs = createPosts(await world.database.open(), 'local')
    const text = (words: string) =>
      JSON.stringify({ text: words, speaker: { role: 'assistant' }, sources: [], options: [] })
    const stream = await browser.get('/chat/events')
    const kept = { channel: place.channel, thread: '', kind: 'text', state: '', at: 1 }
    await theirs.add({ id: 'd1', body: text('from far'), ...kept })
    await theirs.change('d1', { mark: 'd2', state: '', body: text('and changed'), now: 2 })
    expect(await readUntil(stream, (said) => said.includes('and changed'))).toContain('"id":"d1"')
  })

  it('shows the sign of life on that page only, and keeps nothing of it', async () => {
    const [nora, sam] = [await visit(world), await visit(world)]
    const streams = [await nora.browser.get('/chat/events'), await sam.browser.get('/chat/events')] as const
    const before = await world.posts.latest()
    const hears = readUntil(streams[0], (said) => said.includes('event: working'))
    const other = readUntil(streams[1], (said) => said.includes('the end'))
    const beat = setInterval(() => world.adapter.working(nora.place), 20)
    await hears
    clearInterval(beat)
    expect(await world.posts.latest()).toBe(before)
    await world.adapter.send(answerTo(sam.place, 'd1', 'the end'))
    expect(await other).not.toContain('working')
  })

  it('shows cards on the desk with their internal thread, and their changes live', async () => {
    const kim = await signInAs(world, 'Kim')
    const { receipt } = await world.adapter.send(cardAt('d1', cardFor('h1')))
    const line = {
      kind: 'note',
      author: 'staff',
      name: 'Sam',
      text: 'Parcel is stuck',
      files: [],
      at: 1,
      edited: false,
      removed: false,
    } satisfies ThreadLine
    await world.adapter.send({
      id: 'd2',
      place: DESK,
      doubtful: false,
      since: 0,
      replaces: null,
      kind: 'thread',
      handoff: 'h1',
      card: receipt,
      line,
    })
    const page = await (await kim.page('/desk?handoff=h1')).text()
    expect(page).toContain('The shade is broken.')
    expect(page).toContain('Parcel is stuck')
    const stream = await kim.get(`/desk/events?handoff=h1&after=${await world.posts.latest()}`)
    const claimed = { status: 'claimed', claimedBy: 'Kim', claimedById: await idOf(world, kim) } as const
    await world.adapter.send(cardAt('d3', cardFor('h1', claimed), receipt))
    expect(await readUntil(stream, (said) => said.includes('With you'))).toContain('With you')
  })
})

// Numbers come late only where several write at once.
describe.each(databases.filter((kind) => kind === 'postgres'))('the local adapter on %s', (kind) => {
  let world: LocalWorld
  beforeEach(async () => {
    world = await openLocalWorld(kind)
  })
  afterEach(() => world.close())

  it('hears of a post that became visible after one with a higher number', async () => {
    const heard: string[] = []
    const both = Promise.withResolvers<void>()
    const listener = createPosts(await world.database.open(), 'local')
    const unlisten = await listener.listen((post) => {
      heard.push(post.id)
      if (heard.length === 1) commit.resolve()
      if (heard.length === 2) both.resolve()
    })
    const commit = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const row = {
      adapter: 'local',
      channel: CHANNEL,
      thread: '',
      kind: 'text',
      state: '',
      target: null,
      body: '{}',
      at: 1,
    }
    const slow = world.ledger.transaction(async (t) => {
      await t
        .insertInto('posts')
        .values({ ...row, id: 'lower' })
        .execute()
      written.resolve()
      await commit.promise
    })
    await written.promise
    await world.adapter.send(answerTo(placeOf(CHANNEL), 'higher', 'Hello'))
    await Promise.all([slow, both.promise])
    unlisten()
    expect(heard).toEqual(['higher', 'lower'])
    expect((await listener.since(CHANNEL, await listener.latest())).map(({ id }) => id)).toEqual([
      'lower',
      'higher',
    ])
  })
})
