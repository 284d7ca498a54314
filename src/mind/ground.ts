import type { Passage } from '../knowledge/passage.ts'
import type { Said } from './answer.ts'
import type { Feeling } from './reading.ts'

/** All that an answer in a model's own words may rest on, and what it may never hold. */
export type Ground = {
  /** The passages that the model said it used, of those it was shown. */
  passages: readonly Passage[]
  /** What the customer asks now, and what was said before in this conversation. */
  asked: string
  said: readonly Said[]
  /** Facts that our own code gave: look-ups for this customer, what is owed to them. */
  facts: readonly string[]
  /** What the charter lets the assistant promise, a sentence each. */
  mayPromise: readonly string[]
  /** Hosts that links may lead to. */
  hosts: ReadonlySet<string>
  /** What the model was told: not a word of it may come out. */
  instructions: string
  feeling: Feeling | null
  /** ISO 639-1 code of the customer's language, null where unknown. */
  language: string | null
}
