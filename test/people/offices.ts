import type { Office } from '../../src/people/office.ts'
import { OfficeFacts } from '../../src/people/office-facts.ts'

export type Hours = Record<string, unknown>

/** An office as a charter would write it. */
export function officeOf(facts: Hours): Office {
  return OfficeFacts.parse(facts)
}

const weekdays = (hours: string): Hours => ({
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
})

export const london = officeOf({
  zone: 'Europe/London',
  says: 'UK time',
  ...weekdays('09:00-17:00'),
  closed: ['2026-04-03', '2026-04-06', '2026-08-31', '12-25 to 01-01'],
  other_hours: { '12-24': '09:00-13:00' },
})

export const pune = officeOf({
  zone: 'Asia/Kolkata',
  says: 'India time',
  ...weekdays('09:30-13:00, 14:00-18:30'),
  saturday: '10:00-14:00',
})

const day = '00:00-24:00'
export const always = officeOf({
  zone: 'Europe/London',
  ...weekdays(day),
  saturday: day,
  sunday: day,
})

/** Through the nights in which clocks change. */
export const nights = officeOf({
  zone: 'Europe/London',
  ...weekdays('00:00-03:00, 22:00-24:00'),
  saturday: '22:00-24:00',
  sunday: '00:00-03:00',
})

export const never: Office = {
  zone: 'Europe/London',
  says: 'UK time',
  week: [[], [], [], [], [], [], []],
  exceptions: [],
}
