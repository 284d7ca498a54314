import type { Received } from '../adapter.ts'
import type { PromiseAction } from '../card.ts'
import type { Tx } from '../ledger/ledger.ts'
import { getPromise } from '../ledger/promises.ts'
import type { Handoff } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { customersIn } from './cause-words.ts'
import { confirmPromise, dropPromise, keepPromise, movePromise } from './promise.ts'
import { sayOfAlike } from './promise-alike.ts'
import { byWhen } from './promising/by-when.ts'

export type PromiseClick = {
  action: PromiseAction
  promise: string | null
  by: { id: string; name: string }
  /** By when, for another time. */
  text: string
  /** What is the same where the click comes a second time. */
  origin: string
}

/** What a member of staff says of a promise on a handoff's card, also when the handoff is over: what is owed is owed. */
export async function decidePromise(
  t: Tx,
  parts: Parts,
  handoff: Handoff,
  { action, promise: id, by, text, origin }: PromiseClick,
  now: number,
): Promise<Received> {
  const promise = id === null ? undefined : await getPromise(t, id)
  if (promise?.conversation_id !== handoff.conversation_id)
    return { status: 'refused', say: parts.prompts.say('promise_unknown') }
  const decided = { promise: promise.id, by }
  /** Where it was only found so far, it goes for whoever got the same words. */
  const forAll = async (received: Received, counts: boolean, due: number | null = null) => {
    if (received.status !== 'recorded' || promise.state !== 'found') return received
    const others = await sayOfAlike(t, promise, { by, counts, due }, now)
    if (others === 0) return received
    const { say } = parts.prompts
    const more = say('promise_alike', { customers: customersIn(say, others) })
    return { ...received, say: `${received.say} ${more}` }
  }
  switch (action) {
    case 'confirm_promise':
      return forAll(await confirmPromise(t, parts, decided, now), true)
    case 'date_promise': {
      const due = await byWhen(text, now, parts.hours)
      if (due === null) return { status: 'refused', say: parts.prompts.say('promise_time_unknown') }
      return promise.state === 'found'
        ? forAll(await confirmPromise(t, parts, { ...decided, corrected: { due, origin } }, now), true, due)
        : movePromise(t, parts, { ...decided, due, origin }, now)
    }
    case 'drop_promise':
      return forAll(await dropPromise(t, parts, decided, now), false)
    case 'keep_promise':
      return keepPromise(t, parts, decided, now)
  }
}
