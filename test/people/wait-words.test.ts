import { describe, expect, it } from 'vitest'
import { backWords, roundUp, waitWords } from '../../src/people/wait-words.ts'

const at = (utc: string) => Date.parse(`${utc}Z`)
const UK = { zone: 'Europe/London' }
/** A Wednesday, 1.10pm in London. */
const NOW = at('2026-11-25T13:10')

describe('by when', () => {
  it.each([
    ['2026-11-25T13:11', 'within 15 minutes'],
    ['2026-11-25T13:25', 'within 15 minutes'],
    ['2026-11-25T13:26', 'within half an hour'],
    ['2026-11-25T13:55', 'within 45 minutes'],
    ['2026-11-25T14:10', 'within the hour'],
    ['2026-11-25T14:30', 'by 2.30pm today'],
    ['2026-11-25T14:36:20', 'by 2.37pm today'],
    ['2026-11-25T17:00', 'by 5pm today'],
    ['2026-11-26T00:00', 'by midnight tonight'],
    ['2026-11-26T11:00', 'by 11am tomorrow'],
    ['2026-11-26T12:00', 'by noon tomorrow'],
    ['2026-11-26T12:30', 'by 12.30pm tomorrow'],
    ['2026-11-26T00:30', 'by 12.30am tomorrow'],
    ['2026-11-27T00:00', 'by midnight tomorrow'],
    ['2026-11-30T11:00', 'on Monday by 11am'],
    ['2026-12-01T09:00', 'on Tuesday by 9am'],
    ['2026-12-02T09:00', 'on Wednesday 2 December by 9am'],
    ['2027-01-04T11:00', 'on Monday 4 January by 11am'],
  ])('%s UTC is said as "%s"', (moment, words) => {
    expect(waitWords(at(moment), NOW, UK)).toBe(words)
  })

  it('says whose time it is where the customer may live by another', () => {
    const clock = { ...UK, says: 'UK time' }
    expect(waitWords(at('2026-11-25T14:30'), NOW, clock)).toBe('by 2.30pm UK time today')
    expect(waitWords(at('2026-11-26T11:00'), NOW, clock)).toBe('by 11am UK time tomorrow')
    expect(waitWords(at('2026-11-30T11:00'), NOW, clock)).toBe('on Monday by 11am UK time')
    expect(waitWords(at('2026-11-25T14:00'), NOW, clock)).toBe('within the hour')
  })

  it('means the days of that zone', () => {
    const late = at('2026-11-25T19:00')
    expect(waitWords(at('2026-11-26T04:30'), late, { zone: 'Asia/Kolkata' })).toBe('by 10am today')
    expect(waitWords(at('2026-11-26T04:30'), late, UK)).toBe('by 4.30am tomorrow')
    expect(waitWords(at('2026-11-26T04:30'), late, { zone: 'America/New_York' })).toBe('by 11.30pm today')
  })

  it('says the time that clocks show after they were changed', () => {
    expect(waitWords(at('2026-03-30T08:00'), at('2026-03-28T12:00'), UK)).toBe('on Monday by 9am')
    expect(waitWords(at('2026-10-26T09:00'), at('2026-10-24T12:00'), UK)).toBe('on Monday by 9am')
  })

  it('says nothing once it has passed', () => {
    expect(waitWords(NOW, NOW, UK)).toBeNull()
    expect(waitWords(NOW - 1, NOW, UK)).toBeNull()
  })
})

describe('rounded up to what can be said', () => {
  it.each([
    ['2026-11-25T13:10', '2026-11-25T13:25'],
    ['2026-11-25T13:12', '2026-11-25T13:25'],
    ['2026-11-25T13:30', '2026-11-25T13:40'],
    ['2026-11-25T13:41', '2026-11-25T13:55'],
    ['2026-11-25T14:00', '2026-11-25T14:10'],
    ['2026-11-25T14:11', '2026-11-25T14:30'],
    ['2026-11-25T14:30', '2026-11-25T14:30'],
    ['2026-11-25T14:30:01', '2026-11-25T15:00'],
    ['2026-11-25T17:00', '2026-11-25T17:00'],
    ['2026-11-26T09:05', '2026-11-26T10:00'],
    ['2026-11-25T23:50', '2026-11-26T00:00'],
  ])('%s becomes %s', (moment, rounded) => {
    expect(roundUp(at(moment), NOW, UK.zone)).toBe(at(rounded))
  })

  it.each(['2026-03-29', '2026-10-25'])('is never sooner, on the night of %s either', (day) => {
    const midnight = at(`${day}T00:00`)
    for (let minutes = 0; minutes < 300; minutes += 7) {
      for (const now of [midnight - 5 * 3_600_000, midnight - 600_000]) {
        const moment = midnight + minutes * 60_000
        const rounded = roundUp(moment, now, UK.zone)
        expect(rounded).toBeGreaterThanOrEqual(moment)
        expect(rounded - moment).toBeLessThan(2 * 3_600_000)
      }
    }
  })
})

describe('from when people are there again', () => {
  it.each([
    ['2026-11-25T17:00', '5pm today'],
    ['2026-11-26T09:00', '9am tomorrow'],
    ['2026-11-30T09:00', 'Monday at 9am'],
    ['2027-01-04T09:00', 'Monday 4 January at 9am'],
    ['2026-11-27T00:00', 'the start of Friday'],
  ])('%s UTC is said as "%s"', (moment, words) => {
    expect(backWords(at(moment), NOW, UK)).toBe(words)
  })
})
