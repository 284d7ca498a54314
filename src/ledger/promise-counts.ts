import { sql } from 'kysely'
import type { Db } from './ledger.ts'

/** When a promise was first due, of a row that is asked for. */
export const FIRST_DUE = sql<number>`coalesce(first_due_at, due_at)`

/** Promises that were first due then; both ways of saying it go by an index. */
export function firstDueWithin({ from, to }: { from: number; to: number }) {
  return sql<boolean>`((first_due_at is null and due_at >= ${from} and due_at < ${to})
    or (first_due_at >= ${from} and first_due_at < ${to}))`
}

export type PromiseCounts = { kept: number; keptLate: number; broken: number; open: number }

/**
 * Promises by when they were first due, whether they were moved or not: kept in time, kept late, broken and not kept
 * since, and still open. What was only found, and what was dropped, counts nowhere. Epoch milliseconds, `from` is within, `to` is not.
 */
export async function countPromises(db: Db, within: { from: number; to: number }): Promise<PromiseCounts> {
  const row = await db
    .selectFrom('promises')
    .select((eb) => [
      eb.fn
        .countAll()
        .filterWhere((f) => f.and([f('state', '=', 'kept'), f('kept_at', '<=', FIRST_DUE)]))
        .as('kept'),
      eb.fn
        .countAll()
        .filterWhere((f) => f.and([f('state', '=', 'kept'), f('kept_at', '>', FIRST_DUE)]))
        .as('late'),
      eb.fn.countAll().filterWhere('state', '=', 'broken').as('broken'),
      eb.fn.countAll().filterWhere('state', '=', 'open').as('open'),
    ])
    .where(firstDueWithin(within))
    .executeTakeFirstOrThrow()
  const [kept, keptLate, broken, open] = [row.kept, row.late, row.broken, row.open].map(Number)
  return { kept: kept ?? 0, keptLate: keptLate ?? 0, broken: broken ?? 0, open: open ?? 0 }
}
