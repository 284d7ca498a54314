import { CompiledQuery } from 'kysely'
import { spreadTopics } from './about.ts'
import type { Db, Ledger } from './ledger.ts'
import { isPostgres } from './ledger.ts'
import type {
  AftercareRow,
  CauseLink,
  CauseRow,
  Conversation,
  Customer,
  Delivery,
  Handoff,
  HandoffStep,
  Message,
  Note,
  PromiseRow,
  ReadingRow,
  SpendRow,
  Turn,
  Work,
} from './tables.ts'

/** Rows of an invented past, by their table; those that count up get their numbers in this order. */
export type SampleRows = {
  customers: Customer[]
  conversations: Conversation[]
  messages: Omit<Message, 'seq'>[]
  readings: ReadingRow[]
  turns: Turn[]
  handoffs: Handoff[]
  handoff_steps: Omit<HandoffStep, 'seq'>[]
  aftercare: AftercareRow[]
  notes: Omit<Note, 'seq'>[]
  causes: CauseRow[]
  cause_links: CauseLink[]
  promises: PromiseRow[]
  deliveries: Omit<Delivery, 'seq'>[]
  spend: SpendRow[]
  work: Omit<Work, 'seq'>[]
}

const AT_ONCE = 500

/** Whoever refers to another row comes after it. */
export const TABLES = [
  'customers',
  'conversations',
  'messages',
  'readings',
  'turns',
  'handoffs',
  'handoff_steps',
  'aftercare',
  'notes',
  'causes',
  'cause_links',
  'promises',
  'deliveries',
  'spend',
  'work',
] as const satisfies readonly (keyof SampleRows)[]

export function noRows(): SampleRows {
  return {
    customers: [],
    conversations: [],
    messages: [],
    readings: [],
    turns: [],
    handoffs: [],
    handoff_steps: [],
    aftercare: [],
    notes: [],
    causes: [],
    cause_links: [],
    promises: [],
    deliveries: [],
    spend: [],
    work: [],
  }
}

/** Puts an invented past into a ledger, all of it or nothing. */
export async function writeSample({ transaction }: Ledger, rows: SampleRows): Promise<void> {
  await transaction(async (t) => {
    for (const table of TABLES) await insertAll(t, table, rows[table])
    const read = [...new Set(rows.readings.map((reading) => reading.conversation_id))]
    for (let from = 0; from < read.length; from += AT_ONCE)
      await spreadTopics(t, read.slice(from, from + AT_ONCE))
  })
}

/** Whether nobody has written anything yet. */
export async function isEmpty(db: Db): Promise<boolean> {
  return (await db.selectFrom('customers').select('id').limit(1).executeTakeFirst()) === undefined
}

/** Many rows in one statement, in the way that each database takes quickest. */
async function insertAll(t: Db, table: keyof SampleRows, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const names = Object.keys(first)
  const insert = `insert into ${table} (${names.join(', ')})`
  const place = `(${names.map(() => '?').join(', ')})`
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE)
    const query = isPostgres(t)
      ? CompiledQuery.raw(
          `${insert} select ${names.join(', ')} from json_populate_recordset(null::${table}, $1)`,
          [JSON.stringify(some)],
        )
      : CompiledQuery.raw(
          `${insert} values ${some.map(() => place).join(', ')}`,
          some.flatMap((row) => names.map((name): unknown => Reflect.get(row, name))),
        )
    await t.executeQuery(query)
  }
}
