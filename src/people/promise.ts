import type { Received } from '../adapter.ts'
import { lockConversation } from '../ledger/conversations.ts'
import { getHandoff, latestHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import {
  firstDue,
  getPromise,
  isMoved,
  keepMove,
  lockPromise,
  movePromiseTo,
  type PromiseChange,
  updatePromise,
} from '../ledger/promises.ts'
import type { PromiseRow } from '../ledger/tables.ts'
import { enqueue } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { nextLook } from './promise-clock.ts'
import { tellMoved } from './promise-word.ts'
import { showCard } from './relay.ts'
import { ANY_TIME } from './reminder-plan.ts'
import { whenWords } from './when-words.ts'

/** Who decided, and for which promise. */
export type Decided = { promise: string; by: { id: string; name: string } }

/**
 * It is a promise: from here on it counts, and its clock runs. `corrected`: when it is to be kept, where that was found wrong;
 * it must lie ahead, epoch milliseconds; `origin` is the click that said so.
 */
export function confirmPromise(
  t: Tx,
  parts: Parts,
  decided: Decided & { corrected?: { due: number; origin: string } },
  now: number,
): Promise<Received> {
  const { hours } = parts
  const { say } = parts.prompts
  return decide(t, parts, decided, now, async (promise) => {
    if (promise.state !== 'found') return already(parts, promise)
    const due = decided.corrected?.due ?? promise.due_at
    if (due <= now) return { status: 'refused', say: say('promise_past') }
    const open = { ...promise, due_at: due, decided_at: now }
    // The same click once more would move it.
    if (decided.corrected)
      await keepMove(t, { promise, to: due, by: decided.by, origin: decided.corrected.origin }, now)
    await updatePromise(t, promise.id, { ...decision(decided, now), state: 'open', due_at: due })
    await watchPromise(t, parts, open, now)
    return { status: 'recorded', say: say('promise_confirmed', { when: whenWords(due, now, hours) }) }
  })
}

/**
 * It is to be kept by another time: the customer hears so, and reminders go by it. The first time stays in the books: what
 * was late, or is broken, stays that. `origin` is the click.
 */
export function movePromise(
  t: Tx,
  parts: Parts,
  decided: Decided & { due: number; origin: string },
  now: number,
): Promise<Received> {
  const { say } = parts.prompts
  const { due: to, by, origin } = decided
  return decide(t, parts, decided, now, async (promise) => {
    const when = (due: number) => ({ when: whenWords(due, now, parts.hours) })
    if (await isMoved(t, origin))
      return { status: 'duplicate', say: say('promise_confirmed', when(promise.due_at)) }
    if (promise.state !== 'open' && promise.state !== 'broken') return already(parts, promise)
    if (to <= now) return { status: 'refused', say: say('promise_past') }
    // Two who say "in two hours" mean the same, and nobody need hear of the seconds between them.
    if (when(to).when === when(promise.due_at).when)
      return { status: 'duplicate', say: say('promise_confirmed', when(to)) }
    await movePromiseTo(t, { promise, to, by, origin }, now)
    const isTold = await tellMoved(t, parts, promise, to, now)
    const moved = await lockPromise(t, promise.id)
    if (moved) await watchPromise(t, parts, moved, now)
    return { status: 'recorded', say: say(isTold ? 'promise_moved_done' : 'promise_moved_unsaid', when(to)) }
  })
}

/**
 * What the assistant promised counts at once: it promises only what the owner's charter lets it. Where something else has
 * to happen first, people are asked whether it is one; in either case they hear of it in time.
 */
export async function countAssistants(t: Tx, parts: Parts, id: string, now: number): Promise<void> {
  const found = await lockPromise(t, id)
  if (!found) return
  if (found.conditional === 0) await updatePromise(t, id, { state: 'open', decided_at: now })
  const promise = { ...found, decided_at: now }
  await watchPromise(t, parts, promise, now)
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
    return { status: 'recorded', say: say(now > firstDue(promise) ? 'promise_kept_late' : 'promise_kept') }
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
  const due = nextLook(promise, hours, now)
  await enqueue(t, { kind: 'promise', key, dedupe: key, about: promise.id, due, now, latest: ANY_TIME })
}
