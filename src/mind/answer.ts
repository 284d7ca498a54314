import type { Passage } from '../knowledge/passage.ts'
import type { About } from '../model/model.ts'
import type { Asker } from '../tools/binding.ts'
import type { Call } from '../tools/call-text.ts'
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
  /** Looked up only when somebody wants to know. */
  known: () => Promise<Known>
  /** Who the platform says this customer is; null in a trial. */
  asker: Asker | null
  about: About
  /** Milliseconds that an answer may take. */
  within: number
}

/**
 * An answer: small Markdown and the passages it rests on (at least one). Every member of `quotes` stands word for word
 * in one of the passages. `framed` where the text has its own kind beginning and end, in the customer's language.
 * `confidence` runs from 0 to 1.
 */
export type Draft = {
  text: string
  quotes: string[]
  passages: Passage[]
  confidence: number
  answeredBy: string
  framed?: true
  /** Whether the passages say different things about what was asked, so that the customer is told. */
  disagrees?: boolean
}

/** One question back, without which nothing useful can be said. */
export type Clarifying = { clarify: string; answeredBy: string }

/** Something must be done for the customer that is for a person to agree to. */
export type Proposing = { propose: Call; answeredBy: string }

export type Answered = Draft | Clarifying | Proposing

/** Answers in the pages' own words only, and needs to know less for it. */
export interface LocalAnswerer {
  readonly name: string
  answer(question: Pick<Question, 'text' | 'before'>): Promise<Draft | null>
}

/** Answers from the knowledge, asks one thing back, or says null: the knowledge does not hold it. */
export interface Answerer {
  readonly name: string
  answer(question: Question): Promise<Answered | null>
}
