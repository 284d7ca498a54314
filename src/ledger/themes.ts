import type { Db, Tx } from './ledger.ts'
import { type Day, stretches } from './stretches.ts'

/** So many rows are written at once. */
const AT_ONCE = 200

export type TopicCount = { topic: string; count: number }

/** The topics of this time with how many messages each, most first. */
export async function topicsWithin(db: Db, day: Day): Promise<TopicCount[]> {
  const counts = new Map<string, number>()
  for await (const { from, to } of stretches(db, day)) {
    const rows = await db
      .selectFrom('readings as r')
      .select((eb) => [eb.fn<string>('lower', ['r.topic']).as('name'), eb.fn.countAll().as('count')])
      .where('r.wrote_at', '>=', from)
      .where('r.wrote_at', '<', to)
      .where('r.corrected_by', 'is', null)
      .where('r.topic', 'is not', null)
      .groupBy('name')
      .execute()
    for (const { name, count } of rows) counts.set(name, (counts.get(name) ?? 0) + Number(count))
  }
  return [...counts]
    .map(([topic, count]) => ({ topic, count }))
    .sort((a, b) => b.count - a.count || a.topic.localeCompare(b.topic, 'en'))
}

/** Every topic that is grouped, with its theme. */
export async function allThemes(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('themes').select(['topic', 'theme']).execute()
  return new Map(rows.map(({ topic, theme }) => [topic, theme]))
}

/** Who grouped last, and when; null where nothing is grouped. */
export async function lastGrouping(db: Db): Promise<{ by: string; at: number } | null> {
  const last = db.selectFrom('themes').select(['named_by as by', 'at']).orderBy('at', 'desc').limit(1)
  return (await last.executeTakeFirst()) ?? null
}

export type NewThemes = { themes: ReadonlyMap<string, string>; by: string; now: number }

/** Keeps the themes of topics that have none. */
export async function keepThemes(t: Tx, { themes, by, now }: NewThemes): Promise<void> {
  const rows = [...themes].map(([topic, theme]) => ({ topic, theme, named_by: by, at: now }))
  for (let first = 0; first < rows.length; first += AT_ONCE)
    await t
      .insertInto('themes')
      .values(rows.slice(first, first + AT_ONCE))
      .onConflict((c) => c.column('topic').doNothing())
      .execute()
}

/**
 * Forgets the topics that no reading has any more: they may have been somebody's own. A theme that is called as one of them
 * goes with it; what else it held is grouped anew.
 */
export async function forgetThemes(t: Tx): Promise<void> {
  const gone = t
    .selectFrom('themes as th')
    .select('th.topic')
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('readings as r').select('r.id').whereRef('r.topic', '=', 'th.topic'))),
    )
  const named = gone.whereRef('th.theme', '=', 'th.topic')
  await t.deleteFrom('themes').where('theme', 'in', named).execute()
  await t.deleteFrom('themes').where('topic', 'in', gone).execute()
}

/** Groups nothing any more. */
export async function forgetAllThemes(t: Tx): Promise<void> {
  await t.deleteFrom('themes').execute()
}
