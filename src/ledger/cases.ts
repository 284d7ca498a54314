import { type ExpressionBuilder, sql } from 'kysely'
import type { Outcome, Status, Verdict } from '../conversation.ts'
import { ABOUT } from './about.ts'
import type { Db } from './ledger.ts'
import { COMPLAINT } from './readings.ts'
import { UNHAPPY_BELOW } from './reports.ts'
import { CLOCKS, type Day, stretches } from './stretches.ts'
import type { Handoff, Message, Tables } from './tables.ts'

/** Whose words are a sign of ours. */
const OURS: Message['author'][] = ['assistant', 'house', 'staff']

/** A complaint that stands: what it is about, and who read it as one. */
export type Complaint = { topic: string | null; readBy: string }
/** A call to people: the first one's cause and times, and where the last one stands. Epoch milliseconds. */
export type Call = {
  cause: string
  openedAt: number
  claimedAt: number | null
  /** When a person first wrote to them after the call. */
  repliedAt: number | null
  /** Nobody was called: somebody of the staff wrote by themselves. */
  isUncalled: boolean
  ended: Handoff['status']
}

/** A conversation as the owner's figures see it; times are epoch milliseconds. */
export type Case = {
  id: string
  openedAt: number
  status: Status
  outcome: Outcome
  adapter: string
  workspace: string
  customer: string
  customerSince: number
  /** Their first words, our first words of any kind, our first answer, and a person's first words. */
  wroteAt: number | null
  signAt: number | null
  answerAt: number | null
  personAt: number | null
  call: Call | null
  isUnhappy: boolean
  /** What most of its messages are in; null where none could be told. */
  language: string | null
  complaints: Complaint[]
  /** What was answered when we asked whether it is right now: 'none' where nothing was, null where we never asked. */
  verdict: Verdict | 'none' | null
}

/** Which conversations are looked at: all of them, or those with a complaint that stands. */
export type Which = 'all' | 'complaints'

/** The conversations that began in this time, oldest first. */
export async function casesWithin(db: Db, day: Day, which: Which = 'all'): Promise<Case[]> {
  // Complaints are few, and found by themselves.
  if (which === 'complaints') return casesOf(db, { ...day, which })
  const all: Case[] = []
  for await (const piece of stretches(db, day)) all.push(...(await casesOf(db, { ...piece, which })))
  return all
}

async function casesOf(db: Db, piece: Piece): Promise<Case[]> {
  const [rows, spoken, calls, read, complaints, verdicts] = await Promise.all([
    opened(db, piece)
      .innerJoin('customers as u', 'u.id', 'c.customer_id')
      .select(['c.id', 'c.opened_at as openedAt', 'c.status', 'c.outcome', 'c.adapter', 'c.workspace'])
      .select(['c.customer_id as customer', 'u.since as customerSince'])
      .select(firstAnswer)
      .orderBy('c.opened_at')
      .execute(),
    firstWords(db, piece),
    callsOf(db, piece),
    readOf(db, piece),
    complaintsOf(db, piece),
    verdictsOf(db, piece),
  ])
  return rows.map((row) => {
    const words = spoken.get(row.id)
    const feelings = read.get(row.id) ?? []
    return {
      ...row,
      wroteAt: words?.wroteAt ?? null,
      signAt: words?.signAt ?? null,
      personAt: words?.personAt ?? null,
      call: calls.get(row.id) ?? null,
      isUnhappy: feelings.some(({ unhappy }) => unhappy > 0),
      language: feelings.find(({ language }) => language !== null)?.language ?? null,
      complaints: complaints.get(row.id) ?? [],
      verdict: verdicts.get(row.id) ?? null,
    }
  })
}

/** Asked for each conversation by itself: joined, the embedded ledger would rather read every turn there ever was. */
function firstAnswer(eb: ExpressionBuilder<Tables & { c: Tables['conversations'] }, 'c'>) {
  return (
    eb
      .selectFrom('turns as t')
      .select((inner) => inner.fn.min('t.settled_at').as('at'))
      .whereRef('t.conversation_id', '=', 'c.id')
      // As it stands in the index.
      .where('t.decision', '=', sql.lit('answer'))
      .as('answerAt')
  )
}

