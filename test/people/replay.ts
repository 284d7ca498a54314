import type { Claim } from '../../src/ledger/claims.ts'
import { addOpenTime, type Office, openTimeBetween } from '../../src/people/office.ts'
import { statedWait } from '../../src/people/waiting.ts'
import { DAY, MINUTE } from '../../src/people/zone.ts'

/** Numbers from 0 to 1 that are the same in every run. */
export function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

type Random = () => number

/** A wait around `median`: most near it, few many times as long. */
export function around(random: Random, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return median * Math.exp(spread * normal)
}

/** Moments at random, `perDay` of them on average, where `busy` (0 to 1) says how busy each moment is. */
export function arrivals(
  random: Random,
  from: number,
  days: number,
  perDay: number,
  busy: (at: number) => number = () => 1,
): number[] {
  const found: number[] = []
  for (let at = from; at < from + days * DAY; ) {
    at += (-Math.log(1 - random()) * DAY) / perDay
    if (random() < busy(at)) found.push(at)
  }
  return found
}

/** Each waits for itself: so long in office time. */
export function apart(office: Office, opened: number[], wait: (at: number) => number): Claim[] {
  return opened.map((openedAt) => ({ openedAt, claimedAt: addOpenTime(office, openedAt, wait(openedAt)) }))
}

/** One after the other: `people` take them in order, each is busy with one for a while of office time. */
export function queued(
  office: Office,
  opened: number[],
  people: (at: number) => number,
  busyFor: (at: number) => number,
): Claim[] {
  const start = opened[0] ?? 0
  const free: number[] = []
  return opened.map((openedAt) => {
    const came = openTimeBetween(office, start, openedAt)
    const count = people(openedAt)
    free.sort((a, b) => b - a)
    while (free.length < count) free.push(came)
    while (free.length > count) free.shift()
    free.sort((a, b) => a - b)
    const taken = Math.max(came, free.shift() ?? came) + MINUTE
    free.push(taken + busyFor(openedAt))
    return { openedAt, claimedAt: addOpenTime(office, openedAt, taken - came) }
  })
}

export type Kept = {
  stated: number
  kept: number
  /** Office time in minutes: what was said in the middle, and what nine of ten took at most. */
  medianStated: number
  p90Actual: number
}

/** Tells each what `statedWait` would have told it, knowing only what was known then, and counts what was kept. */
export function replay(claims: Claim[], office: Office, known = { days: 28, most: 200 }): Kept {
  const ordered = [...claims].sort((a, b) => a.openedAt - b.openedAt)
  const stated: number[] = []
  const actual: number[] = []
  let kept = 0
  for (const [i, { openedAt: now, claimedAt }] of ordered.entries()) {
    const history = ordered
      .slice(Math.max(0, i - known.most), i)
      .filter((one) => one.openedAt >= now - known.days * DAY)
      .map((one) => (one.claimedAt !== null && one.claimedAt <= now ? one : { ...one, claimedAt: null }))
    const at = statedWait(history, office, now)
    if (at === null || claimedAt === null) continue
    stated.push(openTimeBetween(office, now, at))
    actual.push(openTimeBetween(office, now, claimedAt))
    if (claimedAt <= at) kept++
  }
  return {
    stated: stated.length,
    kept: kept / stated.length,
    medianStated: quantile(stated, 0.5) / MINUTE,
    p90Actual: quantile(actual, 0.9) / MINUTE,
  }
}

function quantile(values: number[], share: number): number {
  const ordered = [...values].sort((a, b) => a - b)
  return ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? 0
}
