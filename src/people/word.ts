import { getCustomer, lockConversation } from '../ledger/conversations.ts'
import { getHandoff, lockHandoff, updateHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation, Handoff, Work } from '../ledger/tables.ts'
import { finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { speak } from '../speak.ts'
import { kindHoursOf } from './kind-hours.ts'
import { promise, sayingBy, waitFrom } from './stated.ts'

/** So often a customer is told a new time; after that, once a day, that they are not forgotten. */
const NEW_TIMES = 3

/**
 * Tells a customer who still waits more before the time that they were told has passed, honestly and with a new one.
 * Throws FencedError when somebody else has taken it over: then nothing was written.
 */
export async function tellBeforeLate(parts: Parts, work: Work): Promise<void> {
  await parts.ledger.transaction(async (t) => {
    const now = parts.now()
    const known = await getHandoff(t, work.about)
    if (!known) return finish(t, work)
    const conversation = await lockConversation(t, known.conversation_id)
    const handoff = await lockHandoff(t, known.id)
    const next = handoff?.status === 'waiting' ? await look(t, parts, handoff, conversation, now) : null
    if (next === null) return finish(t, work)
    await giveBack(t, work, { due: next, costsAttempt: false, now })
  })
  parts.ledger.wake()
}

/** When to look again; null where nothing more is to be said. */
async function look(
  t: Tx,
  parts: Parts,
  handoff: Handoff,
  conversation: Conversation,
  now: number,
): Promise<number | null> {
  const { tell_at: due, promised_at: promised } = handoff
  if (due === null || due > now) return due
  const later = await kindLater(t, parts, handoff, conversation, now)
  if (later !== now) {
    await updateHandoff(t, handoff.id, { tell_at: later })
    return later
  }
  const isNew = promised !== null && handoff.told_again < NEW_TIMES
  const at = isNew ? await waitFrom(t, parts, now) : null
  // A time that has been said already is no new one.
  const stated = at !== null && promised !== null && at > promised ? at : null
  const say = sayingBy(parts, stated, now)
  const text = [say(stated === null ? 'not_forgotten' : 'late'), ...meanwhile(parts, handoff)].join(' ')
  await speak(t, say, conversation, 'assistant', { text }, now)
  await updateHandoff(t, handoff.id, { told_again: handoff.told_again + 1 })
  parts.log.event('told again', { handoff: handoff.id, times: handoff.told_again + 1 })
  return promise(t, parts, handoff.id, stated, now)
}

/** Now, or when it may be said; null for never. What was told ends soon: then it is said at any hour. */
async function kindLater(
  t: Tx,
  { prompts }: Parts,
  { promised_at }: Handoff,
  conversation: Conversation,
  now: number,
): Promise<number | null> {
  if ((await getCustomer(t, conversation.customer_id)).no_unasked) return null
  if (promised_at !== null && promised_at > now) return now
  return kindHoursOf(prompts.charter.office)(now)
}

function meanwhile({ prompts: { say } }: Parts, { cause }: Handoff): string[] {
  if (cause === 'danger') return [say('meanwhile_danger')]
  return cause === 'self_harm' ? [say('meanwhile_self_harm')] : []
}
