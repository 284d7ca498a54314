import { sql } from 'kysely'
import type { Db } from './ledger.ts'
import type { Handoff } from './tables.ts'

/** A customer who waits for people: `since` in epoch milliseconds, from the handoff or from when a reply was owed. */
export type Waiting = {
  handoff: string
  status: Handoff['status']
  customer: string
  cause: string
  since: number
  /** Who has it, or had it last. */
  holder: string | null
  place: string
  reminded: number
}

const WAITING = sql.lit<Handoff['status']>('waiting')
const CLAIMED = sql.lit<Handoff['status']>('claimed')

/**
 * Who waits for people now, danger first and then whoever has waited longest: those whom nobody has, and those who are
 * owed a reply of which a person was reminded before. Nothing else counts: neither who they are nor how often they wrote.
 */
export function whoWaits(db: Db, limit: number): Promise<Waiting[]> {
  return inOrder(db)
    .select([
      'h.id as handoff',
      'h.status',
      'u.name as customer',
      'h.cause',
      'h.staff_place as place',
      'h.reminded',
    ])
    .select((eb) => [since.as('since'), eb.fn.coalesce('h.claimed_name', 'h.held_name').as('holder')])
    .limit(limit)
    .execute()
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
  return db
    .selectFrom('handoffs as h')
    .innerJoin('conversations as c', 'c.id', 'h.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .where((eb) =>
      eb.or([
        eb('h.status', '=', WAITING),
        eb.and([eb('h.status', '=', CLAIMED), eb('h.owed_since', 'is not', null), eb('h.reminded', '>', 1)]),
      ]),
    )
}

function inOrder(db: Db) {
  return waiting(db)
    .orderBy((eb) => eb.case().when('h.cause', 'in', ['danger', 'self_harm']).then(0).else(1).end())
    .orderBy(since)
    .orderBy('h.id')
}
