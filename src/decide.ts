import type { Status } from './conversation.ts'
import type { Answered } from './mind/answer.ts'
import type { Call } from './tools/call-text.ts'
import { type Telling, verdictOf } from './verdict.ts'

export const Causes = [
  'wants_person',
  'complaint',
  'danger',
  'self_harm',
  'legal',
  'no_source_twice',
  'two_failed_answers',
  'turn_cap',
  'assistant_failed',
  'not_delivered',
  'came_late',
  'staff_asked',
  'needs_staff',
  'not_yet',
  'checked_in',
] as const
/** Why a person was called. */
export type Cause = (typeof Causes)[number]
/** Staff who write first call nobody. */
type CallCause = Exclude<Cause, 'checked_in'>

/** What to do with a turn, and why: the reason is kept in the ledger. `tone` picks the kind words round an answer. */
export type Decision =
  | { kind: 'answer'; tone: Tone; reason: string }
  /** `question` is what is asked back; null where nothing can be read and our own sentence says so. */
  | { kind: 'clarify'; question: string | null; reason: string }
  | { kind: 'offer_person'; cause: 'no_source' | 'unhelped' | 'language' | 'attachment'; reason: string }
  /** `propose` is a call that staff may let run. */
  | { kind: 'hand_off'; cause: CallCause; reason: string; propose?: Call }
  | { kind: 'acknowledge'; what: Acknowledged; reason: string }
  | { kind: 'stay_silent'; reason: string }

/**
 * What is acknowledged. `right`, `unsure`: what was said to our question; `no_unasked`: that we ask no more. The last two: a
 * person is called already, and there is danger now.
 */
export type Acknowledged =
  | 'greeting'
  | 'thanks'
  | 'helped'
  | 'declined'
  | 'right'
  | 'unsure'
  | 'no_unasked'
  | 'waiting'
  | 'waiting_person'
  | 'danger'
  | 'self_harm'
export type Tone = 'plain' | 'upset' | 'worried' | 'confused'

/** One unanswered message as the decision sees it. */
export type Heard = Telling & {
  wordless: boolean
  attachments: number
  edited: boolean
  /** Written so long ago that an answer now may be stale. */
  late: boolean
}

/** All that a decision may rest on. `before` is the turn before this one in the same conversation. */
export type View = {
  status: Status
  heard: readonly Heard[]
  before: { decision: string; cause: string | null } | null
  /** We asked whether it is right now, and that was the last thing said: `before` is null then. */
  asked: boolean
  /** Turns settled since the conversation began or a person last had it. */
  turnsAlone: number
  /**
   * What the knowledge gave: not looked for yet, nothing, a draft, one thing that must be asked back
   * first, or one that only a person may let be done.
   */
  found: 'not looked' | 'nothing' | Answered
}

/** At or below this a message sounds unhappy enough to say that an answer did not help. */
const UNHAPPY = -0.3

/**
 * `answersIn` are the languages of the pages' own words; `anyLanguage` where a model may answer in the customer's.
 * `staleAfter` in milliseconds: what waited longer for us is for a person.
 */
export type Policy = {
  turnCap: number
  answersIn: readonly string[]
  anyLanguage?: true
  staleAfter: number
}

/** Readings, conversation and policy to a decision: no clock, no ledger, no network. The first rule that fits decides. */
export function decide(view: View, policy: Policy): Decision {
  return (
    withPeople(view) ??
    calledFor(view) ??
    answering(view) ??
    smallTalk(view) ??
    cameLate(view) ??
    atItsEnd(view, policy) ??
    inAnotherLanguage(view, policy) ??
    unknown(view) ??
    unclear(view) ??
    proposed(view) ?? {
      kind: 'answer',
      tone: toneOf(view.heard),
      reason: view.found === 'not looked' ? 'something is asked' : 'the knowledge holds an answer',
    }
  )
}

