import type { Inbound, Received } from '../adapter.ts'
import { cleanName, cleanText } from '../clean.ts'
import { type Author, findOrOpen, lockConversation, type Opened, placeOf } from '../ledger/conversations.ts'
import type { Tx } from '../ledger/ledger.ts'
import { findByOrigin, originOf, recordMessage, unanswered } from '../ledger/messages.ts'
import type { Parts } from '../parts.ts'
import { settle } from '../settle.ts'

type Handover = Extract<Inbound, { kind: 'handover' }>

/**
 * A member of staff hands what a customer wrote to people: the message is kept if we did not know it, the handoff opens
 * in the same transaction, and the customer gets the receipt. The same message twice is handed over once.
 */
export async function handOver(t: Tx, parts: Parts, inbound: Handover, now: number): Promise<Received> {
  const { say } = parts.prompts
  const author = { id: inbound.author.id, name: cleanName(inbound.author.name) }
  const { conversation, asker } = await conversationOf(t, inbound, author, now)
  if (conversation.status !== 'open') return { status: 'duplicate', say: say('handed_over_already') }
  await recordMessage(t, {
    conversation: conversation.id,
    author: asker === author.id ? 'customer' : 'bystander',
    name: author.name,
    text: cleanText(inbound.text),
    at: now,
    origin: originOf(inbound.place, inbound.id),
    attachments: inbound.attachments,
    sentAt: inbound.sentAt,
  })
  const messages = await unanswered(t, conversation.id)
  const name = cleanName(inbound.by.name) || inbound.by.id
  await settle(
    t,
    parts,
    {
      conversation,
      messages,
      understood: [],
      decision: { kind: 'hand_off', cause: 'staff_asked', reason: `${name} handed it to people` },
      draft: null,
      attempts: 0,
      dueAt: now,
    },
    now,
  )
  return { status: 'recorded', say: say('handed_over') }
}

/** Where the message's conversation goes on by now: it may have moved since, and must not begin anew where others read. */
async function conversationOf(t: Tx, { place, id }: Handover, author: Author, now: number): Promise<Opened> {
  const known = await findByOrigin(t, originOf(place, id))
  const where = known ? placeOf(await lockConversation(t, known.conversation_id)) : place
  return findOrOpen(t, where, author, now)
}
