import { sentencesOf } from '../knowledge/sentences.ts'
import { tellingWordsOf, wordsOf } from '../knowledge/words.ts'
import { withoutCourtesy, withoutFeeling } from './aside.ts'

/**
 * One thing that is asked, without the courtesy round it, and what was said before that it cannot be understood without.
 * `bare` is the same without how the customer feels, and with what it points back to in the same message; null where that
 * is no other.
 */
export type Ask = { text: string; before: string; bare: Bare | null }
/** `pieced` where it was put together from two sentences. */
export type Bare = { text: string; before: string; pieced: boolean }

const ASKS =
  /\?\s*$|^\W*(?:and |but |so |also )?(?:how|what|when|where|which|who|why|can|could|do|does|did|is|are|will|would|may|tell me|explain)\b/i
/** "And for children?", "What about Sundays?": a beginning without a verb of its own. */
const FRAGMENT =
  /^\W*(?:and|or|but|also|what about|how about|what if)\b(?!.*\b(?:do|does|did|is|are|was|can|could|will|would|may|should|have|has)\b)/i
const POINTS_BACK =
  /\b(?:it|its|he|she|him|her|they|them|those|these|this|that)\b|\b(?:any|ones?|some)\W{0,9}$/i
/** A line end in the middle of a sentence. */
const BROKEN_LINE = /(?<![.!?:;,…\s])[ \t]*\n(?=\p{Ll})/gu
/** A question that points back has few telling words of its own; one that has more stands by itself. */
const FEW_WORDS = 2
/** What is pointed back to is named in few words; in a story it could be anything. */
const MOST_NAMED = 4

/** A sentence in its three forms: as it was written, without courtesy, and without feeling too. */
type Sentence = { asks: boolean; text: string; bare: string }

/**
 * What a customer asks: the sentences that ask, each by itself; all of the words where none does. Sentences without a
 * telling word ("Can you help me?") ask nothing, nor does a message of courtesy or feeling alone.
 */
export function asksIn(text: string, before: readonly string[]): Ask[] {
  const written = text.replaceAll(BROKEN_LINE, ' ').split('\n').flatMap(sentencesOf)
  const isAsked = written.some((sentence) => ASKS.test(sentence))
  const sentences = written.map((sentence): Sentence => {
    const plain = withoutCourtesy(sentence)
    return { asks: ASKS.test(sentence), text: plain, bare: withoutFeeling(plain, isAsked) }
  })
  const asking = sentences.filter(({ asks, bare }) => asks && tellingWordsOf(bare).length > 0)
  if (asking.length > 0) return asking.map((ask) => askOf(ask, sentences, before))
  const all = joined(sentences.map((sentence) => sentence.text))
  const isOnlyFelt = !isAsked && wordsOf(withoutFeeling(all, true)).length === 0
  if (wordsOf(all).length === 0 || isOnlyFelt) return []
  return [askOf({ asks: true, text: all, bare: joined(sentences.map(({ bare }) => bare)) }, [], before)]
}

function askOf(ask: Sentence, sentences: readonly Sentence[], before: readonly string[]): Ask {
  const earlier = sentences.slice(0, Math.max(0, sentences.indexOf(ask)))
  const said = earlier.findLast(({ text }) => tellingWordsOf(text).length > 0)?.text ?? before.at(-1)
  const context = follows(ask.text) ? (said ?? '') : ''
  const bare = bareOf(ask, earlier, context)
  const isOther = wordsOf(bare.text).length > 0 && (bare.pieced || saysOther(bare.text, ask.text))
  return { text: ask.text, before: context, bare: isOther ? bare : null }
}

function bareOf({ bare }: Sentence, earlier: readonly Sentence[], context: string): Bare {
  const named = earlier.map((each) => each.bare).findLast((each) => tellingWordsOf(each).length > 0) ?? ''
  const isNamed = named !== '' && tellingWordsOf(named).length <= MOST_NAMED
  return follows(bare) && isNamed
    ? { text: joined([bare, named]), before: '', pieced: true }
    : { text: bare, before: context, pieced: false }
}

function follows(ask: string): boolean {
  return FRAGMENT.test(ask) || (POINTS_BACK.test(ask) && tellingWordsOf(ask).length <= FEW_WORDS)
}

function saysOther(one: string, other: string): boolean {
  return wordsOf(one).join(' ') !== wordsOf(other).join(' ')
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n')
}
