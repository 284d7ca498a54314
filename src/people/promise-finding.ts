import { z } from 'zod'
import { getConversation, getCustomer, lockConversation } from '../ledger/conversations.ts'
import { latestHandoffOf, openHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { getMessage, recentMessages } from '../ledger/messages.ts'
import { addPromise, dropUnsaid } from '../ledger/promises.ts'
import type { Conversation, Message, Work } from '../ledger/tables.ts'
import { enqueue, finish, giveBack } from '../ledger/work.ts'
import type { Found } from '../mind/promiser.ts'
import type { Parts } from '../parts.ts'
import { saidIn } from '../said.ts'
import { countAssistants } from './promise.ts'
import { showCard } from './relay.ts'

/** So much of the conversation is looked at, to know whose words a message repeats. */
const LINES = 30

/** The message to look at, and who wrote it. */
const Order = z.object({
  message: z.string(),
  by: z.object({ kind: z.enum(['assistant', 'staff']), id: z.string() }),
})
export type Order = z.infer<typeof Order>

/** Has a message to a customer looked through for promises, once it is written; whoever replies does not wait for it. */
export async function lookForPromises(t: Tx, order: Order, now: number): Promise<void> {
  const key = `promises:${order.message}`
  await enqueue(t, {
    kind: 'promises',
    key,
    dedupe: key,
    latest: 0,
    about: JSON.stringify(order),
    due: now,
    now,
  })
}

/** Finds what a message to a customer promises and keeps it as found: it counts for nothing until somebody says that it is a promise. */
export async function findPromises(parts: Parts, work: Work): Promise<void> {
  const { db } = parts.ledger
  const { message: id, by } = Order.parse(JSON.parse(work.about))
  const message = await getMessage(db, id)
  const conversation = message && (await getConversation(db, message.conversation_id))
  const isThere = message !== undefined && message.removed_at === null && conversation !== undefined
  const found = isThere ? await find(parts, message, conversation) : []
  await parts.ledger.transaction(async (t) => {
    const now = parts.now()
    if (!isThere) return finish(t, work)
    await lockConversation(t, conversation.id)
    // It may have been taken back, or changed, while we looked at it: then it is looked at once more.
    if ((await getMessage(t, id))?.version !== message.version)
      return giveBack(t, work, { due: now, costsAttempt: false, now })
    await finish(t, work)
    await keepFound(t, parts, { conversation, message, by, found }, now)
  })
  parts.ledger.wake()
}

async function find(
  { ledger: { db }, promiser, hours }: Parts,
  message: Message,
  conversation: Conversation,
): Promise<Found[]> {
  const before = (await recentMessages(db, conversation.id, LINES)).filter(({ seq }) => seq < message.seq)
  const about = { customer: conversation.customer_id, conversation: conversation.id }
  const { text, at } = message
  // Their times are the customer's, where we know what time it is there.
  const zone = (await getCustomer(db, conversation.customer_id)).zone ?? hours.zone
  return (await promiser.find({ text, at, zone, said: saidIn(before), about })) ?? []
}

type Finding = { conversation: Conversation; message: Message; by: Order['by']; found: readonly Found[] }

/** Each sentence of a message is kept once; the card offers what is new, and no more what was changed before it counted. */
async function keepFound(
  t: Tx,
  parts: Parts,
  { conversation, message, by, found }: Finding,
  now: number,
): Promise<void> {
  const handoff = (await openHandoffOf(t, conversation.id)) ?? (await latestHandoffOf(t, conversation.id))
  const dropped = await dropUnsaid(t, message)
  const added = []
  for (const one of found) {
    const id = await addPromise(t, {
      ...one,
      conversation: conversation.id,
      customer: conversation.customer_id,
      handoff: handoff?.id ?? null,
      message: message.id,
      by: { ...by, name: message.name },
      madeAt: message.at,
      now,
    })
    if (id !== null && by.kind === 'assistant') await countAssistants(t, parts, id, now)
    added.push(id)
  }
  if (handoff && (dropped || added.some((id) => id !== null))) await showCard(t, handoff, now)
}
