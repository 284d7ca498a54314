import type { Passage } from '../knowledge/passage.ts'
import type { About } from '../model/model.ts'
import type { Feeling } from './reading.ts'

/** A line of the conversation so far, as whoever answers may know it. */
export type Said = { by: 'customer' | 'assistant' | 'staff' | 'bystander'; text: string }

/** What we know of this customer and may say to them: never another customer's words. */
export type Known = {
  /** Epoch milliseconds of their first message ever. */
  since: number
  /** Their earlier matters, newest first, a line each. */
  earlier: readonly string[]
  /** What was promised to them and is still owed, a line each. */
  owed: readonly string[]
}

/**
 * What is asked: the customer's unanswered words joined, and what they said before, oldest first. `search` is the same
 * question in words that stand alone, where somebody has found them; `said` is the whole conversation before this turn.
 */
export type Question = {
  text: string
  before: readonly string[]
  search: string | null
  feeling: Feeling | null
  language: string | null
  said: readonly Said[]
  known: Known
  about: About
}

/**
 * An answer: small Markdown and the passages it rests on (at least one). Every member of `quotes` stands word for word
 * in one of the passages. `confidence` runs from 0 to 1.
 */
export type Draft = {
  text: string
  quotes: string[]
  passages: Passage[]
  confidence: number
  answeredBy: string
}

/** One question back, without which nothing useful can be said. */
export type Clarifying = { clarify: string; answeredBy: string }

/** Answers from the knowledge, asks one thing back, or says null: the knowledge does not hold it. Never throws. */
export interface Answerer {
  readonly name: string
  answer(question: Question): Promise<Draft | Clarifying | null>
}
