import { sql } from 'kysely'
import { begun, type Call, type Case, callsIn, firstCalls } from './cases.ts'
import type { Db } from './ledger.ts'
import { CLOCKS, type Day, weekByWeek } from './stretches.ts'
import type { Message } from './tables.ts'

/** Whose words are a sign of ours. */
const OURS: Message['author'][] = ['assistant', 'house', 'staff']

/** A conversation by how soon what happened in it; times are epoch milliseconds. */
export type HelpCase = Case & {
  /** Their first words, our first words of any kind, our first answer, and a person's first words. */
  wroteAt: number | null
  signAt: number | null
  answerAt: number | null
  personAt: number | null
  /** With when a person first wrote to them after the call. */
  call: (Call & { repliedAt: number | null }) | null
}

/** The conversations that began in this time, oldest first, with what first happened when. */
export function helpCases(db: Db, day: Day): Promise<HelpCase[]> {
  return weekByWeek(db, day, (piece) => helpCasesOf(db, piece))
}

async function helpCasesOf(db: Db, piece: Day): Promise<HelpCase[]> {
  const [rows, words, answers, calls] = await Promise.all([
    begun(db, piece)
      .select(['c.id', 'c.opened_at as openedAt', 'c.outcome'])
      .orderBy('c.opened_at')
      .orderBy('c.id')
      .execute(),
    firstWords(db, piece),
    firstAnswers(db, piece),
    repliedCalls(db, piece),
  ])
  return rows.map(({ id, openedAt, outcome }) => {
    const first = words.get(id)
    return {
      id,
      openedAt,
      outcome,
      wroteAt: first?.wroteAt ?? null,
      signAt: first?.signAt ?? null,
      answerAt: answers.get(id) ?? null,
      personAt: first?.personAt ?? null,
      call: calls.get(id) ?? null,
    }
  })
}

type Words = Pick<HelpCase, 'wroteAt' | 'signAt' | 'personAt'>

async function firstWords(db: Db, piece: Day): Promise<Map<string, Words>> {
  const rows = await begun(db, piece)
    .innerJoin('messages as m', 'm.conversation_id', 'c.id')
    .select('c.id')
    .select((eb) => [
      eb.fn.min('m.at').filterWhere('m.author', '=', 'customer').as('wroteAt'),
      eb.fn.min('m.at').filterWhere('m.author', 'in', OURS).as('signAt'),
      eb.fn.min('m.at').filterWhere('m.author', '=', 'staff').as('personAt'),
    ])
    // Nobody writes before it began: PostgreSQL then need not look for each conversation's messages by themselves.
    .where('m.at', '>=', piece.from - CLOCKS)
    // As they stand in the index, so that nothing has to be sorted.
    .groupBy(['c.opened_at', 'c.id'])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function firstAnswers(db: Db, piece: Day): Promise<Map<string, number>> {
  const rows = await begun(db, piece)
    .innerJoin('turns as t', 't.conversation_id', 'c.id')
    .select('c.id')
    .select((eb) => eb.fn.min('t.settled_at').as('at'))
    // As it stands in the index.
    .where('t.decision', '=', sql.lit('answer'))
    .groupBy(['c.opened_at', 'c.id'])
    .execute()
  return new Map(rows.map(({ id, at }) => [id, at]))
}

async function repliedCalls(db: Db, piece: Day) {
  const rows = await callsIn(db, piece)
    .select((eb) =>
      eb
        .selectFrom('messages as m')
        .select((inner) => inner.fn.min('m.at').as('at'))
        .whereRef('m.conversation_id', '=', 'c.id')
        .where('m.author', '=', sql.lit<'staff'>('staff'))
        .whereRef('m.at', '>=', 'h.opened_at')
        .as('repliedAt'),
    )
    .execute()
  return firstCalls(rows, ({ repliedAt }) => ({ repliedAt }))
}
