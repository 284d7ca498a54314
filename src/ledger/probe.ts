import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'

/** Writes, and changes nothing: throws where the ledger could not keep a message now, as when the disk is full. */
export async function probe(ledger: Ledger): Promise<void> {
  await sql`update migrations set at = at`.execute(ledger.db)
}
