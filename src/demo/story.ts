import type { Choice } from '../adapter.ts'

/** A customer of the sample company. `since` in epoch milliseconds. */
export type Someone = {
  id: string
  adapter: string
  workspace: string
  platformId: string
  name: string
  since: number
  /** Whether everything they write stands in one place, as in a chat, and not in a thread for each matter. */
  inOnePlace: boolean
  wantsQuiet: boolean
  zone: string | null
}

export type Colleague = { id: string; name: string }

/** What the customer writes, or which button they press. */
export type Written = { text: string } | { choice: Choice }
/** So long after what was said before. Milliseconds. */
export type Line = Written & { after: number }

export type Fate = 'in time' | 'late' | 'never' | 'no promise' | 'not said'

/** What happens once a person is called. Lengths in milliseconds. */
export type WithPeople = {
  by: Colleague
  /** So long until somebody takes it, counted while people are there; or by the clock where `atAnyHour`. */
  waits: number
  atAnyHour: boolean
  /** What the customer adds while they wait longer than this. */
  nudge: Line
  taken: string
  talk: readonly { asked: string; answer: string }[]
  note: string | null
  /** What staff say that it has in common with others. */
  cause: string | null
  /** `says` has the promise's words with {when}; `within` counts while people are there. */
  promise: { says: string; within: number; fate: Fate } | null
  /** Until it is done, where nothing was promised. */
  works: number
  done: string
  ends: 'resolved' | 'given_back'
  /** What the customer writes before it is called solved. */
  parting: string | null
  /** To the question whether it is right now. */
  after: 'right' | 'not_yet' | null
  /** Staff say that it was no complaint. */
  isNone: boolean
}

/** One conversation as it is to be told: who, when, and what they write while the assistant has it. */
export type Story = {
  customer: Someone
  at: number
  lines: readonly Line[]
  people: WithPeople
}
