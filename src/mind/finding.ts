import type { Found } from '../knowledge/passage.ts'
import type { Search } from '../knowledge/search.ts'
import { withoutCourtesy, withoutFeeling } from './aside.ts'
import { asksIn } from './asking.ts'
import { GATE } from './gate.ts'
import { type Looked, look } from './looking.ts'

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
  const { result, confidence } = lookFor(search, text)
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

function lookFor(search: Search, message: string): Looked {
  const asks = asksIn(message, [])
  if (asks.length === 0) return { result: search.ask(message), confidence: 0 }
  const before = withoutFeeling(withoutCourtesy(message), true)
  const bare = {
    text: asks.map((ask) => ask.bare?.text ?? ask.text).join('\n'),
    before,
    pieced: asks.some((ask) => ask.bare?.pieced),
  }
  return look(search, {
    text: asks.map((ask) => ask.text).join('\n'),
    before,
    bare: asks.some((ask) => ask.bare !== null) ? bare : null,
  })
}
