/** Chance that comes out the same for the same seed. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  is(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** The value whose weight was drawn; the weights are at least 0, and one is more. */
  weigh<T>(weighted: readonly (readonly [T, number])[]): T
  /** A length round about `middle`: mostly shorter, now and then several times as long. */
  about(middle: number): number
  /** An id that looks like the ledger's own. */
  id(length?: number): string
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function createChance(seed: number): Chance {
  let state = seed >>> 0
  // mulberry32: public domain, and good enough to tell stories with.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(next() * from.length)]
    if (found === undefined) throw new Error('There is nothing to pick from')
    return found
  }
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    is: (probability) => next() < probability,
    pick,
    weigh(weighted) {
      let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0)
      const found = weighted.find(([, weight]) => {
        left -= weight
        return left < 0
      })
      return found ? found[0] : pick(weighted)[0]
    },
    about: (middle) => Math.round(middle * Math.exp((next() + next() + next() - 1.5) * 1.2)),
    id: (length = 20) => Array.from({ length }, () => LETTERS[Math.floor(next() * 64)]).join(''),
  }
}
