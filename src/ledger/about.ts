import { sql } from 'kysely'
import type { Tx } from './ledger.ts'
import type { Message } from './tables.ts'

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

type Sql = ReturnType<typeof sql<boolean>>

/**
 * Says anew what each message of these conversations is about: its own topic, else the one that the customer named last
 * before it, else the first that they named after it. Without words, removed or a pressed button, it is about nothing else.
 */
export async function spreadTopics(t: Tx, conversations: readonly string[]): Promise<void> {
  await spread(t, sql<boolean>`r.conversation_id in (${sql.join(conversations)})`, sql<boolean>`true`)
}

/**
 * The same for what was written at `at` and whatever can change by it, once a topic there came, went or was put right: that
 * ends at the topics that were named before and after it.
 */
export async function spreadTopicsAround(t: Tx, conversation: string, at: number): Promise<void> {
  const named = t
    .selectFrom('readings')
    .where('conversation_id', '=', conversation)
    .where('corrected_by', 'is', null)
    .where('topic', 'is not', null)
  const { before } = await named
    .select(({ fn }) => fn.max('wrote_at').as('before'))
    .where('wrote_at', '<', at)
    .executeTakeFirstOrThrow()
  const { after } = await named
    .select(({ fn }) => fn.min('wrote_at').as('after'))
    .where('wrote_at', '>', at)
    .executeTakeFirstOrThrow()
  const [from, to] = [before ?? 0, after ?? Number.MAX_SAFE_INTEGER]
  await spread(
    t,
    sql<boolean>`r.conversation_id = ${conversation} and r.wrote_at between ${from} and ${to}`,
    // What was written in the same millisecond as the topic before may belong to an earlier one.
    sql<boolean>`told.wrote_at > ${before ?? -1}`,
  )
}

async function spread(t: Tx, read: Sql, changed: Sql): Promise<void> {
  // A stretch begins with a message that names a topic, and lasts until the next one; what stands before all of them
  // belongs to the first.
  await sql`
    update readings set subject = told.subject
    from (
      select id, wrote_at, coalesce(topic, case when has_words then nearest end) as subject
      from (
        select id, wrote_at, topic, has_words, max(topic) over (partition by conversation_id, stretch) as nearest
        from (
          select r.id, r.wrote_at, r.conversation_id, r.topic, m.removed_at is null and r.read_by <> 'button' as has_words,
            case when count(r.topic) over written = 0 then 1 else count(r.topic) over written end as stretch
          from readings r join messages m on m.id = r.message_id
          where r.corrected_by is null and ${read}
          window written as (partition by r.conversation_id order by r.wrote_at, m.seq)
        ) as stretches
      ) as nearby
    ) as told
    where told.id = readings.id and ${changed} and told.subject is distinct from readings.subject`.execute(t)
}

/** What a message without a topic of its own is about: the topic that was named last before it, else the first after it. */
export async function topicNear(t: Tx, { conversation_id, at, seq }: Message): Promise<string | null> {
  const named = t
    .selectFrom('readings as r')
    .innerJoin('messages as m', 'm.id', 'r.message_id')
    .select('r.topic')
    .where('r.conversation_id', '=', conversation_id)
    .where('r.corrected_by', 'is', null)
    .where('r.topic', 'is not', null)
    .limit(1)
  const before = await named
    .where(({ eb, and, or }) =>
      or([eb('r.wrote_at', '<', at), and([eb('r.wrote_at', '=', at), eb('m.seq', '<', seq)])]),
    )
    .orderBy('r.wrote_at', 'desc')
    .orderBy('m.seq', 'desc')
    .executeTakeFirst()
  if (before) return before.topic
  const after = await named.orderBy('r.wrote_at').orderBy('m.seq').executeTakeFirst()
  return after?.topic ?? null
}
