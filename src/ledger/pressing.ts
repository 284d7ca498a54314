import { sql } from 'kysely'
import { ABOUT, isAbout } from './about.ts'
import { LONG_STANDING } from './in-line.ts'
import type { Db } from './ledger.ts'
import { wordsOf } from './promises.ts'
import { UNHAPPY_BELOW } from './reports.ts'
import { CLOCKS } from './stretches.ts'
import type { Handoff } from './tables.ts'

export type Who = { conversation: string; customer: string }
export type About = { topic: string; conversations: number }

/** What may need the owner at this moment; null where nothing of the kind does. */
export type Pressing = {
  /** Danger, and nobody has taken it. */
  danger: Who | null
  /** Waits for longer than was told, or though everybody was reminded, or for over an hour where nothing was told. */
  late: (Who & { since: number; isPastTold: boolean }) | null
  /** `words` are null where they were taken back. */
  promise: (Who & { words: string | null; by: string }) | null
  /** A customer of long standing who sounded unhappy and is owed a reply. */
  unhappy: Who | null
  /** What was asked most this week without an answer in the pages. */
  unanswered: About | null
  /** What made customers unhappy this week, and in none of the weeks before. */
  fresh: About | null
  /** What customers complained of most this week. */
  complained: About | null
}

const WAITING = sql.lit<Handoff['status']>('waiting')
const DAY = 24 * 60 * 60 * 1000
const WEEK = 7 * DAY
const HOUR = DAY / 24
const KNOWN = 4 * WEEK
const OFTEN = 3

/** `inVain`: after so many reminders everybody was reminded. */
export async function pressingNow(db: Db, now: number, inVain: number): Promise<Pressing> {
  const [danger, late, promise, unhappy, unanswered, fresh, complained] = await Promise.all([
    waiting(db)
      .where('h.status', '=', WAITING)
      .where('h.cause', 'in', ['danger', 'self_harm'])
      .executeTakeFirst(),
    waitsLong(db, now, inVain),
    latePromise(db, now),
    unhappyAndOwed(db, now),
    unansweredSince(db, now - WEEK),
    newSince(db, { from: now - KNOWN, fresh: now - WEEK, to: now + 1 }),
    complainedOf(db, now - WEEK),
  ])
  return {
    danger: danger ?? null,
    late,
    promise,
    unhappy: unhappy ?? null,
    unanswered,
    fresh,
    complained,
  }
}

async function waitsLong(db: Db, now: number, inVain: number): Promise<Pressing['late']> {
  const row = await waiting(db)
    .select(['h.opened_at as since', 'h.promised_at'])
    .where('h.status', '=', WAITING)
    .where((eb) =>
      eb.or([
        eb('h.promised_at', '<', now),
        eb('h.reminded', '>=', inVain),
        eb.and([eb('h.promised_at', 'is', null), eb('h.opened_at', '<=', now - HOUR)]),
      ]),
    )
    .executeTakeFirst()
  if (!row) return null
  const { promised_at, ...late } = row
  return { ...late, isPastTold: promised_at !== null && promised_at < now }
}

/** Whoever was called first comes first. */
function waiting(db: Db) {
  return db
    .selectFrom('handoffs as h')
    .innerJoin('conversations as c', 'c.id', 'h.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['c.id as conversation', 'u.name as customer'])
    .orderBy('h.opened_at')
    .orderBy('h.id')
    .limit(1)
}

function unhappyAndOwed(db: Db, now: number): Promise<Who | undefined> {
  return waiting(db)
    .where((eb) =>
      eb.or([
        eb('h.status', '=', WAITING),
        eb.and([eb('h.status', '=', 'claimed'), eb('h.owed_since', 'is not', null)]),
      ]),
    )
    .where('u.since', '<', now - LONG_STANDING)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('readings as r')
          .select('r.id')
          .whereRef('r.conversation_id', '=', 'c.id')
          .where('r.corrected_by', 'is', null)
          .where('r.sentiment', '<', UNHAPPY_BELOW),
      ),
    )
    .executeTakeFirst()
}

