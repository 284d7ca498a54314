import type { Db } from './ledger.ts'
import { FIRST_DUE, firstDueWithin } from './promise-counts.ts'
import { firstDue, wordsOf } from './promises.ts'
import type { Day } from './stretches.ts'
import type { PromiseRow } from './tables.ts'

/** What became of a promise; `due` is one that is open yet. What was only found, or dropped, is none of them. */
export const STANDINGS = ['kept', 'late', 'broken', 'due'] as const
export type Standing = (typeof STANDINGS)[number]

export type ListedPromise = {
  id: string
  conversation: string
  customer: string
  /** Word for word; null where it was taken back. */
  words: string | null
  by: string
  madeBy: PromiseRow['made_by']
  dueAt: number
  keptAt: number | null
}

/** Promises that stand so: those first due in the stretch of time, as `countPromises` counts, and whenever due what is open yet. */
export async function countStanding(db: Db, day: Day, standing: Standing): Promise<number> {
  const row = await standingSo(db, day, standing)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The same, one by one: what is owed with the oldest debt first, all else the newest first. */
export async function listStanding(
  db: Db,
  day: Day,
  standing: Standing,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedPromise[]> {
  const order = standing === 'due' || standing === 'broken' ? 'asc' : 'desc'
  const rows = await standingSo(db, day, standing)
    .innerJoin('customers as u', 'u.id', 'p.customer_id')
    .selectAll('p')
    .select('u.name as customer')
    .orderBy('p.due_at', order)
    .orderBy('p.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    conversation: row.conversation_id,
    customer: row.customer,
    words: wordsOf(row),
    by: row.by_name,
    madeBy: row.made_by,
    dueAt: row.state === 'kept' ? firstDue(row) : row.due_at,
    keptAt: row.kept_at,
  }))
}

function standingSo(db: Db, day: Day, standing: Standing) {
  const all = db.selectFrom('promises as p')
  if (standing === 'due') return all.where('p.state', '=', 'open')
  const due = all.where(firstDueWithin(day))
  if (standing === 'broken') return due.where('p.state', '=', 'broken')
  return due
    .where('p.state', '=', 'kept')
    .where((eb) => eb('p.kept_at', standing === 'kept' ? '<=' : '>', FIRST_DUE))
}

/** Promises of these states by when they are due now, wherever they were moved from. */
export async function countDue(
  db: Db,
  { from, to }: Day,
  states: readonly PromiseRow['state'][],
): Promise<number> {
  const row = await db
    .selectFrom('promises')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('state', 'in', [...states])
    .where('due_at', '>=', from)
    .where('due_at', '<', to)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
