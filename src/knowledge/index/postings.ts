import type { Corpus } from './corpus.ts'

/**
 * For each word, the passages that hold it and how often: in the text (`inText`) and in the names (`inNames`). Those of
 * word number `w` stand from `starts[w]` to `starts[w + 1]`, by passage.
 */
export type Postings = {
  starts: Uint32Array
  passages: Uint32Array
  inText: Uint16Array
  inNames: Uint16Array
  /** In how many pages each word stands. */
  pagesHolding: Uint32Array
}

/** Turns the corpus round: from passages of words to words with their passages. Two passes, no sorting. */
export function postingsOf(corpus: Corpus): Postings {
  const { size, vocabulary, words, starts, names, nameStarts, pageOf } = corpus
  const seenIn = new Int32Array(vocabulary.length).fill(-1)
  const counts = new Uint32Array(vocabulary.length + 1)
  const eachWord = (visit: (passage: number, word: number, isName: boolean) => void) => {
    for (let passage = 0; passage < size; passage++) {
      for (let at = nameStarts[passage] ?? 0; at < (nameStarts[passage + 1] ?? 0); at++)
        visit(passage, names[at] ?? 0, true)
      for (let at = starts[passage] ?? 0; at < (starts[passage + 1] ?? 0); at++)
        visit(passage, words[at] ?? 0, false)
    }
  }
  eachWord((passage, word) => {
    if (seenIn[word] !== passage) counts[word + 1] = (counts[word + 1] ?? 0) + 1
    seenIn[word] = passage
  })
  for (let word = 0; word < vocabulary.length; word++)
    counts[word + 1] = (counts[word + 1] ?? 0) + (counts[word] ?? 0)

  const total = counts[vocabulary.length] ?? 0
  const postings: Postings = {
    starts: counts,
    passages: new Uint32Array(total),
    inText: new Uint16Array(total),
    inNames: new Uint16Array(total),
    pagesHolding: new Uint32Array(vocabulary.length),
  }
  const next = counts.slice()
  const lastPage = new Int32Array(vocabulary.length).fill(-1)
  seenIn.fill(-1)
  eachWord((passage, word, isName) => {
    if (seenIn[word] !== passage) {
      seenIn[word] = passage
      postings.passages[next[word] ?? 0] = passage
      next[word] = (next[word] ?? 0) + 1
      const page = pageOf[passage] ?? 0
      if (lastPage[word] !== page) postings.pagesHolding[word] = (postings.pagesHolding[word] ?? 0) + 1
      lastPage[word] = page
    }
    const at = (next[word] ?? 1) - 1
    const counted = isName ? postings.inNames : postings.inText
    counted[at] = Math.min(65_535, (counted[at] ?? 0) + 1)
  })
  return postings
}
