import type { Decision } from './decide.ts'
import { lockConversation } from './ledger/conversations.ts'
import { stuckDeliveries } from './ledger/deliveries.ts'
import { type Late, lateConversations, markSigned, unanswered } from './ledger/messages.ts'
import type { Delivery } from './ledger/tables.ts'
import { enqueue, mendClock } from './ledger/work.ts'
import type { Parts } from './parts.ts'
import { tellUndelivered } from './people/undelivered.ts'
import { settle } from './settle.ts'
import { speak } from './speak.ts'

/** Nobody waits longer than this without a sign … */
const SIGN_AFTER = 60_000
/** … nor longer than this without a person. Milliseconds. */
const PERSON_AFTER = 5 * 60_000
const AT_ONCE = 200
const EVERY = 5_000

export type Watchdog = { start(): void; stop(): Promise<void>; look(): Promise<void>; lookedAt(): number }

/** A loop of its own that finds whom everything else has missed. It trusts only the ledger, and its death shows in /readyz. */
export function createWatchdog(parts: Parts): Watchdog {
  let lookedAt = parts.now()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  let stopped = true

  async function look(): Promise<void> {
    const now = parts.now()
    // A little early, so that what is promised within 60 s has been sent by then.
    const waits = { signBefore: now - SIGN_AFTER + EVERY, personBefore: now - PERSON_AFTER, now }
    await mendClock(parts.ledger.db, now, parts.timing.lease)
    const late = await lateConversations(parts.ledger.db, waits, AT_ONCE)
    for (const one of late) {
      if (one.since <= now - PERSON_AFTER) await mind(one.conversation, callPerson(parts, one))
      else if (!one.signed) await mind(one.conversation, giveSign(parts, one))
    }
    for (const delivery of await stuckDeliveries(parts.ledger.db, now - PERSON_AFTER, AT_ONCE)) {
      await mind(delivery.conversation_id, reportStuck(parts, delivery))
    }
    if (late.length > 0) parts.ledger.wake()
    lookedAt = parts.now()
  }

  /** One that cannot be helped must not keep the others from it. */
  function mind(conversation: string, help: Promise<void>): Promise<void> {
    return help.catch((error: unknown) =>
      parts.log.trouble('watchdog could not help', error, { conversation }),
    )
  }

  function tick(): void {
    looking = look()
      .catch((error: unknown) => parts.log.trouble('watchdog failed', error))
      .finally(() => {
        if (!stopped) timer = setTimeout(tick, EVERY)
      })
  }

  return {
    start() {
      stopped = false
      // What was left when we stopped has its turn first.
      timer = setTimeout(tick, EVERY)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await looking
    },
    look,
    lookedAt: () => lookedAt,
  }
}

/** "We have it", once, and the turn made due again in case it was lost. */
async function giveSign(parts: Parts, late: Late): Promise<void> {
  await parts.ledger.transaction(async (t) => {
    const now = parts.now()
    const conversation = await lockConversation(t, late.conversation)
    if ((await unanswered(t, conversation.id)).every((message) => message.signed_at !== null)) return
    await markSigned(t, conversation.id, now)
    const { say } = parts.prompts
    if (conversation.status !== 'with_person')
      await speak(t, say, conversation, 'assistant', { text: say('have_it') }, now)
    const key = `turn:${conversation.id}`
    await enqueue(t, { kind: 'turn', key, dedupe: key, latest: 0, about: conversation.id, due: now, now })
  })
  parts.log.event('sign given', { conversation: late.conversation })
}

/** Whatever broke, a person has it now. The turn that hangs finds its messages settled and writes nothing. */
async function callPerson(parts: Parts, late: Late): Promise<void> {
  await parts.ledger.transaction(async (t) => {
    const conversation = await lockConversation(t, late.conversation)
    const messages = await unanswered(t, conversation.id)
    if (messages.length === 0) return
    const reason = 'no turn was finished within five minutes'
    const decision: Decision =
      conversation.status === 'open'
        ? { kind: 'hand_off', cause: 'assistant_failed', reason }
        : { kind: 'stay_silent', reason }
    await settle(
      t,
      parts,
      { conversation, messages, understood: [], decision, draft: null, attempts: 0, dueAt: late.since },
      parts.now(),
    )
  })
  parts.log.event('person called', { conversation: late.conversation })
}

/** Words that do not arrive: somebody must know, whoever spoke them. Told once each; they are still tried. */
async function reportStuck(parts: Parts, delivery: Delivery): Promise<void> {
  await parts.ledger.transaction(async (t) => {
    const conversation = await lockConversation(t, delivery.conversation_id)
    const reason = 'our words have not reached the customer for five minutes'
    const what = {
      origin: `stuck:${delivery.id}`,
      message: delivery.about,
      text: parts.prompts.say('not_arrived'),
      reason,
      isLost: false,
    }
    await tellUndelivered(t, parts, conversation, what, parts.now())
  })
}
