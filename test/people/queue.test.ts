import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InLine } from '../../src/ledger/in-line.ts'
import type { Taken } from '../../src/ledger/passed.ts'
import { passedNow, shareOf, waitsOf } from '../../src/people/passing.ts'
import type { Preference } from '../../src/people/priority-settings.ts'
import { inOrder, rankOf } from '../../src/people/queue.ts'
import { DAY, MINUTE } from '../../src/people/zone.ts'

const PREFERENCES: Preference[] = [
  'complaint',
  'came back',
  'promise owed',
  'long-standing',
  'newcomer',
  { place: 'east' },
  { workspace: 'w2' },
]
const START = 1_000 * DAY

const flags = { complaint: fc.boolean(), cameBack: fc.boolean(), promiseOwed: fc.boolean() }
const inLine = fc.record({
  ...flags,
  newcomer: fc.boolean(),
  cause: fc.constantFrom('danger', 'self_harm', 'complaint', 'wants_person'),
  since: fc.integer({ min: 0, max: 30 }).map((minutes) => START + minutes * MINUTE),
  adapter: fc.constantFrom('east', 'west'),
  workspace: fc.constantFrom('w1', 'w2'),
  customerSince: fc.constantFrom(START - 2 * 366 * DAY, START - DAY),
})
const line = fc.array(inLine, { maxLength: 30 }).map(named)
const rule = fc.shuffledSubarray(PREFERENCES)
const taken = fc
  .array(fc.tuple(inLine, fc.integer({ min: 1, max: 40 })), { maxLength: 30 })
  .map((all) => named(all.map(([one, minutes]) => ({ ...one, takenAt: one.since + minutes * MINUTE }))))

function named<T>(all: T[]): (T & { handoff: string })[] {
  return all.map((one, n) => ({ ...one, handoff: `h${n}` }))
}
const isDanger = ({ cause }: InLine) => cause === 'danger' || cause === 'self_harm'

const one = (handoff: string, minute: number, change: Partial<InLine> = {}): InLine => ({
  handoff,
  cause: 'wants_person',
  since: START + minute * MINUTE,
  adapter: 'west',
  workspace: 'w1',
  customerSince: START - DAY,
  complaint: false,
  cameBack: false,
  promiseOwed: false,
  newcomer: false,
  ...change,
})
const ids = (all: InLine[]) => all.map(({ handoff }) => handoff).join(' ')

