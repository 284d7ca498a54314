import type { Db } from './ledger.ts'
import { countPromises, type PromiseCounts } from './promises.ts'
import { HAPPY_ABOVE, type Mood, UNHAPPY_BELOW } from './reports.ts'

/** From `from` up to, not including, `to`: epoch milliseconds. */
export type Day = { from: number; to: number }

export type DayNumbers = {
  /** Conversations in which the customer wrote on that day, and how many of them got an answer to it. */
  conversations: number
  helped: number
  messages: number
  /** Questions that the knowledge held no answer to. */
  unanswered: number
  /** Conversations with a complaint; `topics` with how many each, most first. A complaint may have no topic. */
  complaints: { count: number; topics: { topic: string | null; count: number }[] }
  /** How the customers' messages sounded. Pressed buttons are not counted: they have no words to read. */
  moods: Record<Mood, number>
  /** What was promised for that day, and how much of what was due before it is owed still. */
  promises: PromiseCounts & { overdue: number }
  /** How it stands now, whatever the day. */
  now: { withPerson: number; waiting: number; oldestSince: number | null }
}

/** The numbers of one day, by when customers wrote, and how many wait or are with a person now. */
export async function dayNumbers(db: Db, day: Day): Promise<DayNumbers> {
  const [wrote, helped, unanswered, complaints, topics, moods, waiting, claimed, promises, before] =
    await Promise.all([
      written(db, day)
        .select((eb) => [
          eb.fn.count('m.conversation_id').distinct().as('conversations'),
          eb.fn.countAll().as('messages'),
        ])
        .executeTakeFirstOrThrow(),
      decided(db, day)
        .select((eb) => eb.fn.count('m.conversation_id').distinct().as('count'))
        .where('t.decision', '=', 'answer')
        .executeTakeFirstOrThrow(),
      db
        .selectFrom(
          decided(db, day)
            .select(['t.conversation_id', 't.number'])
            .where('t.cause', 'in', ['no_source', 'no_source_twice'])
            .distinct()
            .as('asked'),
        )
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow(),
      read(db, day)
        .select((eb) => eb.fn.count('m.conversation_id').distinct().as('count'))
        .where('r.complaint', '=', 1)
        .executeTakeFirstOrThrow(),
      read(db, day)
        .select('r.topic')
        .select((eb) => eb.fn.count('m.conversation_id').distinct().as('count'))
        .where('r.complaint', '=', 1)
        .groupBy('r.topic')
        .execute(),
      read(db, day)
        .select((eb) => [
          eb.fn.countAll().filterWhere('r.sentiment', '<', UNHAPPY_BELOW).as('negative'),
          eb.fn.countAll().filterWhere('r.sentiment', '>', HAPPY_ABOVE).as('positive'),
          eb.fn.countAll().filterWhere('r.sentiment', 'is', null).as('unknown'),
          eb.fn.countAll().as('all'),
        ])
        .where('r.read_by', '<>', 'button')
        .executeTakeFirstOrThrow(),
      db
        .selectFrom('handoffs')
        .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('opened_at').as('since')])
        .where('status', '=', 'waiting')
        .executeTakeFirstOrThrow(),
      db
        .selectFrom('handoffs')
        .select((eb) => eb.fn.countAll().as('count'))
        .where('status', 'in', ['claimed', 'snoozed'])
        .executeTakeFirstOrThrow(),
      countPromises(db, day),
      countPromises(db, { from: 0, to: day.from }),
    ])
  const [negative, positive, unknown] = [moods.negative, moods.positive, moods.unknown].map(Number)
  const known = { negative: negative ?? 0, positive: positive ?? 0, unknown: unknown ?? 0 }
  return {
    conversations: Number(wrote.conversations),
    helped: Number(helped.count),
    messages: Number(wrote.messages),
    unanswered: Number(unanswered.count),
    complaints: {
      count: Number(complaints.count),
      topics: topics
        .map(({ topic, count }) => ({ topic, count: Number(count) }))
        .sort((a, b) => b.count - a.count || (a.topic ?? '').localeCompare(b.topic ?? '', 'en')),
    },
    moods: { ...known, neutral: Number(moods.all) - known.negative - known.positive - known.unknown },
    promises: { ...promises, overdue: before.broken },
    now: {
      withPerson: Number(claimed.count),
      waiting: Number(waiting.count),
      oldestSince: waiting.since === null ? null : Number(waiting.since),
    },
  }
}

export type Waiting = { conversation: string; customer: string; since: number; cause: string }

/** Who waits for a person now, danger first and then whoever has waited longest. */
export async function waitingNow(db: Db, limit: number): Promise<Waiting[]> {
  return db
    .selectFrom('handoffs as h')
    .innerJoin('conversations as c', 'c.id', 'h.conversation_id')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['h.conversation_id as conversation', 'u.name as customer', 'h.opened_at as since', 'h.cause'])
    .where('h.status', '=', 'waiting')
    .orderBy((eb) => eb.case().when('h.cause', 'in', ['danger', 'self_harm']).then(0).else(1).end())
    .orderBy('h.opened_at')
    .orderBy('h.id')
    .limit(limit)
    .execute()
}

function written(db: Db, day: Day) {
  return db
    .selectFrom('messages as m')
    .where('m.author', '=', 'customer')
    .where('m.at', '>=', day.from)
    .where('m.at', '<', day.to)
}

// What came of a message was written after it, give or take the clocks of two machines: saying so lets an index be used.
const CLOCKS = 3_600_000

function decided(db: Db, day: Day) {
  return written(db, day)
    .innerJoin('turns as t', (join) =>
      join.onRef('t.conversation_id', '=', 'm.conversation_id').onRef('t.number', '=', 'm.turn'),
    )
    .where('t.settled_at', '>=', day.from - CLOCKS)
}

function read(db: Db, day: Day) {
  return written(db, day)
    .innerJoin('readings as r', 'r.message_id', 'm.id')
    .where('r.corrected_by', 'is', null)
    .where('r.at', '>=', day.from - CLOCKS)
}
