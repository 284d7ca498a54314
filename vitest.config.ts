import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/machine.ts'],
    setupFiles: ['test/support/seed.ts'],
    reporters: process.env.TEST_REPORT
      ? ['default', './test/support/not-run.ts', ['json', { outputFile: process.env.TEST_REPORT }]]
      : ['default', './test/support/not-run.ts'],
    // Real sockets on a busy machine: one that fails is tried once more there, and shows as tried again.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    maxConcurrency: 2,
    // Most of a test here is waiting for sockets and processes, so a small machine can hold three files at once.
    maxWorkers: Math.max(3, availableParallelism()),
  },
})
