import { sql } from 'kysely'
import type { Db } from '../ledger.ts'
import type { Conversation, Customer, Tables } from '../tables.ts'
import { belongs, scopeOfCustomer } from './belonging.ts'
import { TABLES } from './columns.ts'
import { keysOf } from './scrub.ts'

const CHUNK = 500
/** Most conversations that a customer's page lists: the newest. */
export const CONVERSATIONS_LISTED = 200

/** A row of a table, as it stands in the ledger. */
export type Kept = { table: keyof Tables; row: Record<string, string | number | null> }

/**
 * All that is kept about a customer, table by table, each column as it stands, in pieces. Each piece is a question of its
 * own, so that nothing is held up and little is in memory.
 */
export async function* eachKept(db: Db, customer: string): AsyncGenerator<Kept[], void> {
  const scope = scopeOfCustomer(customer)
  const who = await db.selectFrom('customers').select('name').where('id', '=', customer).executeTakeFirst()
  const shown = (one: Kept) => (one.table === 'reminders' ? aboutNobodyElse(one, who?.name ?? '') : one)
  for (const table of TABLES) {
    const keys = keysOf(table)
    const refs = sql.join(keys.map((key) => sql.ref(key)))
    let after: (string | number | null)[] | null = null
    do {
      const next: ReturnType<typeof sql> = after === null ? sql`1 = 1` : sql`(${refs}) > (${sql.join(after)})`
      const { rows } = await sql<Kept['row']>`
        select * from ${sql.table(table)} where ${belongs(table, scope)} and ${next} order by ${refs} limit ${sql.lit(CHUNK)}`.execute(
        db,
      )
      if (rows.length > 0) yield rows.map((row) => shown({ table, row }))
      const last: Kept['row'] | undefined = rows.at(-1)
      after = last && rows.length === CHUNK ? keys.map((key) => last[key] ?? null) : null
    } while (after)
  }
}

/** A line about everybody who waited, without those about others. */
function aboutNobodyElse({ table, row }: Kept, name: string): Kept {
  const lines = String(row.text).split('\n')
  const theirs = lines.filter((line) => !line.startsWith('- ') || (name !== '' && line.includes(name)))
  return { table, row: { ...row, text: theirs.join('\n') } }
}

export type WholeCustomer = { customer: Customer; conversations: Conversation[]; count: number }

/** A customer and their conversations, the newest first. */
export async function wholeCustomer(db: Db, id: string): Promise<WholeCustomer | null> {
  const customer = await db.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst()
  if (!customer) return null
  const theirs = db.selectFrom('conversations').where('customer_id', '=', id)
  const conversations = await theirs
    .selectAll()
    .orderBy('last_at', 'desc')
    .orderBy('id')
    .limit(CONVERSATIONS_LISTED)
    .execute()
  const { n } = await theirs.select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()
  return { customer, conversations, count: Number(n) }
}
