import type { Db } from './ledger.ts'
import type { Day } from './stretches.ts'

/** What one model cost: in millionths of the owner's currency; `unpriced` calls have no price and count nothing. */
export type ModelSpend = { model: string; calls: number; unpriced: number; cost: number }

/** What each model cost, the dearest first. */
export async function spendByModel(db: Db, { from, to }: Day): Promise<ModelSpend[]> {
  const rows = await db
    .selectFrom('spend')
    .select('model')
    .select((eb) => [
      eb.fn.countAll().as('calls'),
      eb.fn.count('cost').as('priced'),
      eb.fn.sum('cost').as('cost'),
    ])
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy('model')
    .execute()
  return rows
    .map(({ model, calls, priced, cost }) => ({
      model,
      calls: Number(calls),
      unpriced: Number(calls) - Number(priced),
      cost: Number(cost ?? 0),
    }))
    .sort((a, b) => b.cost - a.cost || a.model.localeCompare(b.model, 'en'))
}

export type DearConversation = { conversation: string; customer: string; cost: number }

/** The conversations that cost most, the dearest first; of one model, or of all. Calls without a price count nothing. */
export async function dearest(
  db: Db,
  { from, to }: Day,
  limit: number,
  model?: string,
): Promise<DearConversation[]> {
  let query = db
    .selectFrom('spend as s')
    .innerJoin('conversations as c', 'c.id', 's.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['c.id as conversation', 'u.name as customer'])
    .select((eb) => eb.fn.sum('s.cost').as('cost'))
    .where('s.at', '>=', from)
    .where('s.at', '<', to)
    .where('s.cost', 'is not', null)
  if (model !== undefined) query = query.where('s.model', '=', model)
  const rows = await query
    .groupBy(['c.id', 'u.name'])
    .orderBy('cost', 'desc')
    .orderBy('c.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, cost: Number(row.cost) }))
}

/** Customers whose conversations of that time are known to have helped: each counts once. */
export async function customersHelped(db: Db, { from, to }: Day): Promise<number> {
  const row = await db
    .selectFrom('conversations')
    .select((eb) => eb.fn.count('customer_id').distinct().as('count'))
    .where('opened_at', '>=', from)
    .where('opened_at', '<', to)
    .where('outcome', 'in', ['confirmed', 'durable'])
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
