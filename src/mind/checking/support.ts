import { wordsOf } from '../../knowledge/words.ts'
import type { Refusal } from './checked.ts'
import type { Written } from './written.ts'

const REFUSAL: Refusal = {
  why: 'it speaks of what its passages do not',
  repair:
    'Say only what the passages say, in plain words of your own; where they do not answer, say that you do not know.',
}
/** Words of kindness and of service, which need no source. */
const PLAIN = new Set(
  wordsOf(
    `sorry apologise apologies regret frustrating frustration disappointing upsetting annoying worrying worry worried concern stress stressful feel feeling
     understandable imagine hear glad happy pleased welcome gladly hope wish enjoy ride moment patience appreciate trouble
     thank kind kindly help helpful assist person people human team staff talk speak chat message write reply answer
     question page pages article guide section detail information step steps short summary simply easy quick note remember check case matter situation sure
     unfortunately fortunately luckily important choose choice option prefer depend example otherwise instead case sound good news bad deserve shame safe safety right wrong
     today day time place part number name word able let ready full clear exact follow below above start begin end first second third last next new
     customer company shop store buy order thing way reason rest problem issue difficult hard quickly soon straight directly mention include apply mean count general normally usually typically
     offer possible available allow need require want like plan decide expect later earlier already yet`.replaceAll(
      /\s+/g,
      ' ',
    ),
  ),
)
/** Fewer telling words than these, in the whole or in a sentence, do not show what it speaks of. */
const FEWEST_WHOLE = 3
const FEWEST = 4
const LEAST_WHOLE = 0.5
const LEAST_SENTENCE = 0.25

/** English against English pages: an answer that shares too few words with them rests on something else. */
export function unsupported(written: Written): Refusal | null {
  const { english, kind, sources, plain, sentences } = written
  if (kind !== 'answer' || !english || (sources.language !== 'en' && sources.language !== null)) return null
  const telling = (text: string) => wordsOf(text).filter((stem) => !PLAIN.has(stem) && !/^\d+$/.test(stem))
  const backed = (stems: readonly string[]) =>
    stems.filter((stem) => sources.stems.has(stem) || sources.vocabulary.has(stem))
  const own = (stems: readonly string[]) => stems.filter((stem) => sources.stems.has(stem))
  const all = telling(plain)
  if (all.length >= FEWEST_WHOLE && own(all).length < all.length * LEAST_WHOLE) return REFUSAL
  const stray = sentences.some((sentence) => {
    const stems = telling(sentence)
    return stems.length >= FEWEST && backed(stems).length <= stems.length * LEAST_SENTENCE
  })
  if (stray) return REFUSAL
  return boasts(written) ? REFUSAL : null
}

const BOAST =
  /\b(?:worldwide|lifetime|unlimited|forever|any ?time|always|instant(?:ly)?|overnight|no questions asked|round the clock|every country|all countries)\b/gi

/** Great words that the pages do not use of themselves. */
function boasts({ plain, sources }: Written): boolean {
  const said = `${sources.pages}\n${sources.ours}`.toLowerCase()
  return Array.from(plain.matchAll(BOAST)).some(([word]) => !said.includes(word.toLowerCase()))
}
