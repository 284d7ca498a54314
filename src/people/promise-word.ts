import { getConversation, getCustomer } from '../ledger/conversations.ts'
import type { Tx } from '../ledger/ledger.ts'
import { isStillThere, wordsOf } from '../ledger/promises.ts'
import type { Conversation, PromiseRow } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { speak } from '../speak.ts'
import { promisedBy } from './promise-card.ts'
import { whenWords, whenWordsFor } from './when-words.ts'

export type PromiseScene = {
  t: Tx
  parts: Parts
  conversation: Conversation
  promise: PromiseRow
  now: number
}

/** Who promised what, and by when as staff say it. */
export function promiseSlots({ parts, promise, now }: PromiseScene) {
  const what = wordsOf(promise) ?? parts.prompts.say('promise_words_gone')
  return { name: promisedBy(parts, promise), what, when: whenWords(promise.due_at, now, parts.hours) }
}

/** The customer hears that it isn't done yet, by when in the words of their own clock. */
export async function tellOfPromise(
  scene: PromiseScene,
  sentence: 'promise_soon' | 'promise_late',
): Promise<void> {
  const { t, parts, conversation, promise, now } = scene
  const { say } = parts.prompts
  const { zone } = await getCustomer(t, conversation.customer_id)
  const when = whenWordsFor(zone, promise.due_at, now, parts.hours)
  await speak(t, say, conversation, 'house', { text: say(sentence, { ...promiseSlots(scene), when }) }, now)
}

function movedTo(to: number, { due_at }: PromiseRow, now: number) {
  if (due_at <= now) return 'promise_moved_late'
  return to < due_at ? 'promise_moved_sooner' : 'promise_moved'
}

/** The customer hears of a new time for what was promised; not of words that were taken back. Whether they do. */
export async function tellMoved(
  t: Tx,
  parts: Parts,
  promise: PromiseRow,
  to: number,
  now: number,
): Promise<boolean> {
  const what = wordsOf(promise)
  const conversation = await getConversation(t, promise.conversation_id)
  if (what === null || !conversation || !(await isStillThere(t, conversation.id))) return false
  const { say } = parts.prompts
  const { zone } = await getCustomer(t, conversation.customer_id)
  const [when, before] = [to, promise.due_at].map((at) => whenWordsFor(zone, at, now, parts.hours))
  const slots = { name: promisedBy(parts, promise), what, when: when ?? '', before: before ?? '' }
  const text = say(movedTo(to, promise, now), slots)
  await speak(t, say, conversation, 'house', { text }, now)
  return true
}
