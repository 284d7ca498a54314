import { recentClaims } from '../ledger/claims.ts'
import { updateHandoff } from '../ledger/handoffs.ts'
import type { Db, Tx } from '../ledger/ledger.ts'
import type { Handoff } from '../ledger/tables.ts'
import { enqueue } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import type { Say } from '../prompts.ts'
import { isOpen, nextOpening } from './office.ts'
import { ANY_TIME } from './reminder-plan.ts'
import { nextDay } from './reminder-times.ts'
import { waitWords } from './wait-words.ts'
import { replyWords, statedWait } from './waiting.ts'
import { DAY, MINUTE } from './zone.ts'

/** How far back, and how many, waits are looked at. */
const LOOKED_BACK = 28 * DAY
const AT_MOST = 200
/** So much sooner than what was said, or a quarter of the wait, the customer hears more. Milliseconds. */
const SOONER = 30 * MINUTE

/** By when a person answers somebody who waits now, going by recent claims; null where nobody can tell. Epoch milliseconds. */
export async function waitFrom(db: Db, { prompts: { charter } }: Parts, now: number): Promise<number | null> {
  if (!charter.office) return null
  return statedWait(await recentClaims(db, now - LOOKED_BACK, AT_MOST), charter.office, now)
}

/**
 * What a customer is told who waits for a person: by when one answers. It is kept with the locked handoff, and they hear
 * more before it passes. What was said before stands until then.
 */
export async function sayWait(t: Tx, parts: Parts, handoff: Handoff, now: number): Promise<Say> {
  const known = handoff.promised_at
  const stands = known !== null && known > now
  const at = stands ? known : await waitFrom(t, parts, now)
  // Who wrote only now that people have it anyway hears more from now on.
  if (!stands && (at !== null || handoff.tell_at === null)) await promise(t, parts, handoff.id, at, now)
  return sayingBy(parts, at, now)
}

/** Keeps what a customer is told, and plans when they hear more: before that time, or (null: nobody can tell) a day later. */
export async function promise(
  t: Tx,
  parts: Parts,
  id: string,
  at: number | null,
  now: number,
): Promise<number | null> {
  const tell = at === null ? nextDay(parts.prompts.charter.office, now) : beforeIt(parts, at, now)
  await updateHandoff(t, id, { promised_at: at, tell_at: tell })
  if (tell === null) return null
  const key = `word:${id}`
  await enqueue(t, { kind: 'word', key, dedupe: key, about: id, due: tell, now, latest: ANY_TIME })
  return tell
}

/** Our sentences with {reply} in the words for that moment; null: what the charter says, and from when on it holds. */
export function sayingBy({ prompts }: Parts, at: number | null, now: number): Say {
  const { office, reply } = prompts.charter
  const words = at === null || !office ? null : waitWords(at, now, office)
  return prompts.saying({ reply: words ?? replyWords([], office, now, reply) })
}

/** Whether the office is closed at that moment: nobody is there to help now. */
export function isNobodyThere({ prompts: { charter } }: Parts, now: number): boolean {
  return charter.office !== null && !isOpen(charter.office, now)
}

function beforeIt({ prompts: { charter } }: Parts, at: number, now: number): number {
  const early = at - Math.min(SOONER, (at - now) / 4)
  const opening = charter.office ? nextOpening(charter.office, early) : early
  return opening !== null && opening < at ? opening : early
}
