import { getConversation, getCustomer } from './conversations.ts'
import type { Db } from './ledger.ts'
import { recentMessages } from './messages.ts'
import { promisesOf } from './promises.ts'
import { ERASED, REMOVED } from './reports.ts'
import type {
  Conversation,
  Customer,
  Handoff,
  Message,
  Note,
  PromiseRow,
  ReadingRow,
  Turn,
} from './tables.ts'

/** Newest messages of a conversation that are shown: a channel's may go on for years. */
export const MESSAGES_SHOWN = 500

/** A message with what it shows: the reading that stands first, then those that it corrected, newest first. */
export type ReadMessage = Message & { readings: ReadingRow[] }

export type WholeConversation = {
  conversation: Conversation
  customer: Customer
  messages: ReadMessage[]
  turns: Turn[]
  handoffs: Handoff[]
  notes: Note[]
  /** What was promised in it, and whatever somebody may still call a promise; the first due before the others. */
  promises: PromiseRow[]
  /** Whether older messages are left out. */
  isCut: boolean
}

/** One conversation for its owner's eyes: words, readings, decisions, handoffs and notes, each oldest first. */
export async function wholeConversation(db: Db, id: string): Promise<WholeConversation | null> {
  const conversation = await getConversation(db, id)
  if (!conversation) return null
  const newest = await recentMessages(db, id, MESSAGES_SHOWN + 1)
  const messages = newest.slice(-MESSAGES_SHOWN)
  const since = newest.length > messages.length ? (messages[0]?.at ?? 0) : 0
  const ids = messages.map((message) => message.id)
  const [customer, readings, turns, handoffs, notes, promises] = await Promise.all([
    getCustomer(db, conversation.customer_id),
    ids.length === 0
      ? []
      : db.selectFrom('readings').selectAll().where('message_id', 'in', ids).orderBy('at', 'desc').execute(),
    db
      .selectFrom('turns')
      .selectAll()
      .where('conversation_id', '=', id)
      .where('settled_at', '>=', since)
      .orderBy('number')
      .execute(),
    db.selectFrom('handoffs').selectAll().where('conversation_id', '=', id).orderBy('opened_at').execute(),
    db
      .selectFrom('notes')
      .innerJoin('handoffs', 'handoffs.id', 'notes.handoff_id')
      .selectAll('notes')
      .where('handoffs.conversation_id', '=', id)
      .orderBy('notes.seq')
      .execute(),
    promisesOf(db, id, ['found', 'open', 'kept', 'broken']),
  ])
  const byMessage = Map.groupBy(readings, (reading) => reading.message_id)
  const withoutReason = <T extends { reason: string }>(row: T): T => ({
    ...row,
    reason: conversation.erased_at === null ? REMOVED : ERASED,
  })
  const gone = new Set(messages.filter((one) => one.removed_at !== null).map((one) => one.turn))
  return {
    conversation,
    customer,
    messages: messages.map((message) => {
      const read = inOrder(byMessage.get(message.id) ?? [])
      return { ...message, readings: message.removed_at === null ? read : read.map(withoutReason) }
    }),
    turns: turns.map((turn) => (gone.has(turn.number) ? withoutReason(turn) : turn)),
    handoffs: handoffs.map((handoff) => (gone.has(handoff.turn) ? withoutReason(handoff) : handoff)),
    notes,
    promises,
    isCut: newest.length > messages.length,
  }
}

function inOrder(readings: ReadingRow[]): ReadingRow[] {
  return [
    ...readings.filter((one) => one.corrected_by === null),
    ...readings.filter((one) => one.corrected_by !== null),
  ]
}
