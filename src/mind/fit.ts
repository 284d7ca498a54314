import type { Found, Passage } from '../knowledge/passage.ts'
import type { Search } from '../knowledge/search.ts'
import { wordsOf } from '../knowledge/words.ts'

/** The telling words of a question with their weights; what was said before weighs less. */
export type Asked = ReadonlyMap<string, number>

const BEFORE = 0.4

/** Weighs the words of a question, and of what the customer said before it where that belongs to it. */
export function askedOf(question: string, before: string, search: Search): Asked {
  const asked = new Map<string, number>()
  for (const word of wordsOf(before)) asked.set(word, search.weight(word) * BEFORE)
  for (const word of wordsOf(question)) asked.set(word, search.weight(word))
  return asked
}

/** Of a question's weight, how much stands in a text: from 0 to 1. */
export function coverage(asked: Asked, text: string): number {
  const words = new Set(wordsOf(text))
  let [all, held] = [0, 0]
  for (const [word, weight] of asked) {
    all += weight
    if (words.has(word)) held += weight
  }
  return all === 0 ? 0 : held / all
}

/** Like `coverage` of texts that stand together under `names`; looks into each text only once, whatever is asked of it. */
export function coverer(asked: Asked, names: string): (texts: readonly string[]) => number {
  const seen = new Map<string, string[]>()
  const askedIn = (text: string) => {
    const words = seen.get(text) ?? wordsOf(text).filter((word) => asked.has(word))
    seen.set(text, words)
    return words
  }
  const all = Array.from(asked.values()).reduce((sum, weight) => sum + weight, 0)
  return (texts) => {
    const held = new Set([names, ...texts].flatMap(askedIn))
    return all === 0 ? 0 : Array.from(held).reduce((sum, word) => sum + (asked.get(word) ?? 0), 0) / all
  }
}

/** What says what a passage is about. */
export function namesOf({ title, headings }: Passage): string {
  return [title, ...headings].join('\n')
}

// Started from a logistic regression on two public sets of questions and pages, then rounded; QUOTED, the bias and what
// concerns the heading's way of asking were set by hand. Every part is a share or is divided by the question's own
// weight, so that a long question is neither easier nor harder than a short one.
const COVERED = 1
const QUOTED = 1
const ANSWERED = 1.75
const STRENGTH = 0.15
const LEADING = 1.9
const BIAS = -7.3
const STRONGEST = 15
const SAME_KIND = 0.7
const OTHER_KIND = 0.2
const DENIES = 0.9

/**
 * How likely it is that a passage answers a question, from 0 to 1: how much of the question it covers, how much of it the
 * part to be quoted covers (`quoted`), how much of its heading the question asks for, how strong its score is for the question's weight, and how near it comes to the best
 * passage found (`best` is that one's score), and whether its heading asks in the same way.
 */
export function likelihood(
  question: string,
  asked: Asked,
  { passage, score }: Found,
  quoted: number,
  best: number,
  search: Search,
): number {
  const weight = Array.from(asked.values()).reduce((sum, each) => sum + each, 0)
  if (weight === 0 || best === 0) return 0
  const heading = askedOf(passage.headings.at(-1) ?? passage.title, '', search)
  const evidence =
    COVERED * coverage(asked, `${namesOf(passage)}\n${passage.text}`) +
    QUOTED * quoted +
    ANSWERED * coverage(heading, Array.from(asked.keys()).join(' ')) +
    STRENGTH * Math.min(score / weight, STRONGEST) +
    LEADING * (score / best) +
    shape(question, passage.headings.at(-1) ?? passage.title)
  return 1 / (1 + Math.exp(-(evidence + BIAS)))
}

const KINDS = [
  /\b(?:how long|when|what time|hours?)\b/i,
  /\b(?:how much|costs?|prices?|fees?)\b/i,
  /\bwhere\b/i,
  /\bwho\b/i,
]
const DENIAL = /\b(?:not|cannot|never|without)\b|n['’]t\b/i

/** "How long …?" is not answered under "How much …?", nor "what can I …?" under "what can I not …?". */
function shape(question: string, heading: string): number {
  const wanted = KINDS.filter((kind) => kind.test(heading))
  const kinds = wanted.length === 0 ? 0 : wanted.some((kind) => kind.test(question)) ? SAME_KIND : -OTHER_KIND
  const denies = DENIAL.test(heading) && !DENIAL.test(question)
  return kinds - (denies ? DENIES : 0)
}
