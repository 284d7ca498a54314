import type { Found } from '../knowledge/passage.ts'
import type { Result, Search } from '../knowledge/search.ts'
import { wordsOf } from '../knowledge/words.ts'
import { asksIn } from './asking.ts'
import { confidenceIn, GATE } from './gate.ts'

/** What a message finds: pages by their best passage, the best first, and whether the first one answers. */
export type Finding = {
  pages: { id: string; score: number; passage: Found['passage'] }[]
  answer: boolean
  confidence: number
}

const MOST_PAGES = 10
/** Characters; what stands further on in a message is not looked at. */
const LONGEST = 20_000

/** Looks for a whole message: what it asks counts, and the story round it less. */
export function findPages(search: Search, message: string): Finding {
  const text = message.toWellFormed().slice(0, LONGEST)
  const result = resultOf(search, text)
  const confidence = confidenceIn(result)
  const best = new Map<string, Found>()
  for (const found of result.found) if (!best.has(found.passage.page)) best.set(found.passage.page, found)
  return {
    pages: Array.from(best.values())
      .slice(0, MOST_PAGES)
      .map(({ passage, score }) => ({ id: passage.page, score: Number(score.toFixed(3)), passage })),
    answer: confidence >= GATE,
    confidence: Number(confidence.toFixed(3)),
  }
}

function resultOf(search: Search, text: string): Result {
  const asked = asksIn(text, [])
    .map((ask) => ask.text)
    .join('\n')
  return wordsOf(asked).length === 0 ? search.ask(text) : search.ask(asked, text)
}
