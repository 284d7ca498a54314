import { afterEach, describe, expect, it } from 'vitest'
import { PERSONAL } from '../../src/ledger/personal/columns.ts'
import { schemaOf } from '../privacy/dump.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'

describe.each(databases)('what becomes of personal columns on %s', (kind) => {
  let database: TestDatabase
  afterEach(() => database.drop())

  it('is written down for every column of every table that the database has', async () => {
    database = await createDatabase(kind)
    const ledger = await database.open()
    const live = Object.entries(await schemaOf(ledger)).flatMap(([table, columns]) =>
      columns.map(({ name }) => `${table}.${name}`),
    )
    const classified = Object.entries(PERSONAL).flatMap(([table, { columns }]) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    )
    expect(live.length).toBeGreaterThan(150)
    expect(live.sort()).toEqual(classified.sort())
  })

  it('leaves nothing in no column that must hold something', async () => {
    database = await createDatabase(kind)
    const ledger = await database.open()
    const live = await schemaOf(ledger)
    const wrong = Object.entries(PERSONAL).flatMap(([table, { columns }]) =>
      Object.entries(columns)
        .filter(([, fate]) => fate === 'none' || fate === 'shared')
        .filter(([column]) => !live[table]?.find(({ name }) => name === column)?.isNullable)
        .map(([column]) => `${table}.${column}`),
    )
    expect(wrong).toEqual([])
  })
})
