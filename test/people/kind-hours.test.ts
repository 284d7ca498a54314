import { describe, expect, it } from 'vitest'
import { kindHoursOf } from '../../src/people/kind-hours.ts'

const at = (time: string) => Date.parse(`2026-06-${time}Z`)

describe('the hours for words that nobody asked for', () => {
  it.each([
    ['01T12:00:00', '01T12:00:00'],
    ['01T09:00:00', '01T09:00:00'],
    ['01T08:59:59', '01T09:00:00'],
    ['01T18:59:59', '01T18:59:59'],
    ['01T19:00:00', '02T09:00:00'],
    ['01T23:30:00', '02T09:00:00'],
    ['02T00:00:00', '02T09:00:00'],
    ['30T22:00:00', '31T09:00:00'],
  ])('of %s are from %s on', (now, next) => {
    const [day, time] = next.split('T')
    const expected = day === '31' ? Date.parse(`2026-07-01T${time}Z`) : at(next)
    expect(kindHoursOf(null)(at(now))).toBe(expected)
  })
})
