import { afterEach, describe, expect, test } from 'vitest'
import { createEngine } from '../../src/engine.ts'
import { askToErase } from '../../src/ledger/personal/erasures.ts'
import { createGrouper } from '../../src/mind/grouper.ts'
import { planThemes } from '../../src/owner/themes.ts'
import { databases } from '../support/databases.ts'
import type { ModelRequest, Reply } from '../support/model-server.ts'
import { ModelWorld } from '../support/model-world.ts'
import { byPurpose } from '../support/scripted-model.ts'
import { DAY, NOON, SECOND } from '../support/world.ts'
import { openRoomOn } from './open-room.ts'
import { tell } from './seed.ts'

const PATIENT = { firstByte: 5_000, idle: 5_000, afterEnd: 60, pause: 1, shortestTry: 20 }
const HASTY = { ...PATIENT, firstByte: 150, idle: 150 }
const UNHAPPY = { sentiment: -0.6, reason: 'has waited a long time', complaint: 1, read_by: 'model m' }

/** Topics with their numbers, as they were sent. */
function topicsIn({ input }: ModelRequest): [string, number][] {
  return [...input.matchAll(/<topic n="(\d+)" count="\d+">([^<]+)<\/topic>/g)].map(([, n, topic = '']) => [
    topic,
    Number(n),
  ])
}

/** A model that sorts by name: what is in no list is left out. */
function sorting(lists: Record<string, string[]>) {
  return (request: ModelRequest): Reply => {
    const numbers = new Map(topicsIn(request))
    const names = Object.entries(lists).map(([name, topics]) => ({
      name,
      topics: topics.flatMap((topic) => numbers.get(topic) ?? []),
    }))
    return JSON.stringify({ names: names.filter(({ topics }) => topics.length > 0) })
  }
}

const LATE = { 'Late delivery': ['late parcel', 'parcel late', 'delivery delay'], fit: ['too tight'] }

