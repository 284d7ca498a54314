import { sql } from 'kysely'
import type { Tx } from './ledger.ts'

/** What a reading `r` is about: the theme that this is grouped under, or else itself, in small letters. */
export const ABOUT = sql<string | null>`coalesce(
  (select th.theme from themes as th where th.topic = lower(r.subject)), lower(r.subject))`

/** Whether a reading `r` is about that; the same rule as ABOUT, for no theme's name is a topic of another theme. */
export function isAbout(name: string) {
  const folded = name.toLowerCase()
  // "is true": PostgreSQL then looks into the names once, and does not compare each message with each of them.
  return sql<boolean>`(lower(r.subject) in (
    select th.topic from themes as th where th.theme = ${folded} union all select cast(${folded} as text))) is true`
}

/**
 * Says anew what each message of these conversations is about, once a topic in it came, went or was put right: its own topic,
 * else the one that the customer named last before it, else the first that they named after it. Without words, removed or
 * a pressed button, it is about nothing else.
 */
export async function spreadTopics(t: Tx, conversations: readonly string[]): Promise<void> {
  // A stretch begins with a message that names a topic, and lasts until the next one; what stands before all of them
  // belongs to the first.
  await sql`
    update readings set subject = told.subject
    from (
      select id, coalesce(topic, case when has_words then nearest end) as subject
      from (
        select id, topic, has_words, max(topic) over (partition by conversation_id, stretch) as nearest
        from (
          select r.id, r.conversation_id, r.topic, m.removed_at is null and r.read_by <> 'button' as has_words,
            case when count(r.topic) over written = 0 then 1 else count(r.topic) over written end as stretch
          from readings r join messages m on m.id = r.message_id
          where r.corrected_by is null and r.conversation_id in (${sql.join(conversations)})
          window written as (partition by r.conversation_id order by r.wrote_at, m.seq)
        ) as stretches
      ) as nearby
    ) as told
    where told.id = readings.id and told.subject is distinct from readings.subject`.execute(t)
}
