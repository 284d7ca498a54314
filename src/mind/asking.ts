import { sentencesOf } from '../knowledge/sentences.ts'
import { tellingWordsOf } from '../knowledge/words.ts'

/** One thing that is asked, and what was said before that it cannot be understood without. */
export type Ask = { text: string; before: string }

const ASKS =
  /\?\s*$|^\W*(?:and |but |so |also )?(?:how|what|when|where|which|who|why|can|could|do|does|did|is|are|will|would|may|tell me|explain)\b/i
/** "And for children?", "What about Sundays?": a beginning without a verb of its own. */
const FRAGMENT =
  /^\W*(?:and|or|but|also|what about|how about|what if)\b(?!.*\b(?:do|does|did|is|are|was|can|could|will|would|may|should|have|has)\b)/i
const POINTS_BACK = /\b(?:it|its|they|them|those|these|this|that)\b/i
/** A line end in the middle of a sentence. */
const BROKEN_LINE = /(?<![.!?:;,…\s])[ \t]*\n(?=\p{Ll})/gu
/** A question that points back has few telling words of its own; one that has more stands by itself. */
const FEW_WORDS = 2

/**
 * What a customer asks: the sentences that ask, each by itself; all of the words where none does. Sentences without a
 * telling word ("Can you help me?") ask nothing.
 */
export function asksIn(text: string, before: readonly string[]): Ask[] {
  const sentences = text.replaceAll(BROKEN_LINE, ' ').split('\n').flatMap(sentencesOf)
  const asking = sentences.filter((sentence) => ASKS.test(sentence) && tellingWordsOf(sentence).length > 0)
  const texts = asking.length === 0 ? [text] : asking
  return texts.map((ask) => ({ text: ask, before: contextOf(ask, sentences, before) }))
}

function contextOf(ask: string, sentences: readonly string[], before: readonly string[]): string {
  const follows = FRAGMENT.test(ask) || (POINTS_BACK.test(ask) && tellingWordsOf(ask).length <= FEW_WORDS)
  if (!follows) return ''
  const earlier = sentences.slice(0, Math.max(0, sentences.indexOf(ask)))
  return earlier.at(-1) ?? before.at(-1) ?? ''
}
