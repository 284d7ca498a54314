import type { PostgresDialect, PostgresPool } from 'kysely'
import { SetupError } from '../errors.ts'

const WORK_CHANNEL = 'warmline_work'
const CONNECTIONS = 10
const INT8 = 20

export type Postgres = { pool: PostgresPool; listen(wake: () => void): Promise<() => Promise<void>> }

/** Opens a pool. Throws SetupError when the server cannot be reached; the message never holds the address or a password. */
export async function openPostgres(url: string, onError: (error: Error) => void): Promise<Postgres> {
  const { default: pg } = await import('pg')
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, Number)
  const settings = { connectionString: url, types, connectionTimeoutMillis: 10_000, application_name: 'warmline' }
  const pool = new pg.Pool({ ...settings, max: CONNECTIONS })
  pool.on('error', onError)
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    throw new SetupError([
      `DATABASE_URL: PostgreSQL could not be reached (${codeOf(error)}). Check that the server runs and that the address, ` +
        'user and password are right, or remove DATABASE_URL to use the embedded ledger.',
    ])
  }
  return {
    pool,
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

export const notifyWork = `notify ${WORK_CHANNEL}`

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
}

export type { PostgresDialect }
