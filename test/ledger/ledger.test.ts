import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { findOrOpen } from '../../src/ledger/conversations.ts'
import { type Ledger, openLedger, type Tx } from '../../src/ledger/ledger.ts'
import { originOf, recordMessage } from '../../src/ledger/messages.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'

const NOW = Date.UTC(2026, 5, 1, 12)
const PLACE = { adapter: 'east', workspace: 'w', channel: 'dm-nora', thread: '' }
const NORA = { id: 'nora', name: 'Nora' }
const MIGRATIONS = readdirSync(join(import.meta.dirname, '../../src/ledger/migrations')).sort()

/** Opens a ledger in a process of its own, and closes it. */
const OPEN = `
  const { openLedger } = await import('${pathToFileURL(join(import.meta.dirname, '../../src/ledger/ledger.ts'))}')
  const [dataDir, databaseUrl] = JSON.parse(process.argv[1])
  await (await openLedger({ dataDir, databaseUrl })).close()
`
const openElsewhere = ({ dataDir, databaseUrl }: TestDatabase) =>
  promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    OPEN,
    JSON.stringify([dataDir, databaseUrl]),
  ])

const addCustomer = (t: Tx, id: string) =>
  t
    .insertInto('customers')
    .values({ id, adapter: 'east', workspace: 'w', platform_id: id, name: id, since: NOW })
    .execute()

describe.each(databases)('the ledger on %s', (kind) => {
  let database: TestDatabase
  let ledger: Ledger
  beforeEach(async () => {
    database = await createDatabase(kind)
  })
  afterEach(() => database.drop())

  const open = async () => {
    ledger = await database.open()
    return ledger
  }
  const migrations = async () =>
    (await sql<{ name: string }>`select name from migrations order by name`.execute(ledger.db)).rows.map(
      (row) => row.name,
    )
  const customers = async () =>
    (await ledger.db.selectFrom('customers').select('id').orderBy('id').execute()).map((row) => row.id)

  describe('opening', () => {
    it('runs each migration once, and keeps what is there when it is opened again', async () => {
      await open()
      await ledger.transaction((t) => addCustomer(t, 'nora'))
      await ledger.close()
      await open()
      expect(await migrations()).toEqual(MIGRATIONS)
      expect(await customers()).toEqual(['nora'])
    })

    it('runs each migration once when several processes start at once', { timeout: 60_000 }, async () => {
      await Promise.all(Array.from({ length: 4 }, () => openElsewhere(database)))
      await open()
      expect(await migrations()).toEqual(MIGRATIONS)
    })

    it('refuses a ledger that a newer version has written, and says so', async () => {
      await open()
      await sql`insert into migrations (name, at) values ('9999_later.sql', 0)`.execute(ledger.db)
      const error = await database.open().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SetupError)
      expect(String(error)).toMatch(/newer Warmline \(9999_later\.sql\).*Run that version/)
    })
  })

  describe('a transaction', () => {
    beforeEach(open)

    it('gives back what it came to', async () => {
      expect(await ledger.transaction(async () => 'done')).toBe('done')
    })

    it('that throws writes nothing of itself', async () => {
      const failed = ledger.transaction(async (t) => {
        await addCustomer(t, 'nora')
        throw new Error('no')
      })
      await expect(failed).rejects.toThrow('no')
      expect(await customers()).toEqual([])
    })

    it.each(['40001', '40P01'])(
      'that the database broke off (%s) is tried again, three times in all',
      async (code) => {
        const runs = async (failures: number) => {
          let run = 0
          const transaction = ledger.transaction(async (t) => {
            await addCustomer(t, `after ${failures}`)
            if (++run <= failures) throw Object.assign(new Error('broken off'), { code })
          })
          await transaction.catch(() => undefined)
          return run
        }
        expect([await runs(0), await runs(2), await runs(3)]).toEqual([1, 3, 3])
        expect(await customers()).toEqual(['after 0', 'after 2'])
      },
    )

    it('that fails by itself is not tried again', async () => {
      let run = 0
      const failed = ledger.transaction(async () => {
        run++
        throw Object.assign(new Error('no'), { code: '23505' })
      })
      await expect(failed).rejects.toThrow('no')
      expect(run).toBe(1)
    })

    it('cannot write about what is not there', async () => {
      const stray = ledger.transaction((t) =>
        recordMessage(t, { conversation: 'none', author: 'customer', name: '', text: 'hello', at: NOW }),
      )
      await expect(stray).rejects.toThrow()
    })
  })

  describe('grouped changes', () => {
    beforeEach(open)
    const names = Array.from({ length: 32 }, (_, n) => `customer-${String(n).padStart(2, '0')}`)

    it('all land when 32 come at once, and each gets its own result', async () => {
      const results = await Promise.all(
        names.map((name) =>
          ledger.grouped(async (t) => {
            await addCustomer(t, name)
            return name
          }),
        ),
      )
      expect(results).toEqual(names)
      expect(await customers()).toEqual(names)
    })

    it('that throw fail alone, and the others land', async () => {
      const failures: Record<string, (t: Tx) => Promise<unknown>> = {
        'customer-07': () => Promise.reject(new Error('its own fault')),
        'customer-20': (t) => addCustomer(t, 'customer-20'),
      }
      const results = await Promise.allSettled(
        names.map((name) =>
          ledger.grouped(async (t) => {
            await addCustomer(t, name)
            await failures[name]?.(t)
          }),
        ),
      )
      const failed = names.filter((_, index) => results[index]?.status === 'rejected')
      expect(failed).toEqual(['customer-07', 'customer-20'])
      expect(results[7]).toMatchObject({ reason: { message: 'its own fault' } })
      expect(await customers()).toEqual(names.filter((name) => !failed.includes(name)))
    })

    it('land in any number and at any time', async () => {
      const ids = Array.from({ length: 300 }, (_, n) => `c${String(n).padStart(3, '0')}`)
      const writing = ids.map(async (id, n) => {
        if (n % 3 === 0) await new Promise(setImmediate)
        await ledger.grouped((t) => addCustomer(t, id))
      })
      await Promise.all(writing)
      expect(await customers()).toEqual(ids)
    })
  })

  describe('of messages', () => {
    beforeEach(open)
    const record = (id: string) =>
      ledger.transaction(async (t) => {
        const { conversation } = await findOrOpen(t, PLACE, NORA, NOW)
        const origin = originOf(PLACE, id)
        return recordMessage(t, {
          conversation: conversation.id,
          author: 'customer',
          name: '',
          text: id,
          at: NOW,
          origin,
        })
      })

    it('keeps those of the same origin as one, told one after the other or at once', async () => {
      expect(await record('same')).not.toBeNull()
      expect(await record('same')).toBeNull()
      const atOnce = await Promise.all(Array.from({ length: 8 }, () => record('at once')))
      expect(atOnce.filter((id) => id !== null)).toHaveLength(1)
      const texts = await ledger.db.selectFrom('messages').select('text').orderBy('seq').execute()
      expect(texts.map((row) => row.text)).toEqual(['same', 'at once'])
    })

    it('opens one conversation for one customer, however many first messages come at once', async () => {
      await Promise.all(Array.from({ length: 8 }, (_, n) => record(`m${n}`)))
      expect(await ledger.db.selectFrom('conversations').select('id').execute()).toHaveLength(1)
      expect(await customers()).toHaveLength(1)
      expect(await ledger.db.selectFrom('messages').select('id').execute()).toHaveLength(8)
    })
  })

  it('wakes whoever listens for work, until they listen no more', async () => {
    await open()
    let woken = 0
    const unlisten = await ledger.onWork(() => {
      woken++
    })
    ledger.wake()
    expect(woken).toBe(1)
    await unlisten()
    ledger.wake()
    expect(woken).toBe(1)
  })
})

