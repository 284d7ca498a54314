import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src/id.ts'
import { moodsIn } from '../../src/ledger/feelings.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { ledgerFacts, type Wait } from '../../src/ledger/question-facts.ts'
import { correctReading, standingReading } from '../../src/ledger/readings.ts'
import type { Answer, Facts } from '../../src/owner/answer.ts'
import { answers } from '../../src/owner/ten-questions.ts'
import { compared, waitedOf } from '../../src/owner/waits.ts'
import { databases } from '../support/databases.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { read, say, tell } from './seed.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const EMPTY: Facts = {
  from: NOW - 90 * DAY,
  to: NOW,
  zone: 'UTC',
  customers: 0,
  active: 0,
  conversations: 0,
  reopened: 0,
  confirmed: 0,
  moods: { negative: 0, neutral: 0, positive: 0, unknown: 0 },
  corrections: 0,
  complaints: { count: 0, topics: [] },
  unanswered: 0,
  waits: [],
  promises: { kept: 0, keptLate: 0, broken: 0, open: 0 },
  aftercare: { asked: 0, right: 0, notYet: 0 },
  checkins: 0,
  visits: { count: 0, customers: 0, noted: 0 },
  thanks: { words: 0, staff: 0 },
}
const wait = (minutes: number | null, change: Partial<Wait> = {}): Wait => ({
  conversation: 'c',
  openedAt: NOW - DAY,
  waited: minutes === null ? null : minutes * MINUTE,
  since: NOW - 2 * DAY,
  isFirst: true,
  ...change,
})
const many = (count: number, minutes: number, change: Partial<Wait> = {}) =>
  Array.from({ length: count }, (_, n) => wait(minutes, { ...change, conversation: `c${n}` }))
const asked = (facts: Partial<Facts>, words: string): Answer => {
  const found = answers({ ...EMPTY, ...facts }).find(({ question }) => question.includes(words))
  if (!found) throw new Error(`Nobody asks about ${words}`)
  return found
}

