/** An example for a yes-or-no decision: its features, what is right, and how much it counts. */
export type Example = { features: readonly number[]; right: boolean; share: number }

/** A logistic regression's weights, and what is added to them. */
export type Fitted = { weights: number[]; bias: number }

const ROUNDS = 15

/**
 * Fits a logistic regression by Newton's method, over features brought to the same spread. `signs` may hold a feature to
 * one side (1 for never against, -1 for never in favour, 0 for free): one that would take the other side is left out.
 */
export function fit(examples: readonly Example[], signs: readonly number[], ridge: number): Fitted {
  let kept = signs.map((_, at) => at)
  for (;;) {
    const { weights, bias } = newton(examples, kept, ridge)
    const wrong = kept.filter((at, place) => (signs[at] ?? 0) * (weights[place] ?? 0) < 0)
    if (wrong.length === 0) {
      return { weights: signs.map((_, at) => weights[kept.indexOf(at)] ?? 0), bias }
    }
    // The worst first: without it, others may well be right again.
    const worst = wrong.reduce((a, b) => (against(a) <= against(b) ? a : b))
    kept = kept.filter((at) => at !== worst)

    function against(at: number): number {
      return (signs[at] ?? 0) * (weights[kept.indexOf(at)] ?? 0) * spread(examples, at)
    }
  }
}

export function probability(features: readonly number[], { weights, bias }: Fitted): number {
  const sum = weights.reduce((all, weight, at) => all + weight * (features[at] ?? 0), bias)
  return 1 / (1 + Math.exp(-sum))
}

function newton(examples: readonly Example[], kept: readonly number[], ridge: number): Fitted {
  const means = kept.map((at) => meanOf(examples, at))
  const spreads = kept.map((at) => spread(examples, at))
  const rows = examples.map(({ features }) =>
    Float64Array.from([
      1,
      ...kept.map((at, place) => ((features[at] ?? 0) - (means[place] ?? 0)) / (spreads[place] ?? 1)),
    ]),
  )
  const all = examples.reduce((sum, { share }) => sum + share, 0)
  const size = kept.length + 1
  let weights = new Float64Array(size)
  for (let round = 0; round < ROUNDS; round++) {
    const matrix = Array.from({ length: size }, (_, row) => {
      const line = new Float64Array(size + 1)
      if (row > 0) {
        line[row] = ridge * all
        line[size] = -ridge * all * (weights[row] ?? 0)
      }
      return line
    })
    for (const [number, row] of rows.entries()) addTo(matrix, row, weights, examples[number])
    const step = solved(matrix)
    weights = weights.map((weight, at) => weight + (step[at] ?? 0))
  }
  const scaled = kept.map((_, place) => (weights[place + 1] ?? 0) / (spreads[place] ?? 1))
  return {
    weights: scaled,
    bias: scaled.reduce((bias, weight, place) => bias - weight * (means[place] ?? 0), weights[0] ?? 0),
  }
}

/** Adds an example's curvature, and in the last column its slope. */
function addTo(matrix: Float64Array[], row: Float64Array, weights: Float64Array, example?: Example): void {
  if (example === undefined) return
  const sum = row.reduce((all, value, at) => all + value * (weights[at] ?? 0), 0)
  const likely = 1 / (1 + Math.exp(-sum))
  const curve = example.share * likely * (1 - likely) + 1e-9
  const slope = example.share * ((example.right ? 1 : 0) - likely)
  matrix.forEach((line, at) => {
    const value = row[at] ?? 0
    for (let other = 0; other < row.length; other++)
      line[other] = (line[other] ?? 0) + curve * value * (row[other] ?? 0)
    line[row.length] = (line[row.length] ?? 0) + slope * value
  })
}

/** Solves linear equations whose right side is the last column (Gauss and Jordan's way, largest pivot first). */
function solved(matrix: Float64Array[]): number[] {
  const size = matrix.length
  for (let at = 0; at < size; at++) {
    let pivot = at
    for (let row = at + 1; row < size; row++)
      if (Math.abs(matrix[row]?.[at] ?? 0) > Math.abs(matrix[pivot]?.[at] ?? 0)) pivot = row
    const [here, there] = [matrix[at], matrix[pivot]]
    if (here === undefined || there === undefined) continue
    matrix[at] = there
    matrix[pivot] = here
    matrix.forEach((line, row) => {
      if (row === at) return
      const factor = (line[at] ?? 0) / (there[at] || 1)
      for (let column = at; column <= size; column++)
        line[column] = (line[column] ?? 0) - factor * (there[column] ?? 0)
    })
  }
  return matrix.map((line, at) => (line[size] ?? 0) / (line[at] || 1))
}

function meanOf(examples: readonly Example[], at: number): number {
  return examples.reduce((sum, { features }) => sum + (features[at] ?? 0), 0) / (examples.length || 1)
}

function spread(examples: readonly Example[], at: number): number {
  const mean = meanOf(examples, at)
  const squares = examples.reduce((sum, { features }) => sum + ((features[at] ?? 0) - mean) ** 2, 0)
  return Math.sqrt(squares / (examples.length || 1)) || 1
}
