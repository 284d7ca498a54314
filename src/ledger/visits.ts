import type { Db, Tx } from './ledger.ts'
import { isSomebody } from './personal/anonymous.ts'
import type { Visit } from './tables.ts'

/** A customer with what the owner measures by: more is more. `since` is when they first wrote. */
export type Ranked = { customer: string; value: number; since: number }

/** How many there are; who was erased is nobody any more, here as in all of these. */
export async function countCustomers(db: Db): Promise<number> {
  const row = await db
    .selectFrom('customers')
    .select((eb) => eb.fn.countAll().as('n'))
    .where(isSomebody)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** Who began the most conversations since then. */
export async function byContacts(db: Db, from: number, limit: number): Promise<Ranked[]> {
  const rows = await db
    .selectFrom(
      db
        .selectFrom('conversations')
        .select('customer_id')
        .select((eb) => eb.fn.countAll().as('value'))
        .where('opened_at', '>=', from)
        .groupBy('customer_id')
        .as('counted'),
    )
    .innerJoin('customers', 'customers.id', 'counted.customer_id')
    .select(['customers.id as customer', 'customers.since', 'counted.value'])
    .where(isSomebody)
    .orderBy('counted.value', 'desc')
    .orderBy('customers.since')
    .orderBy('customers.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, value: Number(row.value) }))
}

/** Who has been a customer for longest. */
export async function byTenure(db: Db, now: number, limit: number): Promise<Ranked[]> {
  const rows = await db
    .selectFrom('customers')
    .select(['id as customer', 'since'])
    .where(isSomebody)
    .orderBy('since')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, value: now - row.since }))
}

/** Every customer by what else they may be called: the platform's id, and the name that they show. */
export function allCustomers(db: Db) {
  return db
    .selectFrom('customers')
    .select(['id', 'platform_id', 'name', 'since'])
    .where(isSomebody)
    .orderBy('id')
    .execute()
}

/** When each customer was last visited. Epoch milliseconds. */
export async function lastVisits(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('visits')
    .select('customer_id')
    .select((eb) => eb.fn.max('at').as('at'))
    .groupBy('customer_id')
    .execute()
  return new Map(rows.map(({ customer_id, at }) => [customer_id, Number(at)]))
}

/** Writes down a visit, once for each id; false where there is no such customer. */
export async function addVisit(t: Tx, visit: Visit): Promise<boolean> {
  const customer = await t
    .selectFrom('customers')
    .select('id')
    .where('id', '=', visit.customer_id)
    .executeTakeFirst()
  if (!customer) return false
  await t
    .insertInto('visits')
    .values(visit)
    .onConflict((c) => c.column('id').doNothing())
    .execute()
  return true
}

/** A visit that was none. */
export async function removeVisit(t: Tx, id: string): Promise<void> {
  await t.deleteFrom('visits').where('id', '=', id).execute()
}

/** The newest visits, with whom they were to. */
export function recentVisits(db: Db, limit: number): Promise<(Visit & { name: string })[]> {
  return db
    .selectFrom('visits')
    .innerJoin('customers', 'customers.id', 'visits.customer_id')
    .selectAll('visits')
    .select('customers.name')
    .orderBy('at', 'desc')
    .orderBy('visits.id')
    .limit(limit)
    .execute()
}
