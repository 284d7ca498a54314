import type { Corrected } from '../ledger/corrections.ts'
import type { ReadingRow } from '../ledger/tables.ts'

/** A correction as one line of JSON: the text, what was read, what is right, by whom and when. */
export function trainingLine({ text, old, standing }: Corrected): string {
  return `${JSON.stringify({
    text,
    old: { ...labelsOf(old), read_by: old.read_by },
    new: labelsOf(standing),
    by: standing.read_by,
    at: new Date(standing.at).toISOString(),
  })}\n`
}

function labelsOf({ sentiment, feeling, topic, complaint, wants_person }: ReadingRow) {
  return { sentiment, feeling, topic, complaint: complaint === 1, wants_person: wants_person === 1 }
}
