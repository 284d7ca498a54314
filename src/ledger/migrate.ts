import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { SetupError } from '../errors.ts'
import type { Tables } from './tables.ts'

const FOLDER = join(import.meta.dirname, 'migrations')

const SERIAL = {
  sqlite: 'integer primary key autoincrement',
  postgres: 'bigint generated always as identity primary key',
}

/**
 * Runs what has not run yet, in order of name, all in one transaction. Two processes that start at once wait for each
 * other. Throws SetupError when the ledger knows a migration that we do not: an older Warmline must not write in it.
 */
export async function migrate(db: Kysely<Tables>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  await db.transaction().execute(async (t) => {
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(7276105)`.execute(t)
    await sql`create table if not exists migrations (name text primary key, at bigint not null)`.execute(t)
    const { rows } = await sql<{ name: string }>`select name from migrations`.execute(t)
    const done = new Set(rows.map((row) => row.name))
    const unknown = [...done].filter((name) => !files.includes(name))
    if (unknown.length > 0) {
      throw new SetupError([
        `The ledger was written by a newer Warmline (${unknown.join(', ')}). Run that version, or a later one.`,
      ])
    }
    for (const name of files.filter((file) => !done.has(file))) {
      for (const statement of statements(readFileSync(join(FOLDER, name), 'utf8'), kind))
        await sql.raw(statement).execute(t)
      await sql`insert into migrations (name, at) values (${name}, ${Date.now()})`.execute(t)
    }
  })
}

function statements(text: string, kind: 'sqlite' | 'postgres'): string[] {
  return text
    .replace(/^--.*$/gm, '')
    .replaceAll('{{serial}}', SERIAL[kind])
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
