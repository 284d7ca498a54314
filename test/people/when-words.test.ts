import { describe, expect, it } from 'vitest'
import { epochOf } from '../../src/calendar.ts'
import { whenWords } from '../../src/people/when-words.ts'

const zone = 'Europe/London'
const at = (day: number, hour: number, minute = 0, month = 6) =>
  epochOf({ year: 2026, month, day }, hour * 60 + minute, zone)
const now = at(2, 10)

describe('a moment in words', () => {
  it.each([
    [at(2, 17), '5pm UK time today'],
    [at(3, 9, 5), '9.05am UK time tomorrow'],
    [at(3, 12), 'noon UK time tomorrow'],
    [at(5, 14, 30), '2.30pm UK time on Friday 5 June'],
    [at(3, 0), 'the end of today'],
    [at(6, 0), 'the end of Friday 5 June'],
  ])('%i is %s', (moment, words) => {
    expect(whenWords(moment, now, { zone, label: 'UK time' })).toBe(words)
  })

  it('names the zone by its short name where people have none for it', () => {
    expect(whenWords(at(2, 17), now, { zone })).toBe('5pm BST today')
    expect(whenWords(at(2, 17, 0, 12), now, { zone })).toBe('5pm GMT on Wednesday 2 December')
  })
})