describe.each(databases)('themes on %s', (kind) => {
  let model: ModelWorld
  const open = async (
    reply: (request: ModelRequest) => Reply = sorting(LATE),
    more: Parameters<typeof ModelWorld.open>[2] = {},
  ) => {
    // A busy machine must not look like a slow model.
    model = await ModelWorld.open(kind, { themes: reply }, { timing: PATIENT, ...more })
  }
  afterEach(() => model.close())

  const say = (topic: string | null, more: Partial<Parameters<typeof tell>[1]> = {}) =>
    tell(model.world.ledger, { at: NOON - DAY, ...more, reading: { ...UNHAPPY, topic, ...more.reading } })
  const themes = async () => {
    const rows = await model.world.ledger.db.selectFrom('themes').selectAll().orderBy('topic').execute()
    return Object.fromEntries(rows.map(({ topic, theme }) => [topic, theme]))
  }
  const planned = async () => {
    const work = model.world.ledger.db.selectFrom('work').select('due_at').where('kind', '=', 'themes')
    return (await work.execute()).map(({ due_at }) => due_at)
  }
  const plan = () => planThemes(model.world.parts)
  const run = async () => {
    await plan()
    await model.world.engine.runDue()
  }
  const room = async () => {
    const { ledger, database, clock } = model.world
    return openRoomOn(ledger, database.dataDir, clock)
  }

  test('are asked for once a day, however many processes there are and however often they start', async () => {
    await open()
    await say('late parcel')
    await say('parcel late')
    await say('refund')
    const { world, server } = model
    const second = createEngine(world.parts)
    await Promise.all([plan(), plan()])
    await Promise.all([world.engine.runDue(), second.runDue()])
    for (let n = 0; n < 3; n++) await run()
    await second.runDue()
    expect(model.asked()).toEqual(['themes'])
    expect(await themes()).toEqual({ 'late parcel': 'late delivery', 'parcel late': 'late delivery' })

    await world.pass(DAY)
    expect(server.requests).toHaveLength(1)
    await say('delivery delay')
    await world.pass(DAY - SECOND)
    expect(server.requests).toHaveLength(1)
    await world.pass(SECOND)
    expect(server.requests).toHaveLength(2)
    expect(topicsIn(server.requests[1] as ModelRequest)).toEqual([['delivery delay', 1]])
    expect(server.requests[1]?.input).toContain('late delivery')
    expect(Object.keys(await themes())).toHaveLength(3)
  })

  test('are made of topics and counts alone, the most frequent first, and no more than 200', async () => {
    await open()
    const { conversation } = await say('late parcel', { message: { text: 'my words' } })
    for (let n = 0; n < 210; n++) await say(`topic ${n}`, { conversation })
    await say('late parcel', { conversation, reading: { quote: 'my quote', reason: 'my reason' } })
    await say('of long ago', { conversation, at: NOON - 100 * DAY })
    await run()
    const [request] = model.server.requests
    const sent = topicsIn(request as ModelRequest)
    expect(sent).toHaveLength(200)
    expect(sent[0]).toEqual(['late parcel', 1])
    expect(request?.input).toContain('<topic n="1" count="2">late parcel</topic>')
    expect(request?.input).not.toMatch(/my words|my quote|my reason|of long ago|>refund</)
  })

  test('make one figure, and its list holds what it counts', async () => {
    await open()
    const { conversation } = await say('late parcel', { message: { text: 'one' } })
    await say('parcel late', { conversation, message: { text: 'two' } })
    await say('delivery delay', { message: { text: 'three' } })
    await say('late delivery', { message: { text: 'four' } })
    await say('too tight', { message: { text: 'five' } })
    await say('something else', { message: { text: 'six' } })
    await say('delivery', { message: { text: 'seven' } })
    await run()
    const { see } = await room()
    const page = await see('/owner/feelings')
    const card = (name: string) => new RegExp(`>${name}</a>[^]*?<strong>(\\d+) conversation`).exec(page)?.[1]
    expect([card('Late delivery'), card('Fit'), card('Something else'), card('Delivery')]).toEqual([
      ...['3', '1', '1', '1'],
    ])
    expect(page).not.toMatch(/>(?:Late parcel|Parcel late|Delivery delay)</)
    expect(page).toContain('Grouped by large-2026, Mon 1 Jun.')
    const shown = async (query: string) => {
      const list = await see(`/owner?from=2026-05-05&${query}`)
      return ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].filter((text) =>
        list.includes(`>${text}</q>`),
      )
    }
    const [, link = ''] = /href="\/owner\?([^"]+topic=late\+delivery)#look"/.exec(page) ?? []
    expect(await shown(link.replaceAll('&amp;', '&'))).toEqual(['one', 'two', 'three', 'four'])
    expect(await shown('topic=Late+delivery')).toEqual(['one', 'two', 'three', 'four'])
    expect(await shown('topic=fit')).toEqual(['five'])
    expect(await shown('topic=delivery')).toEqual(['seven'])
    // Typed by hand, it is still found as it was read.
    expect(await shown('topic=late+parcel')).toEqual(['one'])

    const complaints = await see('/owner/complaints')
    expect(complaints).toContain('late delivery (3)')
    expect(complaints).not.toContain('late parcel')
    const behind = /href="(\/owner\/complaints\?[^"]*show=about[^"]*late[^"]*)"/.exec(complaints)?.[1] ?? ''
    const list = await see(behind.replaceAll('&amp;', '&'))
    expect(new Set(list.match(/\/owner\/conversations\/[\w-]+/g)).size).toBe(3)
    expect(await see('/owner')).toContain(
      'Customers complained about late delivery in 3 conversations this week.',
    )
    expect(await see('/owner/questions')).toContain('late delivery (3)')
  })

  test('leave a name under itself, whatever the model says later', async () => {
    await open(sorting({ delivery: ['late parcel'], none: ['nothing'], fit: ['tight', 'delivery size'] }))
    for (const topic of ['late parcel', 'nothing', 'tight', 'delivery size']) await say(topic)
    await run()
    model.server.script(sorting({ 'late parcel': ['parcel late'], other: ['fit'] }))
    await say('parcel late')
    await say('fit')
    await model.world.pass(DAY)
    expect(await themes()).toEqual({
      ...{ 'late parcel': 'delivery', tight: 'fit', 'delivery size': 'fit' },
      ...{ 'parcel late': 'delivery', fit: 'fit' },
    })
  })

  test.each<[string, Reply]>([
    ['nonsense', 'I would call them late.'],
    ['another shape', '{"names":{"late":[1]}}'],
    ['more names than groups', JSON.stringify({ names: many(21) })],
    ['an error', { fault: 'status', status: 500 }],
    ['no word', { fault: 'silent' }],
    ['a reply cut short', { fault: 'length', text: '{"names":[{"name":"late","topics":[1' }],
  ])('stay as they are after %s, and are asked for again the next day', async (_, reply) => {
    await open(() => reply, typeof reply === 'string' ? {} : { timing: HASTY })
    await say('late parcel')
    await run()
    expect(await themes()).toEqual({})
    const asked = model.server.requests.length
    await run()
    expect(model.server.requests).toHaveLength(asked)
    const { see } = await room()
    expect(await see('/owner/feelings')).toContain('>Late parcel</a>')
    expect(await see('/owner/feelings')).not.toContain('Grouped by')
    expect(await planned()).toEqual([NOON + DAY])
  })

  test('that could not be had come the next day', async () => {
    await open(() => 'Sorry, not today.')
    await say('late parcel')
    await run()
    model.server.script(sorting(LATE))
    await model.world.pass(DAY)
    expect(await themes()).toEqual({ 'late parcel': 'late delivery' })
  })

  test('are counted against the budget, and not asked for where it is spent', async () => {
    const prices = new Map([['large', { input: 1, cachedInput: 1, output: 1 }]])
    const config = { budgets: { perCustomer: null, perDay: 19_100, total: null }, prices }
    const reply = sorting(LATE)
    const dear = (request: ModelRequest) => ({
      text: String(reply(request)),
      usage: { input: 19_000, output: 100 },
    })
    await open(dear, { config })
    await say('late parcel')
    await run()
    await model.thinking.model?.settled()
    const { db } = model.world.ledger
    const spent = await db.selectFrom('spend').select(['purpose', 'cost', 'customer_id']).execute()
    expect(spent).toEqual([{ purpose: 'themes', cost: 19_100, customer_id: null }])
    await say('delivery delay')
    await model.world.pass(DAY)
    expect(model.server.requests).toHaveLength(1)
    expect(await themes()).toEqual({ 'late parcel': 'late delivery' })
  })

  test('of somebody alone go when they are erased, also as a name, and those of others stay', async () => {
    await open(sorting({ ...LATE, heron: ['heron', 'egret'] }))
    const { conversation } = await say('late parcel')
    await say('delivery delay', { conversation })
    await say('late parcel')
    await say('heron', { conversation })
    await say('egret')
    await run()
    expect(Object.keys(await themes())).toEqual(['delivery delay', 'egret', 'heron', 'late parcel'])
    const { ledger } = model.world
    const { customer_id } = await ledger.db
      .selectFrom('conversations')
      .select('customer_id')
      .where('id', '=', conversation)
      .executeTakeFirstOrThrow()
    const by = { role: 'owner', session: 's' }
    await ledger.transaction((t) => askToErase(t, customer_id, by, model.world.clock))
    for (let n = 0; n < 10; n++) await model.world.pass(2 * SECOND)
    expect(Object.keys(await themes())).toEqual(['late parcel'])
  })

  test('go with the model: without one nothing is grouped, shown or asked for', async () => {
    await open()
    await say('late parcel')
    await run()
    model.world.parts.grouper = null
    await plan()
    await model.world.pass(2 * DAY)
    expect(await themes()).toEqual({})
    expect(await planned()).toEqual([])
    const page = await (await room()).see('/owner/feelings')
    expect(page).toContain('>Late parcel</a>')
    expect(page).not.toContain('Grouped by')
    expect(model.server.requests).toHaveLength(1)
  })
})

function many(count: number) {
  return Array.from({ length: count }, (_, n) => ({ name: `group ${'x'.repeat(n + 1)}`, topics: [1] }))
}

test('a name is plain words, and a topic has one', async () => {
  const names = [
    { name: '[late](https://evil.example)', topics: [1] },
    { name: 'x'.repeat(61), topics: [1] },
    { name: '  ', topics: [1] },
    { name: ' Späte\n Lieferung ', topics: [1, 1.5, 0, 99] },
    { name: 'other', topics: [1, 2] },
  ]
  const model = byPurpose({ themes: () => ({ names }) })
  const topics = ['late parcel', 'parcel late', 'left out'].map((topic) => ({ topic, count: 1 }))
  const grouped = await createGrouper(model, '').group(topics, [])
  expect([...(grouped?.themes ?? [])]).toEqual([
    ['late parcel', 'späte lieferung'],
    ['parcel late', 'other'],
  ])
})
