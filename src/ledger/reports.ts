import { sql } from 'kysely'
import type { Outcome, Status } from '../conversation.ts'
import { isAbout } from './about.ts'
import type { Db } from './ledger.ts'
import type { Handoff } from './tables.ts'

/** How a message sounds, in four words. */
export const MOODS = ['negative', 'neutral', 'positive', 'unknown'] as const
export type Mood = (typeof MOODS)[number]

/** Sentiment below the first is unhappy, above the second happy; between them it shows no clear sign. */
export const UNHAPPY_BELOW = -0.2
export const HAPPY_ABOVE = 0.2

export function moodOf(sentiment: number | null): Mood {
  if (sentiment === null) return 'unknown'
  if (sentiment < UNHAPPY_BELOW) return 'negative'
  return sentiment > HAPPY_ABOVE ? 'positive' : 'neutral'
}

/** Which readings to show; null leaves it open. `from` is included, `to` is not; both speak of when the customer wrote. */
export type ReadingFilter = {
  from: number | null
  to: number | null
  mood: Mood | null
  complaint: boolean | null
  outcome?: Outcome | null
  /** As it is grouped, or was read, or NO_TOPIC. */
  topic?: string | null
  /** Words that stand in the reason, or in the customer's own words that it rests on. */
  reason?: string | null
  platform?: string | null
  /** ISO 639-1. */
  language?: string | null
}
/** Asks for what is about nothing in particular. */
export const NO_TOPIC = 'none'
/** The last row of a page: the next one goes on after it. */
export type Cursor = { at: number; seq: number }

/** What one message shows, as it stands now, and what came of it. `at` is when the customer wrote. */
export type ReportRow = {
  at: number
  customer: string
  conversation: string
  message: string
  /** The customer's words; '' where they were removed. */
  text: string
  isRemoved: boolean
  sentiment: number | null
  feeling: string | null
  reason: string
  quote: string | null
  topic: string | null
  /** Its own topic, or else what the conversation is about by the customer's other messages. */
  subject: string | null
  isComplaint: boolean
  wantsPerson: boolean
  readBy: string
  decision: string | null
  cause: string | null
  decisionReason: string | null
  status: Status
  outcome: Outcome
  handoff: Handoff['status'] | null
  handoffBy: string | null
}

export const PAGE = 25
const CHUNK = 1_000
/** Stands where the reason did: a reason may hold the words that the customer has taken back. */
export const REMOVED = 'the customer removed this message'
/** The same where their words were erased. */
export const ERASED = 'the words were erased'

/** One page of what messages show, as it stands now, newest first. `next` is null on the last page. */
export async function readingPage(
  db: Db,
  filter: ReadingFilter,
  before: Cursor | null = null,
  size: number = PAGE,
): Promise<{ rows: ReportRow[]; next: Cursor | null }> {
  const found = await select(db, filter, before, size + 1)
  const shown = found.slice(0, size)
  const last = shown.at(-1)
  const next = last && found.length > size ? { at: last.at, seq: last.seq } : null
  return { rows: shown.map(rowOf), next }
}

/**
 * Everything that the filter lets through, newest first, in pieces of up to `size`. Each piece is a question of its own,
 * so that nothing is held up and little is in memory; what is written meanwhile is not in it.
 */
export async function* eachReading(
  db: Db,
  filter: ReadingFilter,
  size: number = CHUNK,
): AsyncGenerator<ReportRow[], void> {
  let next: Cursor | null = null
  do {
    const page = await readingPage(db, filter, next, size)
    if (page.rows.length > 0) yield page.rows
    next = page.next
  } while (next)
}

/** Whether there is anything to report at all. */
export async function hasReadings(db: Db): Promise<boolean> {
  return (await db.selectFrom('readings').select('id').limit(1).executeTakeFirst()) !== undefined
}

type Found = Awaited<ReturnType<typeof select>>[number]

