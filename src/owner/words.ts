import type { Outcome, Status } from '../conversation.ts'
import type { Cause, Decision } from '../decide.ts'
import { firstDue } from '../ledger/promises.ts'
import { type Mood, moodOf } from '../ledger/reports.ts'
import type { Handoff, PromiseRow } from '../ledger/tables.ts'
import { signed } from './numbers.ts'

type Kind = Decision['kind']
type OfferCause = Extract<Decision, { kind: 'offer_person' }>['cause']
type Acknowledged = Extract<Decision, { kind: 'acknowledge' }>['what']

const DECISIONS: Record<Kind, string> = {
  answer: 'answered from your pages',
  clarify: 'asked what was meant',
  offer_person: 'offered a person',
  hand_off: 'called a person',
  acknowledge: 'replied kindly',
  stay_silent: 'said nothing',
}

const CAUSES: Record<Cause | OfferCause | Acknowledged, string> = {
  wants_person: 'asked for a person',
  complaint: 'a complaint',
  danger: 'something may be dangerous',
  self_harm: 'words of self-harm',
  legal: 'legal words',
  no_source_twice: 'two questions with no answer in your pages',
  two_failed_answers: 'the answers did not help',
  turn_cap: 'a long conversation without an end',
  assistant_failed: 'the assistant failed',
  not_delivered: 'our words could not be delivered',
  came_late: 'written while we could not be reached',
  staff_asked: 'handed over by staff',
  needs_staff: 'something that only staff may do',
  not_yet: 'not right yet after it was called solved',
  checked_in: 'a word from staff that nobody had asked for',
  no_source: 'no answer in your pages',
  unhelped: 'the answer did not help',
  language: 'a language that we do not answer in',
  attachment: 'a file that we cannot see into',
  greeting: 'said hello',
  thanks: 'said thank you',
  helped: 'said that it helped',
  declined: 'wanted no person',
  right: 'said that it is right now',
  unsure: 'said neither that it is right nor that it is not',
  no_unasked: 'wants no message unasked',
  waiting: 'a person is on the way',
  waiting_person: 'asked again for a person',
}

const STATUSES: Record<Status, string> = {
  open: 'with the assistant',
  waiting: 'waiting for a person',
  with_person: 'with a person',
  closed: 'closed',
}

const OUTCOMES: Record<Outcome, string> = {
  unknown: 'not known yet whether it helped',
  confirmed: 'the customer says it helped',
  durable: 'helped, and quiet since',
  reopened: 'came back after help',
}

/** What we did with a turn; a word that we do not know is shown as it stands. */
export function decisionWords(decision: string): string {
  return lookUp(DECISIONS, decision)
}
export function causeWords(cause: string): string {
  return lookUp(CAUSES, cause)
}
export function statusWords(status: Status): string {
  return STATUSES[status]
}
export function outcomeWords(outcome: Outcome): string {
  return OUTCOMES[outcome]
}

/** The platform that a customer writes on, in words. */
export function adapterWords(adapter: string): string {
  return adapter === 'local' ? 'your own chat' : adapter.charAt(0).toUpperCase() + adapter.slice(1)
}

/** Where a conversation stands: what leads, and, where a person has just let it go, who reads next. */
export function standingWords(
  status: Status,
  handoff: Handoff['status'] | null,
  who: string | null,
): { lead: string; next: string } {
  const words = handoff ? handoffWords(handoff, who) : ''
  const isOver = handoff === 'resolved' || handoff === 'given_back'
  if (status === 'open' && isOver) return { lead: words, next: 'the assistant reads first again' }
  return { lead: statusWords(status), next: words }
}

/** Where a handoff stands, and with whom. */
export function handoffWords(status: Handoff['status'], who: string | null): string {
  const name = who || 'somebody'
  if (status === 'waiting') return 'nobody has taken it yet'
  if (status === 'claimed') return `${name} has it`
  if (status === 'snoozed') return `${name} has it and has put it aside for now`
  return status === 'resolved' ? `resolved by ${name}` : `given back by ${name}`
}

/** What became of a promise. */
export function promiseWords(promise: PromiseRow): string {
  const { state, kept_at } = promise
  switch (state) {
    case 'found':
      return 'perhaps a promise: nobody has said so yet'
    case 'open':
      return 'open'
    case 'kept':
      return kept_at !== null && kept_at > firstDue(promise) ? 'kept late' : 'kept'
    case 'broken':
      return 'not kept'
    case 'dropped':
      return 'no promise'
  }
}

export const MOOD_WORDS: Record<Mood, string> = {
  negative: 'unhappy',
  neutral: 'no clear sign',
  positive: 'happy',
  unknown: 'unknown',
}
/** Beside the word and the colour, for whoever cannot tell colours apart. */
export const MOOD_SIGNS: Record<Mood, string> = { negative: '−', neutral: '·', positive: '+', unknown: '?' }

export type Sounded = { mood: Mood; sign: string; words: string }

/** How a message sounded: "unhappy −0.6", "happy +0.7", "no clear sign", "unknown". A pressed button has no words to read. */
export function soundedWords({ sentiment, readBy }: { sentiment: number | null; readBy: string }): Sounded {
  const mood = moodOf(sentiment)
  const sign = MOOD_SIGNS[mood]
  if (sentiment === null) return { mood, sign, words: readBy === 'button' ? 'a button, no words' : 'unknown' }
  return {
    mood,
    sign,
    words: mood === 'neutral' ? MOOD_WORDS.neutral : `${MOOD_WORDS[mood]} ${signed(sentiment)}`,
  }
}

const READERS: Record<string, string> = {
  local: 'read by the built-in reader',
  staff: 'corrected by a person',
  owner: 'corrected by the owner',
  nobody: 'could not be read',
  button: 'a pressed button',
}

/** Who read a message. Any other name is a model's. */
export function readerWords(readBy: string): string {
  return READERS[readBy] ?? `read by ${readBy}`
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Whether a person has said so, and no reader. */
export function isCorrected(readBy: string): boolean {
  return readBy === 'staff' || readBy === 'owner'
}

function lookUp(words: Record<string, string>, name: string): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name.replaceAll('_', ' ')
}
