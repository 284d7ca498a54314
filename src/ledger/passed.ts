import { sql } from 'kysely'
import { EVERY_STATE } from './claims.ts'
import { handoffsInLine, type InLine, withFacts } from './in-line.ts'
import type { Db } from './ledger.ts'

/** Somebody whom a person took up after they had waited: `takenAt` in epoch milliseconds. */
export type Taken = InLine & { takenAt: number }

/**
 * Who began to wait at or after `from` (epoch milliseconds) and was taken up by a person, newest first, at most `limit`,
 * each as they stood when they were taken. One that staff opened by answering waited for nobody and is not among them.
 */
export async function takenSince(db: Db, from: number, limit: number): Promise<Taken[]> {
  const rows = await handoffsInLine(db, sql<number>`h.opened_at`, sql<number>`h.claimed_at`)
    .select((eb) => eb.ref('h.claimed_at').$notNull().as('takenAt'))
    // All there are: the index knows the times of each.
    .where('h.status', 'in', Object.values(EVERY_STATE))
    .where('h.opened_at', '>=', from)
    .whereRef('h.claimed_at', '>', 'h.opened_at')
    .orderBy('h.opened_at', 'desc')
    .orderBy('h.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(withFacts)
}
