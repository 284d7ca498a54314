import type { Db } from '../ledger/ledger.ts'
import { waitInVain } from '../ledger/waiting.ts'
import type { Say } from '../prompts.ts'
import { lasted } from './reminder-words.ts'
import { MOST_REMINDERS } from './standing.ts'

/** Tells the owner of customers who wait although everybody was reminded; null where none do. */
export async function whoWaitsInVain(db: Db, say: Say, now: number): Promise<string | null> {
  const { count, since } = await waitInVain(db, MOST_REMINDERS)
  if (count === 0) return null
  const time = lasted(now - (since ?? now))
  return count === 1
    ? say('trouble_waiting_one', { time })
    : say('trouble_waiting', { count: String(count), time })
}
