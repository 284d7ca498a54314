import type { Day } from '../ledger/stretches.ts'
import { dateOf, dayOf } from './day.ts'

/** How far back the owner's figures may look, in weeks; where each conversation is weighed, not so far. */
export const WEEKS = [4, 12, 52] as const
export const SHORT: readonly Weeks[] = [4, 12]
export type Weeks = (typeof WEEKS)[number]

/** Whole local days, today with them, and as many before them to compare with. */
export type Period = Day & { weeks: Weeks; before: Day }

/** The weeks that a page was asked for; what is no choice of its own is the shortest. */
export function readWeeks(text: string | undefined, choices: readonly Weeks[] = SHORT): Weeks {
  return choices.find((weeks) => String(weeks) === text) ?? WEEKS[0]
}

export function periodOf(weeks: Weeks, now: number): Period {
  const { to } = dayOf(now)
  const from = daysFrom(to, -7 * weeks)
  return { weeks, from, to, before: { from: daysFrom(from, -7 * weeks), to: from } }
}

/** The period's days where it is short, its weeks where it is longer; oldest first. The last one ends with today. */
export function piecesOf({ weeks, from, to }: Period): Day[] {
  const length = weeks === WEEKS[0] ? 1 : 7
  return piecesBetween({ from, to }, length)
}

/** A stretch of whole days, cut into so many days each. */
export function piecesBetween({ from, to }: Day, days: number): Day[] {
  const pieces: Day[] = []
  for (let start = from; start < to; ) {
    const end = Math.min(to, daysFrom(start, days))
    pieces.push({ from: start, to: end })
    start = end
  }
  return pieces
}

/** The same days as a list is asked for them: both are included. */
export function datesOf({ from, to }: Day): { from: string; to: string } {
  return { from: dateOf(from), to: dateOf(to - 1) }
}

export function spanWords(weeks: Weeks): string {
  return weeks === 52 ? 'year' : `${weeks} weeks`
}

/** So many local days on from a local midnight. */
export function daysFrom(midnight: number, days: number): number {
  const date = new Date(midnight)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}
