import type { Token } from 'marked'
import { Lexer } from 'marked'

/** Characters of running text read at once: some of marked's patterns take a time that grows with its square. */
const AT_ONCE = 4_000
/** Milliseconds; real pages take a few. Past this a page is no page, and customers are waiting. */
const LONGEST_READING = 1_500

/** Markdown's tokens. Throws where a page is made so that reading it would not end soon. */
export function tokensOf(source: string): Token[] {
  const deadline = performance.now() + LONGEST_READING
  const lexer = new Lexer()
  lexer.blockTokens(source, lexer.tokens)
  // The queue grows while it is worked off, as a quotation's paragraphs do.
  for (const { src, tokens } of lexer.inlineQueue) {
    for (const part of partsOf(src)) {
      if (performance.now() > deadline) throw new Error('it takes too long to read')
      lexer.inlineTokens(part, tokens)
    }
  }
  return lexer.tokens
}

function partsOf(text: string): string[] {
  if (text.length <= AT_ONCE) return [text]
  return text.match(new RegExp(`[\\s\\S]{1,${AT_ONCE}}(?:\\s|$)|[\\s\\S]{1,${AT_ONCE}}`, 'g')) ?? []
}
