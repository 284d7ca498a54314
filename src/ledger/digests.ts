import type { Place } from '../adapter.ts'
import { newId } from '../id.ts'
import type { Db, Tx } from './ledger.ts'
import type { DigestRow } from './tables.ts'

export type NewDigest = { period: string; text: string; place: Place | null; now: number }

/** Keeps a period's digest; false where that period has one. */
export async function keepDigest(t: Tx, { period, text, place, now }: NewDigest): Promise<boolean> {
  const row = await t
    .insertInto('digests')
    .values({
      period,
      id: newId(),
      text,
      at: now,
      place: place && JSON.stringify(place),
      attempts: 0,
      receipt: null,
      error: null,
      sent_at: null,
    })
    .onConflict((c) => c.column('period').doNothing())
    .returning('period')
    .executeTakeFirst()
  return row !== undefined
}

export function getDigest(db: Db, period: string): Promise<DigestRow | undefined> {
  return db.selectFrom('digests').selectAll().where('period', '=', period).executeTakeFirst()
}

/** Whether any digest was ever written. */
export async function hasDigests(db: Db): Promise<boolean> {
  return (await db.selectFrom('digests').select('period').limit(1).executeTakeFirst()) !== undefined
}

export type DigestChange = Partial<Pick<DigestRow, 'attempts' | 'receipt' | 'error' | 'sent_at'>>

export async function updateDigest(t: Tx, period: string, change: DigestChange): Promise<void> {
  await t.updateTable('digests').set(change).where('period', '=', period).execute()
}
