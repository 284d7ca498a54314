import type { PromiseRow } from '../ledger/tables.ts'
import { hoursOf } from '../people/hours.ts'
import { marksOf, nextLook } from '../people/promise-clock.ts'
import { whenWords } from '../people/when-words.ts'
import { afterOpenTime } from './handing.ts'
import type { Colleague, Fate } from './story.ts'
import { plan, say, type Talk } from './talk.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A promise as it is made: its sentence, and by when it is to be kept. */
export type Making = { text: string; due: number; fate: Fate }

/** What staff promise in this story; null where they promise nothing. */
export function promiseOf(talk: Talk): Making | null {
  const { promise } = talk.story.people
  if (!promise) return null
  const hours = hoursOf(talk.prompts.charter.office)
  const half = 30 * MINUTE
  const due = Math.ceil(afterOpenTime(talk, talk.at + HOUR, promise.within) / half) * half
  return { text: promise.says.replace('{when}', whenWords(due, talk.at, hours)), due, fate: promise.fate }
}

/** When it is done that was promised. */
export function doneAt(talk: Talk, { due, fate }: Making): number {
  if (fate === 'in time') return talk.at + (due - talk.at) * (0.35 + talk.chance.next() * 0.6)
  if (fate === 'late') return afterOpenTime(talk, due, talk.chance.about(3 * HOUR))
  if (fate === 'never') return afterOpenTime(talk, due, talk.chance.about(9 * HOUR))
  return afterOpenTime(talk, talk.at, talk.story.people.works)
}

/** The promise as it was found in a message and called one by whoever made it; it is open from then on. */
export function keepPromise(talk: Talk, message: string, by: Colleague, made: Making): PromiseRow {
  const { rows, chance, conversation, handoff, at } = talk
  const isDecided = made.fate !== 'not said'
  const promise: PromiseRow = {
    id: chance.id(),
    conversation_id: conversation.id,
    customer_id: conversation.customer_id,
    handoff_id: handoff?.id ?? null,
    message_id: message,
    made_by: 'staff',
    by_id: by.id,
    by_name: by.name,
    what: made.text,
    due_at: made.due,
    stated: 1,
    conditional: 0,
    sure: 0.95,
    state: made.fate === 'no promise' ? 'dropped' : isDecided ? 'open' : 'found',
    made_at: at,
    found_at: at + 1_000,
    decided_by_id: isDecided ? by.id : null,
    decided_by_name: isDecided ? by.name : null,
    decided_at: isDecided ? at + chance.whole(5_000, 25_000) : null,
    reminded_at: null,
    told_at: null,
    broken_at: null,
    kept_at: null,
    first_due_at: null,
    moved_at: null,
  }
  rows.promises.push(promise)
  return promise
}

/** What became of it by the moment that the story has come to: its clock has run meanwhile. */
export function settlePromise(talk: Talk, promise: PromiseRow, isDone: boolean): void {
  if (promise.state !== 'open') return
  const { at, now } = talk
  const until = isDone ? at : now
  const hours = hoursOf(talk.prompts.charter.office)
  const { remind } = marksOf(promise, hours)
  if (remind <= until) promise.reminded_at = remind
  if (promise.due_at <= until) Object.assign(promise, { state: 'broken', broken_at: promise.due_at })
  if (isDone) Object.assign(promise, { state: 'kept', kept_at: at })
  else if (promise.state === 'open')
    plan(talk, 'promise', promise.id, Math.max(now + 1, nextLook(promise, hours, now)))
}

/** The customer hears that it may be late, in time, or that it is. */
export function tell(talk: Talk, promise: PromiseRow, sentence: 'promise_soon' | 'promise_late'): void {
  const { prompts, at } = talk
  const { by_name: name, what, due_at } = promise
  const when = whenWords(due_at, at, hoursOf(prompts.charter.office))
  say(talk, 'house', { text: prompts.say(sentence, { name, what, when }) })
  promise.told_at = at
}

/** When the customer hears of a promise that is open still. Epoch milliseconds. */
export function tellAt(talk: Talk, promise: PromiseRow): number {
  return marksOf(promise, hoursOf(talk.prompts.charter.office)).tell
}
