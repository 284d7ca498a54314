import { Marked, type Token } from 'marked'

const markdown = new Marked({ gfm: true, breaks: true })

/** Some patterns cost the reader the square of their length. */
const LONGEST = 10_000
const DEEPEST = 40
const LANGUAGE = /^[\w+.#-]{1,20}$/

/** Small Markdown, as the core writes it; null for what is too long or too deep, which is shown as it was written. */
export function readSmall(text: string): Token[] | null {
  if (text.length > LONGEST) return null
  // Text that nests a thousand deep can exhaust the reader.
  try {
    const tokens = markdown.lexer(text.toWellFormed())
    return depth(tokens) <= DEEPEST ? tokens : null
  } catch {
    return null
  }
}

function depth(tokens: Token[]): number {
  return tokens.reduce((deepest, token) => Math.max(deepest, 1 + depth(inside(token))), 0)
}

/** The tokens that a token holds; a list's are its items. */
export function inside(token: Token): Token[] {
  if (token.type === 'list' && 'items' in token && Array.isArray(token.items)) return token.items
  return 'tokens' in token && token.tokens ? token.tokens : []
}

/** A token's own text, or else what was written. */
export function textOf(token: Token): string {
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw
}

/** A token's words without any marks; an image stays as it was written. */
export function wordsOf(token: Token): string {
  const tokens = inside(token)
  return tokens.length > 0 && token.type !== 'image' ? tokens.map(wordsOf).join('') : textOf(token)
}

/** The number that a list begins with; null where it has bullets. */
export function startOf(list: Token): number | null {
  return 'ordered' in list && list.ordered ? Number(list.start) || 1 : null
}

/** Where a link or a picture leads; null where that is not the web. */
export function addressOf(token: Token): string | null {
  const address = 'href' in token && typeof token.href === 'string' ? token.href : ''
  return isWebAddress(address) ? address : null
}

/** Whether an address is one of the web, to which we may lead. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address)
}

/**
 * What a fenced block of code holds. What stands behind the opening fence is a language's name if it is one word; more
 * words are somebody's words and belong to the text, or they would vanish.
 */
export function readFence(token: Token): { language: string; text: string } {
  const text = textOf(token)
  const behind = 'lang' in token ? String(token.lang ?? '').trim() : ''
  const isLanguage = LANGUAGE.test(behind) && text.trim() !== ''
  if (behind === '' || isLanguage) return { language: behind, text }
  return { language: '', text: text === '' ? behind : `${behind}\n${text}` }
}