/** A person has it, or is on the way. */
function withPeople(view: View): Decision | null {
  const { heard, status } = view
  if (heard.length === 0) return { kind: 'stay_silent', reason: 'the customer took the message back' }
  if (status === 'with_person') return { kind: 'stay_silent', reason: 'a person has the conversation' }
  if (status !== 'waiting') return null

  const call = callFor(view)
  const reason = 'a person is called already'
  if (call?.cause === 'self_harm' || call?.cause === 'danger') {
    return { kind: 'acknowledge', what: call.cause, reason: `${reason}; now ${call.reason}` }
  }
  if (heard.every(({ edited }) => edited))
    return { kind: 'stay_silent', reason: 'an edit while a person is awaited' }
  if (call) return { kind: 'acknowledge', what: 'waiting_person', reason: `${reason}; ${call.reason}` }
  return { kind: 'acknowledge', what: 'waiting', reason }
}

function calledFor(view: View): Decision | null {
  const call = callFor(view)
  return call && { kind: 'hand_off', ...call }
}

type Summons = { cause: CallCause; reason: string }

/** What calls a person whatever else was said, gravest first. */
function callFor({ heard, before, asked }: View): Summons | null {
  const dangers = heard.map(({ reading }) => reading.danger)
  if (dangers.includes('self_harm')) return { cause: 'self_harm', reason: 'words of self-harm' }
  if (dangers.includes('safety')) return { cause: 'danger', reason: 'something dangerous' }
  if (dangers.includes('threat')) return { cause: 'danger', reason: 'a threat' }
  if (dangers.includes('legal')) return { cause: 'legal', reason: 'legal words' }
  if (verdictOf(heard, asked) === 'not_yet')
    return { cause: 'not_yet', reason: 'says that it is not right yet' }
  const wants = (reason: string): Summons => ({ cause: 'wants_person', reason })
  if (heard.some(({ choice }) => choice === 'person')) return wants('pressed the button for a person')
  if (heard.some(({ reading }) => reading.wantsPerson)) return wants('asks for a person')
  const saysYes = heard.some(({ reading }) => reading.act === 'yes')
  if (before?.decision === 'offer_person' && saysYes) return wants('says yes to a person')
  const complains = heard.some(({ reading, quiet }) => reading.complaint && quiet !== 'only')
  return complains ? { cause: 'complaint', reason: 'what was written reads as a complaint' } : null
}

/** It is right now, or we are to ask no more; and nothing else was said. */
function answering({ heard, asked }: View): Decision | null {
  const isNod = (one: Heard) => one.wordless || one.reading.act === 'thank'
  const quiet = heard.some((one) => one.quiet === 'only')
  const says = (one: Heard) => one.quiet === 'only' || verdictOf([one], asked) === 'right'
  if (!heard.some(says) || !heard.every((one) => says(one) || isNod(one))) return null
  return quiet
    ? { kind: 'acknowledge', what: 'no_unasked', reason: 'wants no word that was not asked for' }
    : { kind: 'acknowledge', what: 'right', reason: 'says that it is right now' }
}

/** Nothing is asked that pages could answer. */
function smallTalk({ heard, before }: View): Decision | null {
  const all = (test: (one: Heard) => boolean) => heard.every(test)
  const acknowledge = (what: Acknowledged, reason: string): Decision => ({
    kind: 'acknowledge',
    what,
    reason,
  })
  const isThanks = (one: Heard) => one.wordless || one.reading.act === 'thank'

  const pressed = heard.some(({ choice }) => choice === 'helped')
  if (pressed && all((one) => one.choice === 'helped' || isThanks(one))) {
    return acknowledge('helped', 'the customer pressed "that helped"')
  }
  if (all(({ wordless }) => wordless)) {
    const hasFile = heard.some(({ attachments }) => attachments > 0)
    if (hasFile) return { kind: 'offer_person', cause: 'attachment', reason: 'a file without words' }
    return { kind: 'clarify', question: null, reason: 'a message without words' }
  }
  if (all(isThanks)) return acknowledge('thanks', 'the customer says thank you')
  if (all((one) => one.wordless || one.reading.act === 'greet')) {
    return acknowledge('greeting', 'the customer says hello')
  }
  const isOffered = before?.decision === 'offer_person'
  if (isOffered && all(({ reading }) => reading.act === 'no')) {
    return acknowledge('declined', 'the customer does not want a person')
  }
  return null
}

