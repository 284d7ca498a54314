import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { epochOf, wallOf } from '../../src/calendar.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { askToErase } from '../../src/ledger/personal/erasures.ts'
import { countPromises } from '../../src/ledger/promise-counts.ts'
import { owedTo, promisesOf } from '../../src/ledger/promises.ts'
import type { PromiseRow, Work } from '../../src/ledger/tables.ts'
import { claim, enqueue, FencedError } from '../../src/ledger/work.ts'
import { silentLog } from '../../src/log.ts'
import type { Parts } from '../../src/parts.ts'
import { plainHours } from '../../src/people/hours.ts'
import { confirmPromise, dropPromise, keepPromise } from '../../src/people/promise.ts'
import { marksOf, mindPromise } from '../../src/people/promise-clock.ts'
import { lookForPromises } from '../../src/people/promise-finding.ts'
import { createWorker, type Worker } from '../../src/work.ts'
import { databases } from '../support/databases.ts'
import { say, World } from '../support/world.ts'

const LONDON = 'Europe/London'
const hours = { ...plainHours(LONDON), label: 'UK time' }
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Tuesday, 2 June 2026, 10.30. */
const SAID = epochOf({ year: 2026, month: 6, day: 2 }, 10 * 60 + 30, LONDON)
const KIM = { id: 'kim', name: 'Kim' }

