import { describe, expect, it } from 'vitest'
import { mayBecome, type Status } from '../src/conversation.ts'

const STATUSES: Status[] = ['open', 'waiting', 'with_person', 'closed']

const FOLLOWS: Record<Status, Record<Status, boolean>> = {
  open: { open: false, waiting: true, with_person: false, closed: true },
  waiting: { open: true, waiting: false, with_person: true, closed: false },
  with_person: { open: true, waiting: false, with_person: false, closed: false },
  closed: { open: false, waiting: false, with_person: false, closed: false },
}

describe('a conversation', () => {
  const pairs = STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to, may: FOLLOWS[from][to] })))

  it.each(pairs)('that is $from may become $to: $may', ({ from, to, may }) => {
    expect(mayBecome(from, to)).toBe(may)
  })
})
