// Weekdays and months in the languages at hand; the runtime knows their names.

export type Calendar = {
  months: ReadonlyMap<string, number>
  weekdays: ReadonlyMap<string, number>
  tomorrow: ReadonlySet<string>
}

const calendars = new Map<string, Calendar>()
/** Languages whose names of days change their endings: here their stems are known too. */
export const INFLECTS: ReadonlySet<string> = new Set([
  'pl',
  'cs',
  'sk',
  'ru',
  'uk',
  'bg',
  'hr',
  'sr',
  'sl',
  'fi',
  'hu',
  'tr',
])

/** The names of one language, lower case: months in the forms they take alone and after a day. Empty where unknown. */
export function calendarOf(language: string): Calendar {
  const known = calendars.get(language)
  if (known !== undefined) return known
  const months = new Map<string, number>()
  const weekdays = new Map<string, number>()
  const tomorrow = new Set<string>()
  if (Intl.DateTimeFormat.supportedLocalesOf([language]).length > 0) {
    const say = (options: Intl.DateTimeFormatOptions, date: Date) =>
      new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).formatToParts(date)
    for (let month = 0; month < 12; month++) {
      const date = new Date(Date.UTC(2026, month, 11))
      for (const options of [
        { month: 'long' },
        { month: 'long', day: 'numeric' },
        { month: 'short', day: 'numeric' },
      ] as const) {
        const name = say(options, date).find(({ type }) => type === 'month')?.value
        if (name !== undefined && /\p{L}{3}/u.test(name))
          months.set(name.toLowerCase().replace(/\.$/, ''), month + 1)
      }
    }
    for (let day = 0; day < 7; day++) {
      // 1 November 2026 is a Sunday.
      const name = say({ weekday: 'long' }, new Date(Date.UTC(2026, 10, 1 + day))).find(
        ({ type }) => type === 'weekday',
      )?.value
      if (name === undefined) continue
      weekdays.set(name.toLowerCase(), day).set(name.toLowerCase().replace(/-feira$/, ''), day)
      if (INFLECTS.has(language)) weekdays.set(name.toLowerCase().slice(0, Math.max(4, name.length - 2)), day)
    }
    const next = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(1, 'day').toLowerCase()
    if (!/\d/.test(next)) tomorrow.add(next)
  }
  const calendar = { months, weekdays, tomorrow }
  calendars.set(language, calendar)
  return calendar
}
