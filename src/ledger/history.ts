import { sql } from 'kysely'
import type { Outcome, Status } from '../conversation.ts'
import type { Db } from './ledger.ts'
import type { Message } from './tables.ts'

export type EarlierComplaints = {
  /** In how many other conversations. */
  count: number
  conversation: string
  /** When the customer last complained, epoch milliseconds, and about what. */
  at: number
  topic: string | null
  status: Status
  outcome: Outcome
}

/** What this customer complained of in other conversations and did not take back; null where nothing. */
export async function earlierComplaints(
  db: Db,
  customer: string,
  except: string,
): Promise<EarlierComplaints | null> {
  const complaints = db
    .selectFrom('conversations as c')
    .innerJoin('readings as r', 'r.conversation_id', 'c.id')
    .innerJoin('messages as m', 'm.id', 'r.message_id')
    .where('c.customer_id', '=', customer)
    .where('c.id', '<>', except)
    // Not as an equation: SQLite would then read every complaint there ever was, and not this customer's.
    .where('r.complaint', '>', 0)
    .where('r.corrected_by', 'is', null)
    .where('m.author', '=', sql.lit<Message['author']>('customer'))
    .where('m.removed_at', 'is', null)
  const last = await complaints
    .select(['c.id as conversation', 'c.status', 'c.outcome', 'r.subject as topic', 'm.at'])
    .orderBy('m.at', 'desc')
    .orderBy('m.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return null
  const { n } = await complaints
    .select((eb) => eb.fn.count<number>('c.id').distinct().as('n'))
    .executeTakeFirstOrThrow()
  return { ...last, count: Number(n) }
}

export type Helper = { name: string; at: number; handoff: string; conversation: string }

/** Who of the staff had this customer last, before this handoff; null where nobody had. */
export async function lastHelper(db: Db, customer: string, except: string): Promise<Helper | null> {
  const row = await db
    .selectFrom('conversations as c')
    .innerJoin('handoffs as h', 'h.conversation_id', 'c.id')
    .select(['h.id as handoff', 'c.id as conversation', 'h.claimed_name', 'h.claimed_at', 'h.closed_at'])
    .where('c.customer_id', '=', customer)
    .where('h.id', '<>', except)
    .where('h.claimed_name', 'is not', null)
    .orderBy('h.claimed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row?.claimed_name || row.claimed_at === null) return null
  const { handoff, conversation } = row
  return { handoff, conversation, name: row.claimed_name, at: row.closed_at ?? row.claimed_at }
}
