import { sentencesOf } from '../../knowledge/sentences.ts'
import { wordsOf } from '../../knowledge/words.ts'
import type { Refusal } from './checked.ts'
import { conceptOf, conceptsOf, share } from './concepts.ts'
import type { Sources, Written } from './written.ts'

const AGAINST: Refusal = {
  why: 'it says the opposite of a passage',
  repair: 'Read the passages again: what is free, what is not, and what is possible must be as they say.',
}

const FREE =
  /\bfree\b(?! to | of (?!charge)| from|[- ]time)|\bno (?:extra )?(?:charge|cost)\b|\bcosts? (?:you )?nothing\b|\bat no (?:extra )?cost\b|\bnothing to pay\b|\b(?:is|are) on us\b/i
const SAID_FREE =
  /\bfree\b|\bno (?:\w+ )?(?:charge|cost|duty)|\bnothing\b|\binclude|\bat our cost|\bnever pay|\bwe pay\b/i
const FREE_CONCEPT = conceptOf('free')
const COUNTS = new Set(wordsOf('one two three four five ten day days week month year hour minute'))
const FREE_ALIKE = 0.5
const FEEL_FREE = /\bfeel free\b|-free\b|\bfree to\b/gi
const PRICE = /[£€$]\s?\d|\d\s?(?:pounds|euros|dollars)/
const NOT = /\b(?:not|never|cannot|no longer)\b|n't\b/i
const GUARDED =
  /\b(?:if|when|until|unless|before|after|once|only|except|but|without|as long as|while|because|otherwise|instead|too|first|except|other than)\b|n[o']t (?:need|have) to\b/i
const ASKS = /\?\s*$/
const ALIKE = 0.75

type Page = { sentence: string; concepts: ReadonlySet<string>; above: string }
const pages = new WeakMap<Sources, Page[]>()

/** "Free" against a price, a price of something else, "can" against "cannot": English against English pages. */
export function contradicts(written: Written): Refusal | null {
  const { english, kind, sources } = written
  if (kind !== 'answer' || !english || (sources.language !== 'en' && sources.language !== null)) return null
  return opposes(written) || mistakesAmount(written) ? AGAINST : null
}

function pagesOf({ ground, sources }: Written): Page[] {
  const known = pages.get(sources)
  if (known !== undefined) return known
  const read = ground.passages.flatMap(({ text, headings, title }) =>
    text
      .split('\n')
      .flatMap(sentencesOf)
      .map((sentence) => ({ sentence, concepts: telling(sentence), above: [title, ...headings].join(' ') })),
  )
  pages.set(sources, read)
  return read
}

/** One price in a clause that the pages give, though for something else: another price's sentence fits the clause better. */
function mistakesAmount(written: Written): boolean {
  const priced = pagesOf(written)
    .map(({ sentence, concepts }) => ({ amounts: amountsIn(sentence), concepts }))
    .filter(({ amounts }) => amounts.length > 0)
  return written.sentences
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

/** "Free" where a price stands, and "can" where a sentence that is nearly the same says "cannot". */
function opposes(written: Written): boolean {
  const read = pagesOf(written)
  return written.sentences
    .flatMap((sentence) => sentence.split(/[;:]/))
    .some((own) => {
      const sentence = own.replaceAll(FEEL_FREE, ' ')
      const concepts = telling(sentence)
      const near = read.filter((page) => share(concepts, page.concepts) >= ALIKE)
      const free = FREE.test(sentence) && !NOT.test(sentence)
      return (free && !isFree(sentence, concepts, near, written)) || isOpposite(sentence, concepts, near)
    })
}

function isFree(
  sentence: string,
  concepts: ReadonlySet<string>,
  near: readonly Page[],
  written: Written,
): boolean {
  const free = freeIn(written)
  if (free.length === 0) return false
  if (concepts.size < 2) return true
  const priced = near.some((page) => PRICE.test(page.sentence)) && !PRICE.test(sentence)
  if (priced && !near.some((page) => SAID_FREE.test(page.sentence))) return false
  return free.some((page) => share(concepts, page) >= FREE_ALIKE)
}

function isOpposite(sentence: string, concepts: ReadonlySet<string>, near: readonly Page[]): boolean {
  if (concepts.size < 3 || GUARDED.test(sentence) || ASKS.test(sentence)) return false
  const same = near.filter(
    (page) =>
      share(page.concepts, concepts) >= ALIKE && !GUARDED.test(page.sentence) && !ASKS.test(page.sentence),
  )
  return same.length > 0 && same.every((page) => NOT.test(page.sentence) !== NOT.test(sentence))
}

/** What the pages, or our own code and people, call free: each sentence with what stands above it. */
function freeIn(written: Written): Set<string>[] {
  const ours = written.sources.ours.split('\n').map((sentence) => ({ sentence, above: '' }))
  return [...pagesOf(written), ...ours]
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
