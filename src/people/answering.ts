import type { Cause } from '../decide.ts'
import { lockConversation } from '../ledger/conversations.ts'
import { lockHandoff, openHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { openHandoff } from './handoff.ts'
import { takeStep } from './steps.ts'

/** A member of staff has answered the customer where they read it, without a click: as if they had pressed Reply. */
export async function takeByAnswering(
  t: Tx,
  parts: Parts,
  conversation: Conversation,
  author: { id: string; name: string },
  now: number,
  cause: Extract<Cause, 'staff_asked' | 'checked_in'> = 'staff_asked',
): Promise<void> {
  const name = author.name || parts.prompts.say('somebody_of_ours')
  const by = { who: 'staff', id: author.id, name } as const
  const reason = cause === 'checked_in' ? `${name} wrote first` : `${name} answered by themselves`
  if (conversation.status === 'open')
    await openHandoff(t, parts, {
      conversation,
      turn: conversation.turn,
      cause,
      reason,
      by,
      now,
    })
  const found = await openHandoffOf(t, conversation.id)
  const handoff = found && (await lockHandoff(t, found.id))
  const present = await lockConversation(t, conversation.id)
  if (handoff) await takeStep({ t, parts, handoff, conversation: present, step: { step: 'reply' }, by, now })
}
