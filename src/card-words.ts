import type { Card, Line, Snooze, ThreadLine } from './card.ts'

/** At or beyond this far from nought a mood is called unhappy, or happy. */
const CLEAR = 0.25

/** Who said a line that has no name. */
export const AUTHORS: Record<Line['author'], string> = {
  customer: 'Customer',
  assistant: 'Assistant',
  staff: 'Staff',
  house: 'Notice',
  bystander: 'Somebody else',
}

/** For how long a handoff may be put aside, as staff choose it. */
export const SNOOZES: readonly (readonly [Snooze, string])[] = [
  ['hour', 'For an hour'],
  ['three_hours', 'For three hours'],
  ['tomorrow', 'Until tomorrow morning'],
  ['monday', 'Until Monday morning'],
]

export const PROMISE_SIGNS = { found: '❔', open: '🤝', broken: '⚠️' }

/** Whether somebody still waits for us, or is being helped. */
export function isOpen(status: Card['status']): boolean {
  return status === 'waiting' || status === 'claimed' || status === 'snoozed'
}

/** The causes are the owner's own sentences; the urgent ones say so. */
export function isUrgent({ cause }: Pick<Card, 'cause'>): boolean {
  return /^urgent\b/i.test(cause)
}

/** How they feel, in a word or three. */
export function moodName({ sentiment, feeling }: NonNullable<Card['mood']>): string {
  if (feeling) return upper(feeling)
  if (sentiment === null) return 'Not known'
  if (sentiment <= -CLEAR) return 'Unhappy'
  return sentiment >= CLEAR ? 'Happy' : 'Neither happy nor unhappy'
}

/** Where the customer writes: a platform by its name, or `ours`. */
export function cameThrough(adapter: string, ours = 'our own page'): string {
  return adapter === 'local' ? ours : upper(adapter)
}

/** Whose eyes a line of the thread was for: nobody shall take a note for what was sent, nor the other way round. */
export function lineTag({ kind, author }: Pick<ThreadLine, 'kind' | 'author'>): string {
  if (kind === 'note') return '🔒 note, only staff see this'
  if (author === 'customer') return 'customer'
  return author === 'bystander' ? 'somebody else in the thread' : 'sent to the customer'
}

function upper(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
