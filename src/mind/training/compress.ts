import { SIGN_COUNT } from '../linear/signs.ts'
import { HEAD_COUNT, type Weights } from '../linear/weights.ts'
import type { Extracted } from './extract.ts'
import type { Learned } from './fit-weights.ts'

/** Of a head's weights so many in ten thousand may be cut off at the top to make the others finer. */
const OUTLIERS = 5

/** Makes learned weights small: eight bits each, with a scale for each head. */
export function compress(learned: Learned, data: Extracted): Weights {
  const scales = new Float32Array(HEAD_COUNT)
  const slots = new Int8Array(learned.slots.length)
  for (let head = 0; head < HEAD_COUNT; head++) {
    const sizes = Float32Array.from({ length: 1 << data.bits }, (_, slot) =>
      Math.abs(learned.slots[slot * HEAD_COUNT + head] ?? 0),
    ).sort()
    const top = sizes[Math.floor((sizes.length * (10_000 - OUTLIERS)) / 10_000)] ?? 1
    const scale = top / 127 || 1
    scales[head] = scale
    for (let slot = 0; slot < 1 << data.bits; slot++) {
      const at = slot * HEAD_COUNT + head
      slots[at] = Math.max(-127, Math.min(127, Math.round((learned.slots[at] ?? 0) / scale)))
    }
  }
  const signs = learned.signs.slice(0, SIGN_COUNT * HEAD_COUNT)
  return { bits: data.bits, marks: data.marks, slots, scales, biases: learned.biases, signs }
}
