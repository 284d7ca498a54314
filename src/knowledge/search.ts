import { setImmediate as turn } from 'node:timers/promises'
import type { Corpus } from './index/corpus.ts'
import { CorpusBuilder } from './index/corpus.ts'
import type { Features } from './index/feature.ts'
import { createLexicon } from './index/lexicon.ts'
import type { Meaning } from './index/meaning.ts'
import { meaningOf } from './index/meaning.ts'
import type { Postings } from './index/postings.ts'
import { postingsOf } from './index/postings.ts'
import type { Concept } from './index/question.ts'
import { createRanker } from './index/ranking.ts'
import type { Found, Passage } from './passage.ts'

/** What a search found for a question: the passages, best first, and what it took the question to name. */
export type Result = { found: Found[]; concepts: Concept[] }

/**
 * A search over passages that never changes; new pages make a new one. `weight` says how telling a word (as `wordsOf`
 * gives it) is here: near 0 where every passage has it, highest where none has.
 */
export type Search = {
  readonly size: number
  /** `before` is what the customer said earlier; `also` are ids of passages that another ranker proposes. */
  ask(question: string, before?: string, also?: readonly string[]): Result
  search(question: string, limit: number): Found[]
  weight(word: string): number
}

/** All that a search needs beside the passages; made where customers do not wait for it. */
export type Index = { corpus: Corpus; postings: Postings; meaning: Meaning }

/** Builds the index; every so many passages other work gets its turn. */
export async function buildIndex(passages: readonly Passage[]): Promise<Index> {
  const builder = new CorpusBuilder()
  for (const [count, passage] of passages.entries()) {
    if (count % 50 === 49) await turn()
    builder.add(passage)
  }
  const corpus = builder.done()
  const postings = postingsOf(corpus)
  return { corpus, postings, meaning: meaningOf(corpus, postings, createLexicon(corpus, postings).idf) }
}

/** Builds the index and opens it, here. */
export async function createSearch(passages: readonly Passage[], weights?: Features): Promise<Search> {
  return openSearch(passages, await buildIndex(passages), weights)
}

/** Opens an index over its passages, a step at a time. `weights` is for training only. */
export async function openSearch(
  passages: readonly Passage[],
  { corpus, postings, meaning }: Index,
  weights?: Features,
): Promise<Search> {
  const lexicon = createLexicon(corpus, postings)
  await turn()
  lexicon.prepare()
  await turn()
  const ranker = createRanker(corpus, postings, meaning, lexicon, weights)
  const numbers = new Map(passages.map(({ id }, number) => [id, number]))
  const ask = (question: string, before = '', also: readonly string[] = []): Result => {
    const others = also.map((id) => numbers.get(id)).filter((number) => number !== undefined)
    const { concepts, ranked } = ranker.rank(question, before, others)
    return {
      concepts,
      found: ranked.flatMap(({ passage: number, score, features, held }) => {
        const passage = passages[number]
        return passage === undefined ? [] : [{ passage, score, features, held }]
      }),
    }
  }
  return {
    size: passages.length,
    ask,
    search: (question, limit) => ask(question).found.slice(0, limit),
    weight: ranker.weight,
  }
}
