import { Causes } from '../decide.ts'
import type { Db } from '../ledger/ledger.ts'
import { countWaiting, type Waiting, whoWaits } from '../ledger/waiting.ts'
import type { Parts } from '../parts.ts'
import { inOrder } from './queue.ts'
import { MOST_REMINDERS } from './standing.ts'

/** So many are named in a line. */
const NAMED = 10
const MINUTE = 60_000

/** Who waits, in the order in which people are to help: small Markdown, for all of the staff. */
export async function reminderLine(db: Db, parts: Parts, level: number, now: number): Promise<string> {
  const { say, charter } = parts.prompts
  const [line, count] = [await whoWaits(db), await countWaiting(db)]
  const named = inOrder(line, charter.priority).slice(0, NAMED)
  return [
    count === 1 ? say('reminder_one') : say('reminder_many', { count: String(count) }),
    named.map((one) => `- ${lineOf(parts, one, now)}`).join('\n'),
    ...(count > named.length ? [say('reminder_more', { count: String(count - named.length) })] : []),
    ...(level > 1 ? [say('reminder_again')] : []),
    ...(level >= MOST_REMINDERS ? [say('reminder_owner')] : []),
  ].join('\n\n')
}

function lineOf(parts: Parts, one: Waiting, now: number): string {
  const { say } = parts.prompts
  const name = plain(one.customer) || say('reminder_nameless')
  const time = lasted(now - one.since)
  const known = Causes.find((cause) => cause === one.cause) ?? 'wants_person'
  const cause = say(`cause_${known}`, { name: plain(one.holder ?? '') || say('somebody_of_ours') })
  const words =
    one.status === 'waiting'
      ? say('reminder_waiting', { name, cause, time })
      : say('reminder_owed', { name, holder: plain(one.holder ?? '') || say('somebody_of_ours'), time })
  const isElsewhere = one.place !== JSON.stringify(parts.staffPlace)
  return isElsewhere ? `${words} ${say('reminder_elsewhere')}` : words
}

/** A name with nothing in it that could be read as formatting, a link or a call. */
function plain(name: string): string {
  return name
    .replace(/[^\p{L}\p{M}\p{N}\s'’.,-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60)
}

/** How long somebody has waited: "5 minutes", "3 hours", "2 days". */
export function lasted(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / MINUTE))
  if (minutes < 120) return minutes === 1 ? 'a minute' : `${minutes} minutes`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`
}
