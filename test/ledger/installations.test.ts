import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Installations } from '../../adapters/slack/installations.ts'
import { createInstallations } from '../../src/ledger/installations.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'

const NOW = Date.UTC(2026, 10, 22, 12)

describe.each(databases)('installations on %s', (kind) => {
  let database: TestDatabase
  let ledger: Ledger
  let installations: Installations
  beforeEach(async () => {
    database = await createDatabase(kind)
    ledger = await database.open()
    installations = createInstallations(ledger, 'slack')
  })
  afterEach(() => database.drop())

  it('are there for every process that looks, and nowhere else', async () => {
    await installations.put('T1', 'one', NOW)
    const elsewhere = createInstallations(await database.open(), 'slack')
    expect(await elsewhere.get('T1')).toBe('one')
    expect(await elsewhere.get('T2')).toBeNull()
  })

  it('are replaced by the next for the same workspace', async () => {
    await installations.put('T1', 'one', NOW)
    await installations.put('T1', 'two', NOW + 1)
    expect([await installations.get('T1'), await installations.all()]).toEqual(['two', ['T1']])
  })

  it('are listed in order', async () => {
    for (const workspace of ['T2', 'E9', 'T10']) await installations.put(workspace, workspace, NOW)
    expect(await installations.all()).toEqual(['E9', 'T10', 'T2'])
  })

  it('are removed one at a time, and twice without harm', async () => {
    for (const workspace of ['T1', 'T2']) await installations.put(workspace, workspace, NOW)
    await installations.remove('T1')
    await installations.remove('T1')
    expect([await installations.get('T1'), await installations.all()]).toEqual([null, ['T2']])
  })

  it('stay when the news of their end is older than they are', async () => {
    await installations.put('T1', 'new', NOW)
    await installations.remove('T1', NOW - 1)
    expect(await installations.get('T1')).toBe('new')
    await installations.remove('T1', NOW)
    expect(await installations.get('T1')).toBeNull()
  })

  it('of one adapter are out of reach of another', async () => {
    const others = createInstallations(ledger, 'other')
    await installations.put('T1', 'ours', NOW)
    await others.put('T1', 'theirs', NOW)
    await others.remove('T1')
    expect([await others.get('T1'), await others.all()]).toEqual([null, []])
    expect([await installations.get('T1'), await installations.all()]).toEqual(['ours', ['T1']])
  })

  it('survive many that write at once', async () => {
    const many = Array.from({ length: 30 }, (_, at) => `T${at % 5}`)
    await Promise.all(many.map((workspace, at) => installations.put(workspace, workspace, NOW + at)))
    expect(await installations.all()).toEqual(['T0', 'T1', 'T2', 'T3', 'T4'])
  })
})
