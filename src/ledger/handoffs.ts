import { sql } from 'kysely'
import { z } from 'zod'
import { Place } from '../adapter.ts'
import { newId } from '../id.ts'
import { type Db, locked, type Tx } from './ledger.ts'
import type { Handoff, Note } from './tables.ts'

/** Written out and not bound: SQLite uses a partial index only when it sees the words. */
const OPEN = [
  sql.lit<Handoff['status']>('waiting'),
  sql.lit<Handoff['status']>('claimed'),
  sql.lit<Handoff['status']>('snoozed'),
]

export function isOpen({ status }: Pick<Handoff, 'status'>): boolean {
  return status === 'waiting' || status === 'claimed' || status === 'snoozed'
}

export type NewHandoff = {
  conversation: string
  turn: number
  cause: string
  reason: string
  staffPlace: Place
  now: number
  /** The handoff whose matter this takes up again. */
  reopens?: string | null
  /** Who of the staff had the customer's matter last. */
  held?: { by: string; name: string | null } | null
}

export async function addHandoff(t: Tx, handoff: NewHandoff): Promise<string> {
  const id = newId()
  await t
    .insertInto('handoffs')
    .values({
      id,
      conversation_id: handoff.conversation,
      turn: handoff.turn,
      status: 'waiting',
      cause: handoff.cause,
      reason: handoff.reason,
      staff_place: JSON.stringify(handoff.staffPlace),
      opened_at: handoff.now,
      claimed_by: null,
      claimed_name: null,
      claimed_at: null,
      closed_name: null,
      closed_at: null,
      summary: null,
      reopens: handoff.reopens ?? null,
      closed_by: null,
      held_by: handoff.held?.by ?? null,
      held_name: handoff.held?.name ?? null,
      snoozed_until: null,
      remind_at: null,
      owed_since: null,
      promised_at: null,
      tell_at: null,
      also_place: null,
    })
    .execute()
  return id
}

export function getHandoff(db: Db, id: string): Promise<Handoff | undefined> {
  return db.selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirst()
}

export function lockHandoff(t: Tx, id: string): Promise<Handoff | undefined> {
  return locked(t, t.selectFrom('handoffs').selectAll().where('id', '=', id)).executeTakeFirst()
}

/** The conversation's handoff that people have, or are called to: there is one at most. */
export function openHandoffOf(db: Db, conversation: string): Promise<Handoff | undefined> {
  return db
    .selectFrom('handoffs')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .where('status', 'in', OPEN)
    .executeTakeFirst()
}

/** Where this customer waits for a person and is to hear nothing more before one answers. */
export function waitingUntold(db: Db, customer: string): Promise<Handoff[]> {
  return db
    .selectFrom('handoffs')
    .innerJoin('conversations', 'conversations.id', 'handoffs.conversation_id')
    .selectAll('handoffs')
    .where('customer_id', '=', customer)
    .where('handoffs.status', '=', 'waiting')
    .where('tell_at', 'is', null)
    .orderBy('conversation_id')
    .execute()
}

export function latestHandoffOf(db: Db, conversation: string): Promise<Handoff | undefined> {
  return db
    .selectFrom('handoffs')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The id of the handoff with which the matter of this one began. */
export async function matterOf(db: Db, { id, reopens }: Pick<Handoff, 'id' | 'reopens'>): Promise<string> {
  const earlier = reopens === null ? undefined : await getHandoff(db, reopens)
  return earlier ? matterOf(db, earlier) : id
}

/** All of the conversation's handoffs, whatever became of them. */
export function handoffsOf(db: Db, conversation: string): Promise<Handoff[]> {
  return db
    .selectFrom('handoffs')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .orderBy('opened_at')
    .execute()
}

/** Whether a person has taken the conversation since, even if they have closed it again. */
export async function wasClaimedSince(db: Db, conversation: string, since: number): Promise<boolean> {
  const row = await db
    .selectFrom('handoffs')
    .select('id')
    .where('conversation_id', '=', conversation)
    .where('claimed_at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What was made of the conversation's words goes when any of them goes. */
export async function forgetSummaries(t: Tx, conversation: string): Promise<void> {
  await t
    .updateTable('handoffs')
    .set({ summary: null })
    .where('conversation_id', '=', conversation)
    .where('summary', 'is not', null)
    .execute()
}

export type HandoffChange = Partial<Omit<Handoff, 'id' | 'conversation_id'>>

export async function updateHandoff(t: Tx, id: string, change: HandoffChange): Promise<void> {
  await t.updateTable('handoffs').set(change).where('id', '=', id).execute()
}

export function staffPlaceOf(handoff: Handoff): Place {
  return Place.parse(JSON.parse(handoff.staff_place))
}

/** Who of the staff is called, by the platform's id. */
const Called = z.object({ id: z.string(), name: z.string() })
export type Called = z.infer<typeof Called>

export type NewNote = {
  handoff: string
  origin: string
  name: string
  text: string
  now: number
  calls?: Called | null
}

/** Keeps a note once; null when this click was recorded already. */
export async function addNote(t: Tx, note: NewNote): Promise<string | null> {
  const row = await t
    .insertInto('notes')
    .values({
      id: newId(),
      handoff_id: note.handoff,
      origin: note.origin,
      name: note.name,
      text: note.text,
      at: note.now,
      calls: note.calls ? JSON.stringify(note.calls) : null,
    })
    .onConflict((c) => c.column('origin').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whom a note calls; null for nobody. */
export function calledBy({ calls }: Pick<Note, 'calls'>): Called | null {
  return calls === null ? null : Called.parse(JSON.parse(calls))
}

export function getNote(db: Db, id: string): Promise<Note | undefined> {
  return db.selectFrom('notes').selectAll().where('id', '=', id).executeTakeFirst()
}
