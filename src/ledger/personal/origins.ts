import { createHash } from 'node:crypto'
import type { Db, Tx } from '../ledger.ts'
import { prepared } from '../prepared.ts'

/** What stands for a platform's message that was erased. */
export function hashOfOrigin(origin: string): string {
  return createHash('sha256').update(origin).digest('base64url')
}

/** Whether what a platform brings was erased here: it may bring it again, whenever it likes, and we do not take it. */
export async function wasErased(db: Db, origin: string): Promise<boolean> {
  const [row] = await find(db, { hash: hashOfOrigin(origin) })
  return row !== undefined
}

const find = prepared<{ hash: string }, { hash: string }>(['hash'], (db, { hash }) =>
  db.selectFrom('erased_origins').select('hash').where('hash', '=', hash),
)

/** Knows these from now on as erased. */
export async function rememberErased(t: Tx, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return
  await t
    .insertInto('erased_origins')
    .values(origins.map((origin) => ({ hash: hashOfOrigin(origin) })))
    .onConflict((c) => c.doNothing())
    .execute()
}
