import type { Figure } from './figure.ts'

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]

type Step = { key: string; words: string; below: number; look?: 'negative' }

/** For what a machine does. */
export const FAST: readonly Step[] = [
  { key: '5s', words: 'within 5 seconds', below: 5 * SECOND },
  { key: '20s', words: '5 to 20 seconds', below: 20 * SECOND },
  { key: '60s', words: '20 to 60 seconds', below: 60 * SECOND },
  { key: '5m', words: '1 to 5 minutes', below: 5 * MINUTE, look: 'negative' },
  { key: 'later', words: 'later than 5 minutes', below: Number.POSITIVE_INFINITY, look: 'negative' },
]
/** For what people do. */
export const SLOW: readonly Step[] = [
  { key: '5m', words: 'within 5 minutes', below: 5 * MINUTE },
  { key: '1h', words: '5 minutes to an hour', below: HOUR },
  { key: '4h', words: '1 to 4 hours', below: 4 * HOUR },
  { key: '24h', words: '4 hours to a day', below: 24 * HOUR },
  { key: 'later', words: 'later than a day', below: Number.POSITIVE_INFINITY, look: 'negative' },
]

/** Figures of how long something took, one for each step; what never came about is in none of them. */
export function bucketsOf<C>(steps: readonly Step[], lengthOf: (one: C) => number | null): Figure<C>[] {
  return steps.map(({ below, ...step }, index) => {
    const from = steps[index - 1]?.below ?? 0
    return {
      ...step,
      counts: (one) => {
        const length = lengthOf(one)
        return length !== null && length >= from && length < below
      },
    }
  })
}
