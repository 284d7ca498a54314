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

/** What it is told: to read the folder, or to go on with its next batch. */
export type ToWorker = 'read' | 'next'

/**
 * Reads a folder and builds its index in a thread of its own, which stays and remembers the pages that it has read, so
 * that one changed file among thousands is soon in use. One reading at a time.
 */
export class ReaderAside {
  private readonly folder: string
  private worker: Worker | null = null

  constructor(folder: string) {
    this.folder = folder
  }

  /**
   * `progress` is told how many files of how many are read. Throws SetupError where the folder is missing or unreadable,
   * and otherwise where the thread dies; the next reading then starts another.
   */
  read(progress: (done: number, of: number) => void): Promise<Reading & { index: Index }> {
    const worker = this.started()
    const passages: Passage[] = []
    const { promise, resolve, reject } = Promise.withResolvers<Reading & { index: Index }>()
    const hear = (message: FromWorker) => {
      if (message.kind === 'progress') progress(message.done, message.of)
      if (message.kind === 'passages') {
        for (const passage of message.passages) passages.push(passage)
        setImmediate(() => tell(worker, 'next'))
      }
      if (message.kind === 'read') {
        const { index, pages, skipped, warnings } = message
        resolve({ passages, index, pages, skipped, warnings })
      }
      if (message.kind === 'failed')
        reject(message.problems === null ? new Error(message.why) : new SetupError([...message.problems]))
    }
    const died = (cause: unknown) =>
      reject(cause instanceof Error ? cause : new Error('the reading of the pages stopped half-way'))
    worker.on('message', hear)
    worker.on('error', died)
    worker.on('exit', died)
    worker.ref()
    tell(worker, 'read')
    return promise.finally(() => {
      worker.off('message', hear).off('error', died).off('exit', died)
      worker.unref()
    })
  }

  async close(): Promise<void> {
    await this.worker?.terminate()
  }

  private started(): Worker {
    if (this.worker !== null) return this.worker
    const worker = new Worker(new URL('./index-worker.ts', import.meta.url), {
      workerData: { folder: this.folder },
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    })
    const forget = () => {
      if (this.worker === worker) this.worker = null
    }
    worker.on('error', forget)
    worker.on('exit', forget)
    this.worker = worker
    return worker
  }
}

function tell(worker: Worker, message: ToWorker): void {
  worker.postMessage(message)
}
