import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'

const Pid = sql<{ pid: number }>`select pg_backend_pid() as pid`

const kind = 'postgres'

// What is not run is named at the end of the run.
describe.runIf(databases.includes(kind))('a ledger on PostgreSQL', () => {
  let database: TestDatabase
  afterEach(() => database.drop())

  it('outlives a connection that dies in the middle of a transaction', async () => {
    database = await createDatabase(kind)
    const ledger = await database.open()
    const other = await database.open()
    const broken = ledger.transaction(async (t) => {
      const { rows } = await Pid.execute(t)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other.db)
      await Pid.execute(t)
    })
    await expect(broken).rejects.toThrow()
    expect((await Pid.execute(ledger.db)).rows).toHaveLength(1)
  })

  it('does not wait for ever behind a process that stands still in the middle of a transaction', async () => {
    database = await createDatabase(kind)
    const ledger = await database.open()
    const frozen = await database.open()
    const lock = sql`select name from migrations for update`
    const held = Promise.withResolvers<void>()
    const thawed = Promise.withResolvers<void>()
    const standing = frozen.transaction(async (t) => {
      await lock.execute(t)
      held.resolve()
      await thawed.promise
    })
    const ended = expect(standing).rejects.toThrow()
    try {
      await held.promise
      // Whoever waits gives up, the transaction that stands still is ended by the server, and what it held is free again.
      const tryAgain = () =>
        ledger
          .transaction((t) => lock.execute(t))
          .then(
            () => 'free',
            () => 'held',
          )
      await expect.poll(tryAgain, { timeout: 15_000 }).toBe('free')
    } finally {
      thawed.resolve()
    }
    await ended
  })
})
