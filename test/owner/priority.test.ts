import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src/id.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { takenSince } from '../../src/ledger/passed.ts'
import { addPromise, updatePromise } from '../../src/ledger/promises.ts'
import type { Customer, Handoff } from '../../src/ledger/tables.ts'
import { whoWaits } from '../../src/ledger/waiting.ts'
import { latelyWords, priorityTrouble, ruleWords } from '../../src/owner/priority.ts'
import { inOrder } from '../../src/people/queue.ts'
import { DAY, HOUR, MINUTE } from '../../src/people/zone.ts'
import { databases } from '../support/databases.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { tell } from './seed.ts'

type Coming = {
  complaint?: boolean
  handoff?: Partial<Handoff>
  customer?: Partial<Customer>
  adapter?: string
  workspace?: string
}

/** Somebody comes to wait for a person. */
async function comes(ledger: Ledger, name: string, at: number, coming: Coming = {}): Promise<string> {
  const { conversation } = await tell(ledger, {
    at: at - 2,
    customer: name,
    reading: { complaint: Number(coming.complaint ?? false) },
    status: 'waiting',
    handoff: { opened_at: at, cause: 'wants_person', ...coming.handoff },
  })
  const { customer_id } = await ledger.db
    .selectFrom('conversations')
    .select('customer_id')
    .where('id', '=', conversation)
    .executeTakeFirstOrThrow()
  const place = { adapter: coming.adapter ?? 'local', workspace: coming.workspace ?? 'w' }
  await ledger.db.updateTable('conversations').set(place).where('id', '=', conversation).execute()
  if (coming.customer)
    await ledger.db.updateTable('customers').set(coming.customer).where('id', '=', customer_id).execute()
  return conversation
}

async function promiseTo(ledger: Ledger, conversation: string, madeAt: number): Promise<string> {
  const row = await ledger.db
    .selectFrom('conversations')
    .innerJoin('messages', 'messages.conversation_id', 'conversations.id')
    .select(['customer_id as customer', 'messages.id as message'])
    .where('conversations.id', '=', conversation)
    .executeTakeFirstOrThrow()
  const id = await ledger.transaction((t) =>
    addPromise(t, {
      ...row,
      conversation,
      handoff: null,
      by: { kind: 'staff', id: 'kim', name: 'Kim' },
      what: newId(),
      due: NOW + DAY,
      stated: true,
      conditional: false,
      sure: 1,
      madeAt,
      now: madeAt,
    }),
  )
  return id ?? ''
}

