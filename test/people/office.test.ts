import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addOpenTime,
  isOpen,
  nextOpening,
  type Office,
  openTimeBetween,
  openUntil,
} from '../../src/people/office.ts'
import { DAY, HOUR, MINUTE } from '../../src/people/zone.ts'
import { always, london, never, nights, officeOf, pune } from './offices.ts'

const at = (utc: string) => Date.parse(`${utc}Z`)
const shown = (moment: number | null) =>
  moment === null ? null : new Date(moment).toISOString().slice(0, 16)

describe('an office in London', () => {
  it('is open from its first minute up to its last', () => {
    expect(isOpen(london, at('2026-11-23T08:59:59'))).toBe(false)
    expect(isOpen(london, at('2026-11-23T09:00'))).toBe(true)
    expect(isOpen(london, at('2026-11-23T16:59:59'))).toBe(true)
    expect(isOpen(london, at('2026-11-23T17:00'))).toBe(false)
  })

  it('keeps its hours in summer, when UTC shows other ones', () => {
    expect(isOpen(london, at('2026-07-15T08:00'))).toBe(true)
    expect(isOpen(london, at('2026-07-15T16:00'))).toBe(false)
  })

  it.each([
    ['while it is open, now', '2026-11-23T10:00', '2026-11-23T10:00'],
    ['in the evening, the next morning', '2026-11-23T17:00', '2026-11-24T09:00'],
    ['on a Friday evening, on Monday', '2026-11-27T18:00', '2026-11-30T09:00'],
    ['over Easter, on Tuesday', '2026-04-02T16:00', '2026-04-07T08:00'],
    ['over Christmas, in January', '2026-12-24T13:00', '2027-01-04T09:00'],
    ['before the Sunday that clocks go forward, an hour sooner', '2026-03-27T17:00', '2026-03-30T08:00'],
    ['before the Sunday that clocks go back, an hour later', '2026-10-23T16:00', '2026-10-26T09:00'],
    ['on the day before a leap day', '2028-02-28T18:00', '2028-02-29T09:00'],
  ])('opens next: %s', (_when, now, next) => {
    expect(shown(nextOpening(london, at(now)))).toBe(next)
  })

  it('says until when it is open, and nothing while it is closed', () => {
    expect(shown(openUntil(london, at('2026-11-23T10:00')))).toBe('2026-11-23T17:00')
    expect(shown(openUntil(london, at('2026-12-24T10:00')))).toBe('2026-12-24T13:00')
    expect(openUntil(london, at('2026-11-22T10:00'))).toBeNull()
  })

  it('counts office time over evenings, weekends and holidays', () => {
    expect(openTimeBetween(london, at('2026-11-27T16:00'), at('2026-11-30T10:00'))).toBe(2 * HOUR)
    expect(openTimeBetween(london, at('2026-12-24T12:00'), at('2027-01-04T10:00'))).toBe(2 * HOUR)
    expect(openTimeBetween(london, at('2026-11-30T10:00'), at('2026-11-27T16:00'))).toBe(0)
    expect(openTimeBetween(london, at('2026-11-28T10:00'), at('2026-11-29T16:00'))).toBe(0)
  })

  it('tells when so much office time will have passed', () => {
    expect(shown(addOpenTime(london, at('2026-11-27T16:00'), 2 * HOUR))).toBe('2026-11-30T10:00')
    expect(shown(addOpenTime(london, at('2026-11-27T16:00'), HOUR))).toBe('2026-11-27T17:00')
    expect(shown(addOpenTime(london, at('2026-11-27T20:00'), 0))).toBe('2026-11-27T20:00')
    expect(shown(addOpenTime(london, at('2026-11-27T20:00'), 1))).toBe('2026-11-30T09:00')
  })

  it('opens no Sunday because its date has other hours every year', () => {
    expect(isOpen(london, at('2028-12-24T10:00'))).toBe(false)
    expect(isOpen(london, at('2027-12-24T10:00'))).toBe(true)
  })
})

describe('an office with half hours and a lunch', () => {
  it('is closed over lunch', () => {
    expect(isOpen(pune, at('2026-11-23T04:00'))).toBe(true)
    expect(isOpen(pune, at('2026-11-23T08:00'))).toBe(false)
    expect(shown(nextOpening(pune, at('2026-11-23T08:00')))).toBe('2026-11-23T08:30')
    expect(openTimeBetween(pune, at('2026-11-23T07:00'), at('2026-11-23T09:00'))).toBe(HOUR)
    expect(shown(addOpenTime(pune, at('2026-11-23T07:00'), HOUR))).toBe('2026-11-23T09:00')
  })
})

