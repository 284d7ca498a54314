import type { Corpus } from './corpus.ts'
import type { Postings } from './postings.ts'
import { synonymsOf } from './synonyms.ts'

/** `inText` is how surely a word of a text stands for the concept, `share` how surely one of the names does. */
export type Variant = { word: number; stem: string; share: number; inText: number }

/** What the pages' words are, and which of them may stand for a customer's word. */
export type Lexicon = {
  /** Makes ready for misspelled words; else the first of them takes a moment longer. */
  prepare(): void
  numberOf(word: string): number | undefined
  variantOf(word: number, share: number): Variant
  /** The word itself where the pages have it; its synonyms; else what it may be a misspelling of. */
  variantsOf(word: string): Variant[]
  /** How telling a concept with these variants is; a concept without any is as telling as can be. */
  weightOf(variants: readonly Variant[]): number
  /** How telling one of the pages' words is. */
  idf(word: number): number
}

const SYNONYM = 0.6
const SYNONYM_IN_TEXT = 0.15
const MISSPELLED = 0.7

export function createLexicon(corpus: Corpus, postings: Postings): Lexicon {
  const numbers = new Map(corpus.vocabulary.map((word, number) => [word, number]))
  let grams: Map<string, number[]> | null = null
  const holding = (word: number) => (postings.starts[word + 1] ?? 0) - (postings.starts[word] ?? 0)
  const idfOf = (count: number) => Math.log(1 + (corpus.size - count + 0.5) / (count + 0.5))

  return {
    prepare: () => void prepared(),
    numberOf: (word) => numbers.get(word),
    variantOf,
    idf: (word) => idfOf(holding(word)),
    weightOf(variants) {
      const sure = variants.filter(({ share }) => share === 1)
      const counted = sure.length > 0 ? sure : variants
      return counted.length === 0 ? idfOf(0) : Math.min(...counted.map(({ word }) => idfOf(holding(word))))
    },
    variantsOf(word) {
      const own = numbers.get(word)
      const variants = own === undefined ? [] : [variantOf(own, 1)]
      for (const synonym of synonymsOf(word)) {
        const number = numbers.get(synonym)
        if (number !== undefined && number !== own) variants.push(variantOf(number, SYNONYM, SYNONYM_IN_TEXT))
      }
      if (variants.length > 0) return variants
      return parts(word) ?? nearest(word)
    },
  }

  function prepared(): Map<string, number[]> {
    grams ??= gramsOf(corpus.vocabulary)
    return grams
  }

  function variantOf(word: number, share: number, inText = share): Variant {
    return { word, stem: corpus.vocabulary[word] ?? '', share, inText }
  }

  /** "screenreader" as "screen" and "reader". */
  function parts(word: string): Variant[] | null {
    for (let at = 3; at <= word.length - 3; at++) {
      const first = numbers.get(word.slice(0, at))
      const second = numbers.get(word.slice(at))
      if (first !== undefined && second !== undefined)
        return [variantOf(first, MISSPELLED), variantOf(second, MISSPELLED)]
    }
    return null
  }

  function nearest(word: string): Variant[] {
    if (word.length < 4 || /\d/.test(word)) return []
    const shared = new Map<number, number>()
    for (const gram of trigramsOf(word))
      for (const number of prepared().get(gram) ?? []) shared.set(number, (shared.get(number) ?? 0) + 1)
    const most = word.length >= 8 ? 2 : 1
    const near = Array.from(shared)
      .filter(([number, count]) => {
        const other = corpus.vocabulary[number] ?? ''
        return count >= 2 && Math.abs(other.length - word.length) <= most && !/\d/.test(other)
      })
      .map(([number]) => ({ number, edits: editsBetween(word, corpus.vocabulary[number] ?? '', most) }))
      .filter(({ edits }) => edits <= most)
    const least = Math.min(...near.map(({ edits }) => edits))
    return near
      .filter(({ edits }) => edits === least)
      .slice(0, 3)
      .map(({ number }) => variantOf(number, MISSPELLED))
  }
}

function gramsOf(vocabulary: readonly string[]): Map<string, number[]> {
  const grams = new Map<string, number[]>()
  vocabulary.forEach((word, number) => {
    if (word.length < 3) return
    for (const gram of trigramsOf(word)) {
      const held = grams.get(gram)
      if (held === undefined) grams.set(gram, [number])
      else held.push(number)
    }
  })
  return grams
}

export function trigramsOf(word: string): Set<string> {
  const whole = `^${word}$`
  const grams = new Set<string>()
  for (let at = 0; at + 3 <= whole.length; at++) grams.add(whole.slice(at, at + 3))
  return grams
}

/** Letters to add, drop, change or swap; `most + 1` where it is more than `most`. */
function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const next = [row]
    for (let column = 1; column <= b.length; column++) {
      const changed = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      let edits = Math.min(changed, (last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1)
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        edits = Math.min(edits, (before[column - 2] ?? 0) + 1)
      next.push(edits)
    }
    if (Math.min(...next) > most) return most + 1
    before = last
    last = next
  }
  return last[b.length] ?? most + 1
}
