import { ABOUT } from './about.ts'
import { isUncalled } from './cases.ts'
import { type Moods, moodsIn } from './feelings.ts'
import { countGaps } from './gaps.ts'
import type { Db } from './ledger.ts'
import { countPromises, type PromiseCounts } from './promise-counts.ts'
import { AS_INDEXED, COMPLAINT } from './readings.ts'
import { countCustomers } from './visits.ts'

/** Handoffs that are looked at, at the most: the newest. */
const MOST = 20_000

/** How long one customer waited for a person. */
export type Wait = {
  conversation: string
  openedAt: number
  /** Milliseconds until somebody took it; null where nobody has. */
  waited: number | null
  /** Since when they were a customer then. */
  since: number
  /** Whether it was their first conversation. */
  isFirst: boolean
}

/** What the ledger knows of a time, for the questions that an owner should ask. Epoch milliseconds, `to` is not within. */
export type LedgerFacts = {
  from: number
  to: number
  /** Ever, and how many of them had a conversation that moved within the time. */
  customers: number
  active: number
  conversations: number
  reopened: number
  confirmed: number
  moods: Moods
  corrections: number
  complaints: { count: number; topics: { topic: string | null; count: number }[] }
  unanswered: number
  waits: Wait[]
  promises: PromiseCounts
  aftercare: { asked: number; right: number; notYet: number }
  checkins: number
  visits: { count: number; customers: number; noted: number }
}

export async function ledgerFacts(db: Db, { from, to }: { from: number; to: number }): Promise<LedgerFacts> {
  const [
    customers,
    talks,
    moods,
    corrections,
    complaints,
    gaps,
    waits,
    promises,
    aftercare,
    checkins,
    visits,
  ] = await Promise.all([
    countCustomers(db),
    conversations(db, from, to),
    moodsIn(db, { from, to }),
    corrected(db, from, to),
    complained(db, from, to),
    countGaps(db, from),
    waitsFor(db, from, to),
    countPromises(db, { from, to }),
    asked(db, from, to),
    unasked(db, from, to),
    visited(db, from, to),
  ])
  const topics = [...Map.groupBy(complaints, ({ topic }) => topic)]
    .map(([topic, { length: count }]) => ({ topic, count }))
    .sort((a, b) => b.count - a.count || (a.topic ?? '').localeCompare(b.topic ?? '', 'en'))
  const count = new Set(complaints.map(({ conversation_id }) => conversation_id)).size
  return {
    from,
    to,
    customers,
    ...talks,
    moods,
    corrections,
    complaints: { count, topics },
    unanswered: gaps,
    waits,
    promises,
    aftercare,
    checkins,
    visits,
  }
}

async function conversations(db: Db, from: number, to: number) {
  const row = await db
    .selectFrom('conversations')
    .select((eb) => [
      eb.fn.countAll().as('conversations'),
      eb.fn.count('customer_id').distinct().as('active'),
      eb.fn.countAll().filterWhere('outcome', '=', 'reopened').as('reopened'),
      eb.fn.countAll().filterWhere('outcome', 'in', ['confirmed', 'durable']).as('confirmed'),
    ])
    .where('last_at', '>=', from)
    .where('opened_at', '<', to)
    .executeTakeFirstOrThrow()
  return {
    conversations: Number(row.conversations),
    active: Number(row.active),
    reopened: Number(row.reopened),
    confirmed: Number(row.confirmed),
  }
}

/** Readings that people corrected within the time, whenever the customer wrote, and that stand as they said. */
async function corrected(db: Db, from: number, to: number): Promise<number> {
  const row = await db
    .selectFrom('readings')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('corrected_by', 'is', null)
    .where('read_by', 'in', AS_INDEXED)
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

// By when the customer wrote, as on every page: a correction made today does not move last year's words into today.
function complained(db: Db, from: number, to: number) {
  return db
    .selectFrom('readings as r')
    .select(['r.conversation_id', ABOUT.as('topic')])
    .distinct()
    .where('r.corrected_by', 'is', null)
    .where('r.complaint', '=', COMPLAINT)
    .where('r.wrote_at', '>=', from)
    .where('r.wrote_at', '<', to)
    .execute()
}

async function waitsFor(db: Db, from: number, to: number): Promise<Wait[]> {
  const rows = await db
    .selectFrom('handoffs as h')
    .innerJoin('conversations as c', 'c.id', 'h.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['h.conversation_id as conversation', 'h.opened_at as openedAt', 'h.claimed_at', 'u.since'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('conversations as earlier')
            .select('earlier.id')
            .whereRef('earlier.customer_id', '=', 'c.customer_id')
            .whereRef('earlier.opened_at', '<', 'c.opened_at'),
        )
        .as('hasEarlier'),
    )
    .where('h.opened_at', '>=', from)
    .where('h.opened_at', '<', to)
    .where((eb) => eb.not(isUncalled(eb)))
    .orderBy('h.opened_at', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ claimed_at, hasEarlier, ...row }) => ({
    ...row,
    waited: claimed_at === null ? null : Math.max(0, claimed_at - row.openedAt),
    isFirst: !hasEarlier,
  }))
}

async function asked(db: Db, from: number, to: number) {
  const row = await db
    .selectFrom('aftercare')
    .select((eb) => [
      eb.fn.countAll().as('asked'),
      eb.fn.countAll().filterWhere('answer', '=', 'right').as('right'),
      eb.fn.countAll().filterWhere('answer', '=', 'not_yet').as('notYet'),
    ])
    .where('asked_at', '>=', from)
    .where('asked_at', '<', to)
    .executeTakeFirstOrThrow()
  return { asked: Number(row.asked), right: Number(row.right), notYet: Number(row.notYet) }
}

async function unasked(db: Db, from: number, to: number): Promise<number> {
  const row = await db
    .selectFrom('checkins')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('state', '=', 'sent')
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

async function visited(db: Db, from: number, to: number) {
  const row = await db
    .selectFrom('visits')
    .select((eb) => [
      eb.fn.countAll().as('count'),
      eb.fn.count('customer_id').distinct().as('customers'),
      eb.fn.countAll().filterWhere('note', '<>', '').as('noted'),
    ])
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), customers: Number(row.customers), noted: Number(row.noted) }
}
