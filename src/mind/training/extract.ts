import { createTraits, fillTraits } from '../linear/features.ts'
import { fillSigns, look, SIGN_COUNT } from '../linear/signs.ts'
import { markOf, slotOf } from '../linear/weights.ts'
import { makePlain } from '../patterns/plain-text.ts'
import type { Example } from './example.ts'

/** Examples as numbers: for each its slots (words first), where these begin, and its signs. */
export interface Extracted {
  bits: number
  marks: Uint8Array
  slots: Int32Array
  starts: Int32Array
  wordEnds: Int32Array
  signs: Float32Array
}

/** A trait seen in fewer examples than this is not learned. */
const RARE = 3

/** Turns examples into numbers and gives each slot to the most frequent of the traits that fall into it. */
export function extract(examples: readonly Example[], bits: number, tell: (line: string) => void): Extracted {
  const traits = createTraits()
  const signs = new Float32Array(examples.length * SIGN_COUNT)
  const own = new Float32Array(SIGN_COUNT)
  const hashes: Uint32Array[] = []
  const starts = new Int32Array(examples.length + 1)
  const wordEnds = new Int32Array(examples.length)
  const counts = new Map<number, number>()
  examples.forEach(({ text }, i) => {
    const seen = look(makePlain(text))
    fillSigns(own, seen)
    signs.set(own, i * SIGN_COUNT)
    fillTraits(traits, seen.tokens)
    const mine = traits.hashes.slice(0, traits.size)
    hashes.push(mine)
    for (const hash of new Set(mine)) counts.set(hash, (counts.get(hash) ?? 0) + 1)
    starts[i + 1] = (starts[i] ?? 0) + traits.size
    wordEnds[i] = traits.words
    if ((i + 1) % 20_000 === 0) tell(`  looked at ${i + 1} of ${examples.length} messages`)
  })
  const owners = ownersOf(counts, bits)
  const marks = Uint8Array.from(owners, (hash) => (hash === 0 ? 0 : markOf(hash)))
  const slots = new Int32Array(starts[examples.length] ?? 0)
  let at = 0
  hashes.forEach((mine, i) => {
    const words = wordEnds[i] ?? 0
    starts[i] = at
    let wordEnd = at
    mine.forEach((hash, k) => {
      const slot = slotOf(hash, bits)
      // As the reader does: a trait counts where the mark in its slot is its own.
      if (marks[slot] !== markOf(hash)) return
      slots[at++] = slot
      if (k < words) wordEnd = at
    })
    wordEnds[i] = wordEnd
  })
  starts[examples.length] = at
  return { bits, marks, slots: slots.slice(0, at), starts, wordEnds, signs }
}

function ownersOf(counts: Map<number, number>, bits: number): Uint32Array {
  const owners = new Uint32Array(1 << bits)
  const most = new Uint32Array(1 << bits)
  for (const [hash, count] of counts) {
    if (count < RARE || hash === 0) continue
    const slot = slotOf(hash, bits)
    if (count <= (most[slot] ?? 0)) continue
    most[slot] = count
    owners[slot] = hash
  }
  return owners
}
