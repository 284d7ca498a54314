import { Marked, type Token } from 'marked'
import { readFence } from '../../src/fence.ts'

const markdown = new Marked({ gfm: true, breaks: true })

/** Text that Slack takes literally: nothing in it mentions, links or calls anybody. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** One line of literal text in bold. A sign in it that would end the bold, or begin code, is left out. */
export function boldText(text: string): string {
  const words = escapeText(text.replace(/[*`]/g, '').replace(/\s+/g, ' ').trim())
  return words === '' ? '' : `*${words}*`
}

/** Literal words that lead to an address where it is one of the web, and that stand alone where it is not. */
export function linkText(address: string | null, words: string): string {
  const label = words.replace(/\s+/g, ' ').trim()
  if (!address || !isWebAddress(address)) return escapeText(label)
  const target = escapeText(address.replace(/[\s|<>"`\\^{}\p{Cc}]/gu, encodeURIComponent))
  const isBare = label === '' || label === address
  const shown = isBare ? `<${target}>` : `<${target}|${escapeText(label).replaceAll('|', '/')}>`
  if (shown.length <= LONGEST_LINK) return shown
  return escapeText(isBare ? address : `${label} (${address})`)
}

/**
 * Small Markdown as Slack's mrkdwn. Everything is escaped; only http and https links become links; raw HTML, images and
 * tables stay the text that they are. What is too long or too deep to be read comes back escaped and else as it is.
 */
export function toMrkdwn(text: string): string {
  const tokens = read(text)
  return tokens ? blocks(tokens, { inner: false, bold: false }) : escapeText(text.toWellFormed())
}

/** Some patterns cost the reader the square of their length. */
const LONGEST_MARKDOWN = 10_000
const DEEPEST = 40
/** A longer link stays text, so that no piece of a message is too small for a whole one. */
const LONGEST_LINK = 1_000

function read(text: string): Token[] | null {
  if (text.length > LONGEST_MARKDOWN) return null
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

function inside(token: Token): Token[] {
  if (token.type === 'list' && 'items' in token && Array.isArray(token.items)) return token.items
  return 'tokens' in token && token.tokens ? token.tokens : []
}

/** `inner`: in a list or a quote, where Slack knows no block. `bold`: in bold, where more bold would end it. */
type Scene = { inner: boolean; bold: boolean }

function blocks(tokens: Token[], scene: Scene): string {
  const shown = tokens.map((token) => block(token, scene)).filter((words) => words !== '')
  return shown.join(scene.inner ? '\n' : '\n\n')
}

function block(token: Token, scene: Scene): string {
  switch (token.type) {
    case 'space':
      return ''
    case 'heading':
      return mark('*', inline(token, { ...scene, bold: true }))
    case 'paragraph':
    case 'text':
      return inline(token, scene)
    case 'blockquote':
      return quote(blocks(inside(token), { ...scene, inner: true }), scene)
    case 'list':
      return list(token, 0, scene)
    case 'code':
      return code(readFence('lang' in token ? String(token.lang ?? '') : '', textOf(token)).text, scene)
    case 'hr':
      return '———'
    default:
      return escapeText(token.raw.trim())
  }
}

// Slack quotes one level deep.
function quote(words: string, { inner }: Scene): string {
  return inner ? words : prefix(words, '> ')
}

function prefix(words: string, sign: string): string {
  return words
    .split('\n')
    .map((line) => (line.startsWith(sign) ? line : sign + line))
    .join('\n')
}

function code(text: string, { inner }: Scene): string {
  if (inner) return text.split('\n').map(codeSpan).join('\n')
  return `\`\`\`\n${escapeText(text.replaceAll('```', "'''"))}\n\`\`\``
}

function codeSpan(text: string): string {
  const line = text.replaceAll('\n', ' ')
  return line.trim() === '' || line.includes('`') ? escapeText(line) : `\`${escapeText(line)}\``
}

const BULLETS = ['•', '◦', '▪']

function list(token: Token, level: number, scene: Scene): string {
  const start = 'ordered' in token && token.ordered ? Number(token.start) || 1 : null
  const pad = '    '.repeat(level)
  const items = inside(token).map((item, index) => {
    const sign = start === null ? BULLETS[Math.min(level, 2)] : `${start + index}.`
    const box = inside(item).find(({ type }) => type === 'checkbox')?.raw ?? ''
    const lines = inside(item).map((child) => {
      if (child.type === 'list') return list(child, level + 1, scene)
      if (child.type === 'checkbox') return ''
      return prefix(block(child, { ...scene, inner: true }), `${pad}  `)
    })
    const words = lines.filter((line) => line.trim() !== '').join('\n')
    return `${pad}${sign} ${box}${words.trimStart()}`
  })
  return items.join('\n')
}

function inline(token: Token, scene: Scene): string {
  const tokens = inside(token)
  if (tokens.length === 0) return escapeText(textOf(token))
  let shown = ''
  for (const [index, child] of tokens.entries()) {
    shown += span(child, scene, shown.at(-1) ?? '', tokens[index + 1]?.raw[0] ?? '')
  }
  return shown
}

function span(token: Token, scene: Scene, before: string, after: string): string {
  switch (token.type) {
    case 'strong': {
      const words = inline(token, { ...scene, bold: true })
      return scene.bold ? words : mark('*', words, before, after)
    }
    case 'em':
      return mark('_', inline(token, scene), before, after)
    case 'del':
      return mark('~', inline(token, scene), before, after)
    case 'codespan':
      return codeSpan(textOf(token))
    case 'br':
      return '\n'
    case 'link':
      return link(token)
    case 'text':
      return inline(token, scene)
    case 'escape':
      return escapeText(textOf(token))
    default:
      return escapeText(token.raw)
  }
}

const LETTER = /[\p{L}\p{N}_]/u

/** Slack marks whole words of one line only; where it would show the sign instead, the words go without it. */
function mark(sign: string, words: string, before = '', after = ''): string {
  const lines = words.split('\n')
  if (LETTER.test(before) || LETTER.test(after) || words.includes(sign)) return words
  return lines.map((line) => (line.trim() === '' ? line : markLine(sign, line))).join('\n')
}

function markLine(sign: string, line: string): string {
  const words = line.trim()
  const [lead, trail] = line.split(words)
  return `${lead}${sign}${words}${sign}${trail}`
}

function link(token: Token): string {
  const address = 'href' in token && typeof token.href === 'string' ? token.href : ''
  return isWebAddress(address) ? linkText(address, plain(token)) : escapeText(token.raw)
}

function isWebAddress(address: string): boolean {
  return /^https?:\/\/./i.test(address) && URL.canParse(address)
}

function plain(token: Token): string {
  const tokens = inside(token)
  return tokens.length > 0 && token.type !== 'image' ? tokens.map(plain).join('') : textOf(token)
}

function textOf(token: Token): string {
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw
}