describe.each(databases)('the line on %s', (kind) => {
  let room: Room
  let ledger: Ledger
  beforeEach(async () => {
    room = await openRoom(kind)
    ledger = room.ledger
  })
  afterEach(() => room.close())

  const facts = async () =>
    Object.fromEntries(
      (await whoWaits(ledger.db)).map((one) => [
        one.customer,
        [
          one.complaint ? 'complaint' : '',
          one.cameBack ? 'came back' : '',
          one.promiseOwed ? 'promise owed' : '',
          one.newcomer ? 'newcomer' : '',
          one.adapter,
        ]
          .filter(Boolean)
          .join(', '),
      ]),
    )

  test('knows of everybody what the ledger knows', async () => {
    await comes(ledger, 'Plain', NOW - 9 * MINUTE)
    await comes(ledger, 'Cross', NOW - 8 * MINUTE, { complaint: true })
    await comes(ledger, 'Back', NOW - 7 * MINUTE, { handoff: { reopens: 'before' } })
    const owed = await comes(ledger, 'Owed', NOW - 6 * MINUTE, { adapter: 'east' })
    const promise = await promiseTo(ledger, owed, NOW - 5 * DAY)
    expect((await facts()).Owed).toBe('newcomer, east')
    await ledger.transaction((t) => updatePromise(t, promise, { state: 'open' }))
    expect(await facts()).toEqual({
      Plain: 'newcomer, local',
      Cross: 'complaint, newcomer, local',
      Back: 'came back, newcomer, local',
      Owed: 'promise owed, newcomer, east',
    })
    await ledger.transaction((t) => updatePromise(t, promise, { state: 'kept', kept_at: NOW - 1 }))
    expect((await facts()).Owed).toBe('newcomer, east')
    await ledger.transaction((t) => updatePromise(t, promise, { state: 'broken', kept_at: null }))
    expect((await facts()).Owed).toBe('promise owed, newcomer, east')
    await ledger.db.updateTable('readings').set({ corrected_by: 'kim' }).where('complaint', '=', 1).execute()
    expect((await facts()).Cross).toBe('newcomer, local')
  })

  test('takes nobody for new who wrote before', async () => {
    const first = await comes(ledger, 'Nora', NOW - 9 * DAY, { handoff: { status: 'resolved' } })
    const again = await comes(ledger, 'Nora', NOW - 9 * MINUTE)
    const { customer_id } = await ledger.db
      .selectFrom('conversations')
      .select('customer_id')
      .where('id', '=', first)
      .executeTakeFirstOrThrow()
    await ledger.db.updateTable('conversations').set({ customer_id }).where('id', '=', again).execute()
    expect(await facts()).toEqual({ Nora: 'local' })
  })

  test('is the same by the rule as the room shows it, and danger first', async () => {
    await comes(ledger, 'Early', NOW - 60 * MINUTE)
    await comes(ledger, 'Old', NOW - 50 * MINUTE, { customer: { since: NOW - 400 * DAY } })
    await comes(ledger, 'Cross', NOW - 40 * MINUTE, { complaint: true })
    await comes(ledger, 'Hurt', NOW - 30 * MINUTE, { handoff: { cause: 'self_harm' } })
    const line = await whoWaits(ledger.db)
    const names = (rule: Parameters<typeof inOrder>[1]) =>
      inOrder(line, rule)
        .map(({ customer }) => customer)
        .join(' ')
    expect(names([])).toBe('Hurt Early Old Cross')
    expect(names(['complaint', 'long-standing'])).toBe('Hurt Cross Old Early')
  })

  test('who was taken up is as they stood then, and who waited for nobody is not among them', async () => {
    const claimed = (minutes: number) => ({
      status: 'resolved' as const,
      claimed_at: NOW - DAY + minutes * MINUTE,
      claimed_name: 'Kim',
    })
    const owed = await comes(ledger, 'Owed', NOW - DAY, { complaint: true, handoff: claimed(30) })
    const kept = await promiseTo(ledger, owed, NOW - 3 * DAY)
    await ledger.transaction((t) => updatePromise(t, kept, { state: 'kept', kept_at: NOW - HOUR }))
    const later = await comes(ledger, 'Later', NOW - DAY, { handoff: claimed(20) })
    const since = await promiseTo(ledger, later, NOW - HOUR)
    await ledger.transaction((t) => updatePromise(t, since, { state: 'open' }))
    await ledger.db
      .updateTable('readings')
      .set({ complaint: 1, at: NOW - HOUR })
      .where('conversation_id', '=', later)
      .execute()
    await comes(ledger, 'At once', NOW - DAY, { handoff: claimed(0) })
    await comes(ledger, 'Nobody yet', NOW - DAY)
    await comes(ledger, 'Long ago', NOW - 29 * DAY, {
      handoff: { ...claimed(0), claimed_at: NOW - 28 * DAY },
    })
    const taken = await takenSince(ledger.db, NOW - 28 * DAY, 100)
    expect(
      taken.map(({ since, takenAt, complaint, promiseOwed }) => [
        (takenAt - since) / MINUTE,
        complaint,
        promiseOwed,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [30, true, true],
        [20, false, false],
      ]),
    )
    expect(taken).toHaveLength(2)
    expect(await takenSince(ledger.db, NOW - 28 * DAY, 1)).toHaveLength(1)
  })

  test('without a rule the room says nothing of one', async () => {
    await comes(ledger, 'Ann', NOW - MINUTE)
    expect(await room.see('/owner')).not.toContain('priority')
  })
})