describe('the ten questions', () => {
  test('are all asked of an empty ledger, which claims nothing', () => {
    const all = answers(EMPTY)
    expect(all).toHaveLength(11)
    for (const { says, tell: tells, links } of all) {
      expect(says.length).toBeGreaterThan(0)
      expect(says.join(' ')).not.toMatch(/^Yes|^No:|NaN|undefined|null|Infinity/)
      expect(`${says.join(' ')} ${tells}`).toMatch(/nobody|cannot|too few|nothing|no /i)
      for (const { href } of links) expect(href).toMatch(/^\/owner\//)
    }
  })

  test('what no ledger can know is said to be so, with what would tell', () => {
    const rich = {
      conversations: 500,
      waits: many(60, 30),
      checkins: 4,
      visits: { count: 9, customers: 8, noted: 5 },
    }
    for (const words of ['competition', 'satisfaction comes first', 'too afraid']) {
      const { says, tell: tells } = asked(rich, words)
      expect(says[0]).toMatch(/cannot know/)
      expect(tells).not.toBe('')
    }
  })

  test('whose policy: what customers ran into, most of all', () => {
    const complaints = {
      count: 9,
      topics: [
        { topic: 'delivery', count: 6 },
        { topic: null, count: 2 },
        { topic: 'refund', count: 1 },
      ],
    }
    const answer = asked({ conversations: 90, complaints }, 'policy')
    expect(answer.says).toEqual([
      'Customers complained in 9 conversations, most often about delivery (6) and refund (1).',
    ])
    expect(answer.tell).toContain('Take the rule behind “delivery”')
    expect(answer.links[0]?.href).toBe('/owner?from=2026-08-24&to=2026-11-22&complaint=yes#look')
    expect(answer.figures[1]?.href).toBe(
      '/owner?from=2026-08-24&to=2026-11-22&complaint=yes&topic=refund#look',
    )
    const nameless = { count: 1, topics: [{ topic: null, count: 1 }] }
    expect(asked({ conversations: 1, complaints: nameless }, 'policy').says[0]).toBe(
      'Customers complained in 1 conversation, of no one matter.',
    )
  })

  test('long-standing customers beside newcomers: worse, better, alike, too few', () => {
    const old = { since: NOW - 800 * DAY }
    const beside = (these: number, others: number, count = 30) =>
      asked({ waits: [...many(count, these, old), ...many(count, others)] }, 'for granted')
    expect(beside(60, 20).says).toEqual([
      'Yes, they wait longer for a person: half of them had one within 1 hour, half of the others within 20 minutes.',
    ])
    expect(beside(20, 60).says[0]).toMatch(/^No, they wait less long/)
    expect(beside(60, 1, 29).says[0]).toBe(
      'There are too few to judge by: 29 and 29, where 30 of each are the least.',
    )
    expect(beside(60, 20).links[0]).toEqual({
      words: 'Longest wait: 1 hour',
      href: '/owner/conversations/c0',
    })
    const courted = asked(
      { waits: [...many(30, 60, { isFirst: false }), ...many(30, 20)] },
      'when we courted them',
    )
    expect(courted.says[0]).toMatch(/^No, they wait longer/)
  })

  test('long-standing customers are those of the page of fairness, and called worse by its rule', () => {
    const half = { since: NOW - 200 * DAY }
    expect(asked({ waits: [...many(40, 60, half), ...many(40, 20)] }, 'for granted').says[0]).toMatch(
      /too few/,
    )
    // Eleven of twenty beside nine of twenty is what chance does, whatever the medians say.
    const old = { since: NOW - 800 * DAY }
    const noise = [...many(22, 60, old), ...many(18, 20, old), ...many(18, 60), ...many(22, 20)]
    expect(asked({ waits: noise }, 'for granted').says[0]).toMatch(/^No more difference/)
  })

  test('whether we are there: half, nearly all, and nobody yet', () => {
    expect(asked({ conversations: 5 }, 'there when').says).toEqual(['Nobody needed a person.'])
    expect(asked({ conversations: 5, waits: [wait(null)] }, 'there when').says).toEqual([
      'A person was called once, and nobody has taken it so far.',
    ])
    expect(asked({ conversations: 5, waits: [wait(5)] }, 'there when').says).toEqual([
      'A person was called once, and had it after 5 minutes, nights and holidays included.',
    ])
    const answer = asked({ conversations: 50, waits: [...many(19, 5), wait(300), wait(null)] }, 'there when')
    expect(answer.says).toEqual([
      'A person was called 21 times: half of them were taken within 5 minutes, and 19 of 20 within 5 minutes, nights and holidays included.',
      '1 call was taken up by nobody so far.',
    ])
    expect(answer.figures).toContainEqual({ name: 'Within an hour', value: '19 of 21 (90\u00a0%)' })
    expect(answer.links[0]?.words).toBe('Longest wait: 5 hours')
  })

  test('the others in figures of their own', () => {
    const rich: Partial<Facts> = {
      conversations: 200,
      reopened: 3,
      moods: { negative: 20, neutral: 60, positive: 15, unknown: 5 },
      corrections: 2,
      unanswered: 7,
      promises: { kept: 8, keptLate: 1, broken: 1, open: 4 },
      aftercare: { asked: 30, right: 20, notYet: 4 },
      visits: { count: 6, customers: 5, noted: 1 },
      checkins: 2,
      thanks: { words: 5, staff: 2 },
    }
    expect(asked(rich, 'satisfaction').says).toContain('Of 10 promises that came due, 8 were kept in time.')
    expect(asked(rich, 'Are our rules').says[0]).toBe(
      '4 matters that we called solved were not right for the customer, and 3 conversations came back after help.',
    )
    expect(asked(rich, 'understand').says[0]).toContain('7 questions found no answer')
    expect(asked(rich, 'happy or unhappy').says).toEqual([
      'Of 100 messages 15 sounded happy and 20 unhappy, each with the words that it rests on; how 5 sounded is unknown.',
      'To find out more: 30 customers asked whether it is right now, 6 visits made and 2 readings corrected by a person.',
    ])
    expect(asked(rich, 'reward').says[0]).toBe('Customers wrote kind words 5 times, of 2 people.')
    expect(asked({ thanks: { words: 1, staff: 1 } }, 'reward').says[0]).toBe(
      'Customers wrote kind words once, of 1 person.',
    )
  })

  test('whoever was never taken has waited longest', () => {
    const nobody = Array.from({ length: 30 }, () => wait(null))
    expect(waitedOf(nobody)).toEqual({ count: 30, half: null, most: null, withinHour: 0, never: 30 })
    expect(compared(nobody, nobody)).toBe('too few')
    expect(compared(nobody, many(30, 5))).toBe('worse')
  })
})

describe.each(databases)('the ten questions on %s', (kind) => {
  let room: Room
  let ledger: Ledger
  beforeEach(async () => {
    room = await openRoom(kind)
    ledger = room.ledger
  })
  afterEach(() => room.close())

  test('an empty ledger is asked them all', async () => {
    const page = await room.see('/owner/questions')
    expect(page.match(/<li><h2>/g)).toHaveLength(11)
    expect(page).toContain('questions.css')
  })

  test('rest on what is in the ledger', async () => {
    const { conversation, message } = await tell(ledger, {
      at: NOW - DAY,
      customer: 'Ann',
      reading: { sentiment: -0.8, complaint: 1, topic: 'delivery', at: NOW - DAY },
      turn: { decision: 'offer_person', cause: 'no_source' },
      handoff: { id: 'h', claimed_at: NOW - DAY + HOUR, opened_at: NOW - DAY, claimed_name: 'Sam' },
      outcome: 'reopened',
    })
    await tell(ledger, {
      at: NOW - 2 * DAY,
      conversation,
      reading: { complaint: 1, topic: 'refund', at: NOW - 2 * DAY },
    })
    await tell(ledger, { at: NOW - 100 * DAY, reading: { complaint: 1, at: NOW - 100 * DAY } })
    await tell(ledger, {
      at: NOW - DAY,
      handoff: { opened_at: NOW - DAY, claimed_at: NOW - DAY, cause: 'checked_in' },
      reading: { read_by: 'owner', sentiment: null },
    })
    const { customer_id } = await ledger.db
      .selectFrom('conversations')
      .select('customer_id')
      .where('id', '=', conversation)
      .executeTakeFirstOrThrow()
    await ledger.db
      .insertInto('visits')
      .values({ id: newId(), customer_id, at: NOW - 5, note: 'Tea' })
      .execute()
    await ledger.db
      .insertInto('aftercare')
      .values({
        id: 'a',
        conversation_id: conversation,
        handoff_id: 'h',
        matter_id: 'h',
        kind: 'resolved',
        due_at: 0,
        asked_at: NOW - 9,
        message_id: message,
        answer: 'not_yet',
        answered_at: NOW - 8,
      })
      .execute()
    await say(ledger, conversation, { at: NOW, author: 'staff', name: 'Sam', text: 'Hello' })
    const facts = await ledgerFacts(ledger.db, { from: NOW - 90 * DAY, to: NOW })
    expect(facts).toMatchObject({
      customers: 3,
      active: 2,
      conversations: 2,
      reopened: 1,
      confirmed: 0,
      moods: { negative: 1, neutral: 1, positive: 0, unknown: 1 },
      corrections: 1,
      complaints: {
        count: 1,
        topics: [
          { topic: 'delivery', count: 1 },
          { topic: 'refund', count: 1 },
        ],
      },
      unanswered: 1,
      aftercare: { asked: 1, right: 0, notYet: 1 },
      checkins: 0,
      visits: { count: 1, customers: 1, noted: 1 },
    })
    expect(facts.waits).toEqual([
      { conversation, openedAt: NOW - DAY, waited: HOUR, since: NOW - DAY, isFirst: true },
    ])
    const page = await room.see('/owner/questions')
    expect(page).toContain('had it after 1 hour')
    expect(page).toContain(`/owner/conversations/${conversation}`)
  })

  test('counts what the other pages count, by when customers wrote and whatever was corrected since', async () => {
    const { message } = await tell(ledger, {
      at: NOW - 100 * DAY,
      reading: { complaint: 1, sentiment: -0.8, topic: 'old', corrected_by: 'now' },
    })
    const { conversation_id } = await ledger.db
      .selectFrom('messages')
      .select('conversation_id')
      .executeTakeFirstOrThrow()
    const corrected = { read_by: 'owner', sentiment: -0.8, complaint: 1, topic: 'old', at: NOW - 1 }
    await read(ledger, { id: 'now', conversation_id, message_id: message, ...corrected })
    const topic = 'öffnungszeiten'
    for (const customer of ['Ann', 'Bea'])
      await tell(ledger, { at: NOW - DAY, customer, reading: { complaint: 1, sentiment: -0.5, topic } })
    await tell(ledger, {
      at: NOW - DAY,
      message: { removed_at: NOW - 1, text: '' },
      turn: { decision: 'offer_person', cause: 'no_source' },
    })
    const facts = await ledgerFacts(ledger.db, { from: NOW - 90 * DAY, to: NOW })
    expect(facts).toMatchObject({
      moods: { negative: 2 },
      corrections: 1,
      complaints: { count: 2, topics: [{ topic: 'öffnungszeiten', count: 2 }] },
      unanswered: 0,
    })
    expect(await room.see('/owner/complaints')).toContain('öffnungszeiten (2)')
    const list = await room.see('/owner?topic=%C3%B6ffnungszeiten&complaint=yes&from=2020-01-01')
    expect(list.match(/class="customer"/g)).toHaveLength(2)
  })

  test('count by when customers wrote, as the other pages do, and corrections by when they were made', async () => {
    const long = await tell(ledger, { at: NOW - 200 * DAY, reading: { sentiment: -0.7, complaint: 1 } })
    const lately = await tell(ledger, { at: NOW - DAY, reading: { sentiment: 0, complaint: 1 } })
    // Read much later than it was written: it belongs to where it was written all the same.
    await tell(ledger, { at: NOW - 91 * DAY, reading: { sentiment: -0.7, complaint: 1, at: NOW - DAY } })
    const unhappy = { sentiment: -0.9, feeling: 'angry', topic: null, reason: 'angry' }
    await ledger.transaction(async (t) => {
      for (const { message } of [long, lately]) {
        const id = (await standingReading(t, message))?.id ?? ''
        const correction = { ...unhappy, isComplaint: true, wantsPerson: false }
        expect(await correctReading(t, id, correction, NOW - 5)).toBe(true)
      }
    })
    const span = { from: NOW - 90 * DAY, to: NOW }
    const facts = await ledgerFacts(ledger.db, span)
    expect(facts.moods).toEqual({ negative: 1, neutral: 0, positive: 0, unknown: 0 })
    expect(facts.complaints).toEqual({ count: 1, topics: [{ topic: null, count: 1 }] })
    expect(facts.corrections).toBe(2)
    expect(await moodsIn(ledger.db, span)).toEqual(facts.moods)
    const year = await ledgerFacts(ledger.db, { from: NOW - 365 * DAY, to: NOW })
    expect([year.moods.negative, year.complaints.count]).toEqual([3, 3])
  })
})