const clock = (at: number | null) => {
  if (at === null) return null
  const { day, minutes } = wallOf(at, LONDON)
  return `${day} ${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

describe.each(databases)('promises on %s', (kind) => {
  let world: World
  let worker: Worker
  beforeEach(async () => {
    world = await World.open(kind)
    worker = workerOf(world.parts)
    world.clock = SAID
  })
  afterEach(() => world.close())

  /** A process's own hands for promises. */
  function workerOf(parts: Parts): Worker {
    const { ledger, now } = parts
    const handlers = { promise: (work: Work) => mindPromise(parts, work) }
    return createWorker({ ledger, log: silentLog, now, handlers, atOnce: 4, lease: 10_000 })
  }

  async function run(): Promise<void> {
    await world.engine.runDue()
    while ((await worker.runDue()) > 0) await world.engine.runDue()
  }

  /** The clock goes on to a moment in steps, as a clock does. */
  async function passTo(at: number, step = 5 * MINUTE): Promise<void> {
    while (world.clock < at) {
      world.clock = Math.min(at, world.clock + step)
      await run()
    }
  }

  /** A customer asks for a person, and Kim answers. */
  async function promise(text: string, who = 'nora'): Promise<PromiseRow[]> {
    await world.ask('Can I talk to a person please?', { who })
    const card = world.cards().find(({ customer }) => customer.name === who)
    await world.click('reply', { text, by: 'kim', handoff: card?.handoff ?? '' })
    const { conversation } = await replyTo(text)
    return promisesOf(world.ledger.db, conversation, ['found'])
  }

  async function replyTo(text: string) {
    const row = await world.ledger.db
      .selectFrom('messages')
      .select(['id', 'conversation_id'])
      .where('author', '=', 'staff')
      .where('text', '=', text)
      .executeTakeFirstOrThrow()
    return { message: row.id, conversation: row.conversation_id }
  }

  const all = () => world.ledger.db.selectFrom('promises').selectAll().orderBy('due_at').execute()
  const only = async () => {
    const [row] = await all()
    if (!row) throw new Error('Nothing is promised')
    return row
  }
  const confirm = async (id: string, due?: number) => {
    const decided = { promise: id, by: KIM, ...(due === undefined ? {} : { corrected: { due, origin: id } }) }
    const said = await world.ledger.transaction((t) => confirmPromise(t, world.parts, decided, world.clock))
    await run()
    return said
  }
  const keep = (id: string) =>
    world.ledger.transaction((t) => keepPromise(t, world.parts, { promise: id, by: KIM }, world.clock))
  const drop = (id: string) =>
    world.ledger.transaction((t) => dropPromise(t, world.parts, { promise: id, by: KIM }, world.clock))
  const open = async (text: string) => {
    const [found] = await promise(text)
    if (!found) throw new Error('Nothing was found')
    await confirm(found.id)
    return found.id
  }
  const notices = (who = 'nora') => world.read(who).filter((text) => text.includes('promised you'))
  const notes = () => world.thread().filter((line) => line.startsWith('Warmline (note)'))
  const count = () => countPromises(world.ledger.db, { from: SAID - DAY, to: SAID + 60 * DAY })

  describe('found in a reply', () => {
    it('are kept with their sentence and their time, and count for nothing', async () => {
      const found = await promise("Hello Nora. I'll send it by Friday. You can keep the old one.")
      expect(found).toMatchObject([
        {
          what: "I'll send it by Friday.",
          state: 'found',
          made_by: 'staff',
          by_id: 'kim',
          by_name: 'kim',
          stated: 1,
          conditional: 0,
          handoff_id: world.card().handoff,
          decided_at: null,
        },
      ])
      expect(clock(found[0]?.due_at ?? 0)).toBe('5 17:00')
      await passTo(SAID + 10 * DAY, 6 * HOUR)
      expect(notices()).toEqual([])
      expect(notes()).toEqual([])
      expect(await count()).toEqual({ kept: 0, keptLate: 0, broken: 0, open: 0 })
    })

    it('are found once, however often the message is looked at', async () => {
      const text = "I'll send it by Friday."
      await promise(text)
      const { message } = await replyTo(text)
      for (const _ of [1, 2]) {
        await world.ledger.transaction((t) =>
          lookForPromises(t, { message, by: { kind: 'staff', id: 'kim' } }, world.clock),
        )
        await run()
      }
      expect(await all()).toHaveLength(1)
    })

    it('are seen from when they were said, not from when they were looked for', async () => {
      await world.ask('Can I talk to a person please?')
      const looking = world.parts.promiser.find
      world.parts.promiser.find = () => Promise.reject(new Error('It cannot be looked for'))
      await world.click('reply', { text: "I'll ring you tomorrow at 10am." })
      world.parts.promiser.find = looking
      world.clock += DAY
      await run()
      expect(clock((await only()).due_at)).toBe('3 10:00')
    })

    it("are not the customer's own words, said again", async () => {
      await world.ask("I'll bring it to the shop on Friday.")
      expect(await promise("I'll bring it to the shop on Friday.")).toEqual([])
    })

    it('are not those of a message that was taken back while it was looked at', async () => {
      await world.ask('Can I talk to a person please?')
      const looking = world.parts.promiser.find
      world.parts.promiser.find = async (promised) => {
        await world.ledger.db
          .updateTable('messages')
          .set((eb) => ({ removed_at: world.clock, text: '', version: eb('version', '+', 1) }))
          .where('author', '=', 'staff')
          .execute()
        world.parts.promiser.find = looking
        return looking(promised)
      }
      await world.click('reply', { text: "I'll send it by Friday." })
      expect(await all()).toEqual([])
    })
  })

  describe('decided', () => {
    it('are open with one click, and with a better time where that was wrong', async () => {
      const [first, second] = await promise("I'll ask the workshop today. We'll refund you by Friday.")
      expect(await confirm(first?.id ?? '')).toEqual({
        status: 'recorded',
        say: say('promise_confirmed', { when: '5pm UK time today' }),
      })
      const noon = epochOf({ year: 2026, month: 6, day: 8 }, 12 * 60, LONDON)
      const said = await confirm(second?.id ?? '', noon)
      expect(said.say).toBe(say('promise_confirmed', { when: 'noon UK time on Monday 8 June' }))
      expect((await all()).map(({ state, due_at }) => [state, clock(due_at)])).toEqual([
        ['open', '2 17:00'],
        ['open', '8 12:00'],
      ])
      expect(await count()).toMatchObject({ open: 2 })
    })

    it('are decided once: the second click is told who was first', async () => {
      const [found] = await promise("I'll send it by Friday.")
      const id = found?.id ?? ''
      await confirm(id)
      const again = { status: 'duplicate', say: say('promise_decided', { name: 'Kim' }) }
      expect(await confirm(id)).toEqual(again)
      expect((await keep(id)).status).toBe('recorded')
      expect(await keep(id)).toEqual(again)
      expect(await drop(id)).toEqual(again)
      expect(await drop('nothing')).toEqual({ status: 'refused', say: say('promise_unknown') })
    })

    it('are not opened for a time that has passed', async () => {
      const [found] = await promise("I'll call you back in an hour.")
      world.clock += 2 * HOUR
      expect(await confirm(found?.id ?? '')).toEqual({ status: 'refused', say: say('promise_past') })
      expect((await only()).state).toBe('found')
    })

    it('count for nothing when they are dropped, and nobody hears of them', async () => {
      const id = await open("I'll send it by Friday.")
      await drop(id)
      await passTo(SAID + 5 * DAY, HOUR)
      expect([notices(), notes()]).toEqual([[], []])
      expect(await count()).toEqual({ kept: 0, keptLate: 0, broken: 0, open: 0 })
    })
  })

  describe('that come due', () => {
    it('are nobody’s worry when they are kept in time', async () => {
      const id = await open("I'll send it by Friday.")
      world.clock += DAY
      expect((await keep(id)).say).toBe(say('promise_kept'))
      await passTo(SAID + 5 * DAY, HOUR)
      expect([notices(), notes()]).toEqual([[], []])
      expect(await count()).toEqual({ kept: 1, keptLate: 0, broken: 0, open: 0 })
    })

    it('remind whoever owes, tell the customer before it is late, and break in the end', async () => {
      await open("I'll send it by Friday.")
      const promised = { name: 'kim', what: "I'll send it by Friday.", when: '5pm UK time today' }
      await passTo(epochOf({ year: 2026, month: 6, day: 5 }, 8 * 60 + 55, LONDON))
      expect(notes()).toEqual([])
      await passTo(epochOf({ year: 2026, month: 6, day: 5 }, 9 * 60, LONDON))
      expect(notes()).toEqual([`Warmline (note): ${say('promise_reminder', promised)}`])
      expect(notices()).toEqual([])
      await passTo(epochOf({ year: 2026, month: 6, day: 5 }, 13 * 60, LONDON))
      expect(notices()).toEqual([say('promise_soon', promised)])
      await passTo(SAID + 6 * DAY, HOUR)
      expect(notices()).toHaveLength(1)
      expect(notes()).toHaveLength(3)
      expect(notes().at(-1)).toBe(`Warmline (note): ${say('promise_broken', promised)}`)
      expect(await only()).toMatchObject({ state: 'broken' })
      expect(await count()).toEqual({ kept: 0, keptLate: 0, broken: 1, open: 0 })
    })

    it('are kept late after that, and both times stay', async () => {
      const id = await open("I'll send it by Friday.")
      await passTo(SAID + 4 * DAY, HOUR)
      expect((await keep(id)).say).toBe(say('promise_kept_late'))
      const row = await only()
      expect([row.state, clock(row.due_at), clock(row.kept_at)]).toEqual(['kept', '5 17:00', '6 10:30'])
      expect(row.broken_at).not.toBeNull()
      expect(await count()).toEqual({ kept: 0, keptLate: 1, broken: 0, open: 0 })
    })

    it('leave a customer alone to whom a person has just written', async () => {
      await open("I'll send it by Friday.")
      await passTo(epochOf({ year: 2026, month: 6, day: 5 }, 12 * 60 + 45, LONDON))
      await world.click('reply', { text: 'It is being packed as I write.' })
      await passTo(epochOf({ year: 2026, month: 6, day: 5 }, 13 * 60 + 40, LONDON))
      expect(notices()).toEqual([])
      await passTo(epochOf({ year: 2026, month: 6, day: 5 }, 13 * 60 + 45, LONDON))
      expect(notices()).toHaveLength(1)
      await passTo(SAID + 6 * DAY, HOUR)
      expect(notices()).toHaveLength(1)
    })

    it('say nothing more where a person wrote in the last hour before', async () => {
      await open("I'll call you back in an hour.")
      await passTo(SAID + 50 * MINUTE, MINUTE)
      await world.click('reply', { text: 'The workshop is not back yet, I am at it.' })
      const before = notices().length
      await passTo(SAID + DAY, 10 * MINUTE)
      expect(notices()).toHaveLength(before)
      expect((await only()).state).toBe('broken')
    })

    it('are told of late where nobody could tell before, once', async () => {
      await open("I'll send it by Friday.")
      world.clock = SAID + 8 * DAY
      await run()
      await run()
      expect(notices()).toEqual([
        say('promise_late', {
          name: 'kim',
          what: "I'll send it by Friday.",
          when: '5pm UK time on Friday 5 June',
        }),
      ])
      expect(notes()).toHaveLength(1)
    })

    it('send nothing to a customer who has taken all their words back', async () => {
      const id = await open("I'll send it by Friday.")
      await world.remove('m1')
      await run()
      const before = [world.read().length, world.thread().length]
      await passTo(SAID + 6 * DAY, HOUR)
      expect([world.read().length, world.thread().length]).toEqual(before)
      expect((await only()).state).toBe('dropped')
      expect((await keep(id)).status).toBe('duplicate')
    })

    it('end with a customer who is erased, and nobody hears of them', async () => {
      await open("I'll send it by Friday.")
      const { customer_id } = await only()
      expect(await owedTo(world.ledger.db, customer_id)).toHaveLength(1)
      const by = { role: 'owner', session: '' }
      await world.ledger.transaction((t) => askToErase(t, customer_id, by, world.clock))
      await passTo(SAID + 6 * DAY, HOUR)
      expect(notices()).toEqual([])
      expect((await all()).map(({ state, what, id }) => [state, what === id])).toEqual([['dropped', true]])
    })

    it('that only the assistant made are handed to a person in time', async () => {
      await world.ask('Hello there')
      const { conversation_id, id } = await world.ledger.db
        .selectFrom('messages')
        .selectAll()
        .where('author', '=', 'assistant')
        .executeTakeFirstOrThrow()
      await world.ledger.db
        .updateTable('messages')
        .set({ text: "We'll send you the label by Friday." })
        .where('id', '=', id)
        .execute()
      await world.ledger.transaction((t) =>
        lookForPromises(t, { message: id, by: { kind: 'assistant', id: '' } }, world.clock),
      )
      await run()
      expect(await promisesOf(world.ledger.db, conversation_id, ['open'])).toHaveLength(1)
      await passTo(epochOf({ year: 2026, month: 6, day: 5 }, 9 * 60, LONDON), HOUR)
      const [found] = await promisesOf(world.ledger.db, conversation_id, ['found'])
      await confirm(found?.id ?? '')
      await passTo(epochOf({ year: 2026, month: 6, day: 4 }, 9 * 60, LONDON), HOUR)
      expect(world.card().cause).toBe(say('cause_needs_staff'))
      expect(notes()).toHaveLength(1)
    })
  })

  it('are each told of once when two processes mind them at once', async () => {
    await open("I'll send it by Friday.")
    const second: Ledger = await world.database.open()
    const others = workerOf({ ...world.parts, ledger: second })
    while (world.clock < SAID + 6 * DAY) {
      world.clock += HOUR
      await Promise.all([worker.runDue(), others.runDue()])
      await run()
    }
    expect(notices()).toHaveLength(1)
    expect(notes()).toHaveLength(3)
  })

  it('are told of once when they are looked at once more, too early', async () => {
    const id = await open("I'll send it by Friday.")
    world.clock = marksOf(await only(), hours).tell
    for (const key of ['once', 'once more']) {
      await run()
      await world.ledger.transaction((t) =>
        enqueue(t, { kind: 'promise', key, about: id, due: world.clock, now: world.clock }),
      )
      world.clock += MINUTE
    }
    await run()
    expect(notices()).toHaveLength(1)
    expect(notes()).toHaveLength(2)
  })

  it('are minded on by the next process when one dies with its lease', async () => {
    const id = await open("I'll send it by Friday.")
    world.clock = marksOf(await only(), hours).tell
    const [dead] = await claim(world.ledger.db, ['promise'], 1, world.clock, 10_000)
    await run()
    expect(notices()).toEqual([])
    world.clock += 10_001
    await run()
    expect(notices()).toHaveLength(1)
    if (!dead) throw new Error('Nothing was due')
    // The one that was taken for dead wakes up: whatever it does is undone.
    world.clock = SAID + 5 * DAY
    await expect(mindPromise(world.parts, dead)).rejects.toBeInstanceOf(FencedError)
    expect((await only()).state).toBe('open')
    await run()
    expect((await only()).state).toBe('broken')
    expect(notices()).toHaveLength(1)
    expect((await keep(id)).say).toBe(say('promise_kept_late'))
  })

  it('are twenty rows with the right time for twenty promises, none overdue without a message', async () => {
    const people = TWENTY.map((_, n) => `customer-${n}`)
    for (const [n, [text]] of TWENTY.entries()) {
      world.clock = SAID
      const found = await promise(text, people[n])
      for (const { id } of found) await confirm(id)
    }
    const rows = await all()
    expect(rows).toHaveLength(20)
    const due = (text: string) => clock(rows.find(({ what }) => what === text)?.due_at ?? null)
    expect(TWENTY.map(([text]) => [text, due(text)])).toEqual(TWENTY)
    // Every third is kept as soon as somebody is reminded of it.
    const diligent = new Set(rows.filter((_, n) => n % 3 === 0).map(({ id }) => id))
    while (world.clock < SAID + 40 * DAY) {
      world.clock += stepAt(world.clock - SAID)
      await run()
      for (const row of await all())
        if (diligent.has(row.id) && row.reminded_at !== null && row.state === 'open') await keep(row.id)
    }
    const after = await all()
    const overdue = after.filter(({ state }) => state !== 'kept')
    expect(after.filter(({ state }) => state === 'open')).toEqual([])
    expect(overdue.filter(({ told_at, due_at }) => told_at === null || told_at >= due_at)).toEqual([])
    expect(people.map((who) => notices(who).length)).toEqual(
      TWENTY.map(([text]) => (overdue.some(({ what }) => what === text) ? 1 : 0)),
    )
    expect(await count()).toEqual({ kept: 7, keptLate: 0, broken: 13, open: 0 })
  })
})

/** Fine enough for what is promised within the hour, and no finer later. */
function stepAt(passed: number): number {
  if (passed < 2 * HOUR) return MINUTE
  return passed < 15 * DAY ? 30 * MINUTE : 4 * HOUR
}

const TWENTY: [text: string, due: string][] = [
  ["I'll send it by Friday.", '5 17:00'],
  ["You'll have it tomorrow morning.", '3 12:00'],
  ["I'll ask and come back to you.", '3 17:00'],
  ["We'll refund you within 3 days.", '5 17:00'],
  ['I will ring you at 3pm.', '2 15:00'],
  ["I'll get back to you in an hour.", '2 11:30'],
  ["You'll hear from me by the end of the week.", '5 17:00'],
  ["We'll repair it by the end of the month.", '30 17:00'],
  ["I'll look at it first thing Monday.", '8 10:00'],
  ["I'll call you tomorrow at 10am.", '3 10:00'],
  ["I'll check it with the workshop today.", '2 17:00'],
  ["We'll pay it back within 5 working days.", '9 17:00'],
  ["I'll write to you on Saturday.", '6 17:00'],
  ["I'll send you the label on 12 June.", '12 17:00'],
  ["We'll have news for you by the 15th.", '15 17:00'],
  ["I'll email you tonight.", '2 21:00'],
  ["We'll collect it next Tuesday.", '9 17:00'],
  ["I'll order the new one in half an hour.", '2 11:00'],
  ["We'll credit your card in two weeks.", '16 17:00'],
  ["If you send me the photo I'll check it on Thursday.", '4 17:00'],
]
