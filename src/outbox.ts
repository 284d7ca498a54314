import type { Adapter, Outbound, Place } from './adapter.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import { RefusedError, UnreachableError } from './errors.ts'
import { findOpen, lockConversation, relocate } from './ledger/conversations.ts'
import {
  destinationOf,
  getDelivery,
  redirectWords,
  shownReceipt,
  updateDelivery,
  withdraw,
} from './ledger/deliveries.ts'
import { wasClaimedSince } from './ledger/handoffs.ts'
import type { Tx } from './ledger/ledger.ts'
import type { Delivery, Work } from './ledger/tables.ts'
import { extend, FencedError, finish, giveBack } from './ledger/work.ts'
import { renderDelivery } from './outbound.ts'
import type { Parts } from './parts.ts'
import { toAnotherDesk } from './people/another-desk.ts'
import { ledBack } from './people/leading-back.ts'
import { tellUndelivered } from './people/undelivered.ts'
import { backoff } from './work.ts'

/** So often an adapter may fail in a way that no adapter should, before a person is told. */
const TRIES = 12
/** How long a platform may take to say that it has it. Milliseconds. */
const SENDING_AT_MOST = 10_000
/** The same with files to be passed on. */
const SENDING_FILES_AT_MOST = 60_000
/** A delivery that nobody took for so long is given up, and a person told. Milliseconds. */
const GIVEN_UP_AFTER = 24 * 60 * 60 * 1000

/** Sends one delivery and keeps its receipt. Throws FencedError when somebody else has taken it over. */
export async function deliver(parts: Parts, work: Work): Promise<void> {
  const { ledger } = parts
  const begun = await ledger.transaction((t) => begin(t, parts, work))
  if (!begun) return
  try {
    await post(parts, work, begun)
  } catch (error) {
    // What was sent leaves nothing for other workers, and this one looks again by itself: only a mishap makes work.
    await fail(parts, work, begun, error).finally(() => ledger.wake())
  }
}

async function post(parts: Parts, work: Work, { delivery, doubtful, retracts }: Begun): Promise<void> {
  const { ledger, log } = parts
  const adapter = parts.adapters.get(destinationOf(delivery).adapter)
  if (!adapter) throw new RefusedError('no_adapter', 'The adapter that this should go to is not configured')
  const before = await replaced(parts, delivery)
  if (retracts && before === null) throw new RefusedError('gone', 'There is nothing to be taken back')
  const rendered = await renderDelivery(parts, delivery, doubtful, before)
  const outbound = retracts ? { ...rendered, retracts } : rendered
  // Whoever stood still for longer than the lease must not post what another has posted since.
  if (!(await extend(ledger.db, work, parts.now() + parts.timing.lease))) throw new FencedError(work)
  log.event('posting', { delivery: delivery.id })
  const { receipt, place } = await send(adapter, outbound)
  log.event('posted', { delivery: delivery.id })
  await ledger.transaction(async (t) => {
    if (delivery.kind === 'card') await ledBack(t, parts, delivery)
    await updateDelivery(t, delivery.id, { state: 'sent', receipt, sent_at: parts.now(), error: null })
    if (place && delivery.kind === 'message') await moveConversation(t, delivery, place)
    await finish(t, work)
  })
  log.event('delivered', { delivery: delivery.id, kind: delivery.kind })
}

/** It goes on at another place from now on, and so does what was to be said at the old one. */
async function moveConversation(t: Tx, delivery: Delivery, place: Place): Promise<void> {
  const conversation = await lockConversation(t, delivery.conversation_id)
  const there = await findOpen(t, place)
  if (there) return
  await relocate(t, conversation.id, place)
  await redirectWords(t, conversation.id, place)
}

