/**
 * One process of Warmline for the crash test of calls: lets the proposed call run and leaves when nothing is left. With
 * KILL it kills itself, with SIGKILL, in the moment that the event of that name is reached.
 */
import { z } from 'zod'
import { createEngine } from '../../src/engine.ts'
import { openLedger } from '../../src/ledger/ledger.ts'
import { silentLog } from '../../src/log.ts'
import { createLocalReader } from '../../src/mind/local-reader.ts'
import { readPrompts } from '../../src/prompts.ts'
import { localPromises } from '../support/local-promises.ts'
import { RecordingAdapter } from '../support/recording-adapter.ts'
import { promptsFolder, scriptedAnswerer } from '../support/scripted.ts'
import { opened, shop, WRITES } from '../tools/shop.ts'

const Settings = z.object({
  DATA_DIR: z.string(),
  DATABASE_URL: z.string().optional(),
  RUNS: z.string(),
  HANDOFF: z.string(),
  KILL: z.string().optional(),
})
const { DATA_DIR, DATABASE_URL, RUNS, HANDOFF, KILL } = Settings.parse(process.env)

const ledger = await openLedger({ dataDir: DATA_DIR, databaseUrl: DATABASE_URL ?? null })
const staff = new RecordingAdapter('west')
const place = { adapter: staff.name, workspace: 'w', channel: 'help-desk', thread: '' }
const engine = createEngine({
  ledger,
  log: {
    ...silentLog,
    event(name) {
      if (name === KILL) process.kill(process.pid, 'SIGKILL')
    },
  },
  now: Date.now,
  prompts: readPrompts(promptsFolder),
  readers: { local: createLocalReader(), model: null },
  summarizer: null,
  ...localPromises(readPrompts(promptsFolder)),
  tools: await opened({ shop: shop({ cancel_order: WRITES }, RUNS) }),
  answerer: scriptedAnswerer(),
  hosts: () => new Set(),
  adapters: new Map([[staff.name, staff]]),
  staffPlace: place,
  spareDesk: place,
  policy: { turnCap: 12, answersIn: ['en'], staleAfter: 4 * 60 * 60 * 1000 },
  timing: { settling: 30, settlingAtMost: 200, lease: 900 },
})
await engine.start()
await engine.receive({
  kind: 'action',
  id: 'c1',
  action: 'run',
  handoff: HANDOFF,
  by: { id: 'kim', name: 'Kim' },
})

const isLeft = () => ledger.db.selectFrom('work').select('seq').where('kind', '=', 'call').executeTakeFirst()
const deadline = Date.now() + 20_000
while ((await isLeft()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 15))
await engine.stop()
await ledger.close()
process.exit(Date.now() < deadline ? 0 : 1)
