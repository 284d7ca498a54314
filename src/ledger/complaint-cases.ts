import type { Verdict } from '../conversation.ts'
import { ABOUT } from './about.ts'
import { begun, type Case, callsOf, type Piece, type Which } from './cases.ts'
import type { Db } from './ledger.ts'
import type { Day } from './stretches.ts'

/** A complaint that stands: what it is about, and who read it as one. */
export type Complaint = { topic: string | null; readBy: string }

/** A conversation with complaints. */
export type ComplaintCase = Case & {
  complaints: Complaint[]
  /** What was answered when we asked whether it is right now: 'none' where nothing was, null where we never asked. */
  verdict: Verdict | 'none' | null
}

/** The conversations with a complaint that began in this time, oldest first. They are few, and found by themselves. */
export async function complaintCases(db: Db, day: Day): Promise<ComplaintCase[]> {
  const piece: Piece = { ...day, which: 'complaints' }
  const [rows, calls, complaints, verdicts] = await Promise.all([
    begun(db, piece)
      .select(['c.id', 'c.opened_at as openedAt', 'c.outcome'])
      .orderBy('c.opened_at')
      .orderBy('c.id')
      .execute(),
    callsOf(db, piece),
    complaintsOf(db, piece),
    verdictsOf(db, piece),
  ])
  return rows.map((row) => ({
    ...row,
    call: calls.get(row.id) ?? null,
    complaints: complaints.get(row.id) ?? [],
    verdict: verdicts.get(row.id) ?? null,
  }))
}

/** How many conversations began, and how many of them hold a complaint. */
export async function countCases(db: Db, day: Day): Promise<{ all: number; complaints: number }> {
  const count = async (which: Which) => {
    const row = await begun(db, { ...day, which })
      .select((eb) => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  }
  return { all: await count('all'), complaints: await count('complaints') }
}

async function complaintsOf(db: Db, piece: Piece): Promise<Map<string, Complaint[]>> {
  const rows = await begun(db, piece)
    .innerJoin('readings as r', 'r.conversation_id', 'c.id')
    .select(['c.id', ABOUT.as('topic'), 'r.read_by as readBy'])
    .where('r.corrected_by', 'is', null)
    // Not as an equation: SQLite would then read every complaint there ever was.
    .where('r.complaint', '>', 0)
    .execute()
  const found = new Map<string, Complaint[]>()
  for (const { id, topic, readBy } of rows)
    found.set(id, [...(found.get(id) ?? []), { topic: topic?.toLowerCase() ?? null, readBy }])
  return found
}

/** The newest answer stands. */
async function verdictsOf(db: Db, piece: Piece): Promise<Map<string, Verdict | 'none'>> {
  const rows = await begun(db, piece)
    .innerJoin('aftercare as a', 'a.conversation_id', 'c.id')
    .select(['c.id', 'a.answer'])
    .where('a.asked_at', 'is not', null)
    .orderBy('a.answered_at')
    .execute()
  const found = new Map<string, Verdict | 'none'>()
  for (const { id, answer } of rows) if (answer !== null || !found.has(id)) found.set(id, answer ?? 'none')
  return found
}
