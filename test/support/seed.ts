import fc from 'fast-check'

/** Everybody's run looks at the same cases; another number looks at others. */
fc.configureGlobal({ seed: Number(process.env.TEST_SEED ?? 20261122) })
