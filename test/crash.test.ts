import { describe, expect, it } from 'vitest'
import { runCase, runTogether, STEPS } from './crash/case.ts'
import { NONE } from './crash/count.ts'
import { databases } from './support/databases.ts'

const SEEDS = [1, 2]
const cases = databases.flatMap((kind) =>
  STEPS.flatMap((step) => SEEDS.map((seed) => ({ kind, step, seed }))),
)

describe.concurrent('a process that is killed', { timeout: 90_000 }, () => {
  it.each(cases)(
    'at "$step" on $kind (seed $seed) loses nothing, says nothing twice, and nothing after a person came',
    async (one) => {
      const { counts, exits, killed } = await runCase(one)
      expect({ counts, exits, killed }).toEqual({ counts: NONE, exits: ['SIGKILL', 0], killed: true })
    },
  )

  it.each(databases)('leaves its work to two others on the same %s', async (kind) => {
    const { counts, exits, took } = await runTogether(kind, 3, 1)
    expect({ counts, exits }).toEqual({ counts: NONE, exits: ['SIGKILL', 0, 0] })
    // A dead process’s lease is ten seconds; the rest is for a busy machine.
    expect(took).toBeLessThan(45_000)
  })
})
