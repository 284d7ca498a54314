import type { Traits } from './features.ts'
import { HEAD_COUNT, markOf, slotOf, type Weights } from './weights.ts'

/** How much the pieces of words count beside the words. */
export const PIECES_SHARE = 0.6

/** The heads' sums for one message, before they are squashed to shares. */
export function sumUp(weights: Weights, traits: Traits, signs: Float32Array, into: Float64Array): void {
  const { bits, marks, slots, scales, biases } = weights
  const { hashes, words, size } = traits
  const sums = into.fill(0)
  const add = (from: number, to: number, share: number): number => {
    let count = 0
    const part = new Float64Array(HEAD_COUNT)
    for (let i = from; i < to; i++) {
      const hash = hashes[i] ?? 0
      const slot = slotOf(hash, bits)
      if (marks[slot] !== markOf(hash)) continue
      count++
      for (let head = 0; head < HEAD_COUNT; head++) {
        part[head] = (part[head] ?? 0) + (slots[slot * HEAD_COUNT + head] ?? 0)
      }
    }
    if (count === 0) return 0
    const value = share / Math.sqrt(count)
    for (let head = 0; head < HEAD_COUNT; head++) sums[head] = (sums[head] ?? 0) + (part[head] ?? 0) * value
    return count
  }
  add(0, words, 1)
  add(words, size, PIECES_SHARE)
  for (let head = 0; head < HEAD_COUNT; head++) {
    sums[head] = (sums[head] ?? 0) * (scales[head] ?? 0) + (biases[head] ?? 0)
  }
  for (let sign = 0; sign < signs.length; sign++) {
    const value = signs[sign] ?? 0
    if (value === 0) continue
    for (let head = 0; head < HEAD_COUNT; head++) {
      sums[head] = (sums[head] ?? 0) + value * (weights.signs[sign * HEAD_COUNT + head] ?? 0)
    }
  }
}

export function share(sum: number): number {
  return 1 / (1 + Math.exp(-sum))
}
