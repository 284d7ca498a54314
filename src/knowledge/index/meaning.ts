import type { Corpus } from './corpus.ts'
import type { Postings } from './postings.ts'

/**
 * Words and passages as points (latent semantic analysis): words that stand in the same passages lie close together, and
 * so a passage can be near a question that it shares few words with. Rows of `dimensions` numbers.
 */
export type Meaning = { dimensions: number; words: Float32Array; passages: Float32Array }

const DIMENSIONS = 64
const NAME_COUNTS = 2
const ROUNDS = 2

/** Learned from the pages alone by a randomised decomposition, the same each time for the same pages. */
export function meaningOf(corpus: Corpus, postings: Postings, idf: (word: number) => number): Meaning {
  const dimensions = Math.max(1, Math.min(DIMENSIONS, Math.floor(corpus.size / 3)))
  const { size, vocabulary } = corpus
  const { starts, passages, inText, inNames } = postings
  const values = new Float32Array(passages.length)
  const lengths = new Float64Array(size)
  for (let word = 0; word < vocabulary.length; word++) {
    const weight = idf(word)
    for (let at = starts[word] ?? 0; at < (starts[word + 1] ?? 0); at++) {
      const value = (1 + Math.log((inText[at] ?? 0) + NAME_COUNTS * (inNames[at] ?? 0))) * weight
      values[at] = value
      lengths[passages[at] ?? 0] = (lengths[passages[at] ?? 0] ?? 0) + value * value
    }
  }
  for (let at = 0; at < values.length; at++)
    values[at] = (values[at] ?? 0) / Math.sqrt(lengths[passages[at] ?? 0] || 1)

  // A is words by passages. Twice through A and its transpose turns random directions into the strongest ones.
  let found = noise(size * dimensions)
  let words = new Float32Array(0)
  for (let round = 0; round <= ROUNDS; round++) {
    orthonormalise(found, size, dimensions)
    words = new Float32Array(vocabulary.length * dimensions)
    eachValue((word, passage, value) => {
      for (let d = 0; d < dimensions; d++)
        words[word * dimensions + d] =
          (words[word * dimensions + d] ?? 0) + value * (found[passage * dimensions + d] ?? 0)
    })
    if (round === ROUNDS) break
    found = new Float32Array(size * dimensions)
    eachValue((word, passage, value) => {
      for (let d = 0; d < dimensions; d++)
        found[passage * dimensions + d] =
          (found[passage * dimensions + d] ?? 0) + value * (words[word * dimensions + d] ?? 0)
    })
  }
  // Passages as the sums of their words, so that a question, which is folded in the same way, can be compared.
  const points = new Float32Array(size * dimensions)
  orthonormalise(words, vocabulary.length, dimensions)
  eachValue((word, passage, value) => {
    for (let d = 0; d < dimensions; d++)
      points[passage * dimensions + d] =
        (points[passage * dimensions + d] ?? 0) + value * (words[word * dimensions + d] ?? 0)
  })
  for (let passage = 0; passage < size; passage++) normalise(points, passage * dimensions, dimensions)
  return { dimensions, words, passages: points }

  function eachValue(visit: (word: number, passage: number, value: number) => void): void {
    for (let word = 0; word < vocabulary.length; word++)
      for (let at = starts[word] ?? 0; at < (starts[word + 1] ?? 0); at++)
        visit(word, passages[at] ?? 0, values[at] ?? 0)
  }
}

/** The point of a question: its words with their weights. All zeros where the pages know none of them. */
export function pointOf(words: readonly { word: number; weight: number }[], meaning: Meaning): Float32Array {
  const { dimensions } = meaning
  const point = new Float32Array(dimensions)
  for (const { word, weight } of words)
    for (let d = 0; d < dimensions; d++)
      point[d] = (point[d] ?? 0) + weight * (meaning.words[word * dimensions + d] ?? 0)
  normalise(point, 0, dimensions)
  return point
}

/** How near a question's point and a passage lie: from -1 to 1. */
export function nearness(point: Float32Array, passage: number, { dimensions, passages }: Meaning): number {
  let sum = 0
  for (let d = 0; d < dimensions; d++) sum += (point[d] ?? 0) * (passages[passage * dimensions + d] ?? 0)
  return sum
}

/** Makes the columns of a matrix of `rows` rows stand at right angles, each of length one (Gram and Schmidt's way). */
function orthonormalise(matrix: Float32Array, rows: number, columns: number): void {
  // Each column by itself in memory: many times faster than striding through the rows.
  const lines = Array.from({ length: columns }, (_, column) => {
    const line = new Float32Array(rows)
    for (let row = 0; row < rows; row++) line[row] = matrix[row * columns + column] ?? 0
    return line
  })
  lines.forEach((line, column) => {
    for (const earlier of lines.slice(0, column)) {
      const dot = product(line, earlier)
      for (let row = 0; row < rows; row++) line[row] = (line[row] ?? 0) - dot * (earlier[row] ?? 0)
    }
    const length = Math.sqrt(product(line, line))
    const scale = length > 1e-6 ? 1 / length : 0
    for (let row = 0; row < rows; row++) line[row] = (line[row] ?? 0) * scale
  })
  lines.forEach((line, column) => {
    for (let row = 0; row < rows; row++) matrix[row * columns + column] = line[row] ?? 0
  })
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

function normalise(values: Float32Array, from: number, count: number): void {
  let length = 0
  for (let at = from; at < from + count; at++) length += (values[at] ?? 0) ** 2
  if (length === 0) return
  const scale = 1 / Math.sqrt(length)
  for (let at = from; at < from + count; at++) values[at] = (values[at] ?? 0) * scale
}

/** Numbers between -1 and 1 that are the same every time. */
function noise(count: number): Float32Array<ArrayBuffer> {
  let state = 0x2545f491
  return Float32Array.from({ length: count }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state / 0x80000000
  })
}
