import type { Refusal } from './checked.ts'
import type { Written } from './written.ts'

const REFUSAL: Refusal = {
  why: 'it holds words that are encoded or garbled',
  repair:
    'Write ordinary words with ordinary spelling and spacing: no encodings, no puzzles, no symbols within words.',
}

const BLOB = /(?<![\w/+=-])(?=[\w+/=-]*[a-z])(?=[\w+/=-]*[A-Z])[A-Za-z0-9+/_-]{20,}={0,2}(?![\w/+=])/g
const BYTES =
  /(?:\b(?:0x|\\x|%)?[0-9a-f]{2}\b[ ,:]?){8,}|\b[0-9a-f]{16,}\b|(?:\b[01]{7,8}\b ?){3,}|(?:%[0-9a-f]{2}){4,}/i
const MORSE = /(?:[.\u00b7-]{1,6}[ /]+){6,}/
const SPACED = /(?<![\p{L}\p{N}])(?:\p{L}[ .,_*|-]{1,2}){7,}\p{L}(?![\p{L}\p{N}])/u
const INSIDE = /\p{L}[@&$#!|^~*=+<>{}[\]\\]+\p{L}/gu
const LEET = /(?<![\p{L}\p{N}-])(?=[\p{L}\d]*\p{L}\d+\p{L})[\p{L}\d]{4,}(?![\p{L}\p{N}-])/gu
const LONGEST_WORD = 38

/** Words that were turned into something that only a machine reads. What stands so in the pages may be said. */
export function encoded({ text, ground }: Written): Refusal | null {
  const known = [...ground.passages.map((passage) => passage.text), ...ground.facts].join('\n')
  const prose = text.replaceAll(/\]\([^)\s]*\)|https?:\/\/[^\s)>\]]*|(?<!\S)\S{1,100}@\S{1,200}/g, ' ')
  const odd = (pattern: RegExp, source: string) =>
    Array.from(source.matchAll(pattern), ([found]) => found).filter((found) => !known.includes(found))
  if (odd(BLOB, prose).length > 0) return REFUSAL
  if ([BYTES, MORSE, SPACED].some((pattern) => pattern.test(prose))) return REFUSAL
  const words = prose.replaceAll(/`[^`]*`/g, ' ')
  if (odd(INSIDE, words).length > 1 || odd(LEET, words).length > 1) return REFUSAL
  if (
    odd(
      new RegExp(String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]{${LONGEST_WORD},}`, 'gu'),
      words,
    ).length > 0
  )
    return REFUSAL
  const letters = (words.match(/\p{L}/gu) ?? []).length
  const signs = (words.match(/[^\p{L}\p{M}\p{N}\s.,;:!?'"()–—-]/gu) ?? []).length
  return words.trim().length > 20 && letters < signs * 2 ? REFUSAL : null
}
