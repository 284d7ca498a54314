import { expect, it } from 'vitest'
import { epochOf } from '../../src/calendar.ts'
import { plainHours } from '../../src/people/hours.ts'
import { byWhen } from '../../src/people/promising/by-when.ts'
import { whenWords } from '../../src/people/when-words.ts'

const LONDON = 'Europe/London'
const hours = { ...plainHours(LONDON), label: 'UK time' }
/** Tuesday, 2 June 2026, 10.30. */
const NOW = epochOf({ year: 2026, month: 6, day: 2 }, 10 * 60 + 30, LONDON)

it.each([
  ['Friday', '5pm UK time on Friday 5 June'],
  ['by Friday 3pm', '3pm UK time on Friday 5 June'],
  ['tomorrow at 10am', '10am UK time tomorrow'],
  ['tomorrow morning', 'noon UK time tomorrow'],
  ['in two hours', '12.30pm UK time today'],
  ['3pm', '3pm UK time today'],
  ['16:45', '4.45pm UK time today'],
  ['12 June', '5pm UK time on Friday 12 June'],
  ['12 June at noon', 'noon UK time on Friday 12 June'],
  ['next Monday', '5pm UK time on Monday 8 June'],
  ['within 3 working days', '5pm UK time on Friday 5 June'],
  ['2026-06-09 14:00', '2pm UK time on Tuesday 9 June'],
  ['09/06/2026', '5pm UK time on Tuesday 9 June'],
  ['end of the week', '5pm UK time on Friday 5 June'],
  ['today', '5pm UK time today'],
  ['Freitag um 15 Uhr', '3pm UK time on Friday 5 June'],
  ['demain matin', 'noon UK time tomorrow'],
])('"%s" is %s', async (text, when) => {
  const due = await byWhen(text, NOW, hours)
  expect(due === null ? null : whenWords(due, NOW, hours)).toBe(when)
})

it.each(['', 'soon', 'when it is done', '31 May 2026', 'yesterday', '12', '@everyone'])(
  '"%s" is no time ahead',
  async (text) => {
    expect(await byWhen(text, NOW, hours)).toBeNull()
  },
)
