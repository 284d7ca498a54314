import { newId } from '../id.ts'
import type { Db } from './ledger.ts'
import type { AuditRow } from './tables.ts'

export type Did = Pick<AuditRow, 'role' | 'session' | 'did' | 'customer_id' | 'what'>

/** Writes down who did something with what is kept; before it is done, so that nothing is done unseen. Its id. */
export async function audit(db: Db, did: Did, now: number): Promise<string> {
  const id = newId()
  await db
    .insertInto('audit')
    .values({ ...did, id, at: now, rows_written: null })
    .execute()
  return id
}

/** It came to its end, with so many rows. */
export async function auditRows(db: Db, id: string, rows: number): Promise<void> {
  await db.updateTable('audit').set({ rows_written: rows }).where('id', '=', id).execute()
}

/** A page of what was done, newest first; `before` is the last row of the page before. */
export function auditPage(
  db: Db,
  limit: number,
  before: Pick<AuditRow, 'at' | 'id'> | null = null,
): Promise<AuditRow[]> {
  let rows = db.selectFrom('audit').selectAll()
  if (before) {
    const { at, id } = before
    rows = rows.where((eb) => eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('id', '<', id)])]))
  }
  return rows.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
