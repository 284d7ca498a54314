import { z } from 'zod'
import type { Memory, Place } from '../adapter.ts'
import { lastAskerAt } from './conversations.ts'
import type { Ledger } from './ledger.ts'

const PLACES_AT_MOST = 2_000
const HEARD_AT_MOST = 1_000
/** Older logins count for nothing. Milliseconds. */
const LOGINS_KEPT = 7 * 24 * 60 * 60_000

const Origin = z.tuple([z.string(), z.string(), z.string(), z.string()])

/** What the ledger remembers for one adapter. */
export function createMemory({ db }: Ledger, adapter: string): Memory {
  return {
    async listenedUntil(workspace) {
      const row = await db
        .selectFrom('listening')
        .select('until')
        .where('adapter', '=', adapter)
        .where('workspace', '=', workspace)
        .executeTakeFirst()
      return row ? Number(row.until) : null
    },

    async listening(workspace, at) {
      await db
        .insertInto('listening')
        .values({ adapter, workspace, until: at })
        .onConflict((c) => c.columns(['adapter', 'workspace']).doUpdateSet({ until: at }))
        .execute()
    },

    async places(workspace, since): Promise<Place[]> {
      const rows = await db
        .selectFrom('conversations')
        .select(['adapter', 'workspace', 'channel', 'thread'])
        .select((eb) => eb.fn.max('last_at').as('last'))
        .where('adapter', '=', adapter)
        .where('workspace', '=', workspace)
        .where('last_at', '>=', since)
        .where('erased_at', 'is', null)
        .groupBy(['adapter', 'workspace', 'channel', 'thread'])
        // Where a person is awaited or has it, nothing may be missed.
        .orderBy(
          (eb) => eb.fn.max(eb.case().when('status', 'in', ['waiting', 'with_person']).then(1).else(0).end()),
          'desc',
        )
        .orderBy('last', 'desc')
        .limit(PLACES_AT_MOST)
        .execute()
      return rows.map(({ channel, thread }) => ({ adapter, workspace, channel, thread }))
    },

    async heard(place, since) {
      const rows = await db
        .selectFrom('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
        .select('messages.origin')
        .where('conversations.adapter', '=', adapter)
        .where('conversations.workspace', '=', place.workspace)
        .where('conversations.channel', '=', place.channel)
        .where('conversations.thread', '=', place.thread)
        .where('messages.author', 'in', ['customer', 'bystander'])
        .where('messages.at', '>=', since)
        .where('messages.removed_at', 'is', null)
        .where('messages.choice', 'is', null)
        .where('messages.origin', 'is not', null)
        .orderBy('messages.seq', 'desc')
        .limit(HEARD_AT_MOST)
        .execute()
      return rows.map(({ origin }) => Origin.parse(JSON.parse(origin ?? ''))[3])
    },

    askerAt: (place) => lastAskerAt(db, place),

    logins: {
      async since(at) {
        const row = await db
          .selectFrom('logins')
          .select((eb) => eb.fn.countAll().as('n'))
          .where('adapter', '=', adapter)
          .where('at', '>', at)
          .executeTakeFirstOrThrow()
        return Number(row.n)
      },
      async add(at) {
        await db
          .deleteFrom('logins')
          .where('adapter', '=', adapter)
          .where('at', '<', at - LOGINS_KEPT)
          .execute()
        await db.insertInto('logins').values({ adapter, at }).execute()
      },
    },
  }
}
