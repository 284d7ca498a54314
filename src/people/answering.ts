import type { Cause } from '../decide.ts'
import { changeStatus } from '../ledger/conversations.ts'
import { withdraw } from '../ledger/deliveries.ts'
import { openHandoffOf, updateHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { speak } from '../speak.ts'
import { openHandoff } from './handoff.ts'
import { showCard } from './relay.ts'

/** A member of staff has answered the customer where they read it, without a click: it is theirs now, as if they had claimed it. */
export async function takeByAnswering(
  t: Tx,
  parts: Parts,
  conversation: Conversation,
  by: { id: string; name: string },
  now: number,
  cause: Extract<Cause, 'staff_asked' | 'checked_in'> = 'staff_asked',
): Promise<void> {
  if (conversation.status === 'with_person') return
  const { staffPlace, prompts } = parts
  const name = by.name || prompts.say('somebody_of_ours')
  const reason = cause === 'checked_in' ? `${name} wrote first` : `${name} answered by themselves`
  if (conversation.status === 'open')
    await openHandoff(t, {
      conversation,
      turn: conversation.turn,
      cause,
      reason,
      staffPlace,
      now,
    })
  const handoff = await openHandoffOf(t, conversation.id)
  if (!handoff) return
  await updateHandoff(t, handoff.id, {
    status: 'claimed',
    claimed_by: by.id,
    claimed_name: name,
    claimed_at: now,
  })
  await changeStatus(t, { ...conversation, status: 'waiting' }, 'with_person')
  await withdraw(t, conversation.id)
  await speak(t, prompts.say, conversation, 'house', { text: prompts.say('taken', { name }) }, now)
  await showCard(t, handoff, now)
}
