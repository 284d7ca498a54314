import type { InLine } from '../ledger/in-line.ts'
import type { Taken } from '../ledger/passed.ts'
import type { Priority } from './priority-settings.ts'
import { DANGER, inOrder, rankOf } from './queue.ts'

/** Somebody who waits, and those who stand before them though they came later, only because of the owner's rule. */
export type Passed<T> = { one: T; by: T[] }

/** Whom the rule makes wait as the line stands, the longest wait first. Danger is before everybody by no rule of an owner. */
export function passedNow<T extends InLine>(line: readonly T[], rule: Priority): Passed<T>[] {
  const ranked = inOrder(line, rule).map((one) => ({ one, rank: rankOf(one, rule) }))
  return ranked
    .map(({ one, rank }) => {
      const by = ranked.filter(
        (other) => other.rank !== DANGER && other.rank < rank && other.one.since > one.since,
      )
      return { one, by: by.map((other) => other.one) }
    })
    .filter(({ by }) => by.length > 0)
    .sort((a, b) => a.one.since - b.one.since)
}

/** Somebody who was taken up, and when somebody whom the rule puts before them and who came later was first; null for never. */
export type Wait = { one: Taken; passedAt: number | null }

/** What the rule did to each who was taken up. That is known; when they would have been without it is not. */
export function waitsOf(taken: readonly Taken[], rule: Priority): Wait[] {
  const latestFirst = taken
    .map((one) => ({ one, rank: rankOf(one, rule) }))
    .sort((a, b) => b.one.since - a.one.since)
  // When the first of each rank was taken up, of those who came later than whoever is looked at.
  const soonest = new Map<number, number>()
  let same: typeof latestFirst = []
  return latestFirst.map((two) => {
    const { one, rank } = two
    if (same[0] && same[0].one.since > one.since) {
      for (const { one, rank } of same)
        soonest.set(rank, Math.min(soonest.get(rank) ?? Number.POSITIVE_INFINITY, one.takenAt))
      same = []
    }
    same.push(two)
    const before = [...soonest].filter(([other]) => other !== DANGER && other < rank).map(([, at]) => at)
    const first = Math.min(...before)
    return { one, passedAt: first < one.takenAt ? first : null }
  })
}

/** How many there were, how many were passed, and how long those waited from then on. Milliseconds. */
export type Share = { count: number; passed: number; middle: number; longest: number }

export function shareOf(waits: readonly Wait[]): Share {
  const longer = waits
    .flatMap(({ one, passedAt }) => (passedAt === null ? [] : [one.takenAt - passedAt]))
    .sort((a, b) => a - b)
  return {
    count: waits.length,
    passed: longer.length,
    middle: longer[Math.floor((longer.length - 1) / 2)] ?? 0,
    longest: longer.at(-1) ?? 0,
  }
}
