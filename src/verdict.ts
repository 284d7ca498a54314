import type { Choice } from './adapter.ts'
import type { Verdict } from './conversation.ts'
import type { Reading } from './mind/reading.ts'

/** What a message says to our question, as its words were read. */
export type Telling = {
  reading: Reading
  choice: Choice | null
  verdict: Verdict | null
  quiet: 'only' | 'too' | null
}

/** At or below this, plain telling after our question is no yes. */
const UNHAPPY = -0.3

/**
 * The customer's answer to the question whether it is right now. A button always answers; words do while the question is the
 * last thing said, `asked`. Whoever says yes and no has not said yes.
 */
export function verdictOf(heard: readonly Telling[], asked: boolean): Verdict | null {
  const said = heard.map((one) => sayingOf(one, asked))
  return said.find((one) => one === 'not_yet') ?? said.find((one) => one === 'right') ?? null
}

function sayingOf({ reading, choice, verdict, quiet }: Telling, asked: boolean): Verdict | null {
  if (choice === 'right' || choice === 'not_yet') return choice
  if (!asked || choice !== null) return null
  if (verdict || quiet) return verdict
  const isUnhappy = reading.act === 'tell' && !reading.question && (reading.sentiment ?? 0) <= UNHAPPY
  return reading.complaint || isUnhappy ? 'not_yet' : null
}
