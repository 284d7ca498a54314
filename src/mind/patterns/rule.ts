import { cutQuote, foldLetters, type PlainText } from './plain-text.ts'
import { sieve } from './prefilter.ts'

/** What a pattern says: in plain words for the owner, how sure (0 to 1), and what it looks for. */
export interface Rule {
  reason: string
  score: number
  pattern: Pattern
}

/** A rule that fired, with the customer's own words. */
export interface Finding {
  reason: string
  score: number
  quote: string | null
}

/** Several regular expressions as one; each runs only on texts that hold letters which it needs. */
export interface Pattern {
  parts: { id: number; regex: RegExp }[]
}

/** Builds a pattern from alternatives, their letters folded as messages are. */
export function oneOf(...sources: string[]): Pattern {
  const parts = sources.map((source) => {
    // Letter by letter: folding a whole source would lower-case its escapes.
    const folded = source.replace(/[^\0-\x7f]\p{M}*/gu, foldLetters)
    // Without the u flag: bounded gaps compile and run several times faster, and matches are cut by whole letters anyway.
    return { id: sieve.add(folded), regex: new RegExp(folded, 'g') }
  })
  return { parts }
}

/** Where a pattern first matches, and what. `may` is what the sieve said of this text or of one that held more. */
export function firstMatch(
  pattern: Pattern,
  text: string,
  may: Uint8Array,
): { index: number; text: string } | null {
  let first: { index: number; text: string } | null = null
  for (const { id, regex } of pattern.parts) {
    if (may[id] === 0) continue
    regex.lastIndex = 0
    const found = regex.exec(text)
    if (found !== null && (first === null || found.index < first.index))
      first = { index: found.index, text: found[0] }
  }
  return first
}

/** Whether a pattern matches a plain text. */
export function matches(pattern: Pattern, plain: PlainText): boolean {
  return firstMatch(pattern, plain.text, plain.may) !== null
}

/** Every rule that fires, the surest first. `text` is the plain text, or that text with parts blanked out. */
export function findAll(rules: readonly Rule[], plain: PlainText, text = plain.text): Finding[] {
  const findings: Finding[] = []
  for (const { reason, score, pattern } of rules) {
    const found = firstMatch(pattern, text, plain.may)
    if (found === null) continue
    findings.push({ reason, score, quote: cutQuote(plain, found.index, found.index + found.text.length) })
  }
  return findings.sort((a, b) => b.score - a.score)
}

/** Blanks out what a pattern matches, keeping every place where it was. */
export function blank(plain: PlainText, pattern: Pattern): string {
  let text = plain.text
  for (const { id, regex } of pattern.parts) {
    if (plain.may[id] === 0) continue
    text = text.replace(regex, (found) => '.'.repeat(found.length))
  }
  return text
}
