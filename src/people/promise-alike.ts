import { z } from 'zod'
import { lockConversation } from '../ledger/conversations.ts'
import type { Tx } from '../ledger/ledger.ts'
import { foundAlike, getPromise } from '../ledger/promises.ts'
import type { PromiseRow, Work } from '../ledger/tables.ts'
import { enqueue, finish } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { confirmPromise, dropPromise } from './promise.ts'

const Order = z.object({
  promise: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  counts: z.boolean(),
  /** By another time than was found. Epoch milliseconds. */
  due: z.number().nullable(),
})
/** What somebody said of a promise that was found: whether it counts, and by when. */
export type Said = Omit<z.infer<typeof Order>, 'promise'>

/**
 * One word told several customers the same, so what is said of the promise in it goes for all of theirs that nobody has
 * decided on; each on its own from then on. How many others there are.
 */
export async function sayOfAlike(t: Tx, promise: PromiseRow, said: Said, now: number): Promise<number> {
  const others = await foundAlike(t, promise)
  // Their conversations are not ours to lock here: each is decided in its turn.
  for (const id of others) {
    const about = JSON.stringify({ ...said, promise: id })
    await enqueue(t, { kind: 'promise_alike', key: `alike:${id}`, about, due: now, now })
  }
  return others.length
}

/** Decides on one of them, unless somebody has done so since. */
export async function decideAlike(parts: Parts, work: Work): Promise<void> {
  const { promise: id, by, counts, due } = Order.parse(JSON.parse(work.about))
  await parts.ledger.transaction(async (t) => {
    const now = parts.now()
    await finish(t, work)
    const known = await getPromise(t, id)
    if (!known) return
    const { erasure } = await lockConversation(t, known.conversation_id)
    if (erasure !== null || (await getPromise(t, id))?.state !== 'found') return
    const decided = { promise: id, by }
    if (!counts) await dropPromise(t, parts, decided, now)
    else {
      const corrected = due === null ? {} : { corrected: { due, origin: `alike ${id}` } }
      await confirmPromise(t, parts, { ...decided, ...corrected }, now)
    }
  })
  parts.ledger.wake()
}
