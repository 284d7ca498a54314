/**
 * npm run bench: what it costs, as ratios side by side in one run. Not a test: figures depend on the machine. Name parts of
 * it to run those alone: npm run bench -- room. A year that was made before is taken from BENCH_YEAR_DIR and BENCH_YEAR_URL.
 */
import { cpus } from 'node:os'
import { databases } from '../support/databases.ts'
import type { Figure } from './measure.ts'
import { benchPaint } from './paint.ts'
import { benchReceive } from './receive.ts'
import { benchRoom } from './room.ts'
import { benchStart } from './start.ts'
import { benchTurn } from './turn.ts'

console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}\n`,
)

const missed: Figure[] = []
function report(figures: Figure[]): void {
  for (const figure of figures) {
    console.log(
      `${figure.met ? '  met ' : 'MISSED'}  ${figure.name}\n        ${figure.value}   (goal: ${figure.goal})`,
    )
    if (!figure.met) missed.push(figure)
  }
}

const named = process.argv.slice(2)
const isAsked = (part: string) => named.length === 0 || named.includes(part)
if (isAsked('receive')) for (const kind of databases) report(await benchReceive(kind))
if (isAsked('turn')) for (const kind of databases) report(await benchTurn(kind))
if (isAsked('room')) for (const kind of databases) report(await benchRoom(kind))
if (isAsked('paint')) for (const kind of databases) report(await benchPaint(kind))
if (isAsked('start')) report(await benchStart())
if (!databases.includes('postgres'))
  console.log('\nNot run: PostgreSQL (set TEST_DATABASE_URL to a server that may be written to)')
console.log(missed.length === 0 ? '\nAll goals met.' : `\n${missed.length} missed.`)
process.exit(0)
