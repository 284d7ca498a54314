import type { Message } from './ledger/tables.ts'
import type { Said } from './mind/answer.ts'

/** What people and the assistant said, oldest first; what was removed, and notices of the house, are left out. */
export function saidIn(messages: readonly Message[]): Said[] {
  return messages.flatMap(({ author, text, removed_at }) =>
    author === 'house' || text === '' || removed_at !== null ? [] : [{ by: author, text }],
  )
}
