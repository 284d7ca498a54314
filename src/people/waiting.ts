import type { Claim } from '../ledger/claims.ts'
import { addOpenTime, isOpen, nextOpening, type Office, openTimeBetween } from './office.ts'
import { backWords, roundUp, waitWords } from './wait-words.ts'

/** With fewer claims than this nothing is known. */
export const FEWEST = 10
/** So many of a hundred waits are to end within what we say. Above the promise of ninety: the coming days may be worse. */
const SHARE = 0.93
/** The latest claims tell most of today. */
const LATEST = 12
/** What we say is longer than what we measured by so much: tomorrow is never quite as today. */
const MARGIN = 1.15

/**
 * By when (epoch milliseconds) a person will have answered somebody who is handed over now, going by recent claims, in
 * office time. Never a guess that flatters: see docs/handoffs.md for what it kept in replay. Null where too few claims
 * are known, or the office does not open.
 */
export function statedWait(history: readonly Claim[], office: Office, now: number): number | null {
  const opens = nextOpening(office, now)
  if (opens === null) return null
  const waits = waitsOf(history, office, now)
  if (waits.filter(({ isOver }) => isOver).length < FEWEST) return null
  const length = Math.max(endured(waits, SHARE), endured(waits.slice(0, LATEST), 0.9)) * MARGIN
  const at = addOpenTime(office, opens, length)
  return at === null ? null : roundUp(at, now, office.zone)
}

/** One wait in office time (milliseconds); one that is not over has lasted so long at least. */
type Wait = { length: number; isOver: boolean }

/** Newest handoff first. */
function waitsOf(history: readonly Claim[], office: Office, now: number): Wait[] {
  return [...history]
    .filter(({ openedAt }) => openedAt <= now)
    .sort((a, b) => b.openedAt - a.openedAt)
    .map(({ openedAt, claimedAt }) => {
      const isOver = claimedAt !== null && claimedAt <= now
      return { length: openTimeBetween(office, openedAt, isOver ? claimedAt : now), isOver }
    })
}

/**
 * The length within which this share of waits was over, as Kaplan and Meier (1958) count it: a wait that goes on says
 * only that it is longer than now. Where so many go on that nobody knows, twice the longest of all: who has waited so
 * long may wait as long again.
 */
function endured(waits: readonly Wait[], share: number): number {
  const ordered = [...waits].sort((a, b) => a.length - b.length || Number(b.isOver) - Number(a.isOver))
  let left = 1
  for (const [i, { length, isOver }] of ordered.entries()) {
    if (isOver) left *= 1 - 1 / (ordered.length - i)
    if (left <= 1 - share + 1e-9) return length
  }
  return 2 * (ordered.at(-1)?.length ?? 0)
}

/**
 * What {reply} stands for in a receipt: by when a person answers, going by recent claims. Where nobody can tell, the
 * charter's own words, and while nobody is there also from when on they hold.
 */
export function replyWords(
  history: readonly Claim[],
  office: Office | null,
  now: number,
  charterWords: string,
): string {
  if (!office) return charterWords
  const at = statedWait(history, office, now)
  const words = at === null ? null : waitWords(at, now, office)
  if (words) return words
  const back = isOpen(office, now) ? null : nextOpening(office, now)
  return back === null ? charterWords : `${charterWords}, from ${backWords(back, now, office)}`
}
