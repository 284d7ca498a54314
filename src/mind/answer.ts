import type { Passage } from '../knowledge/passage.ts'

/** What is asked: the customer's unanswered words joined, and what they said before, oldest first. */
export type Question = { text: string; before: readonly string[] }

/**
 * An answer not yet checked: small Markdown in the pages' own words, and the passages it rests on (at least one). Every
 * member of `quotes` stands in one of the passages. `confidence` runs from 0 to 1.
 */
export type Draft = {
  text: string
  quotes: string[]
  passages: Passage[]
  confidence: number
  answeredBy: string
}

/** Answers from the knowledge, or says null: the knowledge does not hold it. */
export interface Answerer {
  readonly name: string
  answer(question: Question): Promise<Draft | null>
}