/** What was refused is told to a person; what may yet arrive is tried again, and a card always may: staff must see it. */
async function fail(parts: Parts, work: Work, { delivery, retracts }: Begun, error: unknown): Promise<void> {
  const now = parts.now()
  // What is taken back is of no use anywhere else.
  if (!retracts && (await toAnotherDesk(parts, work, delivery, error))) return
  const isOld = now - delivery.created_at > GIVEN_UP_AFTER
  if (error instanceof RefusedError && (delivery.kind !== 'card' || isOld || retracts))
    return refuse(parts, work, delivery, error.code)
  if (error instanceof UnreachableError && isOld) return refuse(parts, work, delivery, 'unreachable')
  if (!(error instanceof RefusedError || error instanceof UnreachableError)) {
    if (error instanceof FencedError || work.attempts < TRIES) throw error
    return refuse(parts, work, delivery, 'failed')
  }
  const code = error instanceof RefusedError ? error.code : 'unreachable'
  parts.log.trouble('not delivered yet', error, {
    delivery: delivery.id,
    kind: delivery.kind,
    attempts: work.attempts,
    reason: code,
  })
  const wait = (error instanceof UnreachableError ? error.retryAfter : null) ?? backoff(work.attempts)
  const isCertain = error instanceof UnreachableError && !error.mayHaveArrived
  await parts.ledger.transaction(async (t) => {
    await giveBack(t, work, { due: now + wait, error: code, costsAttempt: true, now })
    // Nothing was shown this time, so there is no more to look for than there was before.
    if (isCertain) await updateDelivery(t, delivery.id, { attempts: delivery.attempts })
  })
}

/** `retracts`: its words were erased, and it takes back what was shown of them. */
type Begun = { delivery: Delivery; doubtful: boolean; retracts: boolean }

/** Marks it as being sent, unless our lease ran out, it is settled, or a person has overtaken the assistant's words. */
async function begin(t: Tx, parts: Parts, work: Work): Promise<Begun | null> {
  if (!(await extend(t, work, parts.now() + parts.timing.lease))) throw new FencedError(work)
  const found = await getDelivery(t, work.about)
  if (!found) {
    await finish(t, work)
    return null
  }
  const conversation = await lockConversation(t, found.conversation_id)
  // Read again under the lock: a claim may have taken it back in between.
  const delivery = await getDelivery(t, work.about)
  const isOpen = delivery?.state === 'pending' || delivery?.state === 'sending'
  const isAssistants = delivery?.speaker === 'assistant'
  const isOvertaken =
    isAssistants &&
    (conversation.status === 'with_person' ||
      (await wasClaimedSince(t, conversation.id, delivery.created_at)))
  if (!delivery || !isOpen || isOvertaken) {
    if (delivery && isOpen) await withdraw(t, conversation.id, delivery.id)
    await finish(t, work)
    parts.log.event('not sent', { delivery: found.id })
    return null
  }
  await updateDelivery(t, delivery.id, { state: 'sending', attempts: delivery.attempts + 1 })
  const retracts = conversation.erasure !== null && delivery.kind !== 'message'
  return { delivery, doubtful: delivery.attempts > 0, retracts }
}

/** A card and a thread line are posted once and changed from then on. */
async function replaced(parts: Parts, delivery: Delivery): Promise<string | null> {
  const { kind, about, place } = delivery
  return kind === 'message' || kind === 'reminder' ? null : shownReceipt(parts.ledger.db, kind, about, place)
}

async function send(adapter: Adapter, outbound: Outbound) {
  try {
    const hasFiles = outbound.kind === 'thread' && outbound.line.files.length > 0
    return await withDeadline(hasFiles ? SENDING_FILES_AT_MOST : SENDING_AT_MOST, adapter.send(outbound))
  } catch (error) {
    if (error instanceof DeadlineError)
      throw new UnreachableError('The platform did not answer in time', { cause: error })
    throw error
  }
}

/** The platform will not have it. What a customer should have read goes to a person, who can reach them another way. */
async function refuse(parts: Parts, work: Work, delivery: Delivery, code: string): Promise<void> {
  const { ledger, log, prompts } = parts
  const facts = { delivery: delivery.id, kind: delivery.kind, refusal: code }
  log.trouble('delivery refused', new RefusedError(code), facts)
  await ledger.transaction(async (t) => {
    const conversation = await lockConversation(t, delivery.conversation_id)
    await updateDelivery(t, delivery.id, { state: 'refused', error: code })
    if (delivery.kind === 'message') {
      const text = prompts.say('not_delivered', { code })
      const what = {
        origin: `refused:${delivery.id}`,
        message: delivery.about,
        text,
        reason: `the platform refused our words (${code})`,
        isLost: true,
      }
      await tellUndelivered(t, parts, conversation, what, parts.now())
    }
    await finish(t, work)
  })
}
