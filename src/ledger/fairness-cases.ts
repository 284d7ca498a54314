import { begun, type Case, callsOf } from './cases.ts'
import { type Db, isPostgres } from './ledger.ts'
import { UNHAPPY_BELOW } from './reports.ts'
import { CLOCKS, type Day, weekByWeek } from './stretches.ts'

/** A conversation by who the customer is, and how it went for them; times are epoch milliseconds. */
export type FairnessCase = Case & {
  adapter: string
  workspace: string
  customer: string
  customerSince: number
  isUnhappy: boolean
  /** What most of its messages are in; null where none could be told. */
  language: string | null
}

/** The conversations that began in this time, oldest first, with whose they are. */
export function fairnessCases(db: Db, day: Day): Promise<FairnessCase[]> {
  return weekByWeek(db, day, (piece) => fairnessCasesOf(db, piece))
}

async function fairnessCasesOf(db: Db, piece: Day): Promise<FairnessCase[]> {
  const [rows, calls, heard] = await Promise.all([
    begun(db, piece)
      .innerJoin('customers as u', 'u.id', 'c.customer_id')
      .select(['c.id', 'c.opened_at as openedAt', 'c.outcome', 'c.adapter', 'c.workspace'])
      .select(['c.customer_id as customer', 'u.since as customerSince'])
      .orderBy('c.opened_at')
      .orderBy('c.id')
      .execute(),
    callsOf(db, piece),
    heardIn(db, piece),
  ])
  return rows.map((row) => ({
    id: row.id,
    openedAt: row.openedAt,
    outcome: row.outcome,
    adapter: row.adapter,
    workspace: row.workspace,
    customer: row.customer,
    customerSince: row.customerSince,
    call: calls.get(row.id) ?? null,
    isUnhappy: heard.get(row.id)?.isUnhappy ?? false,
    language: heard.get(row.id)?.language ?? null,
  }))
}

type Heard = { isUnhappy: boolean; language: string | null; messages: number }

/** What the readings that stand say of each conversation; of two languages alike in number the first by name. */
async function heardIn(db: Db, piece: Day): Promise<Map<string, Heard>> {
  const rows = await begun(db, piece)
    .innerJoin('readings as r', 'r.conversation_id', 'c.id')
    .select(['c.id', 'r.language'])
    .select((eb) => [
      eb.fn.countAll().as('count'),
      eb.fn.countAll().filterWhere('r.sentiment', '<', UNHAPPY_BELOW).as('unhappy'),
    ])
    .where('r.corrected_by', 'is', null)
    // Nobody writes before it began. The embedded ledger would have to leave its index to look.
    .$if(isPostgres(db), (query) => query.where('r.wrote_at', '>=', piece.from - CLOCKS))
    .groupBy(['c.id', 'r.language'])
    .execute()
  const found = new Map<string, Heard>()
  for (const { id, language, count, unhappy } of rows) {
    const held = found.get(id) ?? { isUnhappy: false, language: null, messages: 0 }
    const isUnhappy = held.isUnhappy || Number(unhappy) > 0
    const messages = Number(count)
    const isMore =
      language !== null &&
      (messages > held.messages || (messages === held.messages && language < (held.language ?? '')))
    found.set(id, isMore ? { isUnhappy, language, messages } : { ...held, isUnhappy })
  }
  return found
}
