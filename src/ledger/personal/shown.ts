import { sql } from 'kysely'
import { Place } from '../../adapter.ts'
import { addDelivery } from '../deliveries.ts'
import type { Db, Tx } from '../ledger.ts'
import type { Delivery } from '../tables.ts'
import type { Scope } from './belonging.ts'

/** So few are in the outbox at a time: what is said to customers goes the same way. */
const AT_ONCE = 3

/** What staff were shown, on cards and in threads, and can be shown anew without its words. */
const KINDS: Delivery['kind'][] = ['thread', 'note', 'card']

/** What stands there since before `cut`, and was not shown anew since: what was is sent after it. */
function standing(db: Db, { conversations }: Scope, cut: number) {
  return db
    .selectFrom('deliveries as d')
    .select(['d.conversation_id', 'd.kind', 'd.about', 'd.place'])
    .distinct()
    .where(sql<boolean>`d.conversation_id in (${conversations})`)
    .where('d.kind', 'in', KINDS)
    .where('d.state', '=', 'sent')
    .where('d.receipt', 'is not', null)
    .where('d.created_at', '<=', cut)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('deliveries as n')
            .select('n.id')
            .whereRef('n.about', '=', 'd.about')
            .whereRef('n.kind', '=', 'd.kind')
            .whereRef('n.place', '=', 'd.place')
            .where('n.created_at', '>', cut),
        ),
      ),
    )
}

/**
 * Sends staff some of what they were shown once more, as it is without its words: on the platform it takes the place of
 * what stands there. How many that were; 0 where all has been sent.
 */
export async function showErased(t: Tx, scope: Scope, cut: number, now: number): Promise<number> {
  const rows = await standing(t, scope, cut).limit(AT_ONCE).execute()
  for (const { conversation_id, kind, about, place } of rows) {
    await addDelivery(t, {
      conversation: conversation_id,
      place: Place.parse(JSON.parse(place)),
      side: 'staff',
      kind,
      about,
      speaker: 'house',
      now: Math.max(now, cut + 1),
    })
  }
  return rows.length
}

export type Shown = { waiting: number; takenBack: number; notTakenBack: number }

/** What has become of it so far; what was never asked for is not taken back either. */
export async function shownSince(db: Db, scope: Scope, cut: number): Promise<Shown> {
  const rows = await db
    .selectFrom('deliveries')
    .select('state')
    .select((eb) => eb.fn.countAll().as('n'))
    .where(sql<boolean>`conversation_id in (${scope.conversations})`)
    .where('kind', 'in', KINDS)
    .where('created_at', '>', cut)
    .groupBy('state')
    .execute()
  const count = (...states: Delivery['state'][]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + Number(n), 0)
  const waiting = count('pending', 'sending')
  const unasked = waiting > 0 ? 0 : (await standing(db, scope, cut).execute()).length
  return { waiting, takenBack: count('sent'), notTakenBack: count('refused', 'withdrawn') + unasked }
}
