import { wordsOf } from '../knowledge/words.ts'

/** Of the words of two sentences, how many must be the same (Dice) for them to be about the same thing. */
const ALIKE = 0.6
const AMOUNT =
  /([£$€¥]\s?)?(\d+(?:[.,]\d+)*)(?:\s?(%|°|[ap]m\b)|(?:st|nd|rd|th)?[ -](?:(?:working|business|full|calendar)[ -])?([a-z]{1,14}))?/gi

type Amounts = Map<string, Set<string>>

/**
 * Whether two excerpts say different things about the same: somewhere in them stand two sentences that are nearly the same
 * but for an amount of the same kind ("within 30 days", "within 14 days").
 */
export function disagree(quotes: readonly string[], others: readonly string[]): boolean {
  return quotes.some((quote) =>
    others.some((other) => alike(quote, other) && differ(amountsIn(quote), amountsIn(other))),
  )
}

function alike(a: string, b: string): boolean {
  const [one, two] = [tellingOf(a), tellingOf(b)]
  if (one.size < 2 || two.size < 2) return false
  const common = Array.from(one).filter((word) => two.has(word)).length
  return (2 * common) / (one.size + two.size) >= ALIKE
}

function tellingOf(sentence: string): Set<string> {
  return new Set(wordsOf(sentence).filter((word) => !/\d/.test(word)))
}

/** Amounts by their kind: "£", "days", "%"; a bare number has none and is left out. */
function amountsIn(sentence: string): Amounts {
  const amounts: Amounts = new Map()
  for (const [, currency, number = '', mark, unit] of sentence.matchAll(AMOUNT)) {
    const kind = (currency ?? mark ?? unit ?? '').trim().toLowerCase().replace(/s$/, '')
    if (kind !== '') amounts.set(kind, (amounts.get(kind) ?? new Set()).add(number.replaceAll(',', '.')))
  }
  return amounts
}

/** Each has an amount of a kind that both speak of, and none of the one's is among the other's. */
function differ(a: Amounts, b: Amounts): boolean {
  return Array.from(a).some(([kind, amounts]) => {
    const others = b.get(kind)
    return others !== undefined && !Array.from(amounts).some((amount) => others.has(amount))
  })
}
