import { type RawBuilder, sql } from 'kysely'
import type { Db } from './ledger.ts'
import type { Handoff } from './tables.ts'

/** How long a handoff waited for a person: epoch milliseconds, `claimedAt` null while nobody has taken it. */
export type Claim = { openedAt: number; claimedAt: number | null }

/**
 * The latest handoffs opened at or after `since` (epoch milliseconds), newest first, at most `limit`. One that staff
 * opened by answering waited for nobody and is not among them: it would make waits look shorter than they are.
 */
export async function recentClaims(db: Db, since: number, limit: number): Promise<Claim[]> {
  const rows = await db
    .selectFrom('handoffs')
    .select(['opened_at', 'claimed_at'])
    // All there are: the index knows the times of each.
    .where('status', 'in', Object.values(EVERY_STATE))
    .where('opened_at', '>=', since)
    .where((eb) => eb.or([eb('claimed_at', 'is', null), eb('claimed_at', '>', eb.ref('opened_at'))]))
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ openedAt: row.opened_at, claimedAt: row.claimed_at }))
}

export const EVERY_STATE: Record<Handoff['status'], RawBuilder<Handoff['status']>> = {
  waiting: sql.lit('waiting'),
  claimed: sql.lit('claimed'),
  snoozed: sql.lit('snoozed'),
  resolved: sql.lit('resolved'),
  given_back: sql.lit('given_back'),
}
