/** The outputs of the model, in the order in which they are stored. */
export const HEADS = ['negative', 'neutral', 'positive', 'complaint', 'person', 'question'] as const
export const HEAD_COUNT = HEADS.length

/**
 * Slots by hash: each holds the mark of the one trait that it stands for and a weight for each head, in eight bits.
 * `signs` are the weights of the hand-made signs, `biases` what is added whatever was written.
 */
export interface Weights {
  bits: number
  marks: Uint8Array
  slots: Int8Array
  scales: Float32Array
  biases: Float32Array
  signs: Float32Array
}

const MAGIC = 0x57524d4c
const VERSION = 1
const HEADER = 16

/** The weights file is not one of ours, of another version, or cut short. */
export class WeightsError extends Error {
  constructor(problem: string) {
    super(`The reader's weights cannot be used: ${problem}. Train them again with npm run train.`)
    this.name = 'WeightsError'
  }
}

export function slotOf(hash: number, bits: number): number {
  return hash >>> (32 - bits)
}

/** Which of the traits that fall into one slot: never 0, which means an empty slot. */
export function markOf(hash: number): number {
  return hash & 0xff || 1
}

/** The bytes of a weights file: header, scales, biases, signs, marks, slots; little-endian. */
export function packWeights(weights: Weights): Uint8Array {
  const floats = [...weights.scales, ...weights.biases, ...weights.signs]
  const bytes = new Uint8Array(HEADER + floats.length * 4 + weights.marks.length + weights.slots.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint16(4, VERSION, true)
  view.setUint8(6, HEAD_COUNT)
  view.setUint8(7, weights.bits)
  view.setUint32(8, weights.signs.length, true)
  view.setUint32(12, bytes.length, true)
  for (const [i, value] of floats.entries()) view.setFloat32(HEADER + i * 4, value, true)
  const marksAt = HEADER + floats.length * 4
  bytes.set(weights.marks, marksAt)
  bytes.set(new Uint8Array(weights.slots.buffer, weights.slots.byteOffset), marksAt + weights.marks.length)
  return bytes
}

/** Reads a weights file made for so many signs. Throws WeightsError on any other. */
export function unpackWeights(bytes: Uint8Array, signCount: number): Weights {
  if (bytes.length < HEADER) throw new WeightsError('the file is cut short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== MAGIC) throw new WeightsError('the file is not a weights file')
  const version = view.getUint16(4, true)
  if (version !== VERSION) throw new WeightsError(`the file is of version ${version}, not ${VERSION}`)
  const heads = view.getUint8(6)
  const bits = view.getUint8(7)
  const signs = view.getUint32(8, true)
  if (heads !== HEAD_COUNT || signs !== signCount * HEAD_COUNT)
    throw new WeightsError('the file was made for other signs than this reader looks for')
  if (bits < 8 || bits > 20) throw new WeightsError('the file has an impossible size of table')
  const floats = HEAD_COUNT * 2 + signs
  const marksAt = HEADER + floats * 4
  const slotsAt = marksAt + (1 << bits)
  const length = slotsAt + (1 << bits) * HEAD_COUNT
  if (view.getUint32(12, true) !== length || bytes.length !== length)
    throw new WeightsError(`the file has ${bytes.length} bytes, not ${length}`)
  const values = Float32Array.from({ length: floats }, (_, i) => view.getFloat32(HEADER + i * 4, true))
  if (!values.every(Number.isFinite)) throw new WeightsError('the file holds what is no number')
  return {
    bits,
    scales: values.slice(0, HEAD_COUNT),
    biases: values.slice(HEAD_COUNT, HEAD_COUNT * 2),
    signs: values.slice(HEAD_COUNT * 2),
    marks: bytes.slice(marksAt, slotsAt),
    slots: Int8Array.from(bytes.subarray(slotsAt), (byte) => (byte << 24) >> 24),
  }
}
