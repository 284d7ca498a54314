import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { databases } from '../support/databases.ts'
import { event, Interleaving } from './interleavings.ts'
import { findWrong } from './interleavings-count.ts'

/** Each run is ten customers, whose events and everybody else's come in any order. */
const RUNS = { sqlite: 10, postgres: 3 }
const CHUNKS = { sqlite: 10, postgres: 2 }
/** Milliseconds: a disk that others use as well takes its time. */
const PATIENCE = 120_000

for (const kind of databases) {
  describe(`customers, staff, clocks and restarts in any order on ${kind}`, () => {
    for (let chunk = 1; chunk <= CHUNKS[kind]; chunk++) {
      it(
        `lose nobody, say nothing twice, and leave nobody forgotten (${chunk})`,
        async () => {
          await fc.assert(
            fc.asyncProperty(fc.array(event, { minLength: 90, maxLength: 120 }), async (events) => {
              const one = await Interleaving.open(kind)
              try {
                for (const happens of events) await one.play(happens)
                await one.rest()
                expect(await findWrong(one)).toEqual([])
              } finally {
                await one.world.close()
              }
            }),
            { numRuns: RUNS[kind], seed: chunk, endOnFailure: true },
          )
        },
        PATIENCE,
      )
    }
  })
}
