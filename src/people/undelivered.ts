import { dropQuestion, questionOf } from '../ledger/aftercare.ts'
import { markLost, toldWith } from '../ledger/cause-told.ts'
import { lockConversation } from '../ledger/conversations.ts'
import { forgetNotice } from '../ledger/deliveries.ts'
import { addNote, latestHandoffOf, openHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { speak } from '../speak.ts'
import { openHandoff } from './handoff.ts'
import { relayNote } from './relay.ts'
import { sayWait } from './stated.ts'

/**
 * `origin` names what did not arrive, so that it is told once; `text` is for staff who have the conversation already.
 * `message` is the message that did not; `isLost`: it will not arrive any more, though other words may.
 */
export type Undelivered = {
  origin: string
  message: string
  text: string
  reason: string
  isLost: boolean
}

/**
 * Words did not reach a customer: whoever has the locked conversation is told in its thread; where nobody has it, a person
 * is called, and the customer hears so. Should that not arrive either, the person who was called is told.
 */
export async function tellUndelivered(
  t: Tx,
  parts: Parts,
  conversation: Conversation,
  what: Undelivered,
  now: number,
): Promise<void> {
  const { origin, message, text, reason } = what
  // Nobody waits for a question that nobody asked for: nobody need be told that it was lost.
  const question = await questionOf(t, message)
  if (question) {
    if (what.isLost) await dropQuestion(t, question.id)
    return
  }
  // Nor for the word that a cause is fixed: who sent it reads that it did not arrive.
  const told = await toldWith(t, message)
  if (told && what.isLost) await markLost(t, message)
  const find = told ? latestHandoffOf : openHandoffOf
  const handoff = await find(t, told?.conversation_id ?? conversation.id)
  if (handoff) {
    const note = await addNote(t, { handoff: handoff.id, origin, name: 'Warmline', text, now })
    if (note) await relayNote(t, handoff, note, now)
  } else if (!told && conversation.status === 'open') {
    await openHandoff(t, parts, {
      conversation,
      turn: conversation.turn,
      cause: 'not_delivered',
      reason,
      now,
    })
    if (what.isLost) await speakReceipt(t, parts, conversation.id, now)
  }
}

async function speakReceipt(t: Tx, parts: Parts, id: string, now: number): Promise<void> {
  const handoff = await openHandoffOf(t, id)
  const say = handoff ? await sayWait(t, parts, handoff, now) : parts.prompts.say
  await forgetNotice(t, id)
  const conversation = await lockConversation(t, id)
  await speak(t, say, conversation, 'assistant', { text: say('receipt_not_delivered') }, now)
}
