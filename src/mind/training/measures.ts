/** How well guesses meet labels over two or more classes. */
export interface Measures {
  macroRecall: number
  macroF1: number
  precision: number
  recall: number
  f1: number
  count: number
}

/** Compares pairs of label and guess; precision, recall and F1 are those of the highest class. */
export function measure(pairs: readonly (readonly [number, number])[], classes: number): Measures {
  const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  for (const [label, guess] of pairs) {
    const row = table[label]
    if (row !== undefined) row[guess] = (row[guess] ?? 0) + 1
  }
  const recalls: number[] = []
  const f1s: number[] = []
  let last = { precision: 0, recall: 0, f1: 0 }
  for (let one = 0; one < classes; one++) {
    const hits = table[one]?.[one] ?? 0
    const real = (table[one] ?? []).reduce((a, b) => a + b, 0)
    const said = table.reduce((sum, row) => sum + (row[one] ?? 0), 0)
    const precision = said === 0 ? 0 : hits / said
    const recall = real === 0 ? 0 : hits / real
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
    if (real > 0) {
      recalls.push(recall)
      f1s.push(f1)
    }
    last = { precision, recall, f1 }
  }
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)
  return { macroRecall: mean(recalls), macroF1: mean(f1s), ...last, count: pairs.length }
}
