import type { Token } from 'marked'
import {
  addressOf,
  inside,
  readFence,
  readSmall,
  startOf,
  textOf,
  wordsOf,
} from '../../src/small-markdown.ts'
import { escapeText, linkText } from './text-out.ts'

/**
 * Small Markdown as Slack's mrkdwn. Everything is escaped; only http and https links become links; raw HTML, images and
 * tables stay the text that they are. What is too long or too deep to be read comes back escaped and else as it is.
 */
export function toMrkdwn(text: string): string {
  const tokens = readSmall(text)
  return tokens ? blocks(tokens, { inner: false, bold: false }) : escapeText(text.toWellFormed())
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
      return code(readFence(token).text, scene)
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
  const start = startOf(token)
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
  const address = addressOf(token)
  return address === null ? escapeText(token.raw) : linkText(address, wordsOf(token))
}
