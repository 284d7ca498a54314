import { sql } from 'kysely'
import { isPostgres, type Ledger } from '../ledger.ts'
import type { Erasure } from '../tables.ts'

/** A larger file takes longer than a customer should wait: it is written anew at the next start. Bytes. */
const LARGEST = 128 * 1024 * 1024

/**
 * Writes the embedded ledger's file anew, so that nothing of what was erased is left between its rows: a database marks
 * room as free, and even where it is told to blank it, pieces of rows that it once moved may stay. A file that is large,
 * that another process has in hand, or for whose second copy there is no room on the disk, waits for the next start.
 */
export async function rewriteFile(ledger: Ledger, largest: number = LARGEST): Promise<Erasure['file']> {
  const { db } = ledger
  // A server's files are its own to look after: docs/privacy.md says how.
  if (isPostgres(db)) return 'not_ours'
  const [pages, size] = [await pragma(ledger, 'page_count'), await pragma(ledger, 'page_size')]
  if (pages * size > largest) return 'at_next_start'
  try {
    await sql`vacuum`.execute(db)
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
    return rows[0]?.busy === 0 ? 'rewritten' : 'at_next_start'
  } catch {
    return 'at_next_start'
  }
}

/** What was too large to be written anew while customers wrote; to be called before they can. */
export async function rewriteAtStart(ledger: Ledger): Promise<boolean> {
  const waiting = ledger.db.selectFrom('erasures').select('id').where('file', '=', 'at_next_start')
  if ((await waiting.limit(1).executeTakeFirst()) === undefined) return false
  const file = await rewriteFile(ledger, Number.POSITIVE_INFINITY)
  await ledger.db.updateTable('erasures').set({ file }).where('file', '=', 'at_next_start').execute()
  return true
}

async function pragma({ db }: Ledger, name: 'page_count' | 'page_size'): Promise<number> {
  const { rows } = await sql<Record<string, number>>`pragma ${sql.raw(name)}`.execute(db)
  return Number(rows[0]?.[name] ?? 0)
}
