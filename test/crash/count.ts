import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Platform } from './platform.ts'

export type Counts = { LOST: number; TWICE: number; AFTER: number; ORDER: number; LEAK: number }
export const NONE: Counts = { LOST: 0, TWICE: 0, AFTER: 0, ORDER: 0, LEAK: 0 }

/**
 * Holds what customers and staff see on the platform against what was written there.
 * LOST: a customer's line that no turn settled, or whose turn showed neither the customer nor staff anything.
 * TWICE: a turn, or a member of staff's reply, that shows in more than one post. AFTER: the assistant's words after the
 * notice that a person has taken over. ORDER: a conversation's lines kept in another order than they were written in.
 * LEAK: a customer's place that shows what belongs to another, or to staff.
 */
export async function count(ledger: Ledger, platform: Platform, written: number): Promise<Counts> {
  const counts = { ...NONE }
  const posts = platform.posts()
  const deliveries = await ledger.db.selectFrom('deliveries').selectAll().execute()
  const messages = await ledger.db.selectFrom('messages').selectAll().orderBy('seq').execute()
  const conversations = await ledger.db.selectFrom('conversations').selectAll().execute()
  const turns = await ledger.db.selectFrom('turns').selectAll().execute()
  const shown = new Set(posts.map(({ id }) => id))
  const visible = (about: string) => deliveries.filter((one) => one.about === about && shown.has(one.id))

  const lines = messages.filter(({ author }) => author === 'customer')
  counts.LOST += written - lines.length + platform.unacked().length
  for (const line of lines) {
    const turn = turns.find((one) => one.conversation_id === line.conversation_id && one.number === line.turn)
    const said = messages.filter(
      (one) =>
        one.author === 'assistant' && one.conversation_id === line.conversation_id && one.turn === line.turn,
    )
    const withdrawn = said.some((one) =>
      deliveries.some((delivery) => delivery.about === one.id && delivery.state === 'withdrawn'),
    )
    const seen = said.some((one) => visible(one.id).length > 0) || visible(line.id).length > 0
    if (!turn || (!seen && !withdrawn)) counts.LOST++
  }
  counts.LOST += deliveries.filter(
    ({ state }) => state === 'pending' || state === 'sending' || state === 'refused',
  ).length

  for (const message of messages) {
    const toCustomer = visible(message.id).filter(({ kind }) => kind === 'message')
    if (toCustomer.length > 1) counts.TWICE++
  }
  for (const turn of turns) {
    const said = messages.filter(
      (one) =>
        one.author === 'assistant' &&
        one.conversation_id === turn.conversation_id &&
        one.turn === turn.number,
    )
    if (said.length > 1) counts.TWICE++
  }
  for (const conversation of conversations) {
    const here = posts
      .map(({ outbound }) => outbound)
      .filter(({ place }) => place.channel === conversation.channel)
    const texts = here.filter((outbound) => outbound.kind === 'text')
    counts.LEAK += here.length - texts.length
    const taken = texts.findIndex(({ speaker }) => speaker.role === 'house')
    if (taken >= 0)
      counts.AFTER += texts.slice(taken).filter(({ speaker }) => speaker.role === 'assistant').length
    const replies = texts.filter(({ speaker }) => speaker.role === 'staff').map(({ text }) => text)
    counts.TWICE += replies.length - new Set(replies).size
    const own = lines.filter((line) => line.conversation_id === conversation.id)
    if (own.some((line) => !line.origin?.includes(conversation.channel))) counts.LEAK++
    const settled = own.map(({ turn }) => turn ?? 0)
    if (settled.some((turn, index) => turn < (settled[index - 1] ?? 0))) counts.ORDER++
  }
  return counts
}