describe('an office at night', () => {
  const spring = [at('2026-03-28T22:00'), at('2026-03-29T02:00')] as const
  const autumn = [at('2026-10-24T21:00'), at('2026-10-25T03:00')] as const

  it('has an hour less when clocks go forward', () => {
    expect(openTimeBetween(nights, ...spring)).toBe(4 * HOUR)
    expect(shown(openUntil(nights, spring[0]))).toBe('2026-03-29T02:00')
    expect(shown(addOpenTime(nights, spring[0], 4 * HOUR))).toBe('2026-03-29T02:00')
  })

  it('has an hour more when they go back', () => {
    expect(openTimeBetween(nights, ...autumn)).toBe(6 * HOUR)
    expect(shown(openUntil(nights, autumn[0]))).toBe('2026-10-25T03:00')
    expect(shown(addOpenTime(nights, autumn[0], 5 * HOUR))).toBe('2026-10-25T02:00')
  })

  it('joins what touches at midnight', () => {
    expect(shown(openUntil(nights, at('2026-11-23T23:00')))).toBe('2026-11-24T03:00')
  })

  it('is not there in an hour that is jumped over', () => {
    const gap = officeOf({ zone: 'Europe/London', sunday: '01:00-02:00, 02:00-02:30' })
    expect(openTimeBetween(gap, at('2026-03-29T00:00'), at('2026-03-30T00:00'))).toBe(30 * MINUTE)
    expect(openTimeBetween(gap, at('2026-10-25T00:00'), at('2026-10-26T00:00'))).toBe(2.5 * HOUR)
  })
})

describe('an office that never closes', () => {
  it('is open always, on days of 23 and 25 hours too', () => {
    expect(openUntil(always, at('2026-11-22T10:00'))).toBe(Number.POSITIVE_INFINITY)
    expect(openTimeBetween(always, at('2026-03-28T00:00'), at('2026-03-31T00:00'))).toBe(3 * DAY)
    expect(openTimeBetween(always, at('2026-10-24T00:00'), at('2026-10-27T00:00'))).toBe(3 * DAY)
  })
})

describe('an office that never opens', () => {
  const closedAllYear: Office = {
    ...london,
    exceptions: [{ days: { every: 'year', from: 101, to: 1231 }, spans: [] }],
  }
  it.each([
    ['without hours', never],
    ['closed on every day of the year', closedAllYear],
  ])('says so: %s', (_how, office) => {
    const now = at('2026-11-23T10:00')
    expect(isOpen(office, now)).toBe(false)
    expect(nextOpening(office, now)).toBeNull()
    expect(openUntil(office, now)).toBeNull()
    expect(addOpenTime(office, now, 1)).toBeNull()
    expect(openTimeBetween(office, now, now + 100 * DAY)).toBe(0)
  })
})

describe('days', () => {
  const open = (facts: object, day: string) =>
    isOpen(officeOf({ zone: 'UTC', ...EVERY_DAY, ...facts }), at(`${day}T12:00`))
  const EVERY_DAY = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((d) => [
      d,
      '09:00-17:00',
    ]),
  )

  it.each([
    ['2026-12-24', true],
    ['2026-12-25', false],
    ['2026-12-31', false],
    ['2027-01-01', false],
    ['2027-01-02', true],
  ])('of every year go over New Year: %s is open: %s', (day, expected) => {
    expect(open({ closed: ['12-25 to 01-01'] }, day)).toBe(expected)
  })

  it('of one year are of that year alone', () => {
    expect(open({ closed: ['2026-08-03 to 2026-08-14'] }, '2026-08-14')).toBe(false)
    expect(open({ closed: ['2026-08-03 to 2026-08-14'] }, '2027-08-14')).toBe(true)
  })

  it('may be 29 February', () => {
    expect(open({ closed: ['02-29'] }, '2028-02-29')).toBe(false)
    expect(open({ closed: ['02-29'] }, '2028-03-01')).toBe(true)
  })
})

test('office time that is added is the office time that has passed', () => {
  const from = at('2026-01-01T00:00')
  fc.assert(
    fc.property(
      fc.constantFrom(london, pune, nights, always),
      fc.integer({ min: 0, max: 2 * 366 * 24 * 60 }),
      fc.integer({ min: 1, max: 60 * 60 }),
      (office, minutes, length) => {
        const now = from + minutes * MINUTE
        const then = addOpenTime(office, now, length * MINUTE)
        if (then === null) throw new Error('Those offices open')
        expect(openTimeBetween(office, now, then)).toBe(length * MINUTE)
        expect(openTimeBetween(office, now, then - 1)).toBe(length * MINUTE - 1)
        const next = nextOpening(office, now) ?? Number.NaN
        expect(isOpen(office, next)).toBe(true)
        expect(next === now).toBe(isOpen(office, now))
        expect(openTimeBetween(office, now, next)).toBe(0)
        const until = openUntil(office, next) ?? Number.NaN
        if (until < Number.POSITIVE_INFINITY) {
          expect(openTimeBetween(office, next, until)).toBe(until - next)
          expect(isOpen(office, until)).toBe(false)
        }
      },
    ),
    { numRuns: 1000 },
  )
})
