import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { ABOUT } from './about.ts'
import { type Db, isPostgres } from './ledger.ts'
import { HAPPY_ABOVE, type Mood, UNHAPPY_BELOW } from './reports.ts'
import { type Day, stretches } from './stretches.ts'

export type Moods = Record<Mood, number>
/**
 * A message that showed a feeling, and on what that rests. `topic` as it is grouped, `quote` as it was read. `named`: its
 * own words name the topic, and not only others in the conversation.
 */
export type Felt = {
  conversation: string
  message: string
  at: number
  side: 'negative' | 'positive'
  topic: string | null
  named: boolean
  reason: string
  quote: string | null
}

/**
 * How customers' messages sounded, piece by piece; each piece begins where the one before ends. Pressed buttons are not
 * counted: they have no words to read.
 */
export async function moodsOf(db: Db, pieces: readonly Day[]): Promise<Moods[]> {
  const [first, last] = [pieces[0], pieces.at(-1)]
  if (!first || !last) return []
  if (isPostgres(db)) {
    const bounds = `{${pieces.map(({ from }) => from).join(',')}}`
    const piece = sql<number>`width_bucket(r.wrote_at, cast(${bounds} as bigint[]))`
    const rows = await counted(read(db, { from: first.from, to: last.to }))
      .select(piece.as('piece'))
      .groupBy('piece')
      .execute()
    return pieces.map((_, index) => moodsFrom(rows.find((row) => Number(row.piece) === index + 1)))
  }
  const all: Moods[] = []
  for (const piece of pieces) {
    all.push(await moodsIn(db, piece))
    await setImmediate()
  }
  return all
}

/** How they sounded in one piece. */
export async function moodsIn(db: Db, piece: Day): Promise<Moods> {
  return moodsFrom(await counted(read(db, piece)).executeTakeFirst())
}

function counted(query: ReturnType<typeof read>) {
  return query.select((eb) => [
    eb.fn.countAll().filterWhere('r.sentiment', '<', UNHAPPY_BELOW).as('negative'),
    eb.fn.countAll().filterWhere('r.sentiment', '>', HAPPY_ABOVE).as('positive'),
    eb.fn.countAll().filterWhere('r.sentiment', 'is', null).as('unknown'),
    eb.fn.countAll().as('all'),
  ])
}

type Counted = Record<'negative' | 'positive' | 'unknown' | 'all', number | string | bigint>

function moodsFrom(row: Counted | undefined): Moods {
  const [negative, positive, unknown] = [row?.negative, row?.positive, row?.unknown].map((count) =>
    Number(count ?? 0),
  )
  const known = { negative: negative ?? 0, positive: positive ?? 0, unknown: unknown ?? 0 }
  return { ...known, neutral: Number(row?.all ?? 0) - known.negative - known.positive - known.unknown }
}

/** What made customers unhappy or happy, oldest first; nothing of a message that was removed. */
export async function feltWithin(db: Db, day: Day): Promise<Felt[]> {
  const all: Felt[] = []
  for await (const piece of stretches(db, day)) {
    const rows = await read(db, piece)
      .where((eb) => eb.or([eb('r.sentiment', '<', UNHAPPY_BELOW), eb('r.sentiment', '>', HAPPY_ABOVE)]))
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('messages as m')
              .select('m.id')
              .whereRef('m.id', '=', 'r.message_id')
              .where('m.removed_at', 'is not', null),
          ),
        ),
      )
      .select(['r.conversation_id as conversation', 'r.message_id as message', 'r.wrote_at as at'])
      .select(['r.sentiment', ABOUT.as('topic'), 'r.topic as own', 'r.reason', 'r.quote'])
      .execute()
    for (const { sentiment, own, ...row } of rows)
      all.push({ ...row, named: own !== null, side: (sentiment ?? 0) < 0 ? 'negative' : 'positive' })
  }
  return all.sort((a, b) => a.at - b.at)
}

/** In how many conversations customers wrote. */
export async function conversationsWithin(db: Db, { from, to }: Day): Promise<number> {
  const row = await db
    .selectFrom('messages as m')
    .select((eb) => eb.fn.count('m.conversation_id').distinct().as('count'))
    .where('m.author', '=', 'customer')
    .where('m.at', '>=', from)
    .where('m.at', '<', to)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function read(db: Db, { from, to }: Day) {
  return db
    .selectFrom('readings as r')
    .where('r.wrote_at', '>=', from)
    .where('r.wrote_at', '<', to)
    .where('r.corrected_by', 'is', null)
    .where('r.read_by', '<>', 'button')
}
