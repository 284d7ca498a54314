import type { Received } from '../adapter.ts'
import { getCustomer, lockConversation, takesQuestions } from '../ledger/conversations.ts'
import { addNote, waitingUntold } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation, Handoff } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { relayNote, showCard } from './relay.ts'
import { promise } from './stated.ts'
import { takeStep } from './steps.ts'

export type Allowing = {
  /** Both locked. */
  handoff: Handoff
  conversation: Conversation
  by: { id: string; name: string }
  /** What the customer told them, where they say it. */
  text: string
  origin: string
}

/** A customer who wanted no question told one of the staff that they may be asked again: kept as a note, with who and when. */
export async function allowQuestions(
  t: Tx,
  parts: Parts,
  { handoff, conversation, by, text, origin }: Allowing,
  now: number,
): Promise<Received> {
  const { say } = parts.prompts
  const already: Received = { status: 'duplicate', say: say('questions_allowed_already') }
  if (!(await getCustomer(t, conversation.customer_id)).no_unasked) return already
  const { name } = by
  const words =
    text === '' ? say('questions_allowed_note', { name }) : say('questions_allowed_said', { name, text })
  // The same click again, after they asked for quiet once more, allows nothing.
  const note = await addNote(t, { handoff: handoff.id, origin, name, text: words, now })
  if (!note) return already
  await takesQuestions(t, conversation.customer_id)
  await planWords(t, parts, conversation.customer_id, now)
  await takeStep({
    t,
    parts,
    handoff,
    conversation,
    step: { step: 'note' },
    by: { who: 'staff', ...by },
    now,
    detail: note,
    origin,
  })
  await relayNote(t, handoff, note, now)
  await showCard(t, handoff, now)
  return { status: 'recorded', say: say('questions_allowed') }
}

/** Whoever waits for a person hears again before it is late. */
async function planWords(t: Tx, parts: Parts, customer: string, now: number): Promise<void> {
  for (const { conversation_id } of await waitingUntold(t, customer))
    await lockConversation(t, conversation_id)
  for (const { id, promised_at } of await waitingUntold(t, customer))
    await promise(t, parts, id, promised_at !== null && promised_at > now ? promised_at : null, now)
}
