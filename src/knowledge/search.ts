import MiniSearch from 'minisearch'
import type { Found, Passage } from './passage.ts'
import { wordsOf } from './words.ts'

/**
 * A search over passages that never changes; new pages make a new one. `weight` says how telling a word (as `wordsOf`
 * gives it) is here: near 0 where every passage has it, highest where none has.
 */
export type Search = {
  readonly size: number
  search(question: string, limit: number): Found[]
  weight(word: string): number
}

// A word of the headings says what the passage is about; so, more weakly, does the page's title.
const BOOST = { headings: 2.5, title: 1.5, text: 1 }

/** Passages weighed for one question; the words that most passages hold tell least. */
const MOST_WEIGHED = 2_500
const MOST_WORDS = 24

/** Builds the search; between batches other work gets its turn, so that customers do not wait for it. */
export async function createSearch(passages: readonly Passage[]): Promise<Search> {
  const index = new MiniSearch<{ id: number; title: string; headings: string; text: string }>({
    fields: ['title', 'headings', 'text'],
    tokenize: wordsOf,
    processTerm: (term) => term,
    searchOptions: { boost: BOOST, combineWith: 'OR', prefix: false, fuzzy: false },
  })
  const holding = new Map<string, number>()
  const documents = passages.map(({ title, headings, text }, id) => ({
    id,
    title,
    headings: headings.join('\n'),
    text,
  }))
  await index.addAllAsync(documents, { chunkSize: 50 })
  for (const { title, headings, text } of documents) {
    for (const word of new Set(wordsOf(`${title}\n${headings}\n${text}`))) {
      holding.set(word, (holding.get(word) ?? 0) + 1)
    }
  }

  return {
    size: passages.length,
    search(question, limit) {
      return index
        .search(telling(wordsOf(question)).join(' '), { tokenize: (words) => words.split(' ') })
        .slice(0, limit)
        .flatMap(({ id, score }) => {
          const passage = passages[id]
          return passage === undefined ? [] : [{ passage, score }]
        })
    },
    weight,
  }

  function weight(word: string): number {
    const count = holding.get(word) ?? 0
    return Math.log(1 + (passages.length - count + 0.5) / (count + 0.5))
  }

  /** The rarest words first; common ones only as long as they do not make the search slow. */
  function telling(words: readonly string[]): string[] {
    let passagesHeld = 0
    return Array.from(new Set(words))
      .sort((a, b) => weight(b) - weight(a))
      .filter((word, place) => {
        passagesHeld += holding.get(word) ?? 0
        return place === 0 || passagesHeld <= MOST_WEIGHED
      })
      .slice(0, MOST_WORDS)
  }
}
