import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createDatabase } from '../support/databases.ts'
import { type Counts, count } from './count.ts'
import { Platform } from './platform.ts'
import { write } from './story.ts'

/** The named steps of a turn and of a delivery, in order: at each of them a process is killed. */
export const STEPS = [
  'received',
  'stored',
  'acked',
  'leased',
  'read',
  'decided',
  'drafted',
  'checked',
  'handoff written',
  'settling',
  'settled',
  'posting',
  'posted',
  'delivered',
  'claimed',
] as const
export type Step = (typeof STEPS)[number]

/** At which of the times that the step is reached the process is killed; some are reached only once or twice in a story. */
function times(step: Step, seed: number): number {
  if (step === 'claimed') return 1
  const isRare = step === 'drafted' || step === 'checked' || step === 'handoff written'
  return 1 + (seed % (isRare ? 2 : 3))
}

export type Case = { kind: 'sqlite' | 'postgres'; step: Step; seed: number; customers?: number }
/** `killed` says whether the step was reached at all; `exits` how the processes ended. */
export type Result = Case & { counts: Counts; killed: boolean; exits: (number | string)[]; took: number }

const NODE = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'process.ts')]

/** Writes a story, kills a process at the step (which time it is reached depends on the seed), starts another, and counts. */
export async function runCase(one: Case): Promise<Result> {
  const { kind, step, seed, customers = 8 } = one
  return inWorld(kind, seed, customers, async (start) => {
    const first = await start(`${step}:${times(step, seed)}`)
    const second = await start()
    return { exits: [first, second], killed: first === 'SIGKILL' }
  }).then((result) => ({ ...one, ...result }))
}

/** Several processes at once on one database, one of them killed; the others must do everything, once. */
export async function runTogether(
  kind: 'sqlite' | 'postgres',
  processes: number,
  seed: number,
  customers = 40,
) {
  return inWorld(kind, seed, customers, async (start) => {
    const kills = Array.from({ length: processes }, (_, index) => (index === 0 ? 'settling:1' : undefined))
    const exits = await Promise.all(kills.map((kill) => start(kill)))
    return { exits, killed: exits[0] === 'SIGKILL' }
  })
}

type Ended = { exits: (number | string)[]; killed: boolean }
type Start = (kill?: string) => Promise<number | string>

async function inWorld(
  kind: 'sqlite' | 'postgres',
  seed: number,
  customers: number,
  story: (start: Start) => Promise<Ended>,
) {
  const database = await createDatabase(kind)
  const path = join(database.dataDir, 'platform.sqlite')
  const platform = new Platform(path)
  try {
    const written = write(platform, customers, seed)
    const began = Date.now()
    const start: Start = (kill) =>
      run({
        DATA_DIR: database.dataDir,
        DATABASE_URL: database.databaseUrl ?? undefined,
        PLATFORM: path,
        KILL: kill,
      })
    // Made before the processes start: what is measured is the work, not who makes the tables.
    const ledger = await database.open()
    const ended = await story(start)
    const took = Date.now() - began
    return { ...ended, took, counts: await count(ledger, platform, written) }
  } finally {
    platform.close()
    await database.drop()
  }
}

/** One process; resolves with the exit code, or with the name of the signal that ended it. */
export function run(settings: Record<string, string | undefined>): Promise<number | string> {
  return new Promise((resolve, reject) => {
    const { DATABASE_URL: _, ...environment } = process.env
    const defined = Object.entries(settings).filter(([, value]) => value !== undefined)
    const child = spawn(process.execPath, NODE, {
      env: { ...environment, ...Object.fromEntries(defined) },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 'gone'))
  })
}
