import type { Db } from './ledger.ts'
import { AS_INDEXED, BY_PEOPLE } from './readings.ts'
import type { ReadingRow } from './tables.ts'

const CHUNK = 500

/** A message that people read otherwise than we did: `old` is what we read, `standing` what they say. */
export type Corrected = { text: string; old: ReadingRow; standing: ReadingRow }

/** Every correction that stands, oldest first, in pieces of up to `size`. What customers took back is not among them. */
export async function* eachCorrection(db: Db, size: number = CHUNK): AsyncGenerator<Corrected[], void> {
  let after = { at: 0, id: '' }
  for (;;) {
    const rows = await standing(db, after, size)
    const last = rows.at(-1)
    if (!last) return
    const old = await replaced(
      db,
      rows.map((row) => row.message_id),
    )
    yield rows.flatMap(({ text, ...row }) => {
      const first = origin(row, old)
      return first ? [{ text, old: first, standing: row }] : []
    })
    after = last
  }
}

function standing(db: Db, after: { at: number; id: string }, limit: number) {
  return db
    .selectFrom('readings')
    .innerJoin('messages', 'messages.id', 'readings.message_id')
    .selectAll('readings')
    .select('messages.text')
    .where('readings.corrected_by', 'is', null)
    .where('readings.read_by', 'in', AS_INDEXED)
    .where('messages.removed_at', 'is', null)
    .where('readings.at', '>=', after.at)
    .where((eb) => eb.or([eb('readings.at', '>', after.at), eb('readings.id', '>', after.id)]))
    .orderBy('readings.at')
    .orderBy('readings.id')
    .limit(limit)
    .execute()
}

function replaced(db: Db, messages: string[]): Promise<ReadingRow[]> {
  return db
    .selectFrom('readings')
    .selectAll()
    .where('message_id', 'in', messages)
    .where('corrected_by', 'is not', null)
    .execute()
}

/** What was read before anybody corrected it: a correction may itself have been corrected. */
function origin(row: ReadingRow, old: readonly ReadingRow[]): ReadingRow | undefined {
  const before = old.find((one) => one.corrected_by === row.id)
  return before && BY_PEOPLE.includes(before.read_by) ? origin(before, old) : before
}
