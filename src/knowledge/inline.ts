import type { MarkedToken, Token } from 'marked'
import { isHidden } from './hidden.ts'

/** Follows raw HTML tags through a page and knows whether what stands now is inside a hidden element. */
export type Veil = { readonly hides: boolean; see(html: string): void }

const TAG = /<(\/?)([a-z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const NEVER_READ = new Set('script style template noscript svg iframe object form nav head title'.split(' '))

/** A veil that hides nothing yet; see `Veil`. */
export function createVeil(): Veil {
  let element: string | null = null
  let depth = 0
  return {
    get hides() {
      return depth > 0
    },
    see(html) {
      for (const [, closing, tag = '', attributes = ''] of withoutComments(html).matchAll(TAG)) {
        const name = tag.toLowerCase()
        if (VOID.has(name)) continue
        if (depth > 0) {
          if (name === element) depth += closing ? -1 : 1
        } else if (!closing && (NEVER_READ.has(name) || hidesItself(attributes))) {
          element = name
          depth = 1
        }
      }
    },
  }
}

function withoutComments(html: string): string {
  return html
    .split('-->')
    .map((part) => part.split('<!--', 1)[0] ?? '')
    .join('')
}

function hidesItself(attributes: string): boolean {
  const value = (name: string) => {
    const match = new RegExp(
      `(?:^|\\s)${name}(?:\\s*=\\s*("[^"]*"|'[^']*'|[^\\s"']+)|(?=\\s|/|$))`,
      'i',
    ).exec(attributes)
    return match === null ? null : (match[1] ?? '').replaceAll(/^["']|["']$/g, '')
  }
  return isHidden({ hidden: value('hidden'), ariaHidden: value('aria-hidden'), style: value('style') })
}

/** Inline Markdown again: words, emphasis, code and http(s) links. Pictures, raw HTML and other links are left out. */
export function inlineText(tokens: readonly Token[], veil: Veil): string {
  return tokens.map((token) => pieceOf(known(token), veil)).join('')
}

/** The words alone, for headings. */
export function plainText(tokens: readonly Token[], veil: Veil): string {
  const words = tokens.map((token) => {
    const piece = known(token)
    if (piece.type === 'codespan' && !veil.hides) return piece.text
    if (piece.type === 'image' || piece.type === 'html') return pieceOf(piece, veil)
    if ('tokens' in piece && piece.tokens !== undefined) return plainText(piece.tokens, veil)
    return pieceOf(piece, veil).replaceAll(/\\(.)/g, '$1')
  })
  return words.join('').replaceAll(/\s+/g, ' ').trim()
}

/** No extension of marked is installed, so every token is one of its own kinds. */
export function known(token: Token): MarkedToken {
  return token as MarkedToken
}

function pieceOf(token: MarkedToken, veil: Veil): string {
  if (token.type === 'html') {
    veil.see(token.raw)
    return ''
  }
  if (veil.hides || token.type === 'image' || token.type === 'checkbox') return ''
  if (token.type === 'br') return '\n'
  if (token.type === 'escape') return /[\\`*_[\]<>|~#]/.test(token.text) ? token.raw : token.text
  if (token.type === 'codespan') return token.raw
  if (token.type === 'link') return linkOf(inlineText(token.tokens, veil), token.href)
  if (token.type === 'strong') return wrap('**', inlineText(token.tokens, veil))
  if (token.type === 'em') return wrap('_', inlineText(token.tokens, veil))
  if (token.type === 'del') return wrap('~~', inlineText(token.tokens, veil))
  if (token.type === 'text' && token.tokens !== undefined) return inlineText(token.tokens, veil)
  return decodeEntities(token.raw)
}

function wrap(mark: string, text: string): string {
  return text.trim() === '' ? text : `${mark}${text}${mark}`
}

function linkOf(words: string, href: string): string {
  if (words.trim() === '' || !/^https?:\/\//i.test(href) || !URL.canParse(href)) return words
  const address = new URL(href).href.replaceAll('(', '%28').replaceAll(')', '%29')
  return words === href || `${words}/` === address ? address : `[${words}](${address})`
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '\\<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** A customer's chat shows `&amp;` as it stands. A decoded `<` stays a character and never becomes a tag. */
function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    if (code > 0x10ffff) return ''
    return code === 0x3c ? '\\<' : String.fromCodePoint(code)
  })
}
