import { afterEach, describe, expect, it } from 'vitest'
import { databases } from '../support/databases.ts'
import { NOON, say, World } from '../support/world.ts'

const PERSON = 'Can I talk to a person please?'
const AUCKLAND = 'Pacific/Auckland'

describe.each(databases)('a promise to somebody who lives elsewhere, in %s', (kind) => {
  let world: World
  afterEach(() => world.close())

  let written = 0
  const write = async (text: string, zone?: string, who = 'nora') => {
    await world.engine.receive({
      kind: 'message',
      id: `z${++written}`,
      place: world.place(who),
      author: { id: who, name: who },
      text,
      ...(zone === undefined ? {} : { zone }),
    })
    await world.pass()
  }
  const zones = async () =>
    (await world.ledger.db.selectFrom('customers').select('zone').orderBy('since').execute()).map(
      ({ zone }) => zone,
    )
  const promised = async (words: string, zone?: string) => {
    world = await World.open(kind)
    await write(PERSON, zone)
    await world.click('reply', { text: words })
    const [{ id } = { id: '' }] = world.card().promises
    await world.click('confirm_promise', { promise: id })
    return (await world.ledger.db.selectFrom('promises').select('due_at').executeTakeFirstOrThrow()).due_at
  }
  /** Until the customer has heard that it isn't done yet. */
  const told = async () => {
    for (let hours = 0; hours < 24 * 6 && !world.read().at(-1)?.includes('promised you'); hours++)
      await world.pass(60 * 60_000)
    return world.read().at(-1)
  }

  it('is kept by their day, and they hear of it by their clock, while staff see their own', async () => {
    const due = await promised("I'll send it by Friday.", AUCKLAND)
    // Midnight after Friday in Auckland: one o'clock in the afternoon in Britain.
    expect(new Date(due).toISOString()).toBe('2026-06-05T12:00:00.000Z')
    const what = "I'll send it by Friday."
    expect(world.card().promises).toMatchObject([
      { says: say('promise_shown_open', { name: 'kim', what, when: '1pm UK time on Friday 5 June' }) },
    ])
    expect(await told()).toBe(say('promise_soon', { name: 'kim', what, when: 'the end of today' }))
  })

  it('names their place with a time of the day', async () => {
    const due = await promised("I'll ring you at 3pm on Thursday.", AUCKLAND)
    expect(new Date(due).toISOString()).toBe('2026-06-04T03:00:00.000Z')
    expect(await told()).toContain('by 3pm Auckland time ')
  })

  it('is told in the office’s words where their clock shows the same, or where we do not know it', async () => {
    for (const zone of ['Europe/Lisbon', undefined]) {
      const due = await promised("I'll send it by Friday.", zone)
      expect(new Date(due).toISOString()).toBe('2026-06-05T16:00:00.000Z')
      expect(await told()).toContain('by 5pm UK time ')
      if (zone) await world.close()
    }
  })

  it('follows them when they move; what is no zone changes nothing', async () => {
    world = await World.open(kind)
    await write('Hello', 'Moon/Crater')
    expect(await zones()).toEqual([null])
    await write('Hello', AUCKLAND)
    await write('Hello again')
    await write('And again', '+01:00')
    expect(await zones()).toEqual([AUCKLAND])
    await write('I have moved', 'Europe/Lisbon')
    expect(await zones()).toEqual(['Europe/Lisbon'])
    expect(world.clock).toBeGreaterThan(NOON)
  })
})
