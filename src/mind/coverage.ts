import type { Concept } from '../knowledge/index/question.ts'
import { wordsOf } from '../knowledge/words.ts'

/**
 * Says of texts that stand together how much of a question (0 to 1) they hold, by the weight of its concepts. Looks into
 * each text only once, whatever is asked of it.
 */
export function coverer(concepts: readonly Concept[]): (texts: readonly string[]) => number {
  const stands = new Map<string, Map<number, number>>()
  concepts.forEach(({ word, variants }, concept) => {
    stand(word, concept, 1)
    for (const { stem, share } of variants) stand(stem, concept, share)
  })
  const all = concepts.reduce((sum, { weight }) => sum + weight, 0)
  const seen = new Map<string, Map<number, number>>()

  return (texts) => {
    const held = new Map<number, number>()
    for (const text of texts)
      for (const [concept, share] of heldIn(text)) held.set(concept, Math.max(held.get(concept) ?? 0, share))
    const sum = Array.from(held).reduce(
      (sum, [concept, share]) => sum + share * (concepts[concept]?.weight ?? 0),
      0,
    )
    return all === 0 ? 0 : sum / all
  }

  function stand(stem: string, concept: number, share: number): void {
    const known = stands.get(stem) ?? new Map<number, number>()
    stands.set(stem, known.set(concept, Math.max(known.get(concept) ?? 0, share)))
  }

  function heldIn(text: string): Map<number, number> {
    const known = seen.get(text)
    if (known !== undefined) return known
    const held = new Map<number, number>()
    for (const word of wordsOf(text))
      for (const [concept, share] of stands.get(word) ?? [])
        held.set(concept, Math.max(held.get(concept) ?? 0, share))
    seen.set(text, held)
    return held
  }
}
