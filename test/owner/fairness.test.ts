import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Fairness, weigh } from '../../src/owner/fairness.ts'
import { fairnessInWords } from '../../src/owner/fairness-words.ts'
import { databases } from '../support/databases.ts'
import { type AnyCase, aCase, cases } from './a-case.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { tell } from './seed.ts'
import { drawing } from './weeks.ts'

const [HOUR, DAY] = [3_600_000, 86_400_000]
const OLD = { openedAt: NOW, customerSince: NOW - 400 * DAY }
const FRESH = { openedAt: NOW, customerSince: NOW - DAY }
const called = (wait: number | null): AnyCase['call'] => ({
  cause: 'complaint',
  openedAt: NOW,
  claimedAt: wait === null ? null : NOW + wait,
  repliedAt: null,
  isUncalled: false,
  ended: 'claimed',
})

function alarms({ pairings }: Fairness): string[] {
  return pairings.flatMap(({ key, sides, weighed }) =>
    weighed.flatMap(({ worse, measure }) =>
      worse === null ? [] : `${key} ${measure.key} ${sides[worse].key}`,
    ),
  )
}

describe('fairness', () => {
  test('says so where nobody wrote, and where too few did', () => {
    expect(fairnessInWords(weigh([]), 4)).toEqual(['Nobody has written in the last 4 weeks.'])
    const few = [...cases(10, { ...OLD, isUnhappy: true }), ...cases(10, FRESH)]
    expect(fairnessInWords(weigh(few), 4)[0]).toBe(
      'There are too few conversations in the last 4 weeks to compare customers.',
    )
  })

  test('says that long-standing customers wait longer, where they do', () => {
    const all = [
      ...cases(40, { ...OLD, call: called(4 * HOUR) }),
      ...cases(10, { ...OLD, call: called(null) }),
      ...cases(60, { ...FRESH, call: called(HOUR) }),
    ]
    const fairness = weigh(all)
    expect(alarms(fairness)).toEqual(['age wait long'])
    expect(fairnessInWords(fairness, 4)[0]).toBe(
      'Customers of over a year wait longer for a person than customers of under a month.',
    )
    // The same, the other way round.
    const other = all.map((one) => ({
      ...one,
      customerSince: one.customerSince === OLD.customerSince ? FRESH.customerSince : OLD.customerSince,
    }))
    expect(alarms(weigh(other))).toEqual(['age wait new'])
  })

  test('is quiet about a difference of a tenth, however many there are', () => {
    const group = (unhappy: number, of: Partial<AnyCase>) => [
      ...cases(unhappy, { ...of, isUnhappy: true }),
      ...cases(10_000 - unhappy, of),
    ]
    expect(alarms(weigh([...group(5400, OLD), ...group(5000, FRESH)]))).toEqual([])
    expect(alarms(weigh([...group(5600, OLD), ...group(5000, FRESH)]))).toEqual(['age unhappy long'])
  })

  test('counts a workspace of many as one large customer, and the house that all come to as none', () => {
    const all = [
      ...cases(60, { workspace: 'house', outcome: 'confirmed' }),
      ...cases(40, { workspace: 'courier' }),
    ]
    const size = weigh(all).pairings.find(({ key }) => key === 'size')
    expect(size?.weighed[2]?.shares).toEqual([
      { count: 0, of: 60 },
      { count: 40, of: 40 },
    ])
    expect(alarms(weigh(all))).toEqual(['size unhelped large'])
  })

  test('looks at each platform and language that there is', () => {
    const all = [
      ...cases(50, { adapter: 'a', language: 'en' }),
      ...cases(40, { adapter: 'b', language: 'de', isUnhappy: true }),
      ...cases(3, { adapter: 'b', language: null }),
      ...cases(1, { adapter: 'b', language: 'fr' }),
    ]
    expect(weigh(all).pairings.map(({ key }) => key)).toEqual([
      'age',
      'size',
      'platform-b',
      'language-en',
      'language-de',
      'language-fr',
    ])
    expect(alarms(weigh(all))).toEqual([
      'platform-b unhappy these',
      'language-en unhappy others',
      'language-de unhappy these',
    ])
  })

  test('raises no false alarm in 95 of 100 random splits', () => {
    const draw = drawing(20261122)
    const page = () =>
      Array.from({ length: 400 }, (_, number) =>
        aCase({
          openedAt: NOW,
          customerSince: NOW - (draw() < 0.5 ? DAY : 400 * DAY),
          customer: draw() < 0.3 ? `large${Math.floor(draw() * 5)}` : `small${number}`,
          adapter: ['a', 'b', 'c'][Math.floor(draw() * 3)] ?? 'a',
          language: ['en', 'de', 'fr', 'es'][Math.floor(draw() * 4)] ?? 'en',
          isUnhappy: draw() < 0.2,
          outcome: draw() < 0.4 ? 'confirmed' : 'unknown',
          call: draw() < 0.4 ? called(draw() * 5 * HOUR) : null,
        }),
      )
    const alarmed = Array.from({ length: 200 }, () => alarms(weigh(page())).length > 0).filter(Boolean).length
    expect(alarmed).toBeLessThanOrEqual(10)
  })
})

describe.each(databases)('fairness on %s', (kind) => {
  let room: Room
  beforeEach(async () => {
    room = await openRoom(kind)
  })
  afterEach(() => room.close())

  test('shows both sides, and each number opens its conversations', async () => {
    const { ledger } = room
    expect(await room.see('/owner/fairness')).toContain('Nobody has written in the last 4 weeks.')
    for (let number = 0; number < 30; number++) {
      await tell(ledger, {
        at: NOW - HOUR,
        customer: 'Nina New',
        reading: { sentiment: number < 12 ? -0.5 : 0 },
      })
      await tell(ledger, {
        at: NOW - HOUR,
        customer: 'Olaf Old',
        reading: { sentiment: number < 9 ? -0.5 : 0 },
      })
    }
    await ledger.db
      .updateTable('customers')
      .set({ since: NOW - 400 * DAY })
      .where('name', '=', 'Olaf Old')
      .execute()
    const page = await room.see('/owner/fairness')
    expect(page).toContain('href="/owner/fairness?weeks=4&amp;show=age.unhappy-long">9 of 30</a>')
    expect(page).toContain('Too few to tell anything of: customers who wrote once or twice.')
    const list = await room.see('/owner/fairness?weeks=4&show=age.unhappy-long')
    expect(list).toContain('Olaf Old')
    expect(list).not.toContain('Nina New')
  })
})
