import { z } from 'zod'
import type { Outcome } from '../conversation.ts'
import { type Cursor, MOODS, type Mood, type ReadingFilter } from '../ledger/reports.ts'
import { isDate, readDate } from './day.ts'

const date = (name: string) =>
  z.string().refine(isDate, `${name} has to be a day such as 2026-11-22.`).nullable()

export const OUTCOMES = ['unknown', 'confirmed', 'durable', 'reopened'] as const satisfies readonly Outcome[]
const words = (name: string) => z.string().max(200, `“${name}” is too long.`).nullable()

/** The query of the owner's pages and exports. Both days are included. */
const Query = z
  .object({
    from: date('“From”'),
    to: date('“To”'),
    mood: z.enum(MOODS, '“How it sounded” is not one of the choices.').nullable(),
    complaint: z.enum(['yes', 'no'], '“Complaint” is not one of the choices.').nullable(),
    outcome: z.enum(OUTCOMES, '“Outcome” is not one of the choices.').nullable(),
    topic: words('About'),
    reason: words('Reason'),
    platform: words('Platform'),
    language: words('Language'),
    before: z
      .string()
      .regex(/^\d{1,15}-\d{1,15}$/, 'This link to older messages is broken. Please start from the newest.')
      .nullable(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, '“From” has to be before “To”, or the same day.')
  // Without an end the whole ledger would be read for words that stand nowhere in it.
  .refine(
    ({ reason, topic, from }) => !(reason || topic) || from,
    'Words are looked for within a time: please choose “From” as well.',
  )

/** What was asked for, as a form would hold it: '' where nothing was. */
export type Asked = {
  from: string
  to: string
  mood: Mood | ''
  complaint: 'yes' | 'no' | ''
  outcome: Outcome | ''
  topic: string
  reason: string
  platform: string
  language: string
}
export type Look = { asked: Asked; filter: ReadingFilter; before: Cursor | null; problems: string[] }

export const NOTHING_ASKED: Asked = {
  from: '',
  to: '',
  mood: '',
  complaint: '',
  outcome: '',
  topic: '',
  reason: '',
  platform: '',
  language: '',
}

/** Reads the query; its days are those of the zone. With `problems`, nothing of it is to be used; each says what to write instead. */
export function readLook(query: Record<string, string>, zone: string): Look {
  const given = (name: string) => query[name]?.trim() || null
  const names = [...Object.keys(NOTHING_ASKED), 'before']
  const parsed = Query.safeParse(Object.fromEntries(names.map((name) => [name, given(name)])))
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => issue.message)
    const filter = { from: null, to: null, mood: null, complaint: null }
    return { asked: NOTHING_ASKED, filter, before: null, problems: [...new Set(problems)] }
  }
  const { from, to, mood, complaint, before, ...others } = parsed.data
  const [at, seq] = before?.split('-').map(Number) ?? []
  return {
    asked: {
      from: from ?? '',
      to: to ?? '',
      mood: mood ?? '',
      complaint: complaint ?? '',
      outcome: others.outcome ?? '',
      topic: others.topic ?? '',
      reason: others.reason ?? '',
      platform: others.platform ?? '',
      language: others.language ?? '',
    },
    filter: {
      from: from ? (readDate(from, zone)?.from ?? null) : null,
      to: to ? (readDate(to, zone)?.to ?? null) : null,
      mood,
      complaint: complaint && complaint === 'yes',
      ...others,
    },
    before: at === undefined || seq === undefined ? null : { at, seq },
    problems: [],
  }
}

/** What is typed, and may be anybody's words. */
const TYPED: readonly string[] = ['topic', 'reason', 'platform', 'language'] satisfies (keyof Asked)[]

/** What is asked for in words that say nothing of anybody: "mood negative, by reason"; all where nothing is. */
export function askedWords(asked: Asked): string {
  const given = Object.entries(asked).filter(([, value]) => value !== '')
  const words = given.map(([name, value]) => (TYPED.includes(name) ? `by ${name}` : `${name} ${value}`))
  return words.length === 0 ? 'all' : words.join(', ')
}

/** An address of ours with what is asked for, and nothing empty in it. */
export function linkTo(path: string, asked: Partial<Asked>, before: Cursor | null = null): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value)
  if (before) query.set('before', `${before.at}-${before.seq}`)
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Where the owner finds what customers wrote, as it is asked for. */
export function listLink(asked: Partial<Asked>, before: Cursor | null = null): string {
  return `${linkTo('/owner', asked, before)}#look`
}
