import { type ExpressionBuilder, sql } from 'kysely'
import { handoffsInLine, type InLine, withFacts } from './in-line.ts'
import type { Db } from './ledger.ts'
import type { Handoff, Tables } from './tables.ts'

/** A customer who waits for people: `since` the handoff, or since a reply was owed. */
export type Waiting = InLine & {
  conversation: string
  status: Handoff['status']
  customer: string
  /** Who has it, or had it last. */
  holder: string | null
  place: string
  reminded: number
}

const WAITING = sql.lit<Handoff['status']>('waiting')
const CLAIMED = sql.lit<Handoff['status']>('claimed')

/** So many are put in order at once, the longest waits: whoever came after a thousand others waits for some of them. */
const IN_LINE = 1_000
/** Now: nothing that the ledger knows is from later. */
const NOW = sql.lit(Number.MAX_SAFE_INTEGER)

/**
 * Who waits for people now: those whom nobody has, and those who are owed a reply of which a person was reminded before.
 * The order that they stand in is given by `inOrder`, for every list alike.
 */
export async function whoWaits(db: Db): Promise<Waiting[]> {
  const rows = await handoffsInLine(db, since, NOW)
    .select(['h.status', 'h.staff_place as place', 'h.reminded'])
    .select((eb) => eb.fn.coalesce('h.claimed_name', 'h.held_name').as('holder'))
    .where(isWaiting)
    .orderBy((eb) => eb.case().when('h.cause', 'in', ['danger', 'self_harm']).then(0).else(1).end())
    .orderBy(since)
    .orderBy('h.id')
    .limit(IN_LINE)
    .execute()
  return rows.map(withFacts)
}

export async function countWaiting(db: Db): Promise<number> {
  const row = await waiting(db)
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** Those of whom everybody was reminded in vain: how many, and since when the first has waited. */
export async function waitInVain(db: Db, reminded: number): Promise<{ count: number; since: number | null }> {
  const row = await waiting(db)
    .where('h.reminded', '>=', reminded)
    .select((eb) => eb.fn.countAll().as('count'))
    .select(sql<number | null>`min(${since})`.as('since'))
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), since: row.since === null ? null : Number(row.since) }
}

export type DueReminder = { handoff: string; conversation: string }

/** Handoffs of which somebody is to be reminded by then, at most so many, in the order in which they may be locked. */
export function dueReminders(db: Db, by: number, limit: number): Promise<DueReminder[]> {
  return db
    .selectFrom('handoffs')
    .select(['id as handoff', 'conversation_id as conversation'])
    .where('remind_at', 'is not', null)
    .where('remind_at', '<=', by)
    .orderBy('conversation_id')
    .orderBy('id')
    .limit(limit)
    .execute()
}

const since = sql<number>`case when h.status = 'waiting' then h.opened_at else h.owed_since end`

function waiting(db: Db) {
  return db.selectFrom('handoffs as h').where(isWaiting)
}

function isWaiting(eb: ExpressionBuilder<Tables & { h: Tables['handoffs'] }, 'h'>) {
  return eb.or([
    eb('h.status', '=', WAITING),
    eb.and([eb('h.status', '=', CLAIMED), eb('h.owed_since', 'is not', null), eb('h.reminded', '>', 1)]),
  ])
}
