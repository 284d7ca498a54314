import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../ledger.ts'
import { makeAnonymous } from './anonymous.ts'

/** So many conversations are taken at once. */
const AT_ONCE = 100

/** Conversations that were over and quiet before `before`, with nothing open that anybody waits for. */
function quiet(db: Db, before: number) {
  return db
    .selectFrom('conversations as c')
    .select('c.id')
    .where('c.erasure', 'is', null)
    .where('c.last_at', '<', before)
    .where('c.status', '=', 'closed')
    .where(hasNone(sql`messages as m`, sql`m.conversation_id = c.id and m.at >= ${before}`))
    .where(
      hasNone(
        sql`handoffs as h`,
        sql`h.conversation_id = c.id and h.status in ('waiting', 'claimed', 'snoozed')`,
      ),
    )
    .where(hasNone(sql`promises as p`, sql`p.conversation_id = c.id and p.state = 'open'`))
    .where(hasNone(sql`aftercare as a`, sql`a.conversation_id = c.id and a.asked_at is null`))
    .where(hasNone(sql`deliveries as d`, sql`d.conversation_id = c.id and d.state in ('pending', 'sending')`))
}

function hasNone(rows: RawBuilder<unknown>, such: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`not exists (select 1 from ${rows} where ${such})`
}

/** Whether any conversation has been quiet since before then, and may lose its words. */
export async function hasQuietWords(db: Db, before: number): Promise<boolean> {
  return (await quiet(db, before).limit(1).executeTakeFirst()) !== undefined
}

/** Puts some such conversations, the oldest first, with an erasure; how many. */
export async function takeQuiet(t: Tx, erasure: string, before: number): Promise<number> {
  const some = await quiet(t, before).orderBy('c.last_at').limit(AT_ONCE).execute()
  if (some.length === 0) return 0
  const ids = some.map(({ id }) => id)
  await t.updateTable('conversations').set({ erasure }).where('id', 'in', ids).execute()
  return ids.length
}

/** Makes some customers anonymous of whose conversations no words are left; how many. */
export async function forgetSilent(t: Tx, erasure: string): Promise<number> {
  const rows = await t
    .selectFrom('customers as u')
    .select('u.id')
    .where(sql<boolean>`u.id in (select customer_id from conversations where erasure = ${erasure})`)
    .where(sql<boolean>`u.platform_id <> 'erased:' || u.id`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('conversations as c')
            .select('c.id')
            .whereRef('c.customer_id', '=', 'u.id')
            .where('c.erased_at', 'is', null),
        ),
      ),
    )
    .orderBy('u.id')
    .limit(AT_ONCE)
    .execute()
  for (const { id } of rows) await makeAnonymous(t, id)
  return rows.length
}
