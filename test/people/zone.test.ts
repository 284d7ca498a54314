import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  calendarDate,
  DAY,
  dayNumber,
  isZone,
  momentOf,
  namedZone,
  wallTime,
  weekday,
} from '../../src/people/zone.ts'

const ZONES = [
  ...['Europe/London', 'America/New_York', 'America/St_Johns', 'Asia/Kolkata', 'Asia/Kathmandu', 'UTC'],
  ...['Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Kiritimati', 'Africa/Casablanca', 'Pacific/Chatham'],
]
const HALF_HOUR = DAY / 48

const on = (zone: string, date: string, hour: number, minute = 0): string => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const number = dayNumber({ year, month, date: day })
  return new Date(momentOf(zone, number ?? Number.NaN, hour * 60 + minute)).toISOString().slice(0, 16)
}

describe('the moment of a time on the wall', () => {
  it.each([
    ['in winter', 'Europe/London', '2026-01-15', 9, 0, '2026-01-15T09:00'],
    ['in summer', 'Europe/London', '2026-07-15', 9, 0, '2026-07-15T08:00'],
    ['on the day that clocks go forward', 'Europe/London', '2026-03-29', 9, 0, '2026-03-29T08:00'],
    ['that is jumped over: the jump', 'Europe/London', '2026-03-29', 1, 30, '2026-03-29T01:00'],
    ['on the day that clocks go back', 'Europe/London', '2026-10-25', 9, 0, '2026-10-25T09:00'],
    ['that comes twice: the first', 'Europe/London', '2026-10-25', 1, 30, '2026-10-25T00:30'],
    ['after the day: the next midnight', 'Europe/London', '2026-10-25', 24, 0, '2026-10-26T00:00'],
    ['on 29 February', 'Europe/London', '2028-02-29', 9, 0, '2028-02-29T09:00'],
    ['in a zone of half hours', 'Asia/Kolkata', '2026-11-22', 9, 30, '2026-11-22T04:00'],
    ['in a zone of quarters', 'Asia/Kathmandu', '2026-11-22', 9, 0, '2026-11-22T03:15'],
    ['jumped over by half an hour', 'Australia/Lord_Howe', '2026-10-04', 2, 15, '2026-10-03T15:30'],
    ['on a day that never was', 'Pacific/Apia', '2011-12-30', 9, 0, '2011-12-30T10:00'],
    ['before a day that never was', 'Pacific/Apia', '2011-12-29', 23, 30, '2011-12-30T09:30'],
    ['after a day that never was', 'Pacific/Apia', '2011-12-31', 0, 30, '2011-12-30T10:30'],
  ])('%s', (_when, zone, date, hour, minute, expected) => {
    expect(on(zone, date, hour, minute)).toBe(expected)
  })

  test('is the first at which the wall shows that time, or a later one', () => {
    const from = Date.UTC(2025, 0, 1) / DAY
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: from, max: from + 1500 }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, day, minute) => {
          const at = momentOf(zone, day, minute)
          const isReached = ({ day: d, minute: m }: { day: number; minute: number }) =>
            d > day || (d === day && m >= minute)
          expect(isReached(wallTime(zone, at))).toBe(true)
          expect(isReached(wallTime(zone, at - 1))).toBe(false)
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('never runs backwards through a day', () => {
    for (const [zone, date] of [
      ['Europe/London', '2026-03-29'],
      ['Europe/London', '2026-10-25'],
      ['Australia/Lord_Howe', '2026-04-05'],
    ] as const) {
      const times = Array.from({ length: 49 }, (_, i) => on(zone, date, 0, i * 30))
      expect(times).toEqual([...times].sort())
    }
  })
})

test('a moment goes to the wall and back, except in the hour that comes twice', () => {
  const twice = (zone: string, at: number) =>
    wallTime(zone, at).minute === wallTime(zone, at - DAY / 24).minute
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 48 * 700 }), (zone, halfHours) => {
      const at = Date.UTC(2026, 0, 1) + halfHours * HALF_HOUR
      const { day, minute } = wallTime(zone, at)
      const back = momentOf(zone, day, minute)
      expect(
        back === at || (back < at && at - back <= DAY / 24 && (twice(zone, at) || zone.includes('Howe'))),
      ).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

describe('the calendar', () => {
  it('knows the weekday of a day', () => {
    expect(weekday(Date.UTC(2026, 10, 23) / DAY)).toBe(0)
    expect(weekday(Date.UTC(2026, 10, 22) / DAY)).toBe(6)
    expect(weekday(-1)).toBe(2)
  })

  it('has leap days in leap years only', () => {
    expect(dayNumber({ year: 2028, month: 2, date: 29 })).not.toBeNull()
    expect(dayNumber({ year: 2027, month: 2, date: 29 })).toBeNull()
    expect(dayNumber({ year: 2100, month: 2, date: 29 })).toBeNull()
    expect(dayNumber({ year: 2026, month: 13, date: 1 })).toBeNull()
    expect(calendarDate(dayNumber({ year: 2028, month: 2, date: 29 }) ?? 0)).toEqual({
      year: 2028,
      month: 2,
      date: 29,
    })
  })

  it('knows a zone by its name, and takes no bare distance for one', () => {
    expect(['Europe/London', 'Asia/Kolkata', 'UTC'].filter(isZone)).toHaveLength(3)
    expect(['Europe/Londn', '+01:00', '', 'Mars/Olympus', 'UK time'].filter(isZone)).toEqual([])
  })

  it('names a zone as people there would, the distant ones by their distance as everybody counts it', () => {
    const zones = ['Europe/London', 'America/New_York', 'Etc/GMT+5', 'Etc/GMT-14', 'Etc/UTC', 'UTC']
    expect(zones.map(namedZone)).toEqual([
      ...['London time', 'New York time', 'GMT-5', 'GMT+14', 'UTC', 'UTC'],
    ])
  })
})
