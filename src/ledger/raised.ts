import type { Db } from './ledger.ts'
import type { CauseLink } from './tables.ts'

/** A conversation in which a customer raised a cause, and what they heard of it there. */
export type Raised = {
  conversation: string
  customer: string
  /** The customer's name; empty where they have none, or were erased. */
  name: string
  /** When the conversation began. Epoch milliseconds, as are all times here. */
  at: number
  toldAt: number | null
  toldHow: CauseLink['told_how']
}

/** All conversations that have a cause, the latest first. */
export async function raisedWith(db: Db, cause: string): Promise<Raised[]> {
  const rows = await db
    .selectFrom('cause_links as l')
    .innerJoin('conversations as c', 'c.id', 'l.conversation_id')
    .innerJoin('customers as u', 'u.id', 'l.customer_id')
    .select(['l.conversation_id', 'l.customer_id', 'u.name', 'c.opened_at', 'l.told_at', 'l.told_how'])
    .where('l.cause_id', '=', cause)
    .where('l.removed_at', 'is', null)
    .orderBy('c.opened_at', 'desc')
    .orderBy('l.id')
    .execute()
  return rows.map((row) => ({
    conversation: row.conversation_id,
    customer: row.customer_id,
    name: row.name,
    at: row.opened_at,
    toldAt: row.told_at,
    toldHow: row.told_how,
  }))
}
