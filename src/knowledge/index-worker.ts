import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { SetupError } from '../errors.ts'
import type { Known } from './folder.ts'
import { readFolder } from './folder.ts'
import type { FromWorker } from './reading-aside.ts'
import type { Index } from './search.ts'
import { buildIndex } from './search.ts'

// Runs in a thread of its own: reads the folder and builds the index, so that no page, however large or twisted, makes a
// customer wait.

/** So many passages are given over at once; taking more would hold up the thread that serves customers. */
const BATCH = 200

const { folder } = z.object({ folder: z.string() }).parse(workerData)
const known: Known = new Map()
parentPort?.on('message', (message) => {
  if (message === 'read') void read()
})

async function read(): Promise<void> {
  try {
    const progress = (done: number, of: number) => tell({ kind: 'progress', done, of })
    const { passages, ...rest } = await readFolder(folder, progress, known)
    const index = await buildIndex(passages)
    for (let at = 0; at < passages.length; at += BATCH) {
      tell({ kind: 'passages', passages: passages.slice(at, at + BATCH) })
      // Until they are taken: a thread works off all that waits for it in one go.
      if (parentPort !== null) await once(parentPort, 'message')
    }
    tell({ kind: 'read', index, ...rest }, buffersOf(index))
  } catch (cause) {
    const problems = cause instanceof SetupError ? cause.problems : null
    tell({ kind: 'failed', problems, why: cause instanceof Error ? cause.message : String(cause) })
  }
}

function tell(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}

function buffersOf({ corpus, postings, meaning }: Index): ArrayBuffer[] {
  return [corpus, postings, meaning]
    .flatMap((part) => Object.values(part))
    .flatMap((value) =>
      ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
    )
}