// By the message's time and not the reading's: a correction made today does not move last week's words into today.
function select(db: Db, filter: ReadingFilter, before: Cursor | null, limit: number) {
  let query = db
    .selectFrom('messages as m')
    .innerJoin('readings as r', 'r.message_id', 'm.id')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .leftJoin('turns as t', (join) =>
      join.onRef('t.conversation_id', '=', 'm.conversation_id').onRef('t.number', '=', 'm.turn'),
    )
    .leftJoin('handoffs as h', (join) =>
      join.on('h.id', '=', (eb) =>
        eb
          .selectFrom('handoffs as newest')
          .select('newest.id')
          .whereRef('newest.conversation_id', '=', 'c.id')
          .orderBy('newest.opened_at', 'desc')
          .orderBy('newest.turn', 'desc')
          .limit(1),
      ),
    )
    .select(['m.at', 'm.seq', 'm.id as message', 'm.text', 'm.removed_at', 'm.conversation_id', 'u.name'])
    .select(['r.sentiment', 'r.feeling', 'r.reason', 'r.quote', 'r.topic', 'r.subject'])
    .select(['r.complaint', 'r.wants_person', 'r.read_by'])
    .select(['t.decision', 't.cause', 't.reason as decision_reason', 'c.status', 'c.outcome', 'c.erased_at'])
    .select(['h.status as handoff', 'h.claimed_name', 'h.closed_name'])
    .where('r.corrected_by', 'is', null)
  // Said even where it lets everything through: SQLite then goes by the messages' time and need not sort them all.
  query = query.where('m.at', '>=', filter.from ?? 0)
  if (filter.to !== null) query = query.where('m.at', '<', filter.to)
  // Not as an equation: SQLite takes that for rare, reads every reading first and sorts them all.
  if (filter.complaint !== null)
    query = filter.complaint ? query.where('r.complaint', '>', 0) : query.where('r.complaint', '<', 1)
  if (filter.mood === 'negative') query = query.where('r.sentiment', '<', UNHAPPY_BELOW)
  if (filter.mood === 'positive') query = query.where('r.sentiment', '>', HAPPY_ABOVE)
  if (filter.mood === 'neutral') {
    query = query.where('r.sentiment', '>=', UNHAPPY_BELOW).where('r.sentiment', '<=', HAPPY_ABOVE)
  }
  // A pressed button has no words to read, so it is no reading that failed.
  if (filter.mood === 'unknown')
    query = query.where('r.sentiment', 'is', null).where('r.read_by', '<>', 'button')
  if (filter.outcome) query = query.where('c.outcome', '=', filter.outcome)
  if (filter.platform) query = query.where('c.adapter', '=', filter.platform)
  if (filter.language) query = query.where('r.language', '=', filter.language.toLowerCase())
  if (filter.topic === NO_TOPIC) query = query.where('r.subject', 'is', null)
  else if (filter.topic) query = query.where(isAbout(filter.topic))
  // A removed message is found by none of its words.
  if (filter.reason) {
    const like = `%${filter.reason.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    query = query
      .where(
        sql<boolean>`(lower(r.reason) like ${like} escape '\\' or lower(r.quote) like ${like} escape '\\')`,
      )
      .where('m.removed_at', 'is', null)
  }
  if (before) {
    const { at, seq } = before
    query = query.where('m.at', '<=', at).where((eb) => eb.or([eb('m.at', '<', at), eb('m.seq', '<', seq)]))
  }
  return query.orderBy('m.at', 'desc').orderBy('m.seq', 'desc').limit(limit).execute()
}

function rowOf(found: Found): ReportRow {
  const isRemoved = found.removed_at !== null
  const gone = found.erased_at === null ? REMOVED : ERASED
  return {
    at: found.at,
    customer: found.name,
    conversation: found.conversation_id,
    message: found.message,
    text: found.text,
    isRemoved,
    sentiment: found.sentiment,
    feeling: found.feeling,
    reason: isRemoved ? gone : found.reason,
    quote: found.quote,
    topic: found.topic,
    subject: found.subject,
    isComplaint: found.complaint === 1,
    wantsPerson: found.wants_person === 1,
    readBy: found.read_by,
    decision: found.decision,
    cause: found.cause,
    decisionReason: isRemoved && found.decision_reason !== null ? gone : found.decision_reason,
    status: found.status,
    outcome: found.outcome,
    handoff: found.handoff,
    handoffBy: found.closed_name ?? found.claimed_name,
  }
}
