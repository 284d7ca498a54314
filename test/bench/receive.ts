import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { InboundDraft } from '../../src/adapter.ts'
import { createDatabase, type TestDatabase } from '../support/databases.ts'
import { createBenchEngine } from './engine.ts'
import { each, type Figure, inTurn, ms, percentile } from './measure.ts'

const ROUNDS = 1_500
const AT_ONCE = 32
const BATCHES = 40
const TEXT = 'Hello, I bought a jacket three weeks ago. How can I return it?'

type Bare = { insert(id: string): Promise<void>; close(): Promise<void> }

/** Everything up to the ack, against one bare fsynced insert of the same words; both in turn, in one run. */
export async function benchReceive(kind: 'sqlite' | 'postgres'): Promise<Figure[]> {
  const database = await createDatabase(kind)
  const ledger = await database.open()
  const { engine } = await createBenchEngine(ledger)
  const bare = kind === 'sqlite' ? bareSqlite(database) : await barePostgres(database)
  let n = 0
  const message = (): InboundDraft => {
    const channel = `dm-${n % 200}`
    const place = { adapter: 'bench', workspace: 'w', channel, thread: '' }
    return { kind: 'message', id: `m${n++}`, place, author: { id: channel, name: 'Nora' }, text: TEXT }
  }
  await inTurn(400, [() => bare.insert(`w${n}`), () => engine.receive(message())])

  const [one, full] = await inTurn(ROUNDS, [() => bare.insert(`b${n}`), () => engine.receive(message())])
  const row = await each(BATCHES, async (batch) => {
    for (let i = 0; i < AT_ONCE; i++) await bare.insert(`r${batch}-${i}`)
  })
  const together = await each(BATCHES, () =>
    Promise.all(Array.from({ length: AT_ONCE }, () => engine.receive(message()))),
  )
  await bare.close()
  await database.drop()

  const ratio = percentile(full, 50) / percentile(one, 50)
  const crowd = percentile(together, 50) / percentile(row, 50)
  return [
    {
      name: `receive, ${kind}: all up to the ack, against a bare fsynced insert (p50)`,
      value: `${ms(percentile(full, 50))} / ${ms(percentile(one, 50))} = ${ratio.toFixed(2)} times (p99 ${ms(percentile(full, 99))} / ${ms(percentile(one, 99))})`,
      goal: 'at most 3 times',
      met: ratio <= 3,
    },
    {
      name: `receive, ${kind}: 32 at once, against 32 bare inserts in a row (p50)`,
      value: `${ms(percentile(together, 50))} / ${ms(percentile(row, 50))} = ${crowd.toFixed(2)} times`,
      goal: 'less than once',
      met: crowd < 1,
    },
  ]
}

const COLUMNS = 'id, conversation_id, author, name, origin, text, attachments, at, version'
const values = (id: string) => [
  id,
  'c',
  'customer',
  'Nora',
  `["bench","w","dm","${id}"]`,
  TEXT,
  '[]',
  Date.now(),
  1,
]
const TABLE = `create table bare (id text primary key, conversation_id text, author text, name text, origin text unique, text text, attachments text, at bigint, version integer)`

function bareSqlite(database: TestDatabase): Bare {
  const file = new DatabaseSync(join(database.dataDir, 'bare.sqlite'))
  file.exec(`pragma journal_mode = wal; pragma synchronous = full; ${TABLE}`)
  const statement = file.prepare(`insert into bare (${COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  let n = 0
  return {
    insert: async () => {
      statement.run(...values(`${n++}`))
    },
    close: async () => file.close(),
  }
}

async function barePostgres(database: TestDatabase): Promise<Bare> {
  const pool = new pg.Pool({ connectionString: database.databaseUrl ?? '' })
  await pool.query(TABLE)
  let n = 0
  return {
    insert: async () => {
      await pool.query(
        `insert into bare (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        values(`${n++}`),
      )
    },
    close: () => pool.end(),
  }
}
