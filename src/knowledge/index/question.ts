import { isFaint, wordsOf } from '../words.ts'
import type { Lexicon, Variant } from './lexicon.ts'

/**
 * One thing that a question names: the words of the pages that stand for it, each with how surely (0 to 1), and how
 * telling it is. A concept without words is one that the pages do not know.
 */
export type Concept = { word: string; weight: number; known: boolean; variants: Variant[] }

/** What was said before the question counts this much of what is asked now. */
const BEFORE = 0.4
/** A word that most questions have counts this much of what its rarity says. */
const FAINT = 0.4
const MOST_CONCEPTS = 28

/** The concepts of a question, the most telling first; each once. */
export function conceptsOf(question: string, before: string, lexicon: Lexicon): Concept[] {
  const concepts = new Map<string, Concept>()
  const add = (text: string, share: number) => {
    const words = wordsOf(text)
    words.forEach((word, place) => {
      const next = words[place + 1]
      const joined = next === undefined ? undefined : lexicon.numberOf(word + next)
      const known = concepts.get(word)
      if (known !== undefined) return
      const variants = lexicon.variantsOf(word)
      if (joined !== undefined && !variants.some((variant) => variant.word === joined))
        variants.push(lexicon.variantOf(joined, 1))
      concepts.set(word, {
        word,
        weight: share * (isFaint(word) ? FAINT : 1) * lexicon.weightOf(variants),
        known: variants.length > 0,
        variants,
      })
    })
  }
  add(question, 1)
  if (before !== '') add(before, BEFORE)
  return Array.from(concepts.values())
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_CONCEPTS)
}
