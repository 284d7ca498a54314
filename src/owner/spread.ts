/** How long things took: half were done within `p50`, nineteen of twenty within `p95`; null where nothing was. */
export type Spread = { count: number; p50: number | null; p95: number | null }

/** By nearest rank: each is a time that was really taken. */
export function spreadOf(lengths: readonly number[]): Spread {
  const sorted = lengths.toSorted((a, b) => a - b)
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? null
  return { count: sorted.length, p50: rank(0.5), p95: rank(0.95) }
}
