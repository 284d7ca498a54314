import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts'

const serverUrl = process.env.TEST_DATABASE_URL ?? ''

/** The databases that this machine can test on. What is missing is named at the end of the run. */
export const databases: ('sqlite' | 'postgres')[] = serverUrl === '' ? ['sqlite'] : ['sqlite', 'postgres']

export type TestDatabase = {
  kind: 'sqlite' | 'postgres'
  dataDir: string
  databaseUrl: string | null
  /** Opens it as one more process would. */
  open(): Promise<Ledger>
  drop(): Promise<void>
}

/** An empty database of its own for one test: a folder, or a schema. */
export async function createDatabase(kind: 'sqlite' | 'postgres'): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'warmline-test-'))
  const schema = `t_${randomBytes(8).toString('hex')}`
  const databaseUrl = kind === 'postgres' ? withSchema(serverUrl, schema) : null
  if (kind === 'postgres') await admin(`create schema ${schema}`)
  const ledgers: Ledger[] = []
  return {
    kind,
    dataDir,
    databaseUrl,
    async open() {
      const ledger = await openLedger({ dataDir, databaseUrl })
      ledgers.push(ledger)
      return ledger
    },
    async drop() {
      for (const ledger of ledgers) await ledger.close().catch(() => undefined)
      if (kind === 'postgres') await admin(`drop schema ${schema} cascade`)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function withSchema(url: string, schema: string): string {
  const address = new URL(url)
  address.searchParams.set('options', `-c search_path=${schema}`)
  return address.toString()
}

async function admin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
