import type { Day } from '../ledger/stretches.ts'
import { dateOf, dayOf, daysFrom } from './day.ts'
import type { Now } from './now.ts'

/** How far back the owner's figures may look, in weeks; where each conversation is weighed, not so far. */
export const WEEKS = [4, 12, 52] as const
export const SHORT: readonly Weeks[] = [4, 12]
export type Weeks = (typeof WEEKS)[number]

/** Whole days by the office's clock, today with them, and as many before them to compare with. */
export type Period = Day & { weeks: Weeks; before: Day; zone: string }

/** The weeks that a page was asked for; what is no choice of its own is the shortest. */
export function readWeeks(text: string | undefined, choices: readonly Weeks[] = SHORT): Weeks {
  return choices.find((weeks) => String(weeks) === text) ?? WEEKS[0]
}

export function periodOf(weeks: Weeks, { time, zone }: Now): Period {
  const { to } = dayOf(time, zone)
  const from = daysFrom(to, -7 * weeks, zone)
  return { weeks, from, to, before: { from: daysFrom(from, -7 * weeks, zone), to: from }, zone }
}

/** The period's days where it is short, its weeks where it is longer; oldest first. The last one ends with today. */
export function piecesOf({ weeks, from, to, zone }: Period): Day[] {
  const length = weeks === WEEKS[0] ? 1 : 7
  return piecesBetween({ from, to }, length, zone)
}

/** A stretch of whole days, cut into so many days each. */
export function piecesBetween({ from, to }: Day, days: number, zone: string): Day[] {
  const pieces: Day[] = []
  for (let start = from; start < to; ) {
    const end = Math.min(to, daysFrom(start, days, zone))
    pieces.push({ from: start, to: end })
    start = end
  }
  return pieces
}

/** The same days as a list is asked for them: both are included. */
export function datesOf({ from, to }: Day, zone: string): { from: string; to: string } {
  return { from: dateOf(from, zone), to: dateOf(to - 1, zone) }
}

export function spanWords(weeks: Weeks): string {
  return weeks === 52 ? 'year' : `${weeks} weeks`
}
