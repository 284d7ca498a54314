import { newId } from '../id.ts'
import type { Reading } from '../mind/reading.ts'
import type { Db, Tx } from './ledger.ts'
import type { Message, ReadingRow } from './tables.ts'

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
  const ids = { message_id: message.id, conversation_id: message.conversation_id, at: now }
  await insert(t, rowOf(reading, { ...ids, id }))
  for (const part of from) await insert(t, rowOf(part, { ...ids, id: newId() }), id)
  if (message.version > 1) await supersede(t, message.id, id)
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
  for (const row of rows) {
    const id = newId()
    await insert(t, {
      ...row,
      id,
      complaint: 0,
      complaint_score: 0,
      reason: `not a complaint, says ${by}`,
      read_by: 'staff',
      at: now,
    })
    await supersede(t, row.message_id, id)
  }
  return rows.length
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
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

type NewRow = Omit<ReadingRow, 'corrected_by'>

async function insert(t: Tx, row: NewRow, correctedBy: string | null = null): Promise<void> {
  await t
    .insertInto('readings')
    .values({ ...row, corrected_by: correctedBy })
    .execute()
}

async function supersede(t: Tx, message: string, by: string): Promise<void> {
  await t
    .updateTable('readings')
    .set({ corrected_by: by })
    .where('message_id', '=', message)
    .where('corrected_by', 'is', null)
    .where('id', '<>', by)
    .execute()
}

type Ids = Pick<ReadingRow, 'id' | 'message_id' | 'conversation_id' | 'at'>

function rowOf(reading: Reading, ids: Ids): NewRow {
  return {
    ...ids,
    read_by: reading.readBy,
    sentiment: reading.sentiment,
    feeling: reading.feeling,
    reason: reading.reason,
    quote: reading.quote,
    topic: reading.topic,
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
