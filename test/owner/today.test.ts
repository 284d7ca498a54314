import { describe, expect, test } from 'vitest'
import type { DayNumbers } from '../../src/ledger/day-numbers.ts'
import { todayInWords } from '../../src/owner/today.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const NONE: DayNumbers = {
  conversations: 0,
  helped: 0,
  messages: 0,
  unanswered: 0,
  complaints: { count: 0, topics: [] },
  complaintsTaken: { count: 0, slowest: 0 },
  moods: { negative: 0, neutral: 0, positive: 0, unknown: 0 },
  promises: { kept: 0, keptLate: 0, broken: 0, open: 0, overdue: 0 },
  now: { withPerson: 0, waiting: 0, oldestSince: null },
}
const words = (numbers: Partial<DayNumbers>) => todayInWords({ ...NONE, ...numbers }, NOW)

describe('today in words', () => {
  test('an empty day', () => {
    expect(words({})).toEqual(['Nobody has written today yet.'])
  })

  test('an empty day with somebody left from yesterday', () => {
    expect(words({ now: { withPerson: 0, waiting: 1, oldestSince: NOW - 90 * 60_000 } })).toEqual([
      'Nobody has written today yet.',
      'Right now 1 is waiting, for 1 hour.',
    ])
  })

  test('a usual day', () => {
    const numbers = {
      conversations: 12,
      helped: 9,
      unanswered: 3,
      complaints: { count: 1, topics: [{ topic: 'delivery', count: 1 }] },
      complaintsTaken: { count: 1, slowest: 12 * 60_000 - 1 },
      moods: { negative: 5, neutral: 20, positive: 8, unknown: 7 },
      now: { withPerson: 2, waiting: 0, oldestSince: null },
    }
    expect(words(numbers)).toEqual([
      'Today: 12 conversations, 9 of them with an answer from your pages.',
      'Right now 2 are with people and nobody is waiting.',
      'One complaint, about delivery. It was taken up by a person within 12 minutes.',
      '3 questions found no answer in your pages.',
      'How 40 messages sounded: 5 unhappy, 8 happy, 20 with no clear sign, 7 unknown.',
    ])
  })

  test('one of everything', () => {
    const numbers = {
      conversations: 1,
      helped: 1,
      unanswered: 1,
      complaints: { count: 1, topics: [{ topic: null, count: 1 }] },
      moods: { ...NONE.moods, negative: 1 },
      now: { withPerson: 1, waiting: 1, oldestSince: NOW - 60_000 },
    }
    expect(words(numbers)).toEqual([
      'Today: 1 conversation, with an answer from your pages.',
      'Right now 1 is with a person and 1 is waiting, for 1 minute.',
      'One complaint. No person has taken it up yet.',
      '1 question found no answer in your pages.',
      'The one message sounded unhappy.',
    ])
  })

  test.each([
    [{ conversations: 1 }, 'Today: 1 conversation, without an answer from your pages.'],
    [{ conversations: 3, helped: 3 }, 'Today: 3 conversations, all of them with an answer from your pages.'],
    [{ conversations: 3 }, 'Today: 3 conversations, none of them with an answer from your pages.'],
  ])('the first sentence %#', (numbers, sentence) => {
    expect(words(numbers)[0]).toBe(sentence)
  })

  test('complaints by what they are about', () => {
    const about = (count: number, ...topics: [string | null, number][]) =>
      words({
        conversations: 9,
        complaints: { count, topics: topics.map(([topic, n]) => ({ topic, count: n })) },
      })[2]?.replace(/ No person .*/, '')
    expect(about(0)).toBe('No complaints.')
    expect(about(2, ['delivery', 2])).toBe('2 complaints, all about delivery.')
    expect(about(3, ['delivery', 2], ['refund', 1])).toBe(
      '3 complaints: 2 about delivery and 1 about a refund.',
    )
    expect(about(3, ['delivery', 2], [null, 1])).toBe(
      '3 complaints: 2 about delivery and 1 with no topic named.',
    )
    expect(about(3, [null, 3])).toBe('3 complaints.')
  })

  test.each([
    [3, 0, 'No person has taken them up yet.'],
    [3, 1, '1 of them was taken up by a person.'],
    [3, 2, '2 of them were taken up by a person.'],
    [3, 3, 'All were taken up by a person within 1 hour.'],
    [2, 2, 'Both were taken up by a person within 1 hour.'],
  ])('of %i complaints a person took %i', (count, taken, sentence) => {
    const complaintsTaken = { count: taken, slowest: 60 * 60_000 }
    const said = words({ conversations: 9, complaints: { count, topics: [] }, complaintsTaken })[2]
    expect(said).toBe(`${count} complaints. ${sentence}`)
  })

  test('promises: what came of those due today, and what is owed from before', () => {
    const said = (promises: Partial<DayNumbers['promises']>) =>
      words({ promises: { ...NONE.promises, ...promises } }).slice(1)
    expect(said({})).toEqual([])
    expect(said({ kept: 2, keptLate: 1, broken: 1, open: 3 })).toEqual([
      'Promises due today: 2 kept, 1 kept late, 1 not kept, 3 still open.',
    ])
    expect(said({ open: 1, overdue: 1 })).toEqual([
      'Promises due today: 1 still open. 1 earlier promise not kept and still owed.',
    ])
    expect(said({ overdue: 2 })).toEqual(['2 earlier promises not kept and still owed.'])
  })

  test('several wait', () => {
    const now = { withPerson: 0, waiting: 3, oldestSince: NOW - 2 * 86_400_000 }
    expect(words({ conversations: 3, now })[1]).toBe('Right now 3 are waiting, the first for 2 days.')
  })
})
