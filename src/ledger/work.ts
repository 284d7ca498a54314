import { sql } from 'kysely'
import { type Db, isPostgres, type Tx } from './ledger.ts'
import { prepared } from './prepared.ts'
import type { Work } from './tables.ts'

/** Written out and not bound: SQLite uses a partial index only when it sees the word. */
const OPEN = sql.lit<Work['state']>('open')

/** Our lease on the work was lost: somebody else has it, or it is done. Whatever we were writing must not be. */
export class FencedError extends Error {
  constructor(work: Pick<Work, 'kind' | 'seq'>) {
    super(`The lease on ${work.kind} ${work.seq} was lost`)
    this.name = 'FencedError'
  }
}

/**
 * What comes due. Work with the same key is done one at a time, first in, first out: whoever puts it in holds a lock that
 * others for the same key wait for (the conversation's). `dedupe`: while work of that name is open, asking for it again
 * only moves its due time, never past `latest` after the first asking, and never while it is being done.
 */
export type NewWork = { kind: string; key: string; about: string; due: number; now: number } & (
  | { dedupe: string; latest: number }
  | { dedupe?: never; latest?: never }
)

export async function enqueue(t: Tx, { dedupe, latest, ...values }: NewWork): Promise<void> {
  if (dedupe === undefined) await insert(t, values)
  else await insertOrMove(t, { ...values, dedupe, latest })
}

/** Whether work of that name is open. */
export async function isPlanned(db: Db, dedupe: string): Promise<boolean> {
  const open = db.selectFrom('work').select('seq').where('dedupe', '=', dedupe).where('state', '=', OPEN)
  return (await open.executeTakeFirst()) !== undefined
}

type Values = { kind: string; key: string; about: string; due: number; now: number }
const VALUES = ['kind', 'key', 'about', 'due', 'now'] as const

const insert = prepared<Values, object>(VALUES, (db, values) =>
  db.insertInto('work').values(rowOf(values, null)),
)

const insertOrMove = prepared<Values & { dedupe: string; latest: number }, object>(
  [...VALUES, 'dedupe', 'latest'],
  (db, values) =>
    db
      .insertInto('work')
      .values(rowOf(values, values.dedupe))
      .onConflict((c) =>
        c
          .column('dedupe')
          .where('state', '=', OPEN)
          .doUpdateSet((eb) => ({
            due_at: eb
              .case()
              .when(
                eb(
                  'excluded.due_at',
                  '<',
                  eb('work.created_at', '+', eb.cast<number>(eb.val(values.latest), 'bigint')),
                ),
              )
              .then(eb.ref('excluded.due_at'))
              .else(eb('work.created_at', '+', eb.cast<number>(eb.val(values.latest), 'bigint')))
              .end(),
          }))
          .where('work.lease_until', '=', 0)
          .where('work.attempts', '=', 0),
      ),
)

function rowOf({ kind, key, about, due, now }: Values, dedupe: string | null) {
  return {
    kind,
    key,
    about,
    dedupe,
    state: OPEN,
    due_at: due,
    lease_until: 0,
    token: 0,
    attempts: 0,
    error: null,
    created_at: now,
  }
}

/**
 * Leases up to `limit` pieces of due work until `now + lease`: only the head of each key. A lease that ran out (its holder
 * died, or hangs) may be taken by anybody; the token then goes up and shuts the old holder out.
 */
export async function claim(
  db: Db,
  kinds: readonly string[],
  limit: number,
  now: number,
  lease: number,
): Promise<Work[]> {
  let due = heads(db, kinds, now).select('w.seq').where('w.due_at', '<=', now).orderBy('w.seq').limit(limit)
  if (isPostgres(db)) due = due.forUpdate().skipLocked()
  const claimed = await db
    // Materialized, or PostgreSQL may run the locking select more than once.
    .with(
      (cte) => cte('due').materialized(),
      () => due,
    )
    .updateTable('work')
    .set((eb) => ({ lease_until: now + lease, token: eb('token', '+', 1), attempts: eb('attempts', '+', 1) }))
    .where('seq', 'in', (eb) => eb.selectFrom('due').select('due.seq'))
    .returningAll()
    .execute()
  return claimed.sort((a, b) => a.due_at - b.due_at || a.seq - b.seq)
}

