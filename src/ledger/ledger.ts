import { setTimeout } from 'node:timers/promises'
import { Kysely, PostgresDialect, SqliteDialect, type Transaction } from 'kysely'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** The handle inside a transaction. Whoever holds one uses nothing else: on SQLite the other handle would wait for ever. */
export type Tx = Transaction<Tables>
/** For reading outside a transaction, or inside one. */
export type Db = Kysely<Tables>

export type Ledger = {
  readonly kind: 'sqlite' | 'postgres'
  readonly db: Db
  /** All or nothing. On PostgreSQL a deadlock or a serialization failure is tried again, up to three times. */
  transaction<T>(run: (t: Tx) => Promise<T>): Promise<T>
  /** Like `transaction`, but what is asked for while another group is being written shares one commit with its neighbours. */
  grouped<T>(run: (t: Tx) => Promise<T>): Promise<T>
  /** Calls back when work was put in, by this process or (PostgreSQL) by another. Returns how to stop. */
  onWork(wake: () => void): Promise<() => Promise<void>>
  /** To be called after a commit that put work in: wakes the workers here, and (PostgreSQL) those of other processes. */
  wake(): void
  close(): Promise<void>
}

export type LedgerSettings = { dataDir: string; databaseUrl: string | null; onError?: (error: Error) => void }

/** Opens the ledger and brings its tables up to date. Throws SetupError with a next step when it cannot. */
export async function openLedger(settings: LedgerSettings): Promise<Ledger> {
  const postgres = settings.databaseUrl
    ? await openPostgres(settings.databaseUrl, settings.onError ?? (() => undefined))
    : null
  const kind = postgres ? 'postgres' : 'sqlite'
  const dialect = postgres
    ? new PostgresDialect({ pool: postgres.pool })
    : new SqliteDialect({ database: openSqlite(settings.dataDir) })
  const db = new Kysely<Tables>({ dialect })
  // Kysely ends a pool only when it has used it.
  const close = async () => {
    await db.destroy()
    await postgres?.end()
  }
  const patient = postgres
    ? new Kysely<Tables>({ dialect: new PostgresDialect({ pool: postgres.patient }) })
    : db
  try {
    await migrate(patient, kind)
  } catch (error) {
    await close()
    throw error
  } finally {
    if (patient !== db) await patient.destroy()
  }

  const wakers = new Set<() => void>()
  const wakeHere = () => {
    for (const wake of wakers) wake()
  }
  const transaction = <T>(run: (t: Tx) => Promise<T>): Promise<T> =>
    persist(() => db.transaction().execute(run))
  return {
    kind,
    db,
    transaction,
    grouped: group(transaction),
    async onWork(wake) {
      wakers.add(wake)
      const unlisten = await postgres?.listen(wake)
      return async () => {
        wakers.delete(wake)
        await unlisten?.()
      }
    },
    wake() {
      wakeHere()
      postgres?.notify()
    },
    close,
  }
}

/** Locks the rows that the query reads until the transaction ends. SQLite needs no word for it: its writers are one at a time. */
export function locked<Q extends { forUpdate(): Q }>(t: Db, query: Q): Q {
  return isPostgres(t) ? query.forUpdate() : query
}

export function isPostgres(t: Db): boolean {
  return t.getExecutor().adapter.supportsMultipleConnections !== false
}

const TRY_AGAIN = new Set(['40001', '40P01'])
const SQLITE_BUSY = 5
/** How long another process may hold the embedded ledger before we say that it cannot be written. Milliseconds. */
const BUSY_AT_MOST = 10_000

async function persist<T>(run: () => Promise<T>): Promise<T> {
  const began = performance.now()
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (isBusy(error) && performance.now() - began < BUSY_AT_MOST) await setTimeout(50)
      else if (attempt >= 3 || !TRY_AGAIN.has(code)) throw error
    }
  }
}

/** Another process holds the embedded ledger. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

type Transact = <T>(run: (t: Tx) => Promise<T>) => Promise<T>

/** Largest number of changes that share one commit. */
const GROUP = 64

/** One commit for everything that came in while the last one was being written; one that fails is run again alone. */
function group(transaction: Transact): Transact {
  type Waiting = { run: (t: Tx) => Promise<void>; fail: (error: unknown) => void; done: () => void }
  let waiting: Waiting[] = []
  let busy = false
  const flush = async () => {
    busy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, GROUP)
      waiting = waiting.slice(GROUP)
      try {
        await transaction(async (t) => {
          for (const one of batch) await one.run(t)
        })
        for (const one of batch) one.done()
      } catch (error) {
        if (batch.length === 1 || isBusy(error)) for (const one of batch) one.fail(error)
        else for (const one of batch) await transaction(one.run).then(one.done, one.fail)
      }
    }
    busy = false
  }
  return <T>(run: (t: Tx) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      let result: { value: T } | null = null
      waiting.push({
        run: async (t) => {
          result = { value: await run(t) }
        },
        done: () => (result ? resolve(result.value) : reject(new Error('The change was not run'))),
        fail: reject,
      })
      if (!busy) void flush()
    })
}
