import { z } from 'zod'
import type { Attachment, File } from './attachment.ts'

/**
 * What staff may say of a promise: that it is one, that it is one for another time (in words: "Friday at 3pm"), that it is
 * none, that it was kept.
 */
export const PromiseAction = z.enum(['confirm_promise', 'date_promise', 'drop_promise', 'keep_promise'])
export type PromiseAction = z.infer<typeof PromiseAction>

/**
 * What staff may say of what a conversation has in common with others: that it has this cause (one that is known, by its
 * id, or a new one by its name), that it has none, that the cause is fixed and whoever raised it is told so.
 */
export const CauseAction = z.enum(['link_cause', 'unlink_cause', 'fix_cause'])
export type CauseAction = z.infer<typeof CauseAction>

/** What staff may do with a handoff. */
export const StaffAction = z.enum([
  'claim',
  'take_over',
  'snooze',
  'wake',
  'reply',
  'note',
  'give_back',
  'resolve',
  'not_a_complaint',
  'run',
  'dismiss',
  'allow_questions',
  ...PromiseAction.options,
  ...CauseAction.options,
])
export type StaffAction = z.infer<typeof StaffAction>

/** For how long a handoff may be put aside: some hours, or until people come tomorrow or on Monday. */
export const Snooze = z.enum(['hour', 'three_hours', 'tomorrow', 'monday'])
export type Snooze = z.infer<typeof Snooze>

/** A handoff as staff see it: always the present state, rebuilt each time it is sent. Times are epoch milliseconds. */
export type Card = {
  handoff: string
  status: 'waiting' | 'claimed' | 'snoozed' | 'resolved' | 'given_back'
  customer: { name: string; since: number; conversations: number; from: string }
  cause: string
  wrong: string
  tried: string
  mood: { sentiment: number | null; feeling: string | null; reason: string; quote: string | null } | null
  complaint: boolean
  /** What to know of the customer before this, in a few lines; none for a newcomer. */
  history: HistoryLine[]
  /** Null where they may be asked. */
  unasked: Unasked | null
  suggestion: string
  /**
   * A call of the company's own tools that waits for a button, or what became of it. `call` is the whole of it, with line
   * breaks and with nothing hidden: it is shown whole and as it is. `says` is how it stands.
   */
  proposal: {
    id: string
    call: string
    state: 'waiting' | 'running' | 'done' | 'failed' | 'not_run' | 'unknown' | 'refused'
    says: string
  } | null
  /** What is promised and not settled, three at the most, the first due before the others. */
  promises: PromiseShown[]
  /** How many promises more there are, in words; '' for none. */
  morePromises: string
  sharedCause: CauseShown
  waitingSince: number
  /** Who had this matter before, called it solved, and is asked first; null where it is new. Anybody may claim it. */
  preferred: { id: string | null; name: string } | null
  claimedBy: string | null
  /** The platform's id of whoever claimed it: names may be shared. */
  claimedById: string | null
  /** Until when whoever has it has put it aside; null where they have not. */
  snoozedUntil: number | null
  closedBy: string | null
  transcript: Line[]
}

/** One line of a conversation as staff see it. */
export type Line = {
  id: string
  author: 'customer' | 'assistant' | 'staff' | 'house' | 'bystander'
  name: string
  text: string
  attachments: Attachment[]
  at: number
  edited: boolean
  removed: boolean
}

/**
 * A promise to the customer as staff see it. found: it counts for nothing until one of them says that it is one; open: it
 * is owed; broken: it was due and not kept. `says` is the whole of it, as plain text.
 */
export type PromiseShown = {
  id: string
  state: 'found' | 'open' | 'broken'
  says: string
  buttons: { action: PromiseAction; label: string }[]
}

/** A line on what was between a customer and us before, as plain text, and the earlier handoff that it speaks of. */
export type HistoryLine = { says: string; handoff: string | null }

/** The customer wants no word that they did not ask for: `label` takes that back, after `surely` was asked. */
export type Unasked = { says: string; label: string; surely: string }

/** What a conversation has in common with others, as staff see it; `says` is plain text, '' where nothing is known. */
export type CauseShown = { says: string; buttons: { action: CauseAction; label: string }[] }

/** A line in a handoff's internal thread: the customer's further words, a staff reply as it was sent, a note. */
export type ThreadLine = {
  kind: 'message' | 'note' | 'event'
  author: Line['author']
  name: string
  text: string
  files: File[]
  at: number
  edited: boolean
  removed: boolean
  /** Who of the staff is called by this line, by the platform's id where they are on it; null for nobody. */
  calls?: { id: string; name: string } | null
}

export type Draft = { words: string } | { say: string }
/**
 * What a reply of staff may start from: nothing of it is sent. `saved` are the replies that the owner keeps,
 * by title, as they are at the moment.
 * `draft` gives the words of one of them, or of the suggestion (null), for this handoff's customer and this member of staff;
 * `say` instead, for whoever asked, where there are none any more.
 */
export type Drafts = {
  readonly saved: readonly { id: string; title: string }[]
  draft(asked: { handoff: string; saved: string | null; by: string }): Promise<Draft>
}

/** What staff choose from when they name a conversation's cause, or call it fixed; asked for as it is shown. */
export type CauseForm = {
  handoff: string
  /** The cause that it has now. */
  linked: { id: string; name: string } | null
  /** Causes that are known: the likely one first, then the latest. Each with how many raised it, 75 letters at the most. */
  choices: { id: string; label: string }[]
  /** What it means to call the cause fixed now; null where it has none. */
  fix: CauseFix | null
}
/** `says` who is told and who is not, `label` is for the button that tells them, `suggestion` the words to start from. */
export type CauseFix = {
  cause: string
  name: string
  says: string
  label: string
  suggestion: string
  shownAt: number
}
/** Null where the handoff is not known. */
export type AskCauses = (handoff: string) => Promise<CauseForm | null>

/** A customer who said nothing more and may not be content, as staff see them; `said` are their words. */
export type WorthAWord = {
  conversation: string
  customer: string
  /** The name of the adapter that they wrote through. */
  from: string
  kind: 'weak' | 'again' | 'sour'
  why: string
  said: string
  /** Epoch milliseconds. */
  at: number
  suggestion: string
}
