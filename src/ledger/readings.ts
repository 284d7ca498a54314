import { sql } from 'kysely'
import { newId } from '../id.ts'
import type { Reading } from '../mind/reading.ts'
import { spreadTopicsAround, topicNear } from './about.ts'
import type { Db, Tx } from './ledger.ts'
import type { Message, ReadingRow } from './tables.ts'

/** Who corrects what was read. */
export const BY_PEOPLE = ['staff', 'owner']
/** A complaint, written out: SQLite uses a partial index only when it sees the number. */
export const COMPLAINT = sql.lit(1)
/** The same written out, in the order of the index: SQLite uses a partial index only when it sees the words. */
export const AS_INDEXED = BY_PEOPLE.map((who) => sql.lit(who))

/**
 * Saves what a message shows. An earlier reading of the same message is kept, and marked as corrected by this one; so are
 * the readings it was made of, `from`.
 */
export async function recordReading(
  t: Tx,
  message: Message,
  reading: Reading,
  now: number,
  from: readonly Reading[] = [],
): Promise<void> {
  const id = newId()
  const ids = {
    message_id: message.id,
    conversation_id: message.conversation_id,
    at: now,
    wrote_at: message.at,
  }
  const row = readingRow(reading, { ...ids, id })
  const isFirst = message.version === 1
  // One message more that names nothing changes what no other is about.
  const leans =
    isFirst && message.removed_at === null && reading.topic === null && reading.readBy !== 'button'
  await insert(t, leans ? { ...row, subject: await topicNear(t, message) } : row)
  for (const part of from) await insert(t, readingRow(part, { ...ids, id: newId() }), id)
  if (!isFirst) await supersede(t, message.id, id)
  if (!isFirst || reading.topic !== null) await spreadTopicsAround(t, message.conversation_id, message.at)
}

/** Staff say that it was no complaint: the newest readings of the conversation's complaints are corrected, not deleted. */
export async function correctComplaints(
  t: Tx,
  conversation: string,
  by: string,
  now: number,
): Promise<number> {
  const rows = await t
    .selectFrom('readings')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .where('complaint', '=', 1)
    .where('corrected_by', 'is', null)
    .execute()
  const reason = `not a complaint, says ${by}`
  for (const row of rows)
    await putRight(t, row, { complaint: 0, complaint_score: 0, reason, read_by: 'staff', at: now })
  return rows.length
}

/** What a person may say of a message instead of what was read. */
export type Correction = Pick<ReadingRow, 'sentiment' | 'feeling' | 'topic' | 'reason'> & {
  isComplaint: boolean
  wantsPerson: boolean
}

/**
 * The owner corrects a reading: the old one is kept beside it. False where the reading does not stand any more, for it was
 * corrected or its message was changed. The conversation has to be locked.
 */
export async function correctReading(
  t: Tx,
  id: string,
  correction: Correction,
  now: number,
): Promise<boolean> {
  const row = await getReading(t, id)
  if (row?.corrected_by !== null) return false
  const { isComplaint, wantsPerson, ...labels } = correction
  await putRight(t, row, {
    ...labels,
    complaint: Number(isComplaint),
    wants_person: Number(wantsPerson),
    // What a person says is sure; what they left as it was is as sure as before.
    complaint_score: isComplaint === (row.complaint === 1) ? row.complaint_score : Number(isComplaint),
    wants_person_score:
      wantsPerson === (row.wants_person === 1) ? row.wants_person_score : Number(wantsPerson),
    read_by: 'owner',
    at: now,
  })
  await spreadTopicsAround(t, row.conversation_id, row.wrote_at)
  return true
}

export function getReading(db: Db, id: string): Promise<ReadingRow | undefined> {
  return db.selectFrom('readings').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The reading that stands for a message. */
export function standingReading(db: Db, message: string): Promise<ReadingRow | undefined> {
  return db
    .selectFrom('readings')
    .selectAll()
    .where('message_id', '=', message)
    .where('corrected_by', 'is', null)
    .executeTakeFirst()
}

async function putRight(t: Tx, row: ReadingRow, change: Partial<ReadingRow>): Promise<void> {
  const { corrected_by: _, ...kept } = row
  const id = newId()
  await insert(t, { ...kept, ...change, id })
  await supersede(t, row.message_id, id)
}

/** The conversation's newest reading that says how the customer feels, or the newest at all. */
export async function lastMood(db: Db, conversation: string): Promise<ReadingRow | undefined> {
  const rows = await db
    .selectFrom('readings')
    .selectAll('readings')
    .innerJoin('messages', 'messages.id', 'readings.message_id')
    .where('readings.conversation_id', '=', conversation)
    .where('corrected_by', 'is', null)
    .orderBy('messages.seq', 'desc')
    .limit(10)
    .execute()
  return rows.find((row) => row.feeling !== null || row.complaint === 1) ?? rows[0]
}

/** Whether any of the conversation's messages, or of those read since, stands as a complaint. */
export async function hasComplaint(db: Db, conversation: string, since = 0): Promise<boolean> {
  const row = await db
    .selectFrom('readings')
    .select('id')
    .where('conversation_id', '=', conversation)
    .where('complaint', '=', 1)
    .where('corrected_by', 'is', null)
    // A correction made today does not make an old message a new one.
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('readings as first')
          .select('first.id')
          .whereRef('first.message_id', '=', 'readings.message_id')
          .where('first.read_by', 'not in', BY_PEOPLE)
          .where('first.at', '>=', since),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

type NewRow = Omit<ReadingRow, 'corrected_by'>

async function insert(t: Tx, row: NewRow, correctedBy: string | null = null): Promise<void> {
  await t
    .insertInto('readings')
    .values({ ...row, corrected_by: correctedBy, subject: correctedBy === null ? row.subject : null })
    .execute()
}

async function supersede(t: Tx, message: string, by: string): Promise<void> {
  await t
    .updateTable('readings')
    .set({ corrected_by: by, subject: null })
    .where('message_id', '=', message)
    .where('corrected_by', 'is', null)
    .where('id', '<>', by)
    .execute()
}

type Ids = Pick<ReadingRow, 'id' | 'message_id' | 'conversation_id' | 'at' | 'wrote_at'>

/** A reading as the ledger keeps it. */
export function readingRow(reading: Reading, ids: Ids): NewRow {
  return {
    ...ids,
    read_by: reading.readBy,
    sentiment: reading.sentiment,
    feeling: reading.feeling,
    reason: reading.reason,
    quote: reading.quote,
    topic: reading.topic,
    subject: reading.topic,
    act: reading.act,
    complaint: reading.complaint ? 1 : 0,
    complaint_score: reading.complaintScore,
    wants_person: reading.wantsPerson ? 1 : 0,
    wants_person_score: reading.wantsPersonScore,
    question: reading.question ? 1 : 0,
    question_score: reading.questionScore,
    danger: reading.danger,
    language: reading.language,
  }
}
