import { afterEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../src/engine.ts'
import { countPromises } from '../../src/ledger/promise-counts.ts'
import { readPrompts } from '../../src/prompts.ts'
import { databases } from '../support/databases.ts'
import { promptsFolder } from '../support/scripted.ts'
import { DAY, MINUTE, NOON, say, World } from '../support/world.ts'

const prompts = readPrompts(promptsFolder)
const HOUR = 60 * MINUTE
const FRIDAY = Date.UTC(2026, 5, 5, 16)
const LABEL = "We'll send you the label by Friday."

describe.each(databases)('what the assistant promised, in %s', (kind) => {
  let world: World
  afterEach(() => world.close())

  /** It is Monday noon, and nobody of the staff has anything to do with Nora. */
  const promised = async (text = LABEL) => {
    const page = { page: 'labels.md', title: 'Labels', headings: ['Labels'], url: null }
    const passages = [{ id: 'labels#1', text, ...page }]
    const draft = { text, quotes: [text], passages, confidence: 0.9, answeredBy: 'promising' }
    const answerer = { name: 'promising', answer: async () => draft }
    const charter = { ...prompts.charter, promises: ['We send a label.'] }
    world = await World.open(kind, { answerer, parts: { prompts: { ...prompts, charter } } })
    await world.ask('How can I return a jacket?')
    await world.pass()
    expect(world.cards()).toEqual([])
  }
  const slots = { name: prompts.charter.assistant, what: LABEL }
  const told = () => world.read().filter((text) => text.includes('promised you'))
  const notes = () => world.thread().filter((line) => line.startsWith('Warmline (note)'))
  const hours = async (count: number) => {
    for (let n = 0; n < count; n++) await world.pass(HOUR)
  }

  it('has a card of its own while there is time to keep it, and is kept like any other', async () => {
    await promised()
    const start = world.clock
    while (world.cards().length === 0 && world.clock < FRIDAY) await world.pass(HOUR)
    expect(world.clock - start).toBeGreaterThan(DAY)
    expect(FRIDAY - world.clock).toBeGreaterThan(DAY)
    const when = '5pm UK time on Friday 5 June'
    expect(world.card()).toMatchObject({
      status: 'waiting',
      promises: [{ state: 'open', says: say('promise_shown_open', { ...slots, when }) }],
    })
    expect(notes()).toEqual([
      `Warmline (note): ${say('promise_assistant', { ...slots, when: '5pm UK time tomorrow' })}`,
    ])
    expect(told()).toEqual([])
    await world.click('keep_promise', { promise: world.card().promises[0]?.id ?? '' })
    await hours(4 * 24)
    expect(told()).toEqual([])
    expect(await countPromises(world.ledger.db, { from: NOON, to: NOON + 30 * DAY })).toMatchObject({
      kept: 1,
    })
  })

  it('is told to the customer before it is late, once, where nobody has done it', async () => {
    await promised()
    while (told().length === 0 && world.clock < FRIDAY) await world.pass(HOUR)
    expect(world.clock).toBeLessThan(FRIDAY)
    await hours(3 * 24)
    expect(told()).toHaveLength(1)
    // They asked for nobody.
    expect(world.read()).not.toContain(say('not_forgotten'))
    expect(world.card().promises).toMatchObject([{ state: 'broken' }])
  })

  it('is handed over with nothing said of a person, until the customer writes', async () => {
    await promised()
    while (world.cards().length === 0) await world.pass(HOUR)
    const before = world.read().length
    await world.ask('Can I talk to a person, please?')
    expect(world.read()).toHaveLength(before + 1)
    await hours(30)
    expect(world.read().slice(before + 1)).toContain(say('not_forgotten'))
  })

  it('only if something else happens first is asked about in time, and tells the customer nothing', async () => {
    await promised("If you send the photo, we'll send you the label by Friday.")
    await hours(4 * 24 + 8)
    expect(world.card().promises).toMatchObject([{ state: 'found' }])
    expect(notes()).toHaveLength(1)
    expect(told()).toEqual([])
    await hours(3 * 24)
    expect(notes()).toHaveLength(1)
  })

  it.each(['', 'If you send the photo, '])('is handed over weeks later too: "%s"', async (condition) => {
    await promised(`${condition}We'll send you the label by 24 June.`)
    for (let day = 0; day < 22; day++) await world.pass(DAY)
    expect(world.cards().length).toBeGreaterThan(0)
    expect(notes()).toHaveLength(1)
    await hours(2 * 24)
    await world.pass(10 * DAY)
    expect(told()).toHaveLength(condition === '' ? 1 : 0)
  })

  it('is minded on after a restart', async () => {
    await promised()
    for (let at = world.clock; at < FRIDAY + DAY; at += 2 * HOUR) {
      world.clock = at
      await createEngine(world.parts).runDue()
    }
    expect([told().length, notes().length]).toEqual([1, 3])
  })
})
