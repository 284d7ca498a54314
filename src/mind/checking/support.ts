import { sentencesOf } from '../../knowledge/sentences.ts'
import { wordsOf } from '../../knowledge/words.ts'
import type { Refusal } from './checked.ts'
import { conceptOf, conceptsOf, share } from './concepts.ts'
import type { Written } from './written.ts'

const REFUSAL: Refusal = {
  why: 'it speaks of what its passages do not',
  repair:
    'Say only what the passages say, in plain words of your own; where they do not answer, say that you do not know.',
}
const AGAINST: Refusal = {
  why: 'it says the opposite of a passage',
  repair: 'Read the passages again: what is free, what is not, and what is possible must be as they say.',
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
  if (boasts(written)) return REFUSAL
  return contradicts(written) || mistakesAmount(written) ? AGAINST : null
}

const FREE =
  /\bfree\b(?! to | of (?!charge)| from|[- ]time)|\bno (?:extra )?(?:charge|cost)\b|\bcosts? (?:you )?nothing\b|\bat no (?:extra )?cost\b|\bnothing to pay\b|\b(?:is|are) on us\b/i
const SAID_FREE =
  /\bfree\b|\bno (?:\w+ )?(?:charge|cost|duty)|\bnothing\b|\binclude|\bat our cost|\bnever pay|\bwe pay\b/i
const FREE_CONCEPT = conceptOf('free')
const COUNTS = new Set(wordsOf('one two three four five ten day days week month year hour minute'))
const FREE_ALIKE = 0.51
const FEEL_FREE = /\bfeel free\b|-free\b|\bfree to\b/gi
const PRICE = /[£€$]\s?\d|\d\s?(?:pounds|euros|dollars)/
const NOT = /\b(?:not|never|cannot|no longer)\b|n't\b/i
const GUARDED =
  /\b(?:if|when|until|unless|before|after|once|only|except|but|without|as long as|while|because|otherwise|instead|too|first|except|other than)\b|n[o']t (?:need|have) to\b/i
const ALIKE = 0.75

const BOAST =
  /\b(?:worldwide|lifetime|unlimited|forever|any ?time|always|instant(?:ly)?|overnight|no questions asked|round the clock|every country|all countries)\b/gi

/** Great words that the pages do not use of themselves. */
function boasts({ plain, sources }: Written): boolean {
  const said = `${sources.pages}\n${sources.ours}`.toLowerCase()
  return Array.from(plain.matchAll(BOAST)).some(([word]) => !said.includes(word.toLowerCase()))
}

/** One price in a clause that the pages give, though for something else: another price's sentence fits the clause better. */
function mistakesAmount({ sentences, ground }: Written): boolean {
  const pages = ground.passages.flatMap(({ text }) => text.split('\n').flatMap(sentencesOf))
  const priced = pages
    .map((sentence) => ({ amounts: amountsIn(sentence), concepts: telling(sentence) }))
    .filter(({ amounts }) => amounts.length > 0)
  return sentences
    .flatMap((sentence) => sentence.split(/[;:,]| (?:and|or|but|while|from|if) /))
    .some((clause) => {
      const [amount, ...others] = amountsIn(clause)
      const concepts = telling(clause)
      if (amount === undefined || others.length > 0 || concepts.size < 2) return false
      const best = (has: boolean) =>
        Math.max(
          0,
          ...priced
            .filter(({ amounts }) => amounts.includes(amount) === has)
            .map((page) => share(concepts, page.concepts)),
        )
      return best(true) < best(false) && best(false) === 1
    })
}

function amountsIn(text: string): string[] {
  return Array.from(text.matchAll(/[£€$]\s?(\d+(?:[.,]\d+)?)/g), ([, amount]) =>
    String(Number((amount ?? '').replace(',', '.'))),
  )
}

/** "Free" against a price and "can" against "cannot", where a sentence is nearly the same as one of the pages. */
function contradicts(written: Written): boolean {
  const { sentences, ground, sources } = written
  const pages = ground.passages.flatMap(({ text }) => text.split('\n').flatMap(sentencesOf))
  const read = pages.map((sentence) => ({ sentence, concepts: telling(sentence) }))
  const free = freeIn(written)
  return sentences
    .flatMap((sentence) => sentence.split(/[;:]/))
    .some((own) => {
      const sentence = own.replaceAll(FEEL_FREE, ' ')
      const concepts = telling(sentence)
      const near = read.filter((page) => share(concepts, page.concepts) >= ALIKE)
      if (FREE.test(sentence) && !NOT.test(sentence)) {
        if (
          !FREE.test(sources.pages.replaceAll(FEEL_FREE, ' ')) &&
          !/\b(?:free|included?|at our cost|never pay|we pay)\b/i.test(sources.ours + sources.pages)
        )
          return true
        if (concepts.size >= 2 && !free.some((page) => share(concepts, page) >= FREE_ALIKE)) return true
        const priced = near.filter((page) => PRICE.test(page.sentence) && !FREE.test(page.sentence))
        if (
          concepts.size >= 2 &&
          !PRICE.test(sentence) &&
          priced.length > 0 &&
          !near.some((page) => FREE.test(page.sentence))
        )
          return true
      }
      if (concepts.size < 3 || GUARDED.test(sentence) || /\?\s*$/.test(sentence)) return false
      const same = near.filter(
        (page) =>
          share(page.concepts, concepts) >= ALIKE &&
          !GUARDED.test(page.sentence) &&
          !/\?\s*$/.test(page.sentence),
      )
      return same.length > 0 && same.every((page) => NOT.test(page.sentence) !== NOT.test(sentence))
    })
}

/** What the pages, or our own code and people, call free: each sentence with what stands above it. */
function freeIn({ ground, sources }: Written): Set<string>[] {
  const pages = ground.passages.flatMap(({ text, headings, title }) =>
    text
      .split('\n')
      .flatMap(sentencesOf)
      .map((sentence) => ({ sentence, above: [title, ...headings].join(' ') })),
  )
  const ours = sources.ours.split('\n').map((sentence) => ({ sentence, above: '' }))
  return [...pages, ...ours]
    .filter(({ sentence }) => SAID_FREE.test(sentence))
    .map(({ sentence, above }) => telling(`${sentence} ${above}`))
}

function telling(sentence: string): Set<string> {
  return new Set(
    [...conceptsOf(sentence.replaceAll(/[£€$]\s?\d[\d.,]*/g, ' '))].filter(
      (concept) =>
        concept !== FREE_CONCEPT && concept !== 'cost' && !COUNTS.has(concept) && !/^\d+$/.test(concept),
    ),
  )
}
