import { afterEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../src/engine.ts'
import { countPromises } from '../../src/ledger/promise-counts.ts'
import { getPromise } from '../../src/ledger/promises.ts'
import { databases } from '../support/databases.ts'
import { DAY, NOON, say, World } from '../support/world.ts'

const BY_FRIDAY = "I'll send it by Friday."
const FRIDAY = Date.UTC(2026, 5, 5, 16)
const TUESDAY = Date.UTC(2026, 5, 9, 16)
const WHEN = { friday: '5pm UK time on Friday 5 June', tuesday: '5pm UK time on Tuesday 9 June' }
const OWED = { name: 'kim', what: BY_FRIDAY }

describe.each(databases)('a promise that is moved, in %s', (kind) => {
  let world: World
  afterEach(() => world.close())

  const promised = async () => {
    world = await World.open(kind)
    await world.ask('Can I talk to a person please?')
    await world.click('reply', { text: BY_FRIDAY })
    await world.click('confirm_promise', { promise: shown()?.id ?? '' })
  }
  const shown = () => world.card().promises[0]
  const move = (text: string, options: { id?: string; by?: string } = {}) =>
    world.click('date_promise', { promise: shown()?.id ?? '', text, ...options })
  const passTo = (at: number) => world.pass(at - world.clock)
  const told = () => world.read().filter((text) => text.includes('promised you'))
  const notes = () => world.thread().filter((line) => line.startsWith('Warmline (note)'))
  const count = (from = NOON, to = NOON + 60 * DAY) => countPromises(world.ledger.db, { from, to })
  const moves = () => world.ledger.db.selectFrom('promise_moves').selectAll().orderBy('at').execute()

  it('is told to the customer with both times, and stands on the card with both', async () => {
    await promised()
    expect(shown()?.buttons).toEqual([
      { action: 'keep_promise', label: say('option_keep_promise') },
      { action: 'date_promise', label: say('option_move_promise') },
      { action: 'drop_promise', label: say('option_drop_promise') },
    ])
    expect(await move('next Tuesday', { by: 'sam' })).toEqual({
      status: 'recorded',
      say: say('promise_moved_done', { when: WHEN.tuesday }),
    })
    expect(told()).toEqual([say('promise_moved', { ...OWED, when: WHEN.tuesday, before: WHEN.friday })])
    expect(shown()?.says).toBe(
      `${say('promise_shown_open', { ...OWED, when: WHEN.tuesday })} ${say('promise_shown_moved', { before: WHEN.friday })}`,
    )
    expect(await moves()).toMatchObject([{ from_at: FRIDAY, to_at: TUESDAY, by_id: 'sam' }])
  })

  it('is reminded of, and told of before it is late, by its new time', async () => {
    await promised()
    await move('next Tuesday')
    await passTo(FRIDAY + DAY)
    expect([told().length, notes()]).toEqual([1, []])
    for (let hour = 0; hour < 24 * 3; hour++) await world.pass(60 * 60_000)
    await passTo(TUESDAY + DAY)
    expect(told()).toHaveLength(2)
    expect(notes()).toHaveLength(3)
    expect(shown()?.state).toBe('broken')
  })

  it('is kept in time by the first time alone, and counts on its day', async () => {
    await promised()
    await move('next Tuesday')
    await passTo(FRIDAY + DAY)
    expect(await count()).toMatchObject({ open: 1 })
    expect(await world.click('keep_promise', { promise: shown()?.id ?? '' })).toMatchObject({
      say: say('promise_kept_late'),
    })
    expect(await count(FRIDAY - 1, FRIDAY + 1)).toEqual({ kept: 0, keptLate: 1, broken: 0, open: 0 })
    expect(await count(TUESDAY - 1, TUESDAY + 1)).toEqual({ kept: 0, keptLate: 0, broken: 0, open: 0 })
  })

  it('is kept in time where it was, however often it was moved', async () => {
    await promised()
    await move('next Tuesday')
    await move('10 June at 3pm')
    await move('tomorrow')
    expect(await world.click('keep_promise', { promise: shown()?.id ?? '' })).toMatchObject({
      say: say('promise_kept'),
    })
    expect(await count()).toEqual({ kept: 1, keptLate: 0, broken: 0, open: 0 })
    expect(await moves()).toHaveLength(3)
  })

  it('to a sooner time is reminded of sooner', async () => {
    await promised()
    await move('tomorrow at noon')
    expect(told()).toEqual([
      say('promise_moved_sooner', { ...OWED, when: 'noon UK time tomorrow', before: WHEN.friday }),
    ])
    for (let hour = 0; hour < 25; hour++) await world.pass(60 * 60_000)
    expect(notes()).toHaveLength(3)
    expect(shown()?.state).toBe('broken')
  })

  it('after it was broken stays broken, and is minded until its new time', async () => {
    await promised()
    await passTo(FRIDAY + 60_000)
    expect(shown()).toMatchObject({
      state: 'broken',
      buttons: [{ action: 'keep_promise' }, { action: 'date_promise' }],
    })
    const before = told().length
    await move('next Tuesday')
    expect(told().slice(before)).toEqual([
      say('promise_moved_late', { ...OWED, when: WHEN.tuesday, before: '5pm UK time today' }),
    ])
    expect(shown()?.state).toBe('broken')
    const noted = notes().length
    for (let day = 0; day < 6; day++) for (let hour = 0; hour < 24; hour++) await world.pass(60 * 60_000)
    expect(notes()).toHaveLength(noted + 3)
    expect(told()).toHaveLength(before + 2)
    expect(await count()).toEqual({ kept: 0, keptLate: 0, broken: 1, open: 0 })
    await world.click('keep_promise', { promise: shown()?.id ?? '' })
    expect(await count()).toEqual({ kept: 0, keptLate: 1, broken: 0, open: 0 })
  })

  it('is moved once by a click that comes twice, and not to the same time or to one that has passed', async () => {
    await promised()
    await move('in 20 hours', { id: 'same' })
    world.clock += 5_000
    expect(await move('in 20 hours', { id: 'same' })).toMatchObject({ status: 'duplicate' })
    await move('next Tuesday')
    expect(await move('next Tuesday')).toMatchObject({ status: 'duplicate' })
    expect(await move('yesterday')).toMatchObject({ status: 'refused', say: say('promise_time_unknown') })
    expect([told().length, (await moves()).length]).toEqual([2, 2])
  })

  it('is not moved by the click that said it is one for another time, should that come twice', async () => {
    world = await World.open(kind)
    await world.ask('Can I talk to a person please?')
    await world.click('reply', { text: BY_FRIDAY })
    expect(await move('in 20 hours', { id: 'same' })).toMatchObject({ status: 'recorded' })
    const due = (await getPromise(world.ledger.db, shown()?.id ?? ''))?.due_at
    world.clock += 60_000
    expect(await move('in 20 hours', { id: 'same' })).toMatchObject({ status: 'duplicate' })
    expect(await getPromise(world.ledger.db, shown()?.id ?? '')).toMatchObject({
      due_at: due,
      first_due_at: null,
    })
    expect(told()).toEqual([])
  })

  it('is moved once where two say the same, some seconds apart', async () => {
    await promised()
    await move('in 20 hours')
    world.clock += 5_000
    expect(await move('in 20 hours', { by: 'sam' })).toMatchObject({ status: 'duplicate' })
    expect(told()).toHaveLength(1)
  })

  it('is minded on after a restart, each told of once', async () => {
    await promised()
    await move('next Tuesday')
    for (let at = world.clock; at < TUESDAY + DAY; at += 3 * 60 * 60_000) {
      world.clock = at
      await createEngine(world.parts).runDue()
    }
    expect([told().length, notes().length]).toEqual([2, 3])
  })

  it('is not told of where its words were taken back', async () => {
    await promised()
    await world.ledger.db
      .updateTable('promises')
      .set((eb) => ({ what: eb.ref('id') }))
      .execute()
    expect(await move('next Tuesday')).toMatchObject({
      say: say('promise_moved_unsaid', { when: WHEN.tuesday }),
    })
    expect(told()).toEqual([])
  })
})
