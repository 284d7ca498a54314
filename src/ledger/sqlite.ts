import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { SetupError } from '../errors.ts'

/** How long a statement waits, and with it everything else here, for another process. Milliseconds. */
const BUSY = 250

/** Prepared statements kept per connection; the ledger has some eighty. */
const STATEMENTS_KEPT = 300

/**
 * Opens the embedded database in the shape that Kysely's SQLite dialect asks for. FULL, not NORMAL: with NORMAL a power
 * cut takes the last committed messages with it. Transactions begin immediate, so that read-then-write never has to be
 * refused half-way when a second process is at work. What is deleted is blanked, so that it cannot be read from the file.
 */
export function openSqlite(dataDir: string): SqliteDatabase {
  const database = open(join(dataDir, 'ledger.sqlite'))
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => {
      kept.clear()
      database.close()
    },
    prepare: (query) => {
      const sql = query === 'begin' ? 'begin immediate' : query
      let statement = kept.get(sql)
      if (!statement) {
        if (kept.size >= STATEMENTS_KEPT) kept.clear()
        statement = wrap(database.prepare(sql))
        kept.set(sql, statement)
      }
      return statement
    },
  }
}

/** Throws SetupError where the file cannot be opened, or is none of ours. */
function open(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const database = new DatabaseSync(path, { timeout: BUSY })
    database.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on;',
    )
    // Its own knows the letters of English alone. No index is made of it.
    database.function('lower', { deterministic: true }, (text) =>
      typeof text === 'string' ? text.toLowerCase() : text,
    )
    return database
  } catch {
    throw new SetupError([
      `DATA_DIR: the ledger at ${path} cannot be opened. Is it a file of Warmline's that you may write, on a local disk? ` +
        'Put it back from a backup, or name another folder.',
    ])
  }
}

function wrap(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(bindable)),
    run: (parameters) => statement.run(...parameters.map(bindable)),
    iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
  }
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  throw new TypeError(`The ledger stores text and numbers, not ${typeof value}`)
}
