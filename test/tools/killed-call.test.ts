import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { databases } from '../support/databases.ts'
import { propose } from '../support/scripted-tools.ts'
import { World } from '../support/world.ts'

const PROCESS = join(import.meta.dirname, '../crash/call-process.ts')

/** Where it is killed, what of it has been run by then, and what staff read after the next start. */
const STEPS = [
  ['call let through', 1, 'done'],
  ['calling', 0, 'unknown'],
  ['called', 1, 'unknown'],
  ['nowhere', 1, 'done'],
] as const
const cases = databases.flatMap((kind) => STEPS.map((step) => [kind, ...step] as const))

describe.concurrent('a process that is killed while it runs a call', { timeout: 60_000 }, () => {
  it.each(cases)('on %s at "%s" has run it %d times, and says "%s"', async (kind, kill, times, state) => {
    const world = await World.open(kind)
    try {
      await world.ask('I want to talk to a person, please')
      const call = { server: 'shop', tool: 'cancel_order', arguments: '{"order":"A-17","customer_id":"x"}' }
      expect(await propose(world.ledger, call, world.clock)).toBe(true)
      const { dataDir, databaseUrl } = world.database
      const runs = join(dataDir, 'runs')
      writeFileSync(runs, '')
      const settings = {
        DATA_DIR: dataDir,
        ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
        RUNS: runs,
        HANDOFF: world.card().handoff,
      }
      expect(await run({ ...settings, KILL: kill })).toBe(kill === 'nowhere' ? 0 : 'SIGKILL')
      expect(await run(settings)).toBe(0)
      const proposal = await world.ledger.db.selectFrom('proposals').selectAll().executeTakeFirst()
      const written = readFileSync(runs, 'utf8')
      expect({ state: proposal?.state, written }).toEqual({
        state,
        written: `${call.arguments}\n`.repeat(times),
      })
      const notes = await world.ledger.db.selectFrom('notes').select('id').execute()
      expect(notes).toHaveLength(1)
    } finally {
      await world.close()
    }
  })
})

/** Resolves with the exit code, or with the name of the signal that ended it. */
function run(settings: Record<string, string>): Promise<number | string> {
  return new Promise((resolve, reject) => {
    const { DATABASE_URL: _, ...environment } = process.env
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROCESS], {
      env: { ...environment, ...settings },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 'gone'))
  })
}
