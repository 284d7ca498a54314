/**
 * One process of Warmline for the crash tests: takes what the platform has, works until nothing is left, and leaves.
 * With KILL=step:n it kills itself, with SIGKILL, in the moment that the n-th event of that name is reached.
 */
import { z } from 'zod'
import { createEngine } from '../../src/engine.ts'
import { openLedger } from '../../src/ledger/ledger.ts'
import type { Log } from '../../src/log.ts'
import { createLocalReader } from '../../src/mind/local-reader.ts'
import { readPrompts } from '../../src/prompts.ts'
import { noTools } from '../../src/tools/tools.ts'
import { localPromises } from '../support/local-promises.ts'
import { promptsFolder, scriptedAnswerer } from '../support/scripted.ts'
import { createPlatformAdapter, Platform } from './platform.ts'

const Settings = z.object({
  DATA_DIR: z.string(),
  DATABASE_URL: z.string().optional(),
  PLATFORM: z.string(),
  KILL: z
    .string()
    .regex(/^[a-z ]+:\d+$/)
    .optional(),
})
const settings = Settings.parse(process.env)
const [step, count] = (settings.KILL ?? ':0').split(':')
let left = Number(count)

const log: Log = {
  event(name) {
    if (name === step && --left === 0) process.kill(process.pid, 'SIGKILL')
  },
  trouble(name, error) {
    console.error(name, error)
  },
}

const ledger = await openLedger({ dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL ?? null })
const platform = new Platform(settings.PLATFORM)
const adapter = createPlatformAdapter(platform)
const engine = createEngine({
  ledger,
  log,
  now: Date.now,
  prompts: readPrompts(promptsFolder),
  readers: { local: createLocalReader(), model: null },
  summarizer: null,
  ...localPromises(readPrompts(promptsFolder)),
  tools: noTools,
  answerer: scriptedAnswerer(),
  hosts: () => new Set(),
  adapters: new Map([[adapter.name, adapter]]),
  staffPlace: { adapter: 'paper', workspace: 'w', channel: 'help-desk', thread: '' },
  spareDesk: { adapter: 'paper', workspace: 'w', channel: 'help-desk', thread: '' },
  policy: { turnCap: 12, answersIn: ['en'], staleAfter: 4 * 60 * 60 * 1000 },
  timing: { settling: 30, settlingAtMost: 200, lease: 900 },
})
await engine.start()

/** Everything the platform has is taken at once, as a burst would be; it is told only when the ledger has it. */
async function takeEvents(): Promise<number> {
  const events = platform.unacked()
  await Promise.all(
    events.map(async ({ id, event }) => {
      await engine.receive(event)
      log.event('acked')
      platform.ack(id)
    }),
  )
  return events.length
}

/** What is due later than that is for another day: a reminder, or a conversation to be closed. Milliseconds. */
const SOON = 2 * 60_000
const isQuiet = async () => {
  const open = await ledger.db
    .selectFrom('work')
    .select('seq')
    .where('due_at', '<=', Date.now() + SOON)
    .limit(1)
    .execute()
  const late = await ledger.db
    .selectFrom('messages')
    .select('seq')
    .where('author', '=', 'customer')
    .where('turn', 'is', null)
    .limit(1)
    .execute()
  return open.length === 0 && late.length === 0
}

const deadline = Date.now() + 60_000
while (Date.now() < deadline) {
  if ((await takeEvents()) === 0 && (await isQuiet()) && platform.unacked().length === 0) break
  await new Promise((resolve) => setTimeout(resolve, 15))
}
await engine.stop()
await ledger.close()
platform.close()
process.exit(Date.now() < deadline ? 0 : 1)