/** How many conversations began, and how many of them hold a complaint. */
export async function countCases(db: Db, piece: Day): Promise<{ all: number; complaints: number }> {
  const count = async (which: Which) => {
    const row = await opened(db, { ...piece, which })
      .select((eb) => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  }
  return { all: await count('all'), complaints: await count('complaints') }
}

type Piece = Day & { which: Which }

function opened(db: Db, { from, to, which }: Piece) {
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

type Firsts = Pick<Case, 'wroteAt' | 'signAt' | 'personAt'>

async function firstWords(db: Db, piece: Piece): Promise<Map<string, Firsts>> {
  const rows = await opened(db, piece)
    .innerJoin('messages as m', 'm.conversation_id', 'c.id')
    .select('c.id')
    .select((eb) => [
      eb.fn.min('m.at').filterWhere('m.author', '=', 'customer').as('wroteAt'),
      eb.fn.min('m.at').filterWhere('m.author', 'in', OURS).as('signAt'),
      eb.fn.min('m.at').filterWhere('m.author', '=', 'staff').as('personAt'),
    ])
    // As they stand in the index, so that nothing has to be sorted.
    .groupBy(['c.opened_at', 'c.id'])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function callsOf(db: Db, piece: Piece): Promise<Map<string, Call>> {
  const rows = await opened(db, piece)
    .innerJoin('handoffs as h', 'h.conversation_id', 'c.id')
    .select(['c.id', 'h.cause', 'h.opened_at as openedAt', 'h.claimed_at as claimedAt', 'h.status'])
    .select((eb) => [
      isUncalled(eb).as('isUncalled'),
      eb
        .selectFrom('messages as m')
        .select((inner) => inner.fn.min('m.at').as('at'))
        .whereRef('m.conversation_id', '=', 'c.id')
        .where('m.author', '=', sql.lit<'staff'>('staff'))
        .whereRef('m.at', '>=', 'h.opened_at')
        .as('repliedAt'),
    ])
    .orderBy('h.opened_at')
    .execute()
  const found = new Map<string, Call>()
  for (const { id, status: ended, ...row } of rows) {
    const held = found.get(id)
    const repliedAt = row.repliedAt === null ? null : Number(row.repliedAt)
    const call = { ...row, repliedAt, isUncalled: Boolean(row.isUncalled), ended }
    found.set(id, held && !(held.isUncalled && !call.isUncalled) ? { ...held, ended } : call)
  }
  return found
}

/** Whether a handoff `h` was opened by somebody who had it at once, for they wrote by themselves: nobody waited for it. */
export function isUncalled(eb: ExpressionBuilder<Tables & { h: Tables['handoffs'] }, 'h'>) {
  return eb.and([
    eb('h.cause', 'in', ['staff_asked', 'checked_in']),
    eb('h.claimed_at', 'is not', null),
    eb('h.claimed_at', '<=', eb.ref('h.opened_at')),
  ])
}

type Read = { language: string | null; unhappy: number }

/** What is said most comes first. */
async function readOf(db: Db, piece: Piece): Promise<Map<string, Read[]>> {
  const rows = await opened(db, piece)
    .innerJoin('readings as r', 'r.conversation_id', 'c.id')
    .select(['c.id', 'r.language'])
    .select((eb) => [
      eb.fn.countAll().as('count'),
      eb.fn.countAll().filterWhere('r.sentiment', '<', UNHAPPY_BELOW).as('unhappy'),
    ])
    .where('r.corrected_by', 'is', null)
    .groupBy(['c.id', 'r.language'])
    .execute()
  rows.sort((a, b) => Number(b.count) - Number(a.count))
  return grouped(rows, ({ language, unhappy }) => ({ language, unhappy: Number(unhappy) }))
}

async function complaintsOf(db: Db, piece: Piece): Promise<Map<string, Complaint[]>> {
  const rows = await opened(db, piece)
    .innerJoin('readings as r', 'r.conversation_id', 'c.id')
    .select(['c.id', ABOUT.as('topic'), 'r.read_by as readBy'])
    .where('r.corrected_by', 'is', null)
    // Not as an equation: SQLite would then read every complaint there ever was.
    .where('r.complaint', '>', 0)
    .execute()
  return grouped(rows, ({ topic, readBy }) => ({ topic: topic?.toLowerCase() ?? null, readBy }))
}

/** The newest answer stands. */
async function verdictsOf(db: Db, piece: Piece): Promise<Map<string, Verdict | 'none'>> {
  const rows = await opened(db, piece)
    .innerJoin('aftercare as a', 'a.conversation_id', 'c.id')
    .select(['c.id', 'a.answer'])
    .where('a.asked_at', 'is not', null)
    .orderBy('a.answered_at')
    .execute()
  const found = new Map<string, Verdict | 'none'>()
  for (const { id, answer } of rows) if (answer !== null || !found.has(id)) found.set(id, answer ?? 'none')
  return found
}

function grouped<R extends { id: string }, V>(rows: readonly R[], of: (row: R) => V): Map<string, V[]> {
  const found = new Map<string, V[]>()
  for (const row of rows) {
    const held = found.get(row.id)
    if (held) held.push(of(row))
    else found.set(row.id, [of(row)])
  }
  return found
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
