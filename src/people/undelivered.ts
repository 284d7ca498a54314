import { addNote, openHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { speak } from '../speak.ts'
import { openHandoff } from './handoff.ts'
import { relayNote } from './relay.ts'

/**
 * `origin` names what did not arrive, so that it is told once; `text` is for staff who have the conversation already.
 * `isLost` where it will not come later either: then the customer is told, if other words get through to them.
 */
export type Undelivered = { origin: string; text: string; reason: string; isLost: boolean }

/** Words did not reach a customer: whoever has the locked conversation is told in its thread; where nobody has it, a person is called. */
export async function tellUndelivered(
  t: Tx,
  parts: Parts,
  conversation: Conversation,
  what: Undelivered,
  now: number,
): Promise<void> {
  const { origin, text, reason, isLost } = what
  const handoff = await openHandoffOf(t, conversation.id)
  if (handoff) {
    const note = await addNote(t, { handoff: handoff.id, origin, name: 'Warmline', text, now })
    if (note) await relayNote(t, handoff, note, now)
  } else if (conversation.status === 'open') {
    const { staffPlace, prompts } = parts
    await openHandoff(t, {
      conversation,
      turn: conversation.turn,
      cause: 'not_delivered',
      reason,
      staffPlace,
      now,
    })
    const receipt = { text: prompts.say('receipt_not_delivered') }
    if (isLost) await speak(t, prompts.say, conversation, 'assistant', receipt, now)
  }
}
