import type { Received } from '../adapter.ts'
import { lockConversation } from '../ledger/conversations.ts'
import { getHandoff, latestHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { getPromise, lockPromise, type PromiseChange, updatePromise } from '../ledger/promises.ts'
import type { PromiseRow } from '../ledger/tables.ts'
import { enqueue } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { nextLook } from './promise-clock.ts'
import { showCard } from './relay.ts'
import { whenWords } from './when-words.ts'

/** Who decided, and for which promise. */
export type Decided = { promise: string; by: { id: string; name: string } }

/**
 * It is a promise: from here on it counts, and its clock runs. `due`: when it is to be kept, where that was found wrong;
 * it must lie ahead. Epoch milliseconds.
 */
export function confirmPromise(
  t: Tx,
  parts: Parts,
  decided: Decided & { due?: number },
  now: number,
): Promise<Received> {
  const { hours } = parts
  const { say } = parts.prompts
  return decide(t, parts, decided, now, async (promise) => {
    if (promise.state !== 'found') return already(parts, promise)
    const due = decided.due ?? promise.due_at
    if (due <= now) return { status: 'refused', say: say('promise_past') }
    const open = { ...promise, due_at: due, decided_at: now }
    await updatePromise(t, promise.id, { ...decision(decided, now), state: 'open', due_at: due })
    await watchPromise(t, parts, open, now)
    return { status: 'recorded', say: say('promise_confirmed', { when: whenWords(due, now, hours) }) }
  })
}

/** It is none, or none any more: it counts for nothing. */
export function dropPromise(t: Tx, parts: Parts, decided: Decided, now: number): Promise<Received> {
  return decide(t, parts, decided, now, async (promise) => {
    if (promise.state !== 'found' && promise.state !== 'open') return already(parts, promise)
    await updatePromise(t, promise.id, { ...decision(decided, now), state: 'dropped' })
    return { status: 'recorded', say: parts.prompts.say('promise_dropped') }
  })
}

/** It was kept: in time, or late where it was due before; then both times stay. */
export function keepPromise(t: Tx, parts: Parts, decided: Decided, now: number): Promise<Received> {
  const { say } = parts.prompts
  return decide(t, parts, decided, now, async (promise) => {
    if (promise.state === 'kept' || promise.state === 'dropped') return already(parts, promise)
    // Who said that it is a promise, and when, stays.
    const first = promise.state === 'found' ? decision(decided, now) : {}
    await updatePromise(t, promise.id, { ...first, state: 'kept', kept_at: now })
    return { status: 'recorded', say: say(now > promise.due_at ? 'promise_kept_late' : 'promise_kept') }
  })
}

/** One at a time, under the conversation's lock; the card shows what came of it. */
async function decide(
  t: Tx,
  parts: Parts,
  { promise: id }: Decided,
  now: number,
  run: (promise: PromiseRow) => Promise<Received>,
): Promise<Received> {
  const known = await getPromise(t, id)
  if (known) await lockConversation(t, known.conversation_id)
  const promise = known && (await lockPromise(t, id))
  if (!promise) return { status: 'refused', say: parts.prompts.say('promise_unknown') }
  const received = await run(promise)
  if (received.status !== 'recorded') return received
  const latest = await latestHandoffOf(t, promise.conversation_id)
  if (latest) await showCard(t, latest, now)
  const own = promise.handoff_id === null ? undefined : await getHandoff(t, promise.handoff_id)
  if (own && own.id !== latest?.id) await showCard(t, own, now)
  parts.log.event('promise decided', { promise: id })
  return received
}

function decision({ by }: Decided, now: number): PromiseChange {
  return { decided_by_id: by.id, decided_by_name: by.name, decided_at: now }
}

function already({ prompts: { say } }: Parts, { decided_by_name }: PromiseRow): Received {
  return {
    status: 'duplicate',
    say: say('promise_decided', { name: decided_by_name || say('somebody_of_ours') }),
  }
}

/** The promise's clock: one piece of work that comes due again and again until it is settled. */
async function watchPromise(t: Tx, { hours }: Parts, promise: PromiseRow, now: number): Promise<void> {
  const key = `promise:${promise.id}`
  await enqueue(t, { kind: 'promise', key, about: promise.id, due: nextLook(promise, hours, now), now })
}
