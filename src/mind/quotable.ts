import { Marked } from 'marked'
import { sentencesOf } from '../knowledge/sentences.ts'

/**
 * A piece of a passage that can be quoted by itself, word for word: a sentence, a list item, a table row, or a whole
 * code block. `run` numbers the block it stands in; `head` is what must be quoted with it (a table's header).
 */
export type Piece = {
  text: string
  run: number
  kind: 'sentence' | 'item' | 'row' | 'code'
  head: string | null
}

const marked = new Marked()

/** A passage's text cut into its pieces, in order. */
export function piecesOf(text: string): Piece[] {
  return marked.lexer(text).flatMap((token, run): Piece[] => {
    const raw = token.raw.trim()
    if (raw === '' || token.type === 'space' || token.type === 'def') return []
    if (token.type === 'code') return [{ text: raw, run, kind: 'code', head: null }]
    if (token.type === 'list')
      return itemsOf(raw).map((item) => ({ text: item, run, kind: 'item', head: null }))
    if (token.type === 'table') {
      const [header = '', rule = '', ...rows] = raw.split('\n')
      return rows.map((row) => ({ text: row, run, kind: 'row', head: `${header}\n${rule}` }))
    }
    return sentencesOf(raw).map((sentence) => ({ text: sentence, run, kind: 'sentence', head: null }))
  })
}

/** The outermost items, each with what stands under it. */
function itemsOf(list: string): string[] {
  return list
    .split(/\n+(?=(?:[-*+]|\d{1,9}[.)])\s)/)
    .map((item) => item.trimEnd())
    .filter((item) => item !== '')
}