describe.each(databases)('a rule in the owner’s room on %s', (kind) => {
  let room: Room
  let ledger: Ledger
  beforeEach(async () => {
    room = await openRoom(kind, { priority: ['complaint'] })
    ledger = room.ledger
  })
  afterEach(() => room.close())

  const section = async () => {
    const [, found = ''] =
      /<section class="queue priority"([\s\S]*?)<\/section>/.exec(await room.see('/owner')) ?? []
    return found.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')
  }

  test('that makes nobody wait says so', async () => {
    const words = await section()
    expect(words).toContain('Your rule puts complaints first.')
    expect(words).toContain('Right now it makes nobody wait')
    expect(words).toContain('nobody who waited has been taken up by a person yet')
  })

  test('names whom it makes wait now, behind whom, with a link to each', async () => {
    const ann = await comes(ledger, 'Ann <b>', NOW - 40 * MINUTE)
    const bea = await comes(ledger, 'Bea', NOW - 28 * MINUTE, { complaint: true })
    for (const n of [1, 2, 3, 4]) await comes(ledger, `Cy ${n}`, NOW - n * MINUTE, { complaint: true })
    await comes(ledger, 'Dan', NOW - 10)
    await comes(ledger, 'Eve', NOW - 5, { handoff: { cause: 'danger' } })
    const page = await room.see('/owner')
    for (const id of [ann, bea])
      expect(page.split(`href="/owner/conversations/${id}"`).length).toBeGreaterThan(2)
    expect(page).not.toContain('Ann <b>')
    const words = await section()
    expect(words).toContain('Right now one person stands behind somebody who came later:')
    expect(words).toContain(
      'Ann &lt;b&gt; stands behind Bea, who came 12 minutes later, Cy 4, who came 36 minutes later, Cy 3, who came 37 minutes later and 2 more for 40 minutes',
    )
    expect(words).not.toContain('Eve')
    const list = /<h2 id="queue">[\s\S]*?<\/ol>/.exec(page)?.[0] ?? ''
    expect([...list.matchAll(/<bdi>([^<]*)</g)].map(([, name]) => name)).toEqual([
      ...['Eve', 'Bea', 'Cy 4', 'Cy 3', 'Cy 2', 'Cy 1', 'Ann &lt;b&gt;', 'Dan'],
    ])
  })

  test('says whom it made wait over the last four weeks, and who they were', async () => {
    const claimed = (minute: number) => ({
      status: 'resolved' as const,
      claimed_at: NOW - DAY + minute * MINUTE,
      claimed_name: 'Kim',
    })
    const at = (minute: number) => NOW - DAY + minute * MINUTE
    await comes(ledger, 'Passed', at(0), { handoff: claimed(30) })
    await comes(ledger, 'Old', at(1), { handoff: claimed(70), customer: { since: NOW - 900 * DAY } })
    await comes(ledger, 'Cross', at(5), { complaint: true, handoff: claimed(10) })
    await comes(ledger, 'In turn', at(80), { handoff: claimed(85) })
    const words = await section()
    expect(words).toContain(
      'Over the last 4 weeks 4 people who waited were taken up. 2 of them were passed by somebody who came later and whom your rule puts first; from then on they waited 20 minutes in the middle, 1 hour at most.',
    )
    expect(words).toContain(
      'Without a complaint 2 of 3 passed, waited on for 20 minutes in the middle, 1 hour at most',
    )
    expect(words).toContain('With a complaint none of 1 passed')
    expect(words).toContain('In their first conversation 2 of 4 passed')
  })
})

describe('a rule that names a place', () => {
  test('that is not connected is told to the owner', () => {
    expect(priorityTrouble(['complaint', { place: 'east' }], ['east', 'west'])).toBeNull()
    expect(priorityTrouble([{ place: 'eats' }], ['east', 'west'])).toContain(
      'names “eats”, and nothing of that name is connected: it puts nobody first. Connected: east, west.',
    )
  })
})

describe('the words for a rule', () => {
  test.each<[Parameters<typeof ruleWords>[0], string]>([
    [['complaint'], 'Your rule puts complaints first. Danger'],
    [
      ['promise owed', { place: 'east' }, { workspace: 'T1' }],
      'Your rule puts whoever is owed a promise first, then whoever writes on East, then whoever writes in the workspace T1. Danger',
    ],
  ])('%j', (rule, words) => {
    expect(ruleWords(rule)).toContain(words)
  })

  test.each([
    [{ count: 0, passed: 0, middle: 0, longest: 0 }, 'nobody who waited has been taken up'],
    [
      { count: 1, passed: 0, middle: 0, longest: 0 },
      '1 person who waited was taken up, and nobody was passed',
    ],
    [{ count: 9, passed: 1, middle: MINUTE, longest: MINUTE }, '1 of them was passed by somebody'],
    [{ count: 9, passed: 1, middle: MINUTE, longest: MINUTE }, 'from then on they waited 1 minute.'],
    [{ count: 5_000, passed: 0, middle: 0, longest: 0 }, 'Of late 5000 people who waited'],
  ])('%j', (share, words) => {
    expect(latelyWords(share)).toContain(words)
  })
})
