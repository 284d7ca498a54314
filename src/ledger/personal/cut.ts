import { sql } from 'kysely'
import { locked, type Tx } from '../ledger.ts'
import { makeAnonymous } from './anonymous.ts'
import { belongs, type Scope, scopeOfErasure } from './belonging.ts'

/**
 * Cuts a customer's words off from all that could speak of them again: every conversation of theirs is over, nothing is
 * waited for, promised, asked or on its way, and no turn or call that is being thought about can be written. The customer
 * as they were, and their new id; null where nobody has this id any more.
 */
export async function cut(t: Tx, erasure: string, customer: string, now: number) {
  const theirs = t.selectFrom('conversations').select('id').where('customer_id', '=', customer)
  const ids = (await locked(t, theirs.orderBy('id')).execute()).map(({ id }) => id)
  // What an earlier erasure took stays with that one.
  await t
    .updateTable('conversations')
    .set({ erasure })
    .where('customer_id', '=', customer)
    .where('erased_at', 'is', null)
    .execute()
  const scope = scopeOfErasure(erasure, null, now)
  if (ids.length > 0) await endAll(t, erasure, scope, now)
  return makeAnonymous(t, customer)
}

async function endAll(t: Tx, erasure: string, scope: Scope, now: number): Promise<void> {
  const { conversations } = scope
  const theirs = sql<boolean>`conversation_id in (${conversations})`
  const ofHandoffs = sql<boolean>`handoff_id in (select id from handoffs where ${theirs})`
  await t.updateTable('conversations').set({ status: 'closed' }).where('erasure', '=', erasure).execute()
  await t
    .updateTable('messages')
    .set({ removed_at: now })
    .where(theirs)
    .where('author', '=', 'customer')
    .where('turn', 'is', null)
    .where('removed_at', 'is', null)
    .execute()
  await t
    .updateTable('proposals')
    .set({ state: 'not_run', ended_at: now })
    .where(ofHandoffs)
    .where('state', 'in', ['waiting', 'approved'])
    .execute()
  await t
    .updateTable('proposals')
    .set({ state: 'unknown', ended_at: now })
    .where(ofHandoffs)
    .where('state', '=', 'running')
    .execute()
  await t
    .updateTable('handoffs')
    .set({
      status: 'given_back',
      closed_at: now,
      snoozed_until: null,
      remind_at: null,
      tell_at: null,
      owed_since: null,
    })
    .where(theirs)
    .where('status', 'in', ['waiting', 'claimed', 'snoozed'])
    .execute()
  // Before what it is about: what belongs to nothing any more would be found no more.
  await sql`delete from work where ${isWork(scope, now)}`.execute(t)
  await t.deleteFrom('promises').where(theirs).where('state', '=', 'found').execute()
  await t
    .updateTable('promises')
    .set({ state: 'dropped', decided_at: now })
    .where(theirs)
    .where('state', '=', 'open')
    .execute()
  await t.deleteFrom('aftercare').where(theirs).where('asked_at', 'is', null).execute()
  await withdrawUnsent(t, scope)
}

async function withdrawUnsent(t: Tx, { conversations }: Scope): Promise<void> {
  await t
    .updateTable('deliveries')
    .set({ state: 'withdrawn' })
    .where(sql<boolean>`conversation_id in (${conversations})`)
    .where('state', 'in', ['pending', 'sending'])
    .execute()
}

/** What is on its way at this moment goes on to its end, so that we know what it has become; all other work is dropped. */
function isWork(scope: Scope, now: number) {
  return sql<boolean>`${belongs('work', scope)} and not ${isOnItsWay(now)}`
}

function isOnItsWay(now: number) {
  return sql<boolean>`(kind = 'deliver' and state = 'open' and lease_until > ${now})`
}

/** Whether anything of theirs is being sent at this moment. What was left lying is dropped. */
export async function isDrained(t: Tx, scope: Scope, now: number): Promise<boolean> {
  await sql`delete from work where ${isWork(scope, now)}`.execute(t)
  const { rows } = await sql`
    select seq from work where ${belongs('work', scope)} and ${isOnItsWay(now)} limit 1`.execute(t)
  if (rows.length > 0) return false
  await withdrawUnsent(t, scope)
  return true
}
