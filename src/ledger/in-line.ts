import type { RawBuilder, SqlBool } from 'kysely'
import type { Db } from './ledger.ts'
import type { PromiseRow } from './tables.ts'

/** Whoever has been a customer for longer than this is long-standing, on every page. Milliseconds. */
export const LONG_STANDING = 365 * 24 * 60 * 60 * 1000

/** Somebody who waits, or waited, with all that may decide before whom. Times are epoch milliseconds. */
export type InLine = {
  handoff: string
  cause: string
  /** Since when they wait, or waited. */
  since: number
  adapter: string
  workspace: string
  /** Since when we know the customer. */
  customerSince: number
  complaint: boolean
  /** Whether they came back with what had been called solved. */
  cameBack: boolean
  promiseOwed: boolean
  /** Whether it is their first conversation. */
  newcomer: boolean
}

/** What counts as owed, or did until it was kept. */
const PROMISED: PromiseRow['state'][] = ['open', 'broken', 'kept']

/** Handoffs `h` with their customers `u`, and what decided by then, `until`, before whom they stand. */
export function handoffsInLine(db: Db, since: RawBuilder<number>, until: RawBuilder<number>) {
  return db
    .selectFrom('handoffs as h')
    .innerJoin('conversations as c', 'c.id', 'h.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['h.id as handoff', 'h.conversation_id as conversation', 'h.cause'])
    .select(['c.adapter', 'c.workspace', 'u.name as customer', 'u.since as customerSince'])
    .select((eb) => [
      since.as('since'),
      eb('h.reopens', 'is not', null).as('cameBack'),
      eb
        .exists(
          eb
            .selectFrom('readings as r')
            .select('r.id')
            .whereRef('r.conversation_id', '=', 'h.conversation_id')
            .where('r.complaint', '=', 1)
            .where('r.corrected_by', 'is', null)
            .where('r.at', '<=', until),
        )
        .as('complaint'),
      eb
        .exists(
          eb
            .selectFrom('promises as p')
            .select('p.id')
            .whereRef('p.customer_id', '=', 'c.customer_id')
            .where('p.state', 'in', PROMISED)
            .where('p.made_at', '<=', until)
            .where((p) => p.or([p('p.kept_at', 'is', null), p('p.kept_at', '>', until)])),
        )
        .as('promiseOwed'),
      eb
        .not(
          eb.exists(
            eb
              .selectFrom('conversations as e')
              .select('e.id')
              .whereRef('e.customer_id', '=', 'c.customer_id')
              .whereRef('e.opened_at', '<', 'c.opened_at'),
          ),
        )
        .as('newcomer'),
    ])
}

type Found = { [K in 'complaint' | 'cameBack' | 'promiseOwed' | 'newcomer']: SqlBool }

/** One database says 1 where the other says true. */
export function withFacts<T extends Found & { since: number; customerSince: number }>(row: T) {
  return {
    ...row,
    since: Number(row.since),
    complaint: Boolean(row.complaint),
    cameBack: Boolean(row.cameBack),
    promiseOwed: Boolean(row.promiseOwed),
    newcomer: Boolean(row.newcomer),
  }
}
