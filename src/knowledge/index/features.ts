import type { Candidate } from './candidates.ts'
import type { Corpus } from './corpus.ts'
import type { Features } from './feature.ts'
import { deniesOtherwise, kindsAsked, kindsShared } from './kinds.ts'
import type { Lexicon } from './lexicon.ts'
import { trigramsOf } from './lexicon.ts'
import type { Meaning } from './meaning.ts'
import { nearness, pointOf } from './meaning.ts'
import type { Concept } from './question.ts'

const WINDOW = 25
const WHOLE = 2

/**
 * What a question weighs: its most telling concepts whole, each further one less, for in a long question many words only
 * tell the story. With all of them counted whole, long questions would never seem answered.
 */
function weightOf(concepts: readonly Concept[]): number {
  return concepts.reduce((sum, { weight }, place) => sum + weight * Math.min(1, WHOLE / (place + 1)), 0) || 1
}

/** What speaks for a candidate, and how surely it holds each concept in its text or names. */
export type Examine = (candidate: Candidate) => { features: Features; held: number[] }

/** Looks closely at single candidates for one question. */
export function examiner(
  question: string,
  concepts: readonly Concept[],
  corpus: Corpus,
  lexicon: Lexicon,
  meaning: Meaning,
): Examine {
  const { words, starts, names, nameStarts, headStarts } = corpus
  const kinds = kindsAsked(question)
  const all = weightOf(concepts)
  /** Which concept a word of the pages stands for, and how surely. */
  const asked = new Map<number, { concept: number; share: number; inText: number }>()
  concepts.forEach(({ variants }, concept) => {
    for (const { word, share, inText } of variants)
      if ((asked.get(word)?.share ?? 0) < share) asked.set(word, { concept, share, inText })
  })
  const point = pointOf(
    concepts.flatMap(({ weight, variants }) =>
      variants.map(({ word, inText }) => ({ word, weight: weight * inText })),
    ),
    meaning,
  )
  const letters = lettersOf(concepts.map(({ word }) => word))

  return ({ passage, inPassage, inPage }) => {
    const [from, to] = [starts[passage] ?? 0, starts[passage + 1] ?? 0]
    const [nameFrom, nameTo] = [nameStarts[passage] ?? 0, nameStarts[passage + 1] ?? 0]
    const head = headStarts[passage] ?? nameFrom
    const inNameWords = held(names, nameFrom, nameTo, 'share')
    const inWords = held(words, from, to, 'inText')
    const both = inWords.map((share, concept) => Math.max(share, inNameWords[concept] ?? 0))
    const features = {
      passage: inPassage / all,
      page: inPage / all,
      covered: sumOf(both) / all,
      coveredInNames: sumOf(inNameWords) / all,
      titleAsked: askedOf(names, head, nameTo),
      meaning: Math.max(0, nearness(point, passage, meaning)),
      pairs: Math.max(pairsIn(words, from, to), pairsIn(names, nameFrom, nameTo)),
      letters: likeness(letters, lettersOf(wordsAt(head, nameTo))),
      window: windowIn(from, to, inNameWords),
      headKind: kindsShared(kinds, corpus.headKinds[passage] ?? 0),
      denial: deniesOtherwise(kinds, corpus.headKinds[passage] ?? 0) ? 0 : 1,
    }
    return { features, held: both }
  }

  /** How surely each concept is held by words from one place to another. */
  function held(list: Uint32Array, from: number, to: number, how: 'share' | 'inText'): number[] {
    const shares = concepts.map(() => 0)
    for (let at = from; at < to; at++) {
      const found = asked.get(list[at] ?? 0)
      if (found !== undefined) shares[found.concept] = Math.max(shares[found.concept] ?? 0, found[how])
    }
    return shares
  }

  function sumOf(shares: readonly number[]): number {
    return shares.reduce((sum, share, concept) => sum + share * (concepts[concept]?.weight ?? 0), 0)
  }

  /** Of the weight of these words, how much is asked for. */
  function askedOf(list: Uint32Array, from: number, to: number): number {
    let [weight, found] = [0, 0]
    const seen = new Set<number>()
    for (let at = from; at < to; at++) {
      const word = list[at] ?? 0
      if (seen.has(word)) continue
      seen.add(word)
      const idf = lexicon.idf(word)
      weight += idf
      found += idf * (asked.get(word)?.share ?? 0)
    }
    return weight === 0 ? 0 : found / weight
  }

  /** How much of the question stands side by side here: each two of its concepts that are neighbours. */
  function pairsIn(list: Uint32Array, from: number, to: number): number {
    const found = new Set<number>()
    let weight = 0
    for (let at = from; at + 1 < to; at++) {
      const one = asked.get(list[at] ?? 0)
      const two = asked.get(list[at + 1] ?? 0)
      if (one === undefined || two === undefined || one.concept === two.concept) continue
      const pair = Math.min(one.concept, two.concept) * 64 + Math.max(one.concept, two.concept)
      if (found.has(pair)) continue
      found.add(pair)
      weight +=
        Math.min(one.share, two.share) *
        Math.min(concepts[one.concept]?.weight ?? 0, concepts[two.concept]?.weight ?? 0)
    }
    return Math.min(1, weight / all)
  }

  /** The most that a stretch of a few sentences holds, together with the names. */
  function windowIn(from: number, to: number, names: readonly number[]): number {
    let best = sumOf(names)
    const counts = concepts.map(() => 0)
    let sum = best
    for (let at = from; at < to; at++) {
      const enters = asked.get(words[at] ?? 0)
      if (enters !== undefined) {
        const { concept } = enters
        if (counts[concept] === 0)
          sum += Math.max(0, enters.inText - (names[concept] ?? 0)) * (concepts[concept]?.weight ?? 0)
        counts[concept] = (counts[concept] ?? 0) + 1
      }
      const leaves = at - WINDOW >= from ? asked.get(words[at - WINDOW] ?? 0) : undefined
      if (leaves !== undefined) {
        const { concept } = leaves
        counts[concept] = (counts[concept] ?? 0) - 1
        if (counts[concept] === 0)
          sum -= Math.max(0, leaves.inText - (names[concept] ?? 0)) * (concepts[concept]?.weight ?? 0)
      }
      best = Math.max(best, sum)
    }
    return best / all
  }

  function wordsAt(from: number, to: number): string[] {
    return Array.from(names.subarray(from, to), (word) => corpus.vocabulary[word] ?? '')
  }
}

function lettersOf(words: readonly string[]): Set<string> {
  return new Set(words.flatMap((word) => Array.from(trigramsOf(word))))
}

/** Dice's: how many of the letter triples two sets have in common. */
function likeness(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let common = 0
  for (const gram of a) if (b.has(gram)) common += 1
  return (2 * common) / (a.size + b.size)
}
