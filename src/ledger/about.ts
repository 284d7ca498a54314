import { sql } from 'kysely'

/** What a reading `r` is about: the theme that its topic is grouped under, or else the topic, in small letters. */
export const ABOUT = sql<string | null>`coalesce(
  (select th.theme from themes as th where th.topic = lower(r.topic)), lower(r.topic))`

/** Whether a reading `r` is about that; the same rule as ABOUT, for no theme's name is a topic of another theme. */
export function isAbout(name: string) {
  const folded = name.toLowerCase()
  // "is true": PostgreSQL then looks into the names once, and does not compare each message with each of them.
  return sql<boolean>`(lower(r.topic) in (
    select th.topic from themes as th where th.theme = ${folded} union all select cast(${folded} as text))) is true`
}
