import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/machine.ts'],
    reporters: process.env.TEST_REPORT
      ? ['default', './test/support/not-run.ts', ['json', { outputFile: process.env.TEST_REPORT }]]
      : ['default', './test/support/not-run.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxConcurrency: 2,
  },
})
