import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recentClaims } from '../../src/ledger/claims.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Handoff } from '../../src/ledger/tables.ts'
import { tell } from '../owner/seed.ts'
import { createDatabase, databases, type TestDatabase } from '../support/databases.ts'

const NOON = Date.UTC(2026, 10, 22, 12)

describe.each(databases)('recent claims on %s', (kind) => {
  let database: TestDatabase
  let ledger: Ledger
  beforeEach(async () => {
    database = await createDatabase(kind)
    ledger = await database.open()
  })
  afterEach(() => database.drop())

  const handedOver = (after: number, claimed: number | null, status: Handoff['status']) =>
    tell(ledger, {
      at: NOON,
      handoff: { opened_at: NOON + after, claimed_at: claimed && NOON + claimed, status },
    })

  it('are those of every handoff since, whatever became of it, newest first', async () => {
    await handedOver(1, 9, 'resolved')
    await handedOver(4, null, 'waiting')
    await handedOver(3, 5, 'claimed')
    await handedOver(2, 7, 'given_back')
    await handedOver(-1, 6, 'resolved')
    expect(await recentClaims(ledger.db, NOON, 10)).toEqual([
      { openedAt: NOON + 4, claimedAt: null },
      { openedAt: NOON + 3, claimedAt: NOON + 5 },
      { openedAt: NOON + 2, claimedAt: NOON + 7 },
      { openedAt: NOON + 1, claimedAt: NOON + 9 },
    ])
  })

  it('are no more than asked for', async () => {
    for (const after of [1, 2, 3]) await handedOver(after, 10, 'claimed')
    const found = await recentClaims(ledger.db, NOON, 2)
    expect(found.map(({ openedAt }) => openedAt - NOON)).toEqual([3, 2])
  })

  it('are not those that staff took up by themselves: nobody waited there', async () => {
    await handedOver(1, 1, 'claimed')
    expect(await recentClaims(ledger.db, NOON, 10)).toEqual([])
  })
})
