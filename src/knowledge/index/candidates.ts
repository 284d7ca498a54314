import type { Corpus } from './corpus.ts'
import type { Postings } from './postings.ts'
import type { Concept } from './question.ts'

/** A passage that holds words of a question, with what the words in it, in its page and in its names score (BM25). */
export type Candidate = { passage: number; inPassage: number; inPage: number; inNames: number }

// As is usual for BM25: how soon a word's repetitions stop to count, and how much a long text is held back.
const SATURATION = 1.5
const LENGTH = 0.7
/** A word of the names counts as this many in the text. */
const NAME_COUNTS = 2

export type Candidates = (concepts: readonly Concept[], limit: number) => Candidate[]

/** Prepares the first, wide look over all passages. */
export function candidatesIn(corpus: Corpus, postings: Postings): Candidates {
  const { size, pages, pageOf, starts, nameStarts } = corpus
  const length = (passage: number) =>
    (starts[passage + 1] ?? 0) -
    (starts[passage] ?? 0) +
    NAME_COUNTS * ((nameStarts[passage + 1] ?? 0) - (nameStarts[passage] ?? 0))
  const pageLength = new Float64Array(pages)
  const nameLength = new Float64Array(size)
  const held = new Float64Array(size)
  let [all, allNames] = [0, 0]
  for (let passage = 0; passage < size; passage++) {
    const page = pageOf[passage] ?? 0
    pageLength[page] = (pageLength[page] ?? 0) + length(passage)
    nameLength[passage] = (nameStarts[passage + 1] ?? 0) - (nameStarts[passage] ?? 0)
    all += length(passage)
    allNames += nameLength[passage] ?? 0
  }
  const back = (own: number, usual: number) => SATURATION * (1 - LENGTH + (LENGTH * own) / (usual || 1))
  const pageBack = pageLength.map((own) => back(own, all / pages))
  const nameBack = nameLength.map((own) => back(own, allNames / size))
  for (let passage = 0; passage < size; passage++) held[passage] = back(length(passage), all / size)

  return (concepts, limit) => {
    const inPassage = new Float64Array(size)
    const inNames = new Float64Array(size)
    const inPage = new Float64Array(pages)
    const text = new Float64Array(size)
    const names = new Float64Array(size)
    const page = new Float64Array(pages)
    const touched: number[] = []
    const seen = new Uint8Array(size)
    for (const { weight, variants } of concepts) {
      const here: number[] = []
      for (const { word, share, inText: inTextShare } of variants) {
        for (let at = postings.starts[word] ?? 0; at < (postings.starts[word + 1] ?? 0); at++) {
          const passage = postings.passages[at] ?? 0
          if (text[passage] === 0 && names[passage] === 0) here.push(passage)
          text[passage] = (text[passage] ?? 0) + inTextShare * (postings.inText[at] ?? 0)
          names[passage] = (names[passage] ?? 0) + share * (postings.inNames[at] ?? 0)
        }
      }
      for (const passage of here) {
        const named = names[passage] ?? 0
        const both = (text[passage] ?? 0) + NAME_COUNTS * named
        const of = pageOf[passage] ?? 0
        page[of] = (page[of] ?? 0) + both
        inPassage[passage] = (inPassage[passage] ?? 0) + (weight * both) / (both + (held[passage] ?? 1))
        inNames[passage] = (inNames[passage] ?? 0) + (weight * named) / (named + (nameBack[passage] ?? 1))
        if (seen[passage] === 0) touched.push(passage)
        seen[passage] = 1
      }
      for (const passage of here) {
        const of = pageOf[passage] ?? 0
        const count = page[of] ?? 0
        if (count > 0) inPage[of] = (inPage[of] ?? 0) + (weight * count) / (count + (pageBack[of] ?? 1))
        page[of] = 0
        text[passage] = 0
        names[passage] = 0
      }
    }
    const first = (passage: number) =>
      (inPassage[passage] ?? 0) + 0.3 * (inPage[pageOf[passage] ?? 0] ?? 0) + 0.5 * (inNames[passage] ?? 0)
    const scores = Float64Array.from(touched, first)
    const least = scores.length <= limit ? 0 : (scores.toSorted()[scores.length - limit] ?? 0)
    return touched
      .filter((_, at) => (scores[at] ?? 0) >= least)
      .slice(0, 2 * limit)
      .map((passage) => ({
        passage,
        inPassage: inPassage[passage] ?? 0,
        inPage: inPage[pageOf[passage] ?? 0] ?? 0,
        inNames: inNames[passage] ?? 0,
      }))
  }
}
