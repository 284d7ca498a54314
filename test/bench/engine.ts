import { createEngine } from '../../src/engine.ts'
import { openKnowledge } from '../../src/knowledge/knowledge.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { silentLog } from '../../src/log.ts'
import { createLocalAnswerer } from '../../src/mind/local-answerer.ts'
import { createLocalReader } from '../../src/mind/local-reader.ts'
import { type Parts, TIMING } from '../../src/parts.ts'
import { readPrompts } from '../../src/prompts.ts'
import { noTools } from '../../src/tools/tools.ts'
import { localPromises } from '../support/local-promises.ts'
import { RecordingAdapter } from '../support/recording-adapter.ts'
import { promptsFolder } from '../support/scripted.ts'

/** The engine with the real local mind, over the sample's pages or the given folder, and a clock that stands where it is put. */
export async function createBenchEngine(ledger: Ledger, folder?: string) {
  const adapter = new RecordingAdapter('bench')
  const clock = { now: Date.now() }
  const knowledge = folder ? await openKnowledge(folder) : null
  const parts: Parts = {
    ledger,
    log: silentLog,
    now: () => clock.now,
    prompts: readPrompts(promptsFolder),
    readers: { local: createLocalReader(), model: null },
    summarizer: null,
    ...localPromises(readPrompts(promptsFolder)),
    tools: noTools,
    answerer: knowledge ? createLocalAnswerer(knowledge) : { name: 'none', answer: async () => null },
    hosts: () => knowledge?.hosts ?? new Set(),
    adapters: new Map([[adapter.name, adapter]]),
    spareDesk: { adapter: adapter.name, workspace: 'w', channel: 'spare-desk', thread: '' },
    staffPlace: { adapter: adapter.name, workspace: 'w', channel: 'help-desk', thread: '' },
    policy: { turnCap: 12, answersIn: ['en'], staleAfter: 4 * 60 * 60 * 1000 },
    timing: TIMING,
  }
  return { engine: createEngine(parts), parts, adapter, clock, knowledge }
}
