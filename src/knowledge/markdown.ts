import type { Token, Tokens } from 'marked'
import type { Veil } from './inline.ts'
import { createVeil, inlineText, known, plainText } from './inline.ts'
import { tokensOf } from './lexing.ts'

/** What stands under one heading: the headings that lead to it, outermost first, and its blocks as Markdown. */
export type Section = { headings: string[]; blocks: Block[] }

/** A paragraph may be cut at a sentence; anything else (list, table, code, quotation) stays whole. */
export type Block = { kind: 'paragraph' | 'whole'; text: string }

/**
 * Reads Markdown into sections by heading. Raw HTML, comments, hidden elements and pictures are left out; links other
 * than http(s) become their words.
 */
export function readMarkdown(source: string): Section[] {
  const veil = createVeil()
  let path: { depth: number; text: string }[] = []
  let section: Section = { headings: [], blocks: [] }
  const sections = [section]

  for (const token of tokensOf(source)) {
    const block = known(token)
    if (block.type === 'heading') {
      const text = plainText(block.tokens, veil)
      if (text === '') continue
      path = [...path.filter((above) => above.depth < block.depth), { depth: block.depth, text }]
      section = { headings: path.map((heading) => heading.text), blocks: [] }
      sections.push(section)
    } else {
      const text = blockText(token, veil)
      if (text.trim() === '') continue
      section.blocks.push({ kind: block.type === 'paragraph' ? 'paragraph' : 'whole', text })
    }
  }
  return sections
}

function blockText(token: Token, veil: Veil): string {
  const block = known(token)
  if (block.type === 'html') {
    veil.see(block.raw)
    return ''
  }
  if (block.type === 'list') return isContents(block.items) ? '' : listText(block, veil)
  if (block.type === 'table') return tableText(block, veil)
  if (block.type === 'blockquote') return indent(blocksText(block.tokens, '\n\n', veil), '> ', '> ')
  if (block.type === 'paragraph' || block.type === 'text')
    return inlineText(block.tokens ?? [block], veil).trim()
  if (block.type === 'code' && !veil.hides) return codeText(block)
  return ''
}

function blocksText(tokens: readonly Token[], between: string, veil: Veil): string {
  return tokens
    .map((token) => blockText(token, veil))
    .filter((text) => text.trim() !== '')
    .join(between)
}

/** A list of nothing but links within the page says nothing: it is the page's table of contents. */
function isContents(tokens: readonly Token[]): boolean {
  return tokens.every((token) => {
    const piece = known(token)
    if (piece.type === 'link') return piece.href.startsWith('#')
    if (piece.type === 'list') return isContents(piece.items)
    if ('tokens' in piece && piece.tokens !== undefined) return isContents(piece.tokens)
    return piece.type === 'space' || (piece.type === 'text' && piece.text.trim() === '')
  })
}

function listText(list: Tokens.List, veil: Veil): string {
  const first = typeof list.start === 'number' ? list.start : 1
  return list.items
    .map((item, index) => ({ mark: list.ordered ? `${first + index}. ` : '- ', item }))
    .map(({ mark, item }) => ({ mark, text: blocksText(item.tokens, item.loose ? '\n\n' : '\n', veil) }))
    .filter(({ text }) => text !== '')
    .map(({ mark, text }) => indent(text, mark, ' '.repeat(mark.length)))
    .join('\n')
}

function tableText(table: Tokens.Table, veil: Veil): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const cell = ({ tokens }: Tokens.TableCell) =>
    inlineText(tokens, veil)
      .replaceAll('\n', ' ')
      .replaceAll(/(?<!\\)\|/g, '\\|')
      .trim()
  const rows = table.rows.map((row) => row.map(cell)).filter((row) => row.some((text) => text !== ''))
  const header = table.header.map(cell)
  if (rows.length === 0 && header.every((text) => text === '')) return ''
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}

function codeText(code: Tokens.Code): string {
  if (code.text.trim() === '') return ''
  const longest = Math.max(2, ...Array.from(code.text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${/^[\w+-]*/.exec(code.lang ?? '')?.[0] ?? ''}\n${code.text}\n${fence}`
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first : line === '' ? rest.trimEnd() : rest) + line)
    .join('\n')
}
