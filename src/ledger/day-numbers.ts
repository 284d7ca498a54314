import { ABOUT } from './about.ts'
import { type Moods, moodsIn } from './feelings.ts'
import type { Db } from './ledger.ts'
import { countPromises, type PromiseCounts } from './promise-counts.ts'
import { COMPLAINT } from './readings.ts'
import { CLOCKS, type Day } from './stretches.ts'

/** Of the conversations with a complaint, how many a person has taken up, and after how long at most (milliseconds). */
type ComplaintsTaken = { count: number; slowest: number }

export type DayNumbers = {
  /** Conversations in which the customer wrote on that day, and how many of them got an answer to it. */
  conversations: number
  helped: number
  messages: number
  /** Questions that the knowledge held no answer to. */
  unanswered: number
  /** Conversations with a complaint; `topics` with how many each, most first. A complaint may have no topic. */
  complaints: { count: number; topics: { topic: string | null; count: number }[] }
  complaintsTaken: ComplaintsTaken
  /** How the customers' messages sounded. Pressed buttons are not counted: they have no words to read. */
  moods: Moods
  /** What was promised for that day, and how much of what was due before it is owed still. */
  promises: PromiseCounts & { overdue: number }
  /** How it stands now, whatever the day. */
  now: { withPerson: number; waiting: number; oldestSince: number | null }
}

/** The numbers of one day, by when customers wrote, and how many wait or are with a person now. */
export async function dayNumbers(db: Db, day: Day): Promise<DayNumbers> {
  const [wrote, helped, unanswered, complaints, topics, moods, waiting, claimed, promises, before, taken] =
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
      complaintsOf(db, day)
        .select((eb) => eb.fn.count('r.conversation_id').distinct().as('count'))
        .executeTakeFirstOrThrow(),
      complaintsOf(db, day)
        .select((eb) => [ABOUT.as('about'), eb.fn.count('r.conversation_id').distinct().as('count')])
        .groupBy('about')
        .execute(),
      moodsIn(db, day),
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
      complaintsTaken(db, day),
    ])
  return {
    conversations: Number(wrote.conversations),
    helped: Number(helped.count),
    messages: Number(wrote.messages),
    unanswered: Number(unanswered.count),
    complaints: {
      count: Number(complaints.count),
      topics: topics
        .map(({ about, count }) => ({ topic: about, count: Number(count) }))
        .sort((a, b) => b.count - a.count || (a.topic ?? '').localeCompare(b.topic ?? '', 'en')),
    },
    complaintsTaken: taken,
    moods,
    promises: { ...promises, overdue: before.broken },
    now: {
      withPerson: Number(claimed.count),
      waiting: Number(waiting.count),
      oldestSince: waiting.since === null ? null : Number(waiting.since),
    },
  }
}

function written(db: Db, day: Day) {
  return db
    .selectFrom('messages as m')
    .where('m.author', '=', 'customer')
    .where('m.at', '>=', day.from)
    .where('m.at', '<', day.to)
}

function decided(db: Db, day: Day) {
  return written(db, day)
    .innerJoin('turns as t', (join) =>
      join.onRef('t.conversation_id', '=', 'm.conversation_id').onRef('t.number', '=', 'm.turn'),
    )
    .where('t.settled_at', '>=', day.from - CLOCKS)
}

function complaintsOf(db: Db, day: Day) {
  return db
    .selectFrom('readings as r')
    .where('r.corrected_by', 'is', null)
    .where('r.wrote_at', '>=', day.from)
    .where('r.wrote_at', '<', day.to)
    .where('r.complaint', '=', COMPLAINT)
}

/** Whom a person had already as they complained waited for nobody. */
async function complaintsTaken(db: Db, day: Day): Promise<ComplaintsTaken> {
  const rows = await complaintsOf(db, day)
    .innerJoin('handoffs as h', 'h.conversation_id', 'r.conversation_id')
    .select(['r.conversation_id', 'h.opened_at', 'h.claimed_at'])
    .distinct()
    .where('h.claimed_at', 'is not', null)
    .where((eb) => eb.or([eb('h.closed_at', 'is', null), eb('h.closed_at', '>=', day.from)]))
    .where('h.opened_at', '<', day.to)
    .execute()
  const waits = rows.map(({ opened_at, claimed_at }) =>
    opened_at < day.from - CLOCKS ? 0 : Math.max(0, (claimed_at ?? opened_at) - opened_at),
  )
  return {
    count: new Set(rows.map(({ conversation_id }) => conversation_id)).size,
    slowest: waits.reduce((most, wait) => Math.max(most, wait), 0),
  }
}
