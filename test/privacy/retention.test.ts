import { afterEach, describe, expect, it } from 'vitest'
import { isAnonymous } from '../../src/ledger/personal/anonymous.ts'
import { latestErasures, proofOf } from '../../src/ledger/personal/erasures.ts'
import { planRetention } from '../../src/privacy/retention.ts'
import { databases } from '../support/databases.ts'
import { DAY, MINUTE, World } from '../support/world.ts'
import { dump, found } from './dump.ts'

describe.each(databases)('words kept for thirty days on %s', (kind) => {
  let world: World
  afterEach(() => world.close())
  const open = async (retention: number | null = 30 * DAY) => {
    world = await World.open(kind, { parts: { retention } })
    await planRetention(world.parts)
  }
  const days = async (count: number) => {
    for (let day = 0; day < count; day++) await world.pass(DAY)
    for (let rest = 0; rest < 4; rest++) await world.pass(MINUTE)
  }
  const where = async (text: string) => found(await dump(world.ledger), text)
  const customers = () => world.ledger.db.selectFrom('customers').selectAll().orderBy('since').execute()

  it('go when their conversation has been quiet for longer; counts stay', async () => {
    await open()
    await world.ask('How can I return a heron?', { who: 'robin' })
    const before = (await world.readings()).map(({ sentiment, at }) => [sentiment, at])
    await days(29)
    expect(await where('heron')).not.toEqual([])
    await days(12)
    expect(await where('heron')).toEqual([])
    expect((await world.readings()).map(({ sentiment, at }) => [sentiment, at])).toEqual(before)
    const [erasure, ...more] = await latestErasures(world.ledger.db, 10)
    expect(more).toEqual([])
    expect(erasure && proofOf(erasure)).toMatchObject({
      kind: 'retention',
      by: { role: 'setting' },
      former_sha256: null,
      tables: { conversations: { erased: 1 }, readings: { kept: 1 } },
    })
    // Nothing of theirs is left, so neither are they.
    expect((await customers()).map(isAnonymous)).toEqual([true])
    expect(await where('robin')).toEqual([])
  })

  it('take the notes on visits with them, when the last of a customer go', async () => {
    await open()
    await world.ask('How can I return a heron?', { who: 'robin' })
    const { id } = await world.ledger.db.selectFrom('customers').select('id').executeTakeFirstOrThrow()
    const visit = { id: 'v', customer_id: id, at: world.clock, note: 'robin likes herons' }
    await world.ledger.db.insertInto('visits').values(visit).execute()
    await days(25)
    await world.ask('How can I return a plover?', { who: 'robin' })
    await days(20)
    const notes = () => world.ledger.db.selectFrom('visits').select(['at', 'note']).execute()
    expect(await notes()).toMatchObject([{ note: 'robin likes herons' }])
    await days(22)
    expect(await notes()).toEqual([{ at: visit.at, note: '' }])
    expect(await where('heron')).toEqual([])
  })

  it('stay for ever where nothing is set', async () => {
    await open(null)
    await world.ask('How can I return a heron?')
    await days(60)
    expect(await where('heron')).not.toEqual([])
    expect(await latestErasures(world.ledger.db, 10)).toEqual([])
  })

  it('stay while a person has the conversation, however long that takes', async () => {
    await open()
    await world.ask('I want to talk to a person about a heron')
    await world.click('claim')
    await days(60)
    expect(await where('heron')).not.toEqual([])
  })

  it('stay while something that was promised is open', async () => {
    await open()
    await world.ask('I want to talk to a person about a heron')
    await world.click('claim')
    await world.click('reply', { text: "I'll call you by Friday." })
    await world.click('resolve')
    await days(10)
    const promised = world.ledger.db.updateTable('promises').set({ state: 'open' })
    await promised.execute()
    await days(50)
    expect(await world.ledger.db.selectFrom('promises').select('state').execute()).toEqual([
      { state: 'open' },
    ])
    expect(await where('heron')).not.toEqual([])
    await world.ledger.db.updateTable('promises').set({ state: 'kept' }).execute()
    await days(2)
    expect(await where('heron')).toEqual([])
  })

  it('of one conversation go, and the customer stays with the newer one', async () => {
    await open()
    await world.ask('How can I return a heron?', { who: 'robin' })
    await days(25)
    await world.ask('How can I return a plover?', { who: 'robin' })
    await days(20)
    expect(await where('heron')).toEqual([])
    expect(await where('plover')).not.toEqual([])
    const [robin] = await customers()
    expect(robin?.platform_id).toBe('robin')
    expect(await world.ask('Can I send back both?', { who: 'robin' })).not.toBe('')
    expect(await customers()).toHaveLength(1)
  })

  it('go in small batches, many conversations in one erasure, and no turn waits', async () => {
    await open()
    for (let n = 0; n < 5; n++) await world.write(`How can I return heron ${n}?`, { who: `robin${n}` })
    await world.pass()
    await world.ask('I want to talk to a person about heron 9', { who: 'robin9' })
    await world.click('claim')
    await world.click('resolve')
    expect(JSON.stringify(world.staff.posts)).toContain('robin9')
    const [first] = await world.ledger.db.selectFrom('conversations').selectAll().execute()
    if (!first) throw new Error('No conversation was opened')
    const { id: _, ...like } = first
    for (let n = 0; n < 240; n++)
      await world.ledger.db
        .insertInto('conversations')
        .values({ ...like, id: `quiet${n}`, status: 'closed', channel: `egret${n}` })
        .execute()
    await days(41)
    expect(await where('egret')).toEqual([])
    expect(await where('heron')).toEqual([])
    const erasures = await latestErasures(world.ledger.db, 10)
    expect(erasures.map(({ step }) => step)).toEqual(erasures.map(() => 'done'))
    const rows = erasures.map((one) => proofOf(one)?.tables.conversations?.erased ?? 0)
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(246)
    expect(JSON.stringify(world.staff.posts)).not.toMatch(/robin9|heron/)
    const shown = erasures.map((one) => proofOf(one)?.shown_to_staff)
    expect(shown).toContainEqual({ taken_back: world.staff.posts.length, not_taken_back: 0 })
  })
})
