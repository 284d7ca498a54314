import { cutQuote, foldLetters, type PlainText } from './plain-text.ts'

/** What a pattern says: in plain words for the owner, how sure (0 to 1), and what it looks for. */
export interface Rule {
  reason: string
  score: number
  pattern: RegExp
}

/** A rule that fired, with the customer's own words. */
export interface Finding {
  reason: string
  score: number
  quote: string | null
}

/** Builds a pattern from alternatives, their letters folded as messages are. */
export function oneOf(...sources: string[]): RegExp {
  // Joined letter by letter: folding a whole source would lower-case its escapes.
  const folded = sources.join('|').replace(/[^\0-\x7f]\p{M}*/gu, foldLetters)
  // Without the u flag: bounded gaps compile and run several times faster, and matches are cut by whole letters anyway.
  return new RegExp(folded, 'g')
}

/** Every rule that fires, the surest first. `text` is the plain text, or that text with parts blanked out. */
export function findAll(rules: readonly Rule[], plain: PlainText, text = plain.text): Finding[] {
  const findings: Finding[] = []
  for (const { reason, score, pattern } of rules) {
    const match = text.matchAll(pattern).next().value
    if (match === undefined) continue
    findings.push({ reason, score, quote: cutQuote(plain, match.index, match.index + match[0].length) })
  }
  return findings.sort((a, b) => b.score - a.score)
}

/** Blanks out what a pattern matches, keeping every place where it was. */
export function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found) => '.'.repeat(found.length))
}
