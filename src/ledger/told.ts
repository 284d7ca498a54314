/** A message of a customer as it was read. */
export type Felt = {
  conversation: string
  message: string
  text: string
  quote: string | null
  at: number
  sentiment: number | null
  feeling: string | null
  readBy: string
  act: string
  topic: string | null
  isComplaint: boolean
  wantsPerson: boolean
}

/** In words: a shorter yes, no, greeting or thanks says nothing but itself, a shorter sentence leans on the one before. */
const FULL_REPLY = 8
const FULL_SENTENCE = 6
/** Enough where it asks, complains, or names a feeling or a topic. */
const FULL_THOUGHT = 4
const REPLIES = ['yes', 'no', 'thank', 'greet']
const WORDS = new Intl.Segmenter('en', { granularity: 'word' })

/**
 * Of a customer's words, newest first, those that say what their last matter was about: of the newest conversation that holds
 * any, a complaint before a feeling, a feeling before a topic, and among equals the first. Null where there are only such
 * as "yes" and "thanks".
 */
export function toldOf(words: readonly Felt[]): Felt | null {
  const telling = words.filter(saysSomething)
  const matter = telling.filter(({ conversation }) => conversation === telling[0]?.conversation)
  return matter.reduceRight<Felt | null>(
    (best, one) => (best && weight(best) >= weight(one) ? best : one),
    null,
  )
}

function saysSomething({ text, topic, act, feeling, isComplaint, wantsPerson }: Felt): boolean {
  if (wantsPerson && !isComplaint && topic === null) return false
  const count = [...WORDS.segment(text)].filter(({ isWordLike }) => isWordLike).length
  if (isComplaint && act !== 'yes') return count >= FULL_THOUGHT
  if (REPLIES.includes(act) && (topic === null || act === 'yes' || act === 'no')) return count >= FULL_REPLY
  return count >= (act === 'ask' || topic !== null || feeling !== null ? FULL_THOUGHT : FULL_SENTENCE)
}

function weight({ act, isComplaint, feeling, topic }: Felt): number {
  // A no, however full, answers what was said before it.
  if (act === 'no') return 0
  return Number(isComplaint) * 4 + Number(feeling !== null) * 2 + Number(topic !== null)
}
