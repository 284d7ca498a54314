/** The crash tests at a large size: npm run test:crash, or with a number of seeds: npm run test:crash -- 50 */
import { databases } from '../support/databases.ts'
import { type Case, runCase, runTogether, STEPS } from './case.ts'
import { type Counts, NONE } from './count.ts'

const seeds = Number(process.argv[2] ?? 20)
const AT_ONCE = 2
const cases: Case[] = []
for (const kind of databases)
  for (const step of STEPS) for (let seed = 1; seed <= seeds; seed++) cases.push({ kind, step, seed })

const total: Counts = { ...NONE }
let passed = 0
let failed = 0
let unreached = 0

function report(name: string, counts: Counts, exits: (number | string)[], killed: boolean): void {
  for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key]
  const good = Object.values(counts).every((n) => n === 0) && exits.at(-1) === 0
  if (!killed) unreached++
  if (good) passed++
  else failed++
  if (!good) console.log(`FAILED ${name}: ${JSON.stringify(counts)}, ended with ${exits.join(', ')}`)
}

const queue = [...cases]
async function work(): Promise<void> {
  for (let one = queue.shift(); one; one = queue.shift()) {
    const { counts, exits, killed } = await runCase(one)
    report(`${one.kind} killed at "${one.step}", seed ${one.seed}`, counts, exits, killed)
    if ((passed + failed) % 50 === 0) console.log(`${passed + failed} of ${cases.length} …`)
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work))

for (const kind of databases) {
  for (let seed = 1; seed <= seeds; seed++) {
    const { counts, exits, killed } = await runTogether(kind, 2 + (seed % 2), seed, 20)
    report(`${kind}, ${2 + (seed % 2)} processes, one killed, seed ${seed}`, counts, exits, killed)
  }
}
if (!databases.includes('postgres'))
  console.log('Not run: PostgreSQL (set TEST_DATABASE_URL to a server that tests may write to)')
if (unreached > 0)
  console.log(`In ${unreached} cases the work was done before the step was reached that often`)
console.log(
  Object.entries(total)
    .map(([name, n]) => `${name} ${n}`)
    .join(', '),
)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
