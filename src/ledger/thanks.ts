import { sql } from 'kysely'
import type { Db } from './ledger.ts'
import { HAPPY_ABOVE } from './reports.ts'
import type { Message } from './tables.ts'

/** Most of staff's messages that are looked at: the newest. */
const MOST = 4_000
/** Whoever is glad does not wait for longer to say so. Milliseconds. */
const SOON = 3 * 24 * 60 * 60 * 1000
const STAFF = sql.lit<Message['author']>('staff')

/** What a customer said of help, and whose help it was. It says nothing of how staff feel, and is never a mark for them. */
export type Thanks = {
  staff: string
  customer: string
  conversation: string
  /** The message with their words; null where they only pressed a button. */
  message: string | null
  words: string | null
  at: number
}

/** Kind words that followed a message of staff's, since then, newest first. */
export async function kindWords(db: Db, since: number): Promise<Thanks[]> {
  const rows = await db
    .selectFrom(
      db
        .selectFrom('messages as said')
        .select(['said.name as staff', 'said.at as said'])
        .select((eb) =>
          eb
            .selectFrom('messages as later')
            .select((inner) => inner.fn.min('later.seq').as('seq'))
            .whereRef('later.conversation_id', '=', 'said.conversation_id')
            .whereRef('later.seq', '>', 'said.seq')
            .where('later.author', '<>', 'house')
            .as('next'),
        )
        .where('said.author', '=', STAFF)
        .where('said.at', '>=', since)
        .where('said.name', '<>', '')
        .orderBy('said.at', 'desc')
        .limit(MOST)
        .as('s'),
    )
    .innerJoin('messages as m', 'm.seq', 's.next')
    .innerJoin('readings as r', 'r.message_id', 'm.id')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['s.staff', 's.said', 'u.name as customer', 'm.conversation_id as conversation'])
    .select(['m.id as message', 'm.text', 'r.quote', 'm.at'])
    .where('m.author', '=', 'customer')
    .where('m.removed_at', 'is', null)
    .where('m.choice', 'is', null)
    .where('r.corrected_by', 'is', null)
    .where('r.sentiment', '>', HAPPY_ABOVE)
    // "Good, then I will wait" sounds glad, and thanks nobody.
    .where((eb) => eb.or([eb('r.act', '=', 'thank'), eb('r.feeling', 'is not', null)]))
    .where('r.complaint', '=', 0)
    .orderBy('m.at', 'desc')
    .orderBy('m.seq', 'desc')
    .execute()
  return rows
    .filter(({ at, said }) => at - said <= SOON)
    .map(({ said: _, text, quote, ...row }) => ({ ...row, words: text || quote }))
}

/** Matters that customers called right after a person had them, since then, newest first. */
export async function calledRight(db: Db, since: number): Promise<Thanks[]> {
  const rows = await db
    .selectFrom('aftercare as a')
    .innerJoin('handoffs as h', 'h.id', 'a.handoff_id')
    .innerJoin('conversations as c', 'c.id', 'a.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['h.closed_name', 'h.claimed_name', 'u.name as customer', 'a.conversation_id as conversation'])
    .select('a.answered_at as at')
    .where('a.answer', '=', 'right')
    .where('a.answered_at', '>=', since)
    .orderBy('a.answered_at', 'desc')
    .limit(MOST)
    .execute()
  return rows.flatMap(({ closed_name, claimed_name, customer, conversation, at }) => {
    const staff = closed_name || claimed_name
    return staff && at !== null ? [{ staff, customer, conversation, message: null, words: null, at }] : []
  })
}
