import { z } from 'zod'
import type { Days, Office, Span } from './office.ts'
import { dayNumber, isZone, namedZone } from './zone.ts'

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const OTHERS = ['zone', 'says', 'closed', 'other_hours']

const HOURS_EXAMPLE = 'Write it like "09:00-17:00", "09:00-12:30, 13:30-17:00" or "closed".'
const DAYS_EXAMPLE = 'Write it like "2026-12-24", "2026-12-24 to 2026-12-28", or for every year "12-25".'
const ZONE_EXAMPLE = 'Write the one that your people live by, such as "zone: Europe/London".'

/** "09:00-12:30, 13:30-17:00" or "closed". */
const Hours = text(HOURS_EXAMPLE).transform((written, context): Span[] => {
  if (written.toLowerCase() === 'closed') return []
  const spans = written.split(',').map(spanOf)
  const refuse = (problem: string) => {
    context.addIssue(`says "${written}", which ${problem}`)
    return z.NEVER
  }
  const known = spans.filter((span) => span !== null)
  if (known.length < spans.length) return refuse(`are no hours that we can read. ${HOURS_EXAMPLE}`)
  if (known.some(({ from, to }) => to <= from))
    return refuse(
      'end before they begin. Hours that go over midnight are written on both days: "22:00-24:00", then "00:00-06:00".',
    )
  if (known.some(({ from }, i) => i > 0 && from < (known[i - 1]?.to ?? 0)))
    return refuse('overlap or are out of order. Write the earlier hours first, each once.')
  return known
})

/** A day or a range of days, of one year or of every year. */
const DaysWritten = text(DAYS_EXAMPLE).transform((written, context): Days => {
  const [first = '', last = first, ...more] = written.split(/\s+(?:to|-|–)\s+/)
  const refuse = (problem: string) => {
    context.addIssue(`says "${written}", which ${problem}`)
    return z.NEVER
  }
  const [from, to] = [dayOf(first), dayOf(last)]
  if (!from || !to || more.length > 0) return refuse(`is no day of the calendar. ${DAYS_EXAMPLE}`)
  if (from.every !== to.every)
    return refuse('has a year on one side only. Write the year on both sides, or on neither.')
  if (from.every === 'once' && to.day < from.day)
    return refuse('ends before it begins. Write the earlier day first.')
  return { every: from.every, from: from.day, to: to.day }
})

/** The office as the owner writes it in the charter. Every refusal is a sentence that says what to write. */
export const OfficeFacts = z
  .strictObject(
    {
      zone: text(ZONE_EXAMPLE).refine(isZone, {
        error: ({ input }) => `says "${input}", which is no time zone that we know. ${ZONE_EXAMPLE}`,
      }),
      says: text('Write what your zone is called, such as "says: UK time".').optional(),
      monday: Hours.optional(),
      tuesday: Hours.optional(),
      wednesday: Hours.optional(),
      thursday: Hours.optional(),
      friday: Hours.optional(),
      saturday: Hours.optional(),
      sunday: Hours.optional(),
      closed: z.array(DaysWritten, { error: `needs a list, a day on each line. ${DAYS_EXAMPLE}` }).nullish(),
      other_hours: z
        .record(z.string(), z.unknown(), {
          error: 'needs a day and its hours on each line, such as "12-24: 09:00-13:00".',
        })
        .nullish(),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `knows no ${issue.keys.map((key) => `"${key}"`).join(', ')}. It may hold ${[...OTHERS.slice(0, 2), ...WEEK, ...OTHERS.slice(2)].join(', ')}.`
          : 'needs a zone and hours below it, each on a line of its own, such as "  monday: 09:00-17:00".',
    },
  )
  .transform((facts, context): Office => {
    const other = Object.entries(facts.other_hours ?? {}).flatMap(([days, hours]) => {
      const read = z.tuple([DaysWritten, Hours]).safeParse([days, hours])
      if (read.success) return [{ days: read.data[0], spans: read.data[1] }]
      for (const { message } of read.error.issues)
        context.addIssue({ code: 'custom', message, path: ['other_hours', days] })
      return []
    })
    const week = WEEK.map((day) => facts[day] ?? [])
    const closed = (facts.closed ?? []).map((days) => ({ days, spans: [] }))
    if (week.every((spans) => spans.length === 0))
      context.addIssue(
        'is open on no day. Write at least one, such as "monday: 09:00-17:00", or take it out.',
      )
    return {
      zone: facts.zone,
      says: facts.says ?? namedZone(facts.zone),
      week,
      exceptions: [...closed, ...other],
    }
  })

/** Words on one line; `example` says what to write where there are none. */
function text(example: string) {
  return z
    .string({
      error: ({ input }) =>
        input === undefined || input === null ? `is missing. ${example}` : `holds no words. ${example}`,
    })
    .trim()
    .min(1, `is missing. ${example}`)
    .max(100, `is too long. ${example}`)
}

function spanOf(written: string): Span | null {
  const [, h1, m1 = '0', h2, m2 = '0'] =
    /^\s*(\d{1,2})(?:[:.](\d\d))?\s*[-–]\s*(\d{1,2})(?:[:.](\d\d))?\s*$/.exec(written) ?? []
  if (h1 === undefined || Number(m1) > 59 || Number(m2) > 59) return null
  const span = { from: Number(h1) * 60 + Number(m1), to: Number(h2) * 60 + Number(m2) }
  return span.from <= 1440 && span.to <= 1440 ? span : null
}

/** The day's number, or for every year its month × 100 + date. */
function dayOf(written: string): { every: Days['every']; day: number } | null {
  const [, year, month, date] = /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(written.trim()) ?? []
  // Any leap year will do for a date of every year: 29 February is one.
  const day = dayNumber({ year: Number(year ?? 2000), month: Number(month), date: Number(date) })
  if (day === null) return null
  return year ? { every: 'once', day } : { every: 'year', day: Number(month) * 100 + Number(date) }
}
