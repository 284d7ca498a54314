import type { Reporter } from 'vitest/node'
import { missing, unnamed } from './machine.ts'

/** Names at the end what this machine could not test, and what would change that: nothing is left out in silence. */
export default class NotRun implements Reporter {
  onTestRunEnd(): void {
    for (const { what, why } of [...missing(), ...unnamed()]) console.log(`\nNot run: ${what}. ${why}`)
  }
}
