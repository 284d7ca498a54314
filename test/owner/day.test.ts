import { describe, expect, test } from 'vitest'
import { dateOf, dayOf, daysFrom, isDate, readDate } from '../../src/owner/day.ts'
import { officeNow } from '../../src/owner/now.ts'
import { periodOf, piecesOf } from '../../src/owner/period.ts'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)

describe('a day', () => {
  test('begins at midnight by the office’s clock and ends at the next one', () => {
    const day = dayOf(at('2026-11-22T13:05Z'), 'Europe/Berlin')
    expect(day).toEqual({ from: at('2026-11-21T23:00Z'), to: at('2026-11-22T23:00Z') })
    expect(dateOf(day.from, 'Europe/Berlin')).toBe('2026-11-22')
    expect(dateOf(day.to - 1, 'Europe/Berlin')).toBe('2026-11-22')
    expect(readDate('2026-11-22', 'Europe/Berlin')).toEqual(day)
  })

  test.each([
    ['2026-03-29', 'Europe/London', 23],
    ['2026-10-25', 'Europe/London', 25],
    ['2026-03-08', 'America/Los_Angeles', 23],
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    // Its clocks are put forward at midnight, so the day begins at one.
    ['2026-09-06', 'America/Santiago', 23],
    // Its clocks are put back at midnight, so it shows its last hour twice.
    ['2026-04-04', 'America/Santiago', 25],
    ['2026-06-01', 'Asia/Kolkata', 24],
  ])('%s in %s has %s hours', (date, zone, hours) => {
    const day = readDate(date, zone)
    expect(day && (day.to - day.from) / HOUR).toBe(hours)
    expect(day && [dateOf(day.from, zone), dateOf(day.to - 1, zone)]).toEqual([date, date])
    expect(day && dayOf(day.to - 1, zone)).toEqual(day)
    expect(day && daysFrom(day.from, 1, zone)).toBe(day?.to)
    expect(day && daysFrom(day.to, -1, zone)).toBe(day?.from)
  })

  test.each(['2026-02-30', '2026-13-01', '22.11.2026', '', 'today', '0001-01-01', '2026-1-1'])(
    '%s is none',
    (text) => {
      expect(readDate(text, 'UTC')).toBeNull()
      expect(isDate(text)).toBe(false)
    },
  )
})

describe('a period', () => {
  test.each([
    ['2026-04-02T12:00Z', '2026-03-06T00:00Z', '2026-04-02T23:00Z', 28 * 24 - 1],
    ['2026-10-30T12:00Z', '2026-10-02T23:00Z', '2026-10-31T00:00Z', 28 * 24 + 1],
  ])('around %s has 28 days, one of them with another length', (now, from, to, hours) => {
    const period = periodOf(4, officeNow({ zone: 'Europe/London' }, at(now)))
    expect(period).toMatchObject({ from: at(from), to: at(to), before: { to: at(from) } })
    const days = piecesOf(period)
    expect(days).toHaveLength(28)
    expect(days.reduce((sum, day) => sum + day.to - day.from, 0)).toBe(hours * HOUR)
    for (const [n, day] of days.entries()) expect(days[n + 1]?.from ?? period.to).toBe(day.to)
  })
})