describe('the embedded ledger', () => {
  it('has on disk what it says it has: WAL, and synchronous = full', async () => {
    const database = await createDatabase('sqlite')
    const { db } = await database.open()
    const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db)
    const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(db)
    expect([journal.rows, synchronous.rows]).toEqual([[{ journal_mode: 'wal' }], [{ synchronous: 2 }]])
    await database.drop()
  })
})

describe.each(databases.filter((kind) => kind === 'postgres'))('on %s', (kind) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createDatabase(kind)
  })
  afterEach(() => database.drop())

  it('grouped changes share commits', async () => {
    const ledger = await database.open()
    const ids = Array.from({ length: 32 }, (_, n) => `c${n}`)
    await Promise.all(ids.map((id) => ledger.grouped((t) => addCustomer(t, id))))
    const { rows } = await sql<{ commits: number }>`
      select count(distinct xmin::text) as commits from customers`.execute(ledger.db)
    expect(rows).toEqual([{ commits: 2 }])
  })

  it('work put in by one process wakes the others', async () => {
    const [here, there] = [await database.open(), await database.open()]
    const woken = Promise.withResolvers<void>()
    const unlisten = await here.onWork(woken.resolve)
    there.wake()
    await woken.promise
    await unlisten()
  })
})

test.each([
  ['nobody listens there', 'postgres://canary-user:canary-password@127.0.0.1:1/canary-name'],
  ['the address is not one', 'postgres://canary-user:canary-password@127.0.0.1:999999/canary-name'],
])(
  'a PostgreSQL that cannot be reached because %s is a SetupError without address or password',
  async (_why, databaseUrl) => {
    const error = await openLedger({ dataDir: 'unused', databaseUrl }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SetupError)
    const told =
      error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)} ${error.cause}` : ''
    expect(told).toContain('DATABASE_URL')
    expect(told).toContain('remove DATABASE_URL to use the embedded ledger')
    expect(told).not.toMatch(/canary|127\.0\.0\.1/)
  },
)