describe('the order in which people are to help', () => {
  it('loses nobody, doubles nobody and changes nothing of what it is given', () => {
    fc.assert(
      fc.property(line, rule, (all, rule) => {
        const before = structuredClone(all)
        const ordered = inOrder(all, rule)
        expect(new Set(ordered)).toEqual(new Set(all))
        expect(ordered).toHaveLength(all.length)
        expect(all).toEqual(before)
      }),
    )
  })

  it('is danger first, whatever the rule', () => {
    fc.assert(
      fc.property(line, rule, (all, rule) => {
        const ordered = inOrder(all, rule).map(isDanger)
        expect(ordered).toEqual([...ordered].sort((a, b) => Number(b) - Number(a)))
      }),
    )
  })

  it('is the longest wait first among those whom the rule treats alike', () => {
    fc.assert(
      fc.property(line, rule, (all, rule) => {
        const ordered = inOrder(all, rule)
        for (const [n, next] of ordered.slice(1).entries()) {
          const before = ordered[n]
          if (!before || rankOf(before, rule) !== rankOf(next, rule)) continue
          expect(before.since).toBeLessThanOrEqual(next.since)
        }
      }),
    )
  })

  it('is the same however the line is given, and asked for twice', () => {
    fc.assert(
      fc.property(line, rule, fc.infiniteStream(fc.nat()), (all, rule, numbers) => {
        const shuffled = all
          .map((one) => ({ one, key: numbers.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        expect(inOrder(shuffled, rule)).toEqual(inOrder(all, rule))
        expect(inOrder(inOrder(all, rule), rule)).toEqual(inOrder(all, rule))
      }),
    )
  })

  it('knows neither the new nor the old, neither the one place nor the other, where the owner has set no rule', () => {
    fc.assert(
      fc.property(line, (all) => {
        const alike = all.map(({ handoff, since, cause }) => ({ ...one(handoff, 0), since, cause }))
        expect(ids(inOrder(all, []))).toBe(ids(inOrder(alike, [])))
      }),
    )
  })

  it.each<[Preference, Partial<InLine>]>([
    ['complaint', { complaint: true }],
    ['came back', { cameBack: true }],
    ['promise owed', { promiseOwed: true }],
    ['long-standing', { customerSince: START - 366 * DAY }],
    ['newcomer', { newcomer: true }],
    [{ place: 'east' }, { adapter: 'east' }],
    [{ workspace: 'w2' }, { workspace: 'w2' }],
  ])('puts %j before who came earlier, behind danger', (preference, change) => {
    const all = [
      one('early', 0),
      one('put-first', 5, change),
      one('late', 6),
      one('danger', 9, { cause: 'danger' }),
    ]
    expect(ids(inOrder(all, []))).toBe('danger early put-first late')
    expect(ids(inOrder(all, [preference]))).toBe('danger put-first early late')
  })

  it('follows the lines of the rule in their order, the first that fits', () => {
    const all = [
      one('new', 0, { newcomer: true }),
      one('both', 1, { newcomer: true, complaint: true }),
      one('complaint', 2, { complaint: true }),
      one('neither', 3),
    ]
    expect(ids(inOrder(all, ['complaint', 'newcomer']))).toBe('both complaint new neither')
    expect(ids(inOrder(all, ['newcomer', 'complaint']))).toBe('new both complaint neither')
  })
})

describe('whom the rule makes wait', () => {
  it('is nobody without a rule', () => {
    fc.assert(
      fc.property(line, taken, (all, taken) => {
        expect(passedNow(all, [])).toEqual([])
        expect(waitsOf(taken, []).filter(({ passedAt }) => passedAt !== null)).toEqual([])
      }),
    )
  })

  it('now: names who stands before them and came later, and nobody for whom danger alone is before them', () => {
    const all = [
      one('ann', 0),
      one('bea', 10, { complaint: true }),
      one('cy', 12),
      one('dan', 20, { complaint: true }),
      one('eve', 30, { cause: 'danger', complaint: true }),
    ]
    const passed = passedNow(all, ['complaint'])
    expect(passed.map(({ one, by }) => [one.handoff, ids(by)])).toEqual([
      ['ann', 'bea dan'],
      ['cy', 'dan'],
    ])
  })

  it('lately: who was taken up after somebody who came later and is put first, and since when', () => {
    fc.assert(
      fc.property(taken, rule, (all, rule) => {
        for (const { one, passedAt } of waitsOf(all, rule)) {
          const passers = all.filter(
            (other) =>
              other.since > one.since &&
              other.takenAt < one.takenAt &&
              !isDanger(other) &&
              rankOf(other, rule) < rankOf(one, rule),
          )
          expect(passedAt).toBe(
            passers.length === 0 ? null : Math.min(...passers.map(({ takenAt }) => takenAt)),
          )
        }
        expect(waitsOf(all, rule)).toHaveLength(all.length)
      }),
    )
  })

  it('is counted with the middle and the longest wait from then on', () => {
    const by = (handoff: string, minute: number, until: number, change: Partial<InLine> = {}): Taken => ({
      ...one(handoff, minute, change),
      takenAt: START + until * MINUTE,
    })
    const waits = waitsOf(
      [
        by('a', 0, 30),
        by('b', 1, 14),
        by('c', 2, 90),
        by('first', 5, 10, { complaint: true }),
        by('quick', 6, 8),
      ],
      ['complaint'],
    )
    expect(shareOf(waits)).toEqual({ count: 5, passed: 3, middle: 20 * MINUTE, longest: 80 * MINUTE })
    expect(shareOf([])).toEqual({ count: 0, passed: 0, middle: 0, longest: 0 })
  })
})
