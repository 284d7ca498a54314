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
 * Small Markdown as Discord's. Text is escaped; only http and https links become links; raw HTML, images and tables stay
 * the text that they are. What is too long or too deep to be read comes back escaped and else as it is.
 */
export function toDiscord(text: string): string {
  const tokens = readSmall(text)
  return tokens ? blocks(tokens, { inner: false, signs: '' }) : escapeText(text.toWellFormed())
}

/** Longer code is escaped text, so that no cut through it can bring to life what stands in it. */
const LONGEST_CODE = 140

/** `inner`: in a list or a quote, where code has no block. `signs`: those that would end what is marked already. */
type Scene = { inner: boolean; signs: string }

function blocks(tokens: Token[], scene: Scene): string {
  const shown = tokens.map((token) => block(token, scene)).filter((words) => words.trim() !== '')
  return shown.join(scene.inner ? '\n' : '\n\n')
}

function block(token: Token, scene: Scene): string {
  switch (token.type) {
    case 'space':
      return ''
    case 'heading':
      return render(mark('**', token, scene))
    case 'paragraph':
    case 'text':
      return inline(token, scene)
    case 'blockquote':
      return quote(blocks(inside(token), { ...scene, inner: true }), scene)
    case 'list':
      return list(token, '', scene)
    case 'code':
      return code(token, scene)
    case 'hr':
      return '———'
    default:
      return escapeText(token.raw.trim())
  }
}

// Discord quotes one level deep.
function quote(words: string, { inner }: Scene): string {
  return inner ? words : prefix(words, '> ')
}

function prefix(words: string, sign: string): string {
  return words
    .split('\n')
    .map((line) => sign + line)
    .join('\n')
}

function code(token: Token, { inner }: Scene): string {
  const { language, text } = readFence(token)
  if (inner) return text.split('\n').map(codeSpan).join('\n')
  if (text.trim() === '') return ''
  return `\`\`\`${language}\n${text.replaceAll('```', "'''")}\n\`\`\``
}

function codeSpan(text: string): string {
  const line = text.replaceAll('\n', ' ')
  const isPlain = line.trim() === '' || line.includes('`') || line.length > LONGEST_CODE
  return isPlain ? escapeText(line) : `\`${line}\``
}

function list(token: Token, pad: string, scene: Scene): string {
  const start = startOf(token)
  const items = inside(token).map((item, index) => {
    const sign = start === null ? '-' : `${start + index}.`
    const deeper = pad + ' '.repeat(sign.length + 1)
    const lines = inside(item).map((child) => {
      if (child.type === 'list') return list(child, deeper, scene)
      if (child.type === 'checkbox') return ''
      return prefix(block(child, { ...scene, inner: true }), deeper)
    })
    const box = inside(item).find(({ type }) => type === 'checkbox')?.raw ?? ''
    const words = lines.filter((line) => line.trim() !== '').join('\n')
    return `${pad}${sign} ${escapeText(box)}${words.trimStart()}`
  })
  return items.join('\n')
}

function inline(token: Token, scene: Scene): string {
  return render(pieces(token, scene))
}

/** Words of ours as they are sent, or somebody's that are still to be escaped. */
type Piece = { words: string; isLiteral: boolean }

/** Literal words side by side are escaped as one: half of what comes alive may stand in each. */
function render(pieces: Piece[]): string {
  let shown = ''
  let run = ''
  for (const { words, isLiteral } of pieces) {
    if (isLiteral) run += words
    else {
      shown += escapeText(run) + words
      run = ''
    }
  }
  return shown + escapeText(run)
}

function pieces(token: Token, scene: Scene): Piece[] {
  const tokens = inside(token)
  if (tokens.length === 0) return literal(textOf(token))
  const all: Piece[] = []
  for (const [index, child] of tokens.entries()) {
    all.push(...span(child, scene, all.at(-1)?.words.at(-1) ?? '', tokens[index + 1]?.raw[0] ?? ''))
  }
  return all
}

function literal(words: string): Piece[] {
  return [{ words, isLiteral: true }]
}

function ours(words: string): Piece[] {
  return [{ words, isLiteral: false }]
}

function span(token: Token, scene: Scene, before: string, after: string): Piece[] {
  switch (token.type) {
    case 'strong':
      return mark('**', token, scene, before, after)
    case 'em':
      return mark('_', token, scene, before, after)
    case 'del':
      return mark('~~', token, scene, before, after)
    case 'codespan':
      return before === '`' ? literal(textOf(token)) : ours(codeSpan(textOf(token)))
    case 'br':
      return ours('\n')
    case 'link':
      return link(token)
    case 'text':
      return pieces(token, scene)
    case 'escape':
      return literal(textOf(token))
    default:
      return literal(token.raw)
  }
}

const LETTER = /[\p{L}\p{N}]/u
const SIGN = /[*_~]/

/** Marks each line by itself; where Discord would show the sign instead, the words go without it. */
function mark(sign: string, token: Token, scene: Scene, before = '', after = ''): Piece[] {
  const within = pieces(token, { ...scene, signs: scene.signs + sign })
  const words = render(within)
  const isWithin = sign === '_' && (LETTER.test(before) || LETTER.test(after))
  const isAmbiguous = SIGN.test(before) || SIGN.test(after) || scene.signs.includes(sign)
  const bare = words.replace(/\\./gs, '')
  if (isWithin || isAmbiguous || bare.includes(sign)) return within
  return ours(words.replace(/^([^\S\n]*)(\S(?:.*\S)?)/gm, `$1${sign}$2${sign}`))
}

function link(token: Token): Piece[] {
  const address = addressOf(token)
  return address === null ? literal(token.raw) : ours(linkText(address, wordsOf(token)))
}
