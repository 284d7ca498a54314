import type { Db } from '../ledger/ledger.ts'
import type { Scope } from '../ledger/personal/belonging.ts'
import { TABLES } from '../ledger/personal/columns.ts'
import { type Proof, progressOf } from '../ledger/personal/erasures.ts'
import { countRows } from '../ledger/personal/scrub.ts'
import type { Erasure } from '../ledger/tables.ts'

const FILES: Record<Erasure['file'], string> = {
  as_it_was: 'not written anew',
  rewritten: 'written anew without it',
  at_next_start: 'blanked; written anew at the next start',
  not_ours: "the database server's own",
}

/** What an erasure came to: how many rows of each table lost something, and how many stay without it. */
export async function provedBy(db: Db, erasure: Erasure & { done_at: number }, scope: Scope): Promise<Proof> {
  const { rows, staff } = progressOf(erasure)
  const tables: Proof['tables'] = {}
  for (const table of TABLES) {
    if (table === 'customers' || table === 'audit') continue
    const kept = await countRows(db, table, scope)
    tables[table] = { erased: rows[table] ?? 0, kept }
  }
  if (erasure.kind === 'customer') tables.customers = { erased: erasure.former === null ? 0 : 1, kept: 1 }
  return {
    erasure: erasure.id,
    kind: erasure.kind,
    asked_at: new Date(erasure.asked_at).toISOString(),
    done_at: new Date(erasure.done_at).toISOString(),
    by: { role: erasure.by_role, session: erasure.by_session },
    former_sha256: erasure.former,
    tables,
    shown_to_staff: { taken_back: staff.takenBack, not_taken_back: staff.notTakenBack },
    file: FILES[erasure.file],
  }
}