/** Keeps a lease for longer. False when it is no longer ours. */
export async function extend(db: Db, work: Work, until: number): Promise<boolean> {
  const result = await db
    .updateTable('work')
    .set({ lease_until: until })
    .where('seq', '=', work.seq)
    .where('token', '=', work.token)
    .where('state', '=', OPEN)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Done, in the transaction that writes its effects. Throws FencedError, which undoes them, when the lease was lost. */
export async function finish(t: Db, work: Work): Promise<void> {
  const result = await t
    .deleteFrom('work')
    .where('seq', '=', work.seq)
    .where('token', '=', work.token)
    .where('state', '=', OPEN)
    .executeTakeFirst()
  if (result.numDeletedRows !== 1n) throw new FencedError(work)
}

export type Return = { due: number; error?: string; costsAttempt: boolean; now: number }

/** Gives work back, to be done at `due`. Without `costsAttempt` it is as if this try had never been. */
export async function giveBack(t: Db, work: Work, back: Return): Promise<void> {
  const result = await t
    .updateTable('work')
    .set((eb) => ({
      lease_until: 0,
      // Whoever gave it back holds nothing more, even before somebody else takes it.
      token: eb('token', '+', 1),
      due_at: back.due,
      error: back.error ?? null,
      ...(back.costsAttempt ? {} : { attempts: Math.max(0, work.attempts - 1), created_at: back.now }),
    }))
    .where('seq', '=', work.seq)
    .where('token', '=', work.token)
    .where('state', '=', OPEN)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new FencedError(work)
}

/** Puts work aside for good, with the reason; it stays to be looked at. */
export async function bury(t: Db, work: Work, error: string): Promise<void> {
  await t
    .updateTable('work')
    .set({ state: 'dead', lease_until: 0, error })
    .where('seq', '=', work.seq)
    .where('token', '=', work.token)
    .execute()
}

/** When the next work of these kinds that can be taken comes due; null when there is none. Epoch milliseconds. */
export async function nextDue(db: Db, kinds: readonly string[], now: number): Promise<number | null> {
  const row = await heads(db, kinds, now).select('w.due_at').limit(1).executeTakeFirst()
  return row?.due_at ?? null
}

/** The first open work of each key, where nobody holds it; soonest first. */
function heads(db: Db, kinds: readonly string[], now: number) {
  return db
    .selectFrom('work as w')
    .where('w.state', '=', OPEN)
    .where('w.kind', 'in', [...kinds])
    .where('w.lease_until', '<=', now)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('work as e')
            .select('e.seq')
            .whereRef('e.key', '=', 'w.key')
            .whereRef('e.seq', '<', 'w.seq')
            .where('e.state', '=', OPEN),
        ),
      ),
    )
    .orderBy('w.due_at')
}

/** A clock that is this far ahead of ours has been put back since. Milliseconds. */
const AHEAD = 60_000

/** Work put in, or leased, by a clock that has since been put back would wait until that time comes again: it is due now. */
export async function mendClock(db: Db, now: number, lease: number): Promise<void> {
  await db
    .updateTable('work')
    .set({ created_at: now, due_at: now })
    .where('state', '=', OPEN)
    .where('kind', 'in', ['turn', 'deliver', 'call'])
    .where('created_at', '>', now + AHEAD)
    .execute()
  await db
    .updateTable('work')
    .set({ lease_until: now })
    .where('state', '=', OPEN)
    .where('lease_until', '>', now + lease + AHEAD)
    .execute()
}

/** How much work lies dead: something a person should look at. */
export async function countDead(db: Db): Promise<number> {
  const row = await db
    .selectFrom('work')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('state', '=', 'dead')
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
