import type { Place } from '../adapter.ts'
import type { Cause } from '../decide.ts'
import { changeStatus } from '../ledger/conversations.ts'
import { addHandoff, getHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { attachmentsOf, recentMessages } from '../ledger/messages.ts'
import type { Conversation, Handoff } from '../ledger/tables.ts'
import { LONGEST_LINE } from './card.ts'
import { relayMessage, showCard } from './relay.ts'

/** So many messages before the handoff are looked at. */
const FILES_FROM = 30

export type Opening = {
  conversation: Conversation
  turn: number
  cause: Cause
  reason: string
  staffPlace: Place
  /** The handoff whose matter the customer calls not right yet. */
  reopens?: string | null
  now: number
}

/**
 * Hands a locked, open conversation to people: the handoff waits, and its card is on its way to staff.
 * Returns the handoff's id.
 */
export async function openHandoff(t: Tx, opening: Opening): Promise<string> {
  const { conversation, now } = opening
  await changeStatus(t, conversation, 'waiting')
  const id = await addHandoff(t, { ...opening, conversation: conversation.id })
  const handoff = await getHandoff(t, id)
  if (!handoff) throw new Error('A handoff was written and then not found')
  await showCard(t, handoff, now)
  await relayUncut(t, handoff, now)
  return id
}

/** A file is on the card by its name only, and long words by their beginning: the thread has them whole. */
export async function relayUncut(t: Tx, handoff: Handoff, now: number): Promise<void> {
  for (const message of await recentMessages(t, handoff.conversation_id, FILES_FROM)) {
    const isCut = message.author === 'customer' && message.text.length > LONGEST_LINE
    if (message.removed_at === null && (isCut || attachmentsOf(message).length > 0))
      await relayMessage(t, handoff, message.id, now)
  }
}
