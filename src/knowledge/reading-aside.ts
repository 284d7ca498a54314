import { Worker } from 'node:worker_threads'
import { SetupError } from '../errors.ts'
import type { Reading } from './folder.ts'
import type { Passage } from './passage.ts'
import type { Index } from './search.ts'

/** What the reading thread tells. */
export type FromWorker =
  | { kind: 'progress'; done: number; of: number }
  | { kind: 'passages'; passages: Passage[] }
  | ({ kind: 'read'; index: Index } & Omit<Reading, 'passages'>)
  | { kind: 'failed'; problems: readonly string[] | null; why: string }

/**
 * Reads a folder and builds its index in a thread of its own. `progress` is told how many files of how many are read.
 * Throws SetupError where the folder is missing or unreadable, and otherwise where the thread dies.
 */
export function readAside(
  folder: string,
  progress: (done: number, of: number) => void,
): Promise<Reading & { index: Index }> {
  return new Promise((resolve, reject) => {
    const passages: Passage[] = []
    const worker = new Worker(new URL('./index-worker.ts', import.meta.url), {
      workerData: { folder },
      resourceLimits: { maxYoungGenerationSizeMb: 2 },
    })
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') progress(message.done, message.of)
      if (message.kind === 'passages') {
        for (const passage of message.passages) passages.push(passage)
        setImmediate(() => worker.postMessage('next'))
      }
      if (message.kind === 'read') {
        const { index, pages, skipped, warnings } = message
        resolve({ passages, index, pages, skipped, warnings })
      }
      if (message.kind === 'failed')
        reject(message.problems === null ? new Error(message.why) : new SetupError([...message.problems]))
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('the reading of the pages stopped half-way')))
  })
}
