import { addNote, openHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { openHandoff } from './handoff.ts'
import { relayNote } from './relay.ts'

/** `origin` names what did not arrive, so that it is told once; `text` is for staff who have the conversation already. */
export type Undelivered = { origin: string; text: string; reason: string }

/** Words did not reach a customer: whoever has the locked conversation is told in its thread; where nobody has it, a person is called. */
export async function tellUndelivered(
  t: Tx,
  parts: Parts,
  conversation: Conversation,
  what: Undelivered,
  now: number,
): Promise<void> {
  const { origin, text, reason } = what
  const handoff = await openHandoffOf(t, conversation.id)
  if (handoff) {
    const note = await addNote(t, { handoff: handoff.id, origin, name: 'Warmline', text, now })
    if (note) await relayNote(t, handoff, note, now)
  } else if (conversation.status === 'open') {
    const { staffPlace } = parts
    await openHandoff(t, {
      conversation,
      turn: conversation.turn,
      cause: 'not_delivered',
      reason,
      staffPlace,
      now,
    })
  }
}
