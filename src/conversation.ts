/**
 * Where a conversation stands. open: the assistant has it. waiting: handed off, no person has taken it yet.
 * with_person: somebody has. closed: over; the next message in the same place opens a new one.
 */
export type Status = 'open' | 'waiting' | 'with_person' | 'closed'

/** How it ended for the customer, so far as anybody knows. Silence is never counted as success. */
export type Outcome = 'unknown' | 'confirmed' | 'durable' | 'reopened'

/** What a customer answers when asked whether a matter that was called solved is right now. */
export type Verdict = 'right' | 'not_yet'

const MAY_FOLLOW: Record<Status, readonly Status[]> = {
  open: ['waiting', 'closed'],
  waiting: ['with_person', 'open'],
  with_person: ['open'],
  closed: [],
}

export function mayBecome(from: Status, to: Status): boolean {
  return MAY_FOLLOW[from].includes(to)
}
