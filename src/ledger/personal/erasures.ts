import { z } from 'zod'
import { newId } from '../../id.ts'
import { type Db, locked, type Tx } from '../ledger.ts'
import type { Erasure } from '../tables.ts'
import { enqueue } from '../work.ts'

/** What an erasure has come to so far. */
const Progress = z.object({
  /** By table: rows that lost something, or went whole. */
  rows: z.record(z.string(), z.number()),
  staff: z.object({ takenBack: z.number(), notTakenBack: z.number() }),
})
export type Progress = z.infer<typeof Progress>

/** What was done, for whoever asks: no word of anybody's, and no id but of the erasure itself. */
export const Proof = z.object({
  erasure: z.string(),
  kind: z.enum(['customer', 'retention']),
  asked_at: z.string(),
  done_at: z.string(),
  by: z.object({ role: z.string(), session: z.string() }),
  /** SHA-256 of the JSON list [id, adapter, workspace, platform_id] of the former row in `customers`; null for retention. */
  former_sha256: z.string().nullable(),
  tables: z.record(z.string(), z.object({ erased: z.number(), kept: z.number() })),
  shown_to_staff: z.object({ taken_back: z.number(), not_taken_back: z.number() }),
  file: z.string(),
})
export type Proof = z.infer<typeof Proof>

export type By = { role: string; session: string }

const NOTHING: Progress = { rows: {}, staff: { takenBack: 0, notTakenBack: 0 } }

/** Asks for all of a customer's words to be erased; the erasure's id. Asked twice, it is one. */
export async function askToErase(t: Tx, customer: string, by: By, now: number): Promise<string> {
  const earlier = await erasureWaiting(t, customer)
  return earlier?.id ?? begin(t, { kind: 'customer', step: 'cut', subject: customer, cut_at: null, by }, now)
}

type Beginning = Pick<Erasure, 'kind' | 'step' | 'subject' | 'cut_at'> & { by: By }

/** Writes an erasure down, due at once. */
export async function begin(t: Tx, { by, ...erasure }: Beginning, now: number): Promise<string> {
  const id = newId()
  await t
    .insertInto('erasures')
    .values({
      ...erasure,
      id,
      former: null,
      by_role: by.role,
      by_session: by.session,
      asked_at: now,
      done_at: null,
      erased: JSON.stringify(NOTHING),
      proof: null,
      file: 'as_it_was',
    })
    .execute()
  await enqueue(t, { kind: 'erase', key: `erase:${id}`, about: id, due: now, now })
  return id
}

export function getErasure(db: Db, id: string): Promise<Erasure | undefined> {
  return db.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst()
}

export function lockErasure(t: Tx, id: string): Promise<Erasure | undefined> {
  return locked(t, t.selectFrom('erasures').selectAll().where('id', '=', id)).executeTakeFirst()
}

export type ErasureChange = Partial<Omit<Erasure, 'id' | 'kind'>>

export async function updateErasure(t: Tx, id: string, change: ErasureChange): Promise<void> {
  if (Object.keys(change).length === 0) return
  await t.updateTable('erasures').set(change).where('id', '=', id).execute()
}

export function progressOf({ erased }: Pick<Erasure, 'erased'>): Progress {
  return Progress.parse(JSON.parse(erased))
}

export function proofOf({ proof }: Pick<Erasure, 'proof'>): Proof | null {
  return proof === null ? null : Proof.parse(JSON.parse(proof))
}

/** The newest `limit` erasures, newest first. */
export function latestErasures(db: Db, limit: number): Promise<Erasure[]> {
  return db
    .selectFrom('erasures')
    .selectAll()
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The erasure of this customer that was asked for and has not begun yet. */
export function erasureWaiting(db: Db, customer: string): Promise<Erasure | undefined> {
  return db
    .selectFrom('erasures')
    .selectAll()
    .where('subject', '=', customer)
    .where('step', '<>', 'done')
    .executeTakeFirst()
}

/** Whether words are being erased by their age at this moment. */
export async function isRetaining(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('erasures')
    .select('id')
    .where('kind', '=', 'retention')
    .where('step', '<>', 'done')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
