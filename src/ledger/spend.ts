import { newId } from '../id.ts'
import type { Db, Ledger } from './ledger.ts'
import type { SpendRow } from './tables.ts'

/** Writes down what one call used; without the customer where they were erased while it was under way. */
export async function recordSpend(
  ledger: Ledger,
  { customer_id, ...row }: Omit<SpendRow, 'id'>,
): Promise<void> {
  await ledger.grouped((t) =>
    t
      .insertInto('spend')
      .values((eb) => ({
        ...row,
        id: newId(),
        customer_id:
          customer_id === null
            ? null
            : eb.selectFrom('customers').select('customers.id').where('customers.id', '=', customer_id),
      }))
      .execute(),
  )
}

/** Every call, the oldest first. */
export function allSpend(db: Db): Promise<SpendRow[]> {
  return db.selectFrom('spend').selectAll().orderBy('at').execute()
}

export type SpendWithin = {
  /** Epoch milliseconds, `from` with it and `to` without. */
  from?: number
  to?: number
  customer?: string
}

/** What calls have cost, in millionths of the owner's currency. Calls without a price count nothing. */
export async function sumSpend(db: Db, { from, to, customer }: SpendWithin): Promise<number> {
  let rows = db.selectFrom('spend').select((eb) => eb.fn.sum('cost').as('cost'))
  if (from !== undefined) rows = rows.where('at', '>=', from)
  if (to !== undefined) rows = rows.where('at', '<', to)
  if (customer !== undefined) rows = rows.where('customer_id', '=', customer)
  const row = await rows.executeTakeFirst()
  return Number(row?.cost ?? 0)
}
