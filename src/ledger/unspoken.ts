import { sql } from 'kysely'
import type { Status } from '../conversation.ts'
import type { Db } from './ledger.ts'
import type { Message } from './tables.ts'

/** Most that is looked at of each kind: the newest. */
const MOST = 2_000
const CUSTOMER = sql.lit<Message['author']>('customer')
const STAFF = sql.lit<Message['author']>('staff')
const OVER: Status[] = ['open', 'closed']

/** What a customer wrote, and where. Times are epoch milliseconds. */
export type Said = {
  conversation: string
  customer: string
  name: string
  adapter: string
  text: string
  at: number
}
/** Only this customer's, where it is given; from `from` on, which is included, to `to`, which is not. */
export type Window = { from: number; to: number; customer?: string }

/** What was last asked in conversations that ended with an answer, or with an offer of a person, and nothing since. */
export async function leftAfterAnswer(
  db: Db,
  { from, to, customer }: Window,
): Promise<(Said & { decision: string; confidence: number | null })[]> {
  return conversationsOver(db, customer)
    .innerJoin('turns', (join) =>
      join
        .onRef('turns.conversation_id', '=', 'conversations.id')
        .onRef('turns.number', '=', 'conversations.turn'),
    )
    .innerJoin('messages', 'messages.conversation_id', 'conversations.id')
    .whereRef('messages.turn', '=', 'turns.number')
    .where('messages.author', '=', CUSTOMER)
    .where('removed_at', 'is', null)
    .where('choice', 'is', null)
    .where('decision', 'in', ['answer', 'offer_person'])
    .where('settled_at', '>=', from)
    .where('settled_at', '<', to)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('messages as later')
            .select('later.id')
            .whereRef('later.conversation_id', '=', 'conversations.id')
            .whereRef('later.at', '>', 'turns.settled_at')
            .where('later.author', 'in', [CUSTOMER, STAFF]),
        ),
      ),
    )
    .select([...SAID, 'turns.decision', 'turns.confidence'])
    .orderBy('messages.seq', 'desc')
    .limit(MOST)
    .execute()
}

/** What customers asked, as it was read; `isSettled` where the conversation ended in thanks or better. */
export async function questionsAsked(db: Db, window: Window): Promise<(Said & { isSettled: boolean })[]> {
  const rows = await readings(db, window)
    .leftJoin('turns', (join) =>
      join
        .onRef('turns.conversation_id', '=', 'conversations.id')
        .onRef('turns.number', '=', 'conversations.turn'),
    )
    .where('question', '=', 1)
    .select([...SAID, 'turns.cause', 'conversations.outcome'])
    .orderBy('messages.seq', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ cause, outcome, ...said }) => ({
    ...said,
    isSettled: outcome === 'confirmed' || ['thanks', 'helped', 'right', 'declined'].includes(cause ?? ''),
  }))
}

/** Thanks, with how they sounded; when that conversation last held a complaint before, and a word of staff's own. */
export function thanksSaid(db: Db, window: Window) {
  return readings(db, window)
    .where('act', '=', 'thank')
    .select([...SAID, 'readings.sentiment'])
    .select((eb) => [
      eb
        .selectFrom('readings as earlier')
        .innerJoin('messages as before', 'before.id', 'earlier.message_id')
        .whereRef('earlier.conversation_id', '=', 'conversations.id')
        .whereRef('before.seq', '<', 'messages.seq')
        .where('earlier.complaint', '=', 1)
        .where('earlier.corrected_by', 'is', null)
        .select((inner) => inner.fn.max('before.at').as('at'))
        .as('complained'),
      eb
        .selectFrom('messages as reply')
        .whereRef('reply.conversation_id', '=', 'conversations.id')
        .whereRef('reply.seq', '<', 'messages.seq')
        .where('reply.author', '=', STAFF)
        .select((inner) => inner.fn.max('reply.at').as('at'))
        .as('helped'),
    ])
    .orderBy('messages.seq', 'desc')
    .limit(MOST)
    .execute()
}

/** Customers' own words with their reading, in conversations in which nobody is with a person. */
function readings(db: Db, { from, to, customer }: Window) {
  return conversationsOver(db, customer)
    .innerJoin('readings', 'readings.conversation_id', 'conversations.id')
    .innerJoin('messages', 'messages.id', 'readings.message_id')
    .where('readings.corrected_by', 'is', null)
    .where('messages.author', '=', CUSTOMER)
    .where('messages.removed_at', 'is', null)
    .where('messages.choice', 'is', null)
    .where('messages.at', '>=', from)
    .where('messages.at', '<', to)
}

/** Where no person is, of customers who mind no word; none that staff have decided about. */
function conversationsOver(db: Db, customer: string | undefined) {
  const over = db
    .selectFrom('conversations')
    .innerJoin('customers', 'customers.id', 'conversations.customer_id')
    .where('customers.no_unasked', '=', 0)
    .where('conversations.status', 'in', OVER)
    .where('conversations.erasure', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('checkins')
            .select('checkins.id')
            .whereRef('checkins.conversation_id', '=', 'conversations.id'),
        ),
      ),
    )
  return customer === undefined ? over : over.where('customers.id', '=', customer)
}

const SAID = [
  'conversations.id as conversation',
  'customers.id as customer',
  'customers.name',
  'conversations.adapter',
  'messages.text',
  'messages.at',
] as const
