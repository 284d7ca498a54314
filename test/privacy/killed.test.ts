import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { askToErase } from '../../src/ledger/personal/erasures.ts'
import { run } from '../crash/case.ts'
import { Platform } from '../crash/platform.ts'
import { write } from '../crash/story.ts'
import { createDatabase, databases } from '../support/databases.ts'
import { dump, found } from './dump.ts'

const BY = { role: 'owner', session: '' }
const CUSTOMERS = 6

describe.each(databases)('a process that is killed while it erases on %s', (kind) => {
  it.each([2, 6])('leaves the rest to the next one: killed at step %i', { timeout: 90_000 }, async (step) => {
    const database = await createDatabase(kind)
    const path = join(database.dataDir, 'platform.sqlite')
    const platform = new Platform(path)
    try {
      const start = (kill?: string) =>
        run({
          DATA_DIR: database.dataDir,
          DATABASE_URL: database.databaseUrl ?? undefined,
          PLATFORM: path,
          KILL: kill,
        })
      const ledger = await database.open()
      write(platform, CUSTOMERS, 3)
      expect(await start()).toBe(0)
      // The third complains, and is waited for by people.
      const { id } = await ledger.db
        .selectFrom('customers')
        .select('id')
        .where('platform_id', '=', 'nora2')
        .executeTakeFirstOrThrow()
      expect(await of(ledger, 'nora2')).not.toEqual([])
      const others = await of(ledger, 'nora1')
      const erasure = await ledger.transaction((t) => askToErase(t, id, BY, Date.now()))
      expect(await start(`erasing:${step}`)).toBe('SIGKILL')
      expect(await start()).toBe(0)
      const done = await ledger.db
        .selectFrom('erasures')
        .selectAll()
        .where('id', '=', erasure)
        .executeTakeFirst()
      expect(done?.step).toBe('done')
      expect(await of(ledger, 'nora2')).toEqual([])
      expect(await of(ledger, 'nora1')).toEqual(others)
    } finally {
      platform.close()
      await database.drop()
    }
  })
})

/** Where somebody's name and ids stand. */
async function of(ledger: Ledger, who: string): Promise<string[]> {
  return found(await dump(ledger), who).sort()
}
