import { type ExpressionBuilder, sql } from 'kysely'
import type { Db } from './ledger.ts'
import type { Message, Tables } from './tables.ts'

/** Most questions that are looked at: the newest. */
export const MOST_GAPS = 1_000
/** What staff wrote later than this was said of something else. Milliseconds. */
const SOON = 3 * 24 * 60 * 60 * 1000
const STAFF = sql.lit<Message['author']>('staff')

/** What a customer asked in one turn that our pages held no answer to. `at` is when it was asked. */
export type Gap = {
  conversation: string
  turn: number
  customer: string
  name: string
  text: string
  at: number
}

/** Questions without a source since then, oldest first. What customers took back is not among them. */
export async function gapsSince(db: Db, from: number): Promise<Gap[]> {
  const rows = await db
    .selectFrom('turns as t')
    .innerJoin('messages as m', (join) =>
      join.onRef('m.conversation_id', '=', 't.conversation_id').onRef('m.turn', '=', 't.number'),
    )
    .innerJoin('conversations as c', 'c.id', 't.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['t.conversation_id as conversation', 't.number as turn', 'u.id as customer', 'u.name'])
    .select(['m.text', 'm.at'])
    .where(isGap(from))
    .where(isAsked)
    .orderBy('t.settled_at', 'desc')
    .orderBy('m.seq', 'desc')
    .limit(MOST_GAPS)
    .execute()
  const turns = Map.groupBy(rows.reverse(), ({ conversation, turn }) => `${turn}-${conversation}`)
  // Three quick messages are one question.
  return [...turns.values()].flatMap((messages) => {
    const [first] = messages
    const text = messages.map((message) => message.text).join(' ')
    return first && text.trim() !== '' ? [{ ...first, text }] : []
  })
}

/** How many questions they are, however many. */
export async function countGaps(db: Db, from: number): Promise<number> {
  const row = await db
    .selectFrom('turns as t')
    .select((eb) => eb.fn.countAll().as('count'))
    .where(isGap(from))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('messages as m')
          .select('m.id')
          .whereRef('m.conversation_id', '=', 't.conversation_id')
          .whereRef('m.turn', '=', 't.number')
          .where(isAsked),
      ),
    )
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function isGap(from: number) {
  return (eb: ExpressionBuilder<Tables & { t: Tables['turns'] }, 't'>) =>
    eb.and([eb('t.cause', 'in', ['no_source', 'no_source_twice']), eb('t.settled_at', '>=', from)])
}

function isAsked(eb: ExpressionBuilder<Tables & { m: Tables['messages'] }, 'm'>) {
  return eb.and([eb('m.author', '=', 'customer'), eb('m.removed_at', 'is', null), eb('m.choice', 'is', null)])
}

export type StaffWords = { conversation: string; text: string; customer: string; at: number }

/** What staff wrote to the customer soon after each of these questions, oldest first; `customer` is the customer's name. */
export async function staffWordsAfter(db: Db, gaps: readonly Gap[]): Promise<StaffWords[]> {
  const asked = Map.groupBy(gaps, ({ conversation }) => conversation)
  if (asked.size === 0) return []
  const rows = await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['m.conversation_id as conversation', 'm.text', 'u.name as customer', 'm.at'])
    .where('m.conversation_id', 'in', [...asked.keys()])
    .where('m.author', '=', STAFF)
    .where('m.removed_at', 'is', null)
    .where('m.text', '<>', '')
    .orderBy('m.seq')
    .execute()
  const isSoon = (at: number, question: Gap) => at >= question.at && at - question.at <= SOON
  return rows.filter(({ conversation, at }) => asked.get(conversation)?.some((one) => isSoon(at, one)))
}
