import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { PoolClient } from 'pg'
import { SetupError } from '../errors.ts'

const WORK_CHANNEL = 'warmline_work'
const CONNECTIONS = 10
const STATEMENTS_NAMED = 300
/**
 * Milliseconds. A connection that died without a word, or a process that stopped in the middle of a transaction, must not
 * stop the others: whoever waits for it gives up and is tried again.
 */
const DEADLINES = {
  keepAlive: true,
  query_timeout: 5_000,
  statement_timeout: 4_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 5_000,
}
/** Milliseconds. */
const NOTIFY_WITHIN = 20
const INT8 = 20

export type Postgres = {
  pool: PostgresPool
  /** One connection without the deadlines, for what may take long: bringing the tables up to date. */
  patient: PostgresPool
  /** Tells the other processes that there is work, soon, and once for many calls. Where it fails, their poll finds it. */
  notify(): void
  listen(wake: () => void): Promise<() => Promise<void>>
  /** Ends the pool, whether or not anything was asked of it. */
  end(): Promise<void>
}

/** Opens a pool. Throws SetupError when the server cannot be reached; the message never holds the address or a password. */
export async function openPostgres(url: string, onError: (error: Error) => void): Promise<Postgres> {
  const { default: pg } = await import('pg')
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, Number)
  const settings = {
    connectionString: url,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: 'warmline',
    // Compiling a question takes longer than any of ours takes to be answered.
    options: '-c jit=off',
  }
  const pool = new pg.Pool({ ...settings, ...DEADLINES, max: CONNECTIONS })
  pool.on('error', onError)
  // One that is in use when its connection dies says so itself, and unheard that would end the process.
  pool.on('connect', (client) => client.on('error', onError))
  const patient = new pg.Pool({ ...settings, max: 1 })
  patient.on('error', onError)
  try {
    await pool.query('select 1')
  } catch (error) {
    await Promise.all([pool.end(), patient.end()])
    throw new SetupError([
      `DATABASE_URL: PostgreSQL could not be reached (${codeOf(error)}). Check that the server runs and that the address, ` +
        'user and password are right, or remove DATABASE_URL to use the embedded ledger.',
    ])
  }
  let notifying: NodeJS.Timeout | undefined
  return {
    pool: { connect: async () => named(await pool.connect()), end: () => pool.end(), options: pool.options },
    patient,
    end: async () => {
      if (!pool.ending) await pool.end()
    },
    notify() {
      notifying ??= setTimeout(() => {
        notifying = undefined
        pool.query(`notify ${WORK_CHANNEL}`).catch(() => undefined)
      }, NOTIFY_WITHIN)
      notifying.unref()
    },
    // A listening connection of its own; when it is lost, the workers' poll carries on alone and we try again.
    async listen(wake) {
      let stopped = false
      let client: InstanceType<typeof pg.Client> | null = null
      let again: NodeJS.Timeout | undefined
      const connect = async () => {
        const next = new pg.Client(settings)
        next.on('error', () => {
          next.removeAllListeners('end')
          later()
        })
        next.on('end', later)
        next.on('notification', wake)
        try {
          await next.connect()
          await next.query(`listen ${WORK_CHANNEL}`)
          client = next
        } catch {
          later()
        }
      }
      const later = () => {
        if (stopped || again) return
        again = setTimeout(() => {
          again = undefined
          void connect()
        }, 2_000)
      }
      await connect()
      return async () => {
        stopped = true
        clearTimeout(again)
        await client?.end().catch(() => undefined)
      }
    },
  }
}

const names = new Map<string, string>()

/**
 * Gives each statement a name, so that the server plans it once per connection and not each time: that is half of what the
 * statement before the ack costs. Lists of varying length make new statements; past the limit they go without a name.
 */
function named(client: PoolClient): PostgresPoolClient {
  let isBroken = false
  const query = async (text: string, values: readonly unknown[]) => {
    let name = names.get(text)
    if (name === undefined && names.size < STATEMENTS_NAMED) {
      name = `warmline_${names.size}`
      names.set(text, name)
    }
    try {
      return await (name === undefined
        ? client.query(text, [...values])
        : client.query({ name, text, values: [...values] }))
    } catch (error) {
      // The server says how severe its own errors are; any other is of the connection, which is then not to be used again.
      if (!(error instanceof Error && 'severity' in error)) isBroken = true
      throw error
    }
  }
  return {
    // Kysely's own type also names a cursor, which is asked for only where one is configured.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || isBroken),
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
}