/** Who has waited for hours gets a person who looks at how things stand now, not an answer to what was then. */
function cameLate({ heard }: View): Decision | null {
  if (!heard.some(({ late }) => late)) return null
  return { kind: 'hand_off', cause: 'came_late', reason: 'it was written hours before we could read it' }
}

/** The assistant has tried enough. */
function atItsEnd(view: View, policy: Policy): Decision | null {
  const { before, turnsAlone } = view
  if (isUnhelped(view) && before?.decision === 'offer_person' && before.cause === 'unhelped') {
    return { kind: 'hand_off', cause: 'two_failed_answers', reason: 'two answers in a row did not help' }
  }
  const pressed = view.heard.some(({ choice }) => choice === 'unhelped')
  if (isUnhelped(view) && (pressed || before?.decision === 'answer')) {
    const reason = 'the customer says that the answer did not help'
    return { kind: 'offer_person', cause: 'unhelped', reason }
  }
  if (turnsAlone < policy.turnCap) return null
  return { kind: 'hand_off', cause: 'turn_cap', reason: `${turnsAlone} turns without a person` }
}

/** The customer speaks of the answer just given, and is not content with it. */
function isUnhelped({ heard }: View): boolean {
  if (heard.some(({ choice }) => choice === 'unhelped')) return true
  return heard.every(({ reading: { question, act, sentiment } }) => {
    return !question && (act === 'no' || (act === 'tell' && (sentiment ?? 0) <= UNHAPPY))
  })
}

function inAnotherLanguage({ heard, before, found }: View, policy: Policy): Decision | null {
  // A model is asked first; where it has nothing, the offer of a person says why.
  if (policy.anyLanguage && found !== 'nothing') return null
  const language = heard.findLast(({ reading }) => reading.language !== null)?.reading.language
  if (!language || policy.answersIn.includes(language)) return null
  const reason = `written in a language that we do not answer in (${language})`
  // Whoever did not understand the offer will not understand it the second time.
  if (before?.cause === 'language')
    return { kind: 'hand_off', cause: 'two_failed_answers', reason: `${reason}, twice` }
  return { kind: 'offer_person', cause: 'language', reason }
}

function unknown({ found, before, asked, heard }: View): Decision | null {
  const asksAgain = typeof found === 'object' && 'clarify' in found && before?.decision === 'clarify'
  if (found !== 'nothing' && !asksAgain) return null
  if (asked && heard.every(({ reading }) => !reading.question && reading.act !== 'ask'))
    return { kind: 'acknowledge', what: 'unsure', reason: 'says neither that it is right nor that it is not' }
  const reason = 'the knowledge holds no answer'
  if (before?.cause === 'no_source')
    return { kind: 'hand_off', cause: 'no_source_twice', reason: `${reason}, twice in a row` }
  return { kind: 'offer_person', cause: 'no_source', reason }
}

/** One thing is asked back, and once only: `unknown` sees to that. */
function unclear({ found }: View): Decision | null {
  if (typeof found !== 'object' || !('clarify' in found)) return null
  return { kind: 'clarify', question: found.clarify, reason: 'the answer depends on one thing more' }
}

/** Something is to be done, and a person decides whether it is. */
function proposed({ found }: View): Decision | null {
  if (typeof found !== 'object' || !('propose' in found)) return null
  const reason = 'something is to be done that only a person may do'
  return { kind: 'hand_off', cause: 'needs_staff', reason, propose: found.propose }
}

function toneOf(heard: readonly Heard[]): Tone {
  const felt = new Set(heard.map(({ reading }) => reading.feeling))
  if (felt.has('angry') || felt.has('frustrated') || felt.has('disappointed')) return 'upset'
  if (felt.has('worried') || felt.has('sad')) return 'worried'
  return felt.has('confused') ? 'confused' : 'plain'
}
