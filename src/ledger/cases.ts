import type { ExpressionBuilder } from 'kysely'
import type { Outcome, Status } from '../conversation.ts'
import type { Db } from './ledger.ts'
import { COMPLAINT } from './readings.ts'
import { CLOCKS, type Day } from './stretches.ts'
import type { Handoff, Tables } from './tables.ts'

/** A call to people: the first one's cause and times, and where the last one stands. Epoch milliseconds. */
export type Call = {
  cause: string
  openedAt: number
  claimedAt: number | null
  /** Nobody was called: somebody of the staff wrote by themselves. */
  isUncalled: boolean
  ended: Handoff['status']
}

/**
 * A conversation as each page of the owner's figures sees it. Beside this every page asks for what it shows, and for nothing
 * else: of twelve weeks each question is of a hundred thousand rows. Times are epoch milliseconds.
 */
export type Case = { id: string; openedAt: number; outcome: Outcome; call: Call | null }

/** Which conversations are looked at: all of them, or those with a complaint that stands. */
export type Which = 'all' | 'complaints'
export type Piece = Day & { which?: Which }

/** The conversations `c` that began in this time. */
export function begun(db: Db, { from, to, which = 'all' }: Piece) {
  const all = db
    .selectFrom('conversations as c')
    .where('c.opened_at', '>=', from)
    .where('c.opened_at', '<', to)
  if (which === 'all') return all
  return all.where('c.id', 'in', (eb) =>
    eb
      .selectFrom('readings as standing')
      .select('standing.conversation_id')
      .where('standing.corrected_by', 'is', null)
      .where('standing.complaint', '=', COMPLAINT)
      // Nobody complains before they have begun: saying so lets an index be used.
      .where('standing.wrote_at', '>=', from - CLOCKS),
  )
}

/** The calls in the conversations that began in this time, oldest first. */
export function callsIn(db: Db, piece: Piece) {
  return (
    begun(db, piece)
      .innerJoin('handoffs as h', 'h.conversation_id', 'c.id')
      .select(['c.id', 'h.cause', 'h.opened_at as openedAt', 'h.claimed_at as claimedAt', 'h.status'])
      .select((eb) => isUncalled(eb).as('isUncalled'))
      // Nobody is called before it began: saying so lets an index be used.
      .where('h.opened_at', '>=', piece.from - CLOCKS)
      .orderBy('h.opened_at')
  )
}

type CallRow = Pick<Call, 'cause' | 'openedAt' | 'claimedAt'> & {
  id: string
  isUncalled: unknown
  status: Handoff['status']
}

/**
 * Each conversation's first call, and how its last one ended; one that was no call gives way to the first that was. `more`
 * is what else is told of it.
 */
export function firstCalls<R extends CallRow, M extends object>(
  rows: readonly R[],
  more: (row: R) => M,
): Map<string, Call & M> {
  const found = new Map<string, Call & M>()
  for (const row of rows) {
    const { id, cause, openedAt, claimedAt, status: ended } = row
    const held = found.get(id)
    const isUncalled = Boolean(row.isUncalled)
    if (held && !(held.isUncalled && !isUncalled)) found.set(id, { ...held, ended })
    else found.set(id, { cause, openedAt, claimedAt, isUncalled, ended, ...more(row) })
  }
  return found
}

/** Each conversation's call, where nothing else is told of it. */
export async function callsOf(db: Db, piece: Piece): Promise<Map<string, Call>> {
  return firstCalls(await callsIn(db, piece).execute(), () => ({}))
}

/** Whether a handoff `h` was opened by somebody who had it at once, for they wrote by themselves: nobody waited for it. */
export function isUncalled(eb: ExpressionBuilder<Tables & { h: Tables['handoffs'] }, 'h'>) {
  return eb.and([
    eb('h.cause', 'in', ['staff_asked', 'checked_in']),
    eb('h.claimed_at', 'is not', null),
    eb('h.claimed_at', '<=', eb.ref('h.opened_at')),
  ])
}

/** What a list shows of a conversation. */
export type ShownCase = { id: string; customer: string; openedAt: number; status: Status; outcome: Outcome }

/** These conversations, newest first. */
export function shownCases(db: Db, ids: readonly string[]): Promise<ShownCase[]> {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .selectFrom('conversations as c')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['c.id', 'u.name as customer', 'c.opened_at as openedAt', 'c.status', 'c.outcome'])
    .where('c.id', 'in', [...ids])
    .orderBy('c.opened_at', 'desc')
    .orderBy('c.id')
    .execute()
}
