/** A vector of length one, so that the product of two is their cosine. Null for one that has no direction. */
export function unit(numbers: readonly number[]): Float32Array | null {
  const length = Math.hypot(...numbers)
  if (!Number.isFinite(length) || length === 0) return null
  return Float32Array.from(numbers, (one) => one / length)
}

/** From -1 (opposite) to 1 (the same); two of different sizes have nothing to do with each other. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/** As text, for a store that keeps text. */
export function packed(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
}

/** Null where the text is none of ours. */
export function unpacked(text: unknown): Float32Array | null {
  if (typeof text !== 'string') return null
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === 0 || bytes.length % 4 !== 0) return null
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}
