import type { Place } from '../adapter.ts'
import type { Cause } from '../decide.ts'
import { changeStatus } from '../ledger/conversations.ts'
import { addHandoff, getHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation } from '../ledger/tables.ts'
import { showCard } from './relay.ts'

export type Opening = {
  conversation: Conversation
  turn: number
  cause: Cause
  reason: string
  staffPlace: Place
  now: number
}

/** Hands a locked, open conversation to people: the handoff waits, and its card is on its way to staff. */
export async function openHandoff(t: Tx, opening: Opening): Promise<void> {
  const { conversation, now } = opening
  await changeStatus(t, conversation, 'waiting')
  const id = await addHandoff(t, { ...opening, conversation: conversation.id })
  const handoff = await getHandoff(t, id)
  if (!handoff) throw new Error('A handoff was written and then not found')
  await showCard(t, handoff, now)
}
