import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dayNumbers } from '../../src/ledger/day-numbers.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import {
  type Cursor,
  eachReading,
  hasReadings,
  moodOf,
  type ReadingFilter,
  readingPage,
} from '../../src/ledger/reports.ts'
import { whoWaits } from '../../src/ledger/waiting.ts'
import { wholeConversation } from '../../src/ledger/whole-conversation.ts'
import { read, say, tell, tellMany } from '../owner/seed.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'

const EVERYTHING: ReadingFilter = { from: null, to: null, mood: null, complaint: null }
const NOON = Date.UTC(2026, 10, 22, 12)
const HOUR = 3_600_000
const DAY = { from: NOON - 12 * HOUR, to: NOON + 12 * HOUR }

test('the edges of the moods', () => {
  expect([-1, -0.21, -0.2, 0, 0.2, 0.21, 1, null].map(moodOf)).toEqual([
    ...['negative', 'negative', 'neutral', 'neutral', 'neutral', 'positive', 'positive'],
    'unknown',
  ])
})

describe.each(databases)('reports on %s', (kind) => {
  let database: TestDatabase
  let ledger: Ledger
  beforeEach(async () => {
    database = await createDatabase(kind)
    ledger = await database.open()
  })
  afterEach(() => database.drop())

  const texts = async (filter: Partial<ReadingFilter>) =>
    (await readingPage(ledger.db, { ...EVERYTHING, ...filter })).rows.map((row) => row.text)

  test('a row tells what a message shows and what came of it', async () => {
    const { conversation, message } = await tell(ledger, {
      at: NOON,
      customer: 'Ann',
      status: 'with_person',
      message: { text: 'Nobody answers.' },
      reading: {
        sentiment: -0.7,
        feeling: 'angry',
        reason: 'says that nobody answers',
        quote: 'Nobody answers',
        topic: 'delivery',
        complaint: 1,
      },
      turn: { decision: 'hand_off', cause: 'complaint', reason: 'a complaint: says that nobody answers' },
      handoff: { status: 'claimed', claimed_name: 'Kim', claimed_at: NOON + 9 },
    })
    const { rows, next } = await readingPage(ledger.db, EVERYTHING)
    expect(next).toBeNull()
    expect(rows).toEqual([
      {
        at: NOON,
        customer: 'Ann',
        conversation,
        message,
        text: 'Nobody answers.',
        isRemoved: false,
        sentiment: -0.7,
        feeling: 'angry',
        reason: 'says that nobody answers',
        quote: 'Nobody answers',
        topic: 'delivery',
        subject: 'delivery',
        isComplaint: true,
        wantsPerson: false,
        readBy: 'local',
        decision: 'hand_off',
        cause: 'complaint',
        decisionReason: 'a complaint: says that nobody answers',
        status: 'with_person',
        outcome: 'unknown',
        handoff: 'claimed',
        handoffBy: 'Kim',
      },
    ])
  })

  test('the last handoff is the one that is told of', async () => {
    const { conversation } = await tell(ledger, {
      at: NOON,
      turn: {},
      handoff: { status: 'resolved', claimed_name: 'Kim' },
    })
    await tell(ledger, {
      at: NOON + HOUR,
      conversation,
      turn: { number: 2 },
      handoff: { turn: 2, status: 'waiting' },
    })
    const { rows } = await readingPage(ledger.db, EVERYTHING)
    expect(rows.map((row) => [row.handoff, row.handoffBy])).toEqual([
      ['waiting', null],
      ['waiting', null],
    ])
  })

  test('only the reading that stands is shown, at the time when the customer wrote', async () => {
    const { conversation, message } = await tell(ledger, {
      at: NOON - 48 * HOUR,
      reading: { complaint: 1, sentiment: -0.5, corrected_by: 'new' },
    })
    await read(ledger, {
      id: 'new',
      conversation_id: conversation,
      message_id: message,
      at: NOON,
      read_by: 'staff',
    })
    const { rows } = await readingPage(ledger.db, EVERYTHING)
    expect(rows.map((row) => [row.at, row.readBy, row.isComplaint])).toEqual([
      [NOON - 48 * HOUR, 'staff', false],
    ])
    expect(await texts({ from: DAY.from })).toEqual([])
  })

  test('filters by time, mood and complaint', async () => {
    await tell(ledger, { at: NOON, message: { text: 'sad' }, reading: { sentiment: -0.5, complaint: 1 } })
    await tell(ledger, { at: NOON + 1, message: { text: 'edge' }, reading: { sentiment: -0.2 } })
    await tell(ledger, { at: NOON + 2, message: { text: 'glad' }, reading: { sentiment: 0.5 } })
    await tell(ledger, { at: NOON + 3, message: { text: 'dark' }, reading: { sentiment: null } })
    await tell(ledger, {
      at: NOON + 4,
      message: { text: 'button' },
      reading: { sentiment: null, read_by: 'button' },
    })
    expect(await texts({})).toEqual(['button', 'dark', 'glad', 'edge', 'sad'])
    expect(await texts({ mood: 'negative' })).toEqual(['sad'])
    expect(await texts({ mood: 'neutral' })).toEqual(['edge'])
    expect(await texts({ mood: 'positive' })).toEqual(['glad'])
    expect(await texts({ mood: 'unknown' })).toEqual(['dark'])
    expect(await texts({ complaint: true })).toEqual(['sad'])
    expect(await texts({ complaint: false, mood: 'negative' })).toEqual([])
    expect(await texts({ from: NOON + 1, to: NOON + 3 })).toEqual(['glad', 'edge'])
  })

  test('pages meet without a gap or a row twice, even where times are the same', async () => {
    for (let n = 0; n < 7; n++)
      await tell(ledger, { at: NOON + Math.floor(n / 3), message: { text: String(n) } })
    const seen: string[] = []
    let before: Cursor | null = null
    for (let pages = 0; pages < 9; pages++) {
      const page = await readingPage(ledger.db, EVERYTHING, before, 2)
      seen.push(...page.rows.map((row) => row.text))
      before = page.next
      if (pages === 1) await tell(ledger, { at: NOON + 99, message: { text: 'new' } })
      if (!before) break
    }
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0'])
  })

  test('an export gives every row once, in pieces', async () => {
    await tellMany(ledger, 250, NOON)
    const sizes: number[] = []
    const ids = new Set<string>()
    for await (const rows of eachReading(ledger.db, EVERYTHING, 100)) {
      sizes.push(rows.length)
      for (const row of rows) ids.add(row.message)
    }
    expect(sizes).toEqual([100, 100, 50])
    expect(ids.size).toBe(250)
    expect((await eachReading(ledger.db, { ...EVERYTHING, to: NOON }).next()).done).toBe(true)
  })

  test('removed words leave nothing behind', async () => {
    const { conversation } = await tell(ledger, {
      at: NOON,
      message: { text: '', removed_at: NOON + 5 },
      reading: { reason: 'unhappy words: “secret”', sentiment: -0.4 },
      turn: { decision: 'hand_off', cause: 'complaint', reason: 'a complaint: “secret”' },
      handoff: { reason: 'a complaint: “secret”' },
    })
    const { rows } = await readingPage(ledger.db, EVERYTHING)
    expect(rows[0]).toMatchObject({ isRemoved: true, sentiment: -0.4, text: '' })
    expect(JSON.stringify(rows)).not.toContain('secret')
    expect(JSON.stringify(await wholeConversation(ledger.db, conversation))).not.toContain('secret')
  })

  test('the numbers of an empty ledger', async () => {
    expect(await hasReadings(ledger.db)).toBe(false)
    expect(await dayNumbers(ledger.db, DAY)).toEqual({
      conversations: 0,
      helped: 0,
      messages: 0,
      unanswered: 0,
      complaints: { count: 0, topics: [] },
      complaintsTaken: { count: 0, slowest: 0 },
      moods: { negative: 0, neutral: 0, positive: 0, unknown: 0 },
      now: { withPerson: 0, waiting: 0, oldestSince: null },
      promises: { broken: 0, kept: 0, keptLate: 0, open: 0, overdue: 0 },
    })
  })

  test('the numbers of a day', async () => {
    const { conversation } = await tell(ledger, { at: NOON, turn: {}, reading: { sentiment: 0.6 } })
    await tell(ledger, { at: NOON + 1, conversation, turn: { number: 2 }, reading: { sentiment: null } })
    const complaint = { complaint: 1, sentiment: -0.6, topic: 'delivery' }
    const handed = { decision: 'hand_off', cause: 'complaint' }
    await tell(ledger, { at: NOON + 2, customer: 'Bea', turn: handed, reading: complaint, handoff: {} })
    await tell(ledger, {
      at: NOON + 3,
      turn: handed,
      reading: complaint,
      handoff: { status: 'claimed', opened_at: NOON + 3, claimed_at: NOON + 9 },
    })
    await tell(ledger, {
      at: NOON + 4,
      turn: handed,
      reading: { ...complaint, topic: null },
      handoff: { status: 'resolved', opened_at: NOON + 4, claimed_at: NOON + 40, closed_at: NOON + 50 },
    })
    await tell(ledger, { at: NOON + 5, turn: { decision: 'offer_person', cause: 'no_source' } })
    await tell(ledger, { at: NOON + 6, reading: { sentiment: null, read_by: 'button' } })
    const yesterday = { at: DAY.from - 1, customer: 'Ada', turn: {}, reading: complaint }
    await tell(ledger, { ...yesterday, handoff: { opened_at: DAY.from - 1, cause: 'wants_person' } })
    expect(await hasReadings(ledger.db)).toBe(true)
    expect(await dayNumbers(ledger.db, DAY)).toEqual({
      conversations: 6,
      helped: 1,
      messages: 7,
      unanswered: 1,
      complaints: {
        count: 3,
        topics: [
          { topic: 'delivery', count: 2 },
          { topic: null, count: 1 },
        ],
      },
      complaintsTaken: { count: 2, slowest: 36 },
      moods: { negative: 3, neutral: 1, positive: 1, unknown: 1 },
      now: { withPerson: 1, waiting: 2, oldestSince: DAY.from - 1 },
      promises: { broken: 0, kept: 0, keptLate: 0, open: 0, overdue: 0 },
    })
    expect((await whoWaits(ledger.db)).map((one) => [one.customer, one.cause])).toEqual([
      ['Ada', 'wants_person'],
      ['Bea', 'complaint'],
    ])
  })

  test('a whole conversation has corrected readings beside, notes, handoffs and nothing of another', async () => {
    const { conversation, message } = await tell(ledger, {
      at: NOON,
      reading: { complaint: 1, corrected_by: 'new' },
      turn: { decision: 'hand_off', cause: 'complaint' },
      handoff: { id: 'h1', status: 'claimed', claimed_name: 'Kim' },
    })
    await read(ledger, {
      id: 'new',
      conversation_id: conversation,
      message_id: message,
      at: NOON + 9,
      read_by: 'staff',
    })
    await say(ledger, conversation, { author: 'staff', name: 'Kim', text: 'I am here', at: NOON + 20 })
    const note = {
      id: 'n1',
      handoff_id: 'h1',
      origin: 'o1',
      name: 'Kim',
      text: 'Look at this',
      at: NOON + 21,
    }
    await ledger.db.insertInto('notes').values(note).execute()
    await tell(ledger, { at: NOON, message: { text: 'another' } })
    const whole = await wholeConversation(ledger.db, conversation)
    expect(whole?.messages.map((one) => [one.text, one.readings.map((reading) => reading.read_by)])).toEqual([
      ['Hello', ['staff', 'local']],
      ['I am here', []],
    ])
    expect(whole?.notes.map((one) => one.text)).toEqual(['Look at this'])
    expect(whole?.handoffs.map((one) => one.claimed_name)).toEqual(['Kim'])
    expect(whole?.turns.map((one) => one.decision)).toEqual(['hand_off'])
    expect(whole?.isCut).toBe(false)
    expect(await wholeConversation(ledger.db, 'unknown')).toBeNull()
  })

  test('of a very long conversation the newest part is shown, and it is said that it is cut', async () => {
    await tellMany(ledger, 503, NOON)
    const [row] = (await readingPage(ledger.db, EVERYTHING, null, 1)).rows
    const whole = await wholeConversation(ledger.db, row?.conversation ?? '')
    expect(whole?.messages).toHaveLength(500)
    expect(whole?.messages.at(-1)?.text).toBe('Message 502')
    expect(whole?.isCut).toBe(true)
  })
})
