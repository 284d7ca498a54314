import type { Choice } from './adapter.ts'
import type { Status } from './conversation.ts'
import type { Draft } from './mind/answer.ts'
import type { Reading } from './mind/reading.ts'

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
] as const
/** Why a person was called. */
export type Cause = (typeof Causes)[number]

/** What to do with a turn, and why: the reason is kept in the ledger. `tone` picks the kind words round an answer. */
export type Decision =
  | { kind: 'answer'; tone: Tone; reason: string }
  | { kind: 'clarify'; reason: string }
  | { kind: 'offer_person'; cause: 'no_source' | 'unhelped' | 'language' | 'attachment'; reason: string }
  | { kind: 'hand_off'; cause: Cause; reason: string }
  | {
      kind: 'acknowledge'
      what: 'greeting' | 'thanks' | 'helped' | 'declined' | 'waiting' | 'waiting_person'
      reason: string
    }
  | { kind: 'stay_silent'; reason: string }
export type Tone = 'plain' | 'upset' | 'worried' | 'confused'

/** One unanswered message as the decision sees it. */
export type Heard = {
  reading: Reading
  choice: Choice | null
  wordless: boolean
  attachments: number
  edited: boolean
}

/** All that a decision may rest on. `before` is the turn before this one in the same conversation. */
export type View = {
  status: Status
  heard: readonly Heard[]
  before: { decision: string; cause: string | null } | null
  /** Turns settled since the conversation began or a person last had it. */
  turnsAlone: number
  /** What the knowledge gave: not looked for yet, nothing, or a draft. */
  found: 'not looked' | 'nothing' | Draft
}

export type Policy = { turnCap: number; answersIn: readonly string[] }

/** Readings, conversation and policy to a decision: no clock, no ledger, no network. The first rule that fits decides. */
export function decide(view: View, policy: Policy): Decision {
  const { heard, before, status } = view
  const any = (test: (one: Heard) => boolean) => heard.some(test)
  const all = (test: (one: Heard) => boolean) => heard.every(test)

  if (heard.length === 0) return { kind: 'stay_silent', reason: 'the customer took the message back' }
  if (status === 'with_person') return { kind: 'stay_silent', reason: 'a person has the conversation' }

  const call = callFor(view)
  if (status === 'waiting') {
    if (all((one) => one.edited)) return { kind: 'stay_silent', reason: 'an edit while a person is awaited' }
    if (call)
      return {
        kind: 'acknowledge',
        what: 'waiting_person',
        reason: `a person is called already; ${call.reason}`,
      }
    return { kind: 'acknowledge', what: 'waiting', reason: 'a person is called already' }
  }
  if (call) return { kind: 'hand_off', ...call }

  if (any((one) => one.choice === 'helped'))
    return { kind: 'acknowledge', what: 'helped', reason: 'the customer pressed "that helped"' }
  if (all((one) => one.wordless)) {
    if (any((one) => one.attachments > 0))
      return { kind: 'offer_person', cause: 'attachment', reason: 'a file without words' }
    return { kind: 'clarify', reason: 'a message without words' }
  }
  if (all((one) => one.wordless || one.reading.act === 'thank'))
    return { kind: 'acknowledge', what: 'thanks', reason: 'the customer says thank you' }
  if (all((one) => one.wordless || one.reading.act === 'greet'))
    return { kind: 'acknowledge', what: 'greeting', reason: 'the customer says hello' }
  if (before?.decision === 'offer_person' && all((one) => one.reading.act === 'no')) {
    return { kind: 'acknowledge', what: 'declined', reason: 'the customer does not want a person' }
  }
  if (failed(view)) {
    if (before?.decision === 'offer_person' && before.cause === 'unhelped') {
      return { kind: 'hand_off', cause: 'two_failed_answers', reason: 'two answers in a row did not help' }
    }
    if (before?.decision === 'answer')
      return {
        kind: 'offer_person',
        cause: 'unhelped',
        reason: 'the customer says that the answer did not help',
      }
  }
  if (view.turnsAlone >= policy.turnCap)
    return { kind: 'hand_off', cause: 'turn_cap', reason: `${view.turnsAlone} turns without a person` }

  const language = heard.findLast((one) => one.reading.language !== null)?.reading.language
  if (language && !policy.answersIn.includes(language)) {
    return {
      kind: 'offer_person',
      cause: 'language',
      reason: `written in a language that we do not answer in (${language})`,
    }
  }
  if (view.found === 'nothing') {
    if (before?.decision === 'offer_person' && before.cause === 'no_source') {
      return {
        kind: 'hand_off',
        cause: 'no_source_twice',
        reason: 'the knowledge holds no answer, twice in a row',
      }
    }
    return { kind: 'offer_person', cause: 'no_source', reason: 'the knowledge holds no answer' }
  }
  return {
    kind: 'answer',
    tone: toneOf(heard),
    reason: view.found === 'not looked' ? 'something is asked' : 'the knowledge holds an answer',
  }
}

type Call = { cause: Cause; reason: string }

/** What calls a person whatever else was said, gravest first. */
function callFor(view: View): Call | null {
  const { heard, before } = view
  const dangers = heard.map((one) => one.reading.danger)
  if (dangers.includes('self_harm')) return { cause: 'self_harm', reason: 'words of self-harm' }
  if (dangers.includes('safety')) return { cause: 'danger', reason: 'something dangerous' }
  if (dangers.includes('threat')) return { cause: 'danger', reason: 'a threat' }
  if (dangers.includes('legal')) return { cause: 'legal', reason: 'legal words' }
  if (heard.some((one) => one.choice === 'person'))
    return { cause: 'wants_person', reason: 'pressed the button for a person' }
  if (heard.some((one) => one.reading.wantsPerson))
    return { cause: 'wants_person', reason: 'asks for a person' }
  if (before?.decision === 'offer_person' && heard.some((one) => one.reading.act === 'yes')) {
    return { cause: 'wants_person', reason: 'says yes to a person' }
  }
  return heard.some((one) => one.reading.complaint)
    ? { cause: 'complaint', reason: 'what was written reads as a complaint' }
    : null
}

/** The customer speaks of the answer just given, and is not content with it. */
function failed(view: View): boolean {
  return view.heard.every(
    ({ reading }) =>
      !reading.question &&
      (reading.act === 'no' || (reading.act === 'tell' && (reading.sentiment ?? 0) <= -0.3)),
  )
}

function toneOf(heard: readonly Heard[]): Tone {
  const feelings = heard.map((one) => one.reading.feeling)
  if (
    feelings.some((feeling) => feeling === 'angry' || feeling === 'frustrated' || feeling === 'disappointed')
  )
    return 'upset'
  if (feelings.some((feeling) => feeling === 'worried' || feeling === 'sad')) return 'worried'
  return feelings.includes('confused') ? 'confused' : 'plain'
}
