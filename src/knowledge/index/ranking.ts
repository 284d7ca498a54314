import type { Candidate } from './candidates.ts'
import { candidatesIn } from './candidates.ts'
import type { Corpus } from './corpus.ts'
import type { Features } from './feature.ts'
import { FEATURES } from './feature.ts'
import { examiner } from './features.ts'
import type { Lexicon } from './lexicon.ts'
import type { Meaning } from './meaning.ts'
import type { Postings } from './postings.ts'
import type { Concept } from './question.ts'
import { conceptsOf } from './question.ts'
import { RANKING } from './ranking-weights.ts'

/** A passage by its number, with what speaks for it and what that comes to. */
export type Ranked = { passage: number; features: Features; held: number[]; score: number }

/** What a question names, and the passages that may answer it, the best first. */
export type Ranking = { concepts: Concept[]; ranked: Ranked[] }

export type Ranker = {
  /** `also` are passages that another ranker proposes, the best first; they may share no word with the question. */
  rank(question: string, before: string, also?: readonly number[]): Ranking
  /** How telling a word is, as `wordsOf` gives it. */
  weight(word: string): number
}

/** What the first place in another ranker's list counts, and after how many places it counts half. */
const HEARD = 3
const HALF = 5
/** Passages that are looked at closely; the right one is nearly always among them. */
const LOOKED_AT = 60

export function createRanker(
  corpus: Corpus,
  postings: Postings,
  meaning: Meaning,
  lexicon: Lexicon,
  weights: Features = RANKING,
): Ranker {
  const candidates = candidatesIn(corpus, postings)
  return {
    rank(question, before, also = []) {
      const concepts = conceptsOf(question, before, lexicon)
      const examine = examiner(question, concepts, corpus, lexicon, meaning)
      const found = candidates(concepts, LOOKED_AT)
      const known = new Set(found.map(({ passage }) => passage))
      const others = also.filter((passage) => !known.has(passage) && passage < corpus.size).map(unscored)
      const ranked = [...found, ...others].map((candidate) => {
        const { features, held } = examine(candidate)
        const score = scoreOf(features, weights) + heard(also.indexOf(candidate.passage))
        return { passage: candidate.passage, features, held, score }
      })
      return { concepts, ranked: ranked.sort((a, b) => b.score - a.score) }
    },
    weight: (word) => {
      const number = lexicon.numberOf(word)
      return lexicon.weightOf(number === undefined ? [] : [lexicon.variantOf(number, 1)])
    },
  }
}

function scoreOf(features: Features, weights: Features): number {
  return FEATURES.reduce((sum, feature) => sum + weights[feature] * features[feature], 0)
}

function unscored(passage: number): Candidate {
  return { passage, inPassage: 0, inPage: 0, inNames: 0 }
}

function heard(place: number): number {
  return place === -1 ? 0 : (HEARD * HALF) / (HALF + place)
}
