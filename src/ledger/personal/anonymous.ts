import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../../id.ts'
import { locked, type Tx } from '../ledger.ts'
import type { Customer, Tables } from '../tables.ts'
import { PERSONAL } from './columns.ts'

/** Who is nobody any more has this for an id on a platform. */
const erasedId = (id: string) => `erased:${id}`

export function isAnonymous({ id, platform_id }: Pick<Customer, 'id' | 'platform_id'>): boolean {
  return platform_id === erasedId(id)
}

/** The same of a row of `customers`, in SQL: whether it is somebody still. */
export const isSomebody = sql<boolean>`customers.platform_id <> 'erased:' || customers.id`

/** Tells whether an export is of whom was erased, and nothing else: without the export it cannot be guessed. */
export function hashOfFormer({ id, adapter, workspace, platform_id }: Customer): string {
  return createHash('sha256')
    .update(JSON.stringify([id, adapter, workspace, platform_id]))
    .digest('hex')
}

/**
 * Puts a customer without a name in the place of this one, under a new id, so that whoever writes from there next is
 * somebody new. The former customer and the new id; null where there is none, or no name is left.
 */
export async function makeAnonymous(t: Tx, id: string): Promise<{ former: Customer; anew: string } | null> {
  const rows = locked(t, t.selectFrom('customers').selectAll().where('id', '=', id))
  const former = await rows.executeTakeFirst()
  if (!former || isAnonymous(former)) return null
  const anew = newId()
  await t
    .insertInto('customers')
    // Nobody is there to hear a word.
    .values({ ...former, ...nothing(), id: anew, name: '', no_unasked: 1, platform_id: erasedId(anew) })
    .execute()
  for (const table of Object.keys(PERSONAL) as (keyof Tables)[]) {
    const columns: Readonly<Record<string, string>> = PERSONAL[table].columns
    if (columns.customer_id === undefined) continue
    const to = columns.customer_id === 'none' ? null : anew
    await sql`update ${sql.table(table)} set customer_id = ${to} where customer_id = ${id}`.execute(t)
  }
  await t.deleteFrom('customers').where('id', '=', id).execute()
  return { former, anew }
}

/** What is known of a customer beside their name and ids, and does not stay. */
function nothing(): Record<string, null> {
  const columns = Object.entries(PERSONAL.customers.columns)
  return Object.fromEntries(columns.flatMap(([column, fate]) => (fate === 'none' ? [[column, null]] : [])))
}