/** The newest of the last weeks that is not kept: a debt of last year is on the page of promises. */
async function latePromise(db: Db, now: number): Promise<Pressing['promise']> {
  const row = await db
    .selectFrom('promises as p')
    .innerJoin('customers as u', 'u.id', 'p.customer_id')
    .selectAll('p')
    .select('u.name as customer')
    .where('p.state', 'in', ['open', 'broken'])
    .where('p.due_at', '<', now)
    .where('p.due_at', '>=', now - KNOWN)
    .orderBy('p.due_at', 'desc')
    .orderBy('p.id')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return { conversation: row.conversation_id, customer: row.customer, words: wordsOf(row), by: row.by_name }
}

async function unansweredSince(db: Db, since: number): Promise<About | null> {
  const row = await db
    .selectFrom('messages as m')
    .innerJoin('turns as t', (join) =>
      join.onRef('t.conversation_id', '=', 'm.conversation_id').onRef('t.number', '=', 'm.turn'),
    )
    .innerJoin('readings as r', 'r.message_id', 'm.id')
    .select((eb) => [ABOUT.$notNull().as('about'), eb.fn.count('t.conversation_id').distinct().as('count')])
    .where('m.author', '=', 'customer')
    .where('m.at', '>=', since)
    .where('t.cause', 'in', ['no_source', 'no_source_twice'])
    .where('t.settled_at', '>=', since - CLOCKS)
    .where('r.corrected_by', 'is', null)
    .where('r.subject', 'is not', null)
    .groupBy('about')
    .orderBy('count', 'desc')
    .orderBy('about')
    .limit(1)
    .executeTakeFirst()
  return aboutOf(row)
}

async function complainedOf(db: Db, since: number): Promise<About | null> {
  const row = await db
    .selectFrom('messages as m')
    .innerJoin('readings as r', 'r.message_id', 'm.id')
    .select((eb) => [ABOUT.$notNull().as('about'), eb.fn.count('m.conversation_id').distinct().as('count')])
    .where('m.author', '=', 'customer')
    .where('m.at', '>=', since)
    .where('r.corrected_by', 'is', null)
    // Not as an equation: SQLite takes that for rare, and reads every reading first.
    .where('r.complaint', '>', 0)
    .where('r.subject', 'is not', null)
    .groupBy('about')
    .orderBy('count', 'desc')
    .orderBy('about')
    .limit(1)
    .executeTakeFirst()
  return aboutOf(row)
}

/** What is said in fewer conversations is chance. */
function aboutOf(row: { about: string; count: string | number | bigint } | undefined): About | null {
  return row && Number(row.count) >= OFTEN ? { topic: row.about, conversations: Number(row.count) } : null
}

type Span = { from: number; fresh: number; to: number }

/** Where nothing older was read at all, nothing is new. */
async function newSince(db: Db, { from, fresh, to }: Span): Promise<About | null> {
  const topics = await unhappyWithin(db, fresh, to)
    .select((eb) => [ABOUT.$notNull().as('about'), eb.fn.count('r.conversation_id').distinct().as('count')])
    .groupBy('about')
    .orderBy('count', 'desc')
    .orderBy('about')
    .execute()
  const often = topics.filter(({ count }) => Number(count) >= OFTEN)
  if (
    often.length === 0 ||
    !(await unhappyWithin(db, from, fresh).select('r.id').limit(1).executeTakeFirst())
  )
    return null
  for (const { about, count } of often) {
    // What is usual is found at once; only what is new is looked for to the end.
    const before = await unhappyWithin(db, from, fresh)
      .select('r.id')
      .where(isAbout(about))
      .limit(1)
      .executeTakeFirst()
    if (!before) return { topic: about, conversations: Number(count) }
  }
  return null
}

function unhappyWithin(db: Db, from: number, to: number) {
  return db
    .selectFrom('readings as r')
    .where('r.wrote_at', '>=', from)
    .where('r.wrote_at', '<', to)
    .where('r.corrected_by', 'is', null)
    .where('r.sentiment', '<', UNHAPPY_BELOW)
    .where('r.subject', 'is not', null)
}
