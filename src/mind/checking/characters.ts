import { hasHiddenCharacters } from '../../knowledge/hidden.ts'
import type { Refusal } from './checked.ts'
import type { Written } from './written.ts'

const REPAIR =
  'Write plain letters only: no hidden, control, private or decorative characters, no codes, no encodings.'

/** Persian and Indian scripts join and part letters with characters that nobody sees. */
const JOINERS =
  /(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Sinhala}]\p{M}*)[\u200C\u200D](?=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Sinhala}])/gu
const PRIVATE = /[\p{Co}\p{Cn}\u2028\u2029]|\p{M}{5,}/u
const ESCAPE = /\\(?:x1b|u001b|033|e)\[|\^\[\[|\u241b|\\u\{?[0-9a-f]{4}|\\x[0-9a-f]{2}/i
const WORD = /[\p{L}\p{M}]{3,}/gu

/** Characters that nobody sees, or that stand for others. */
export function strangeCharacters({ text }: Written): Refusal | null {
  if (!text.isWellFormed() || hasHiddenCharacters(text.replaceAll(JOINERS, '')))
    return { why: 'it has characters that nobody sees', repair: REPAIR }
  // "Ω" and "µ" are signs; a word of two alphabets is a disguise.
  if (
    PRIVATE.test(text) ||
    ESCAPE.test(text) ||
    Array.from(text.matchAll(WORD)).some(([word]) => isMixed(word))
  )
    return { why: 'it has characters in disguise', repair: REPAIR }
  return null
}

function isMixed(word: string): boolean {
  return /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)
}
