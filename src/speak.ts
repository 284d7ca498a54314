import type { Choice, Option, Source } from './adapter.ts'
import { placeOf, updateConversation } from './ledger/conversations.ts'
import { addDelivery } from './ledger/deliveries.ts'
import type { Tx } from './ledger/ledger.ts'
import { recordMessage } from './ledger/messages.ts'
import type { Conversation } from './ledger/tables.ts'
import type { Say } from './prompts.ts'

export type Words = { text: string; sources?: Source[]; options?: Option[]; turn?: number }

/**
 * Puts the assistant's words to the customer in the outbox. The first ones in a conversation say that it is an AI.
 * `by` house is for a plain notice, which is said even while a person has the conversation. Returns the message's id.
 */
export async function speak(
  t: Tx,
  say: Say,
  conversation: Conversation,
  by: 'assistant' | 'house',
  words: Words,
  now: number,
): Promise<string> {
  const first = by === 'assistant' && conversation.ai_told_at === null
  const message = await recordMessage(t, {
    conversation: conversation.id,
    author: by,
    name: '',
    text: first ? `${say('notice')}\n\n${words.text}` : words.text,
    at: now,
    sources: words.sources ?? [],
    options: words.options ?? [],
    ...(words.turn === undefined ? {} : { turn: words.turn }),
  })
  if (!message) throw new Error('A message without an origin was taken for a duplicate')
  if (first) await updateConversation(t, conversation.id, { ai_told_at: now })
  await sendToCustomer(t, conversation, message, by, now)
  return message
}

/** Puts a message that is written down in the outbox for the customer. */
export function sendToCustomer(
  t: Tx,
  conversation: Conversation,
  message: string,
  speaker: 'assistant' | 'house' | 'staff',
  now: number,
): Promise<void> {
  return addDelivery(t, {
    conversation: conversation.id,
    place: placeOf(conversation),
    side: 'customer',
    kind: 'message',
    about: message,
    speaker,
    now,
  })
}

export function option(say: Say, choice: Choice): Option {
  return { choice, label: say(`option_${choice}`) }
}
