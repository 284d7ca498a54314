import type { Block } from './markdown.ts'
import { sentencesOf } from './sentences.ts'

/** Characters; a passage is cut at the paragraph that would take it past this. */
export const LONG = 1_500
/** Characters; a list, table or code block stays whole up to this, for half of one helps nobody. */
const HUGE = 6_000

/** A block as one piece, or cut where it is too long for a passage: prose at sentences, all else at lines. */
export function cut(block: Block): string[] {
  if (block.kind === 'paragraph') return block.text.length <= LONG ? [block.text] : cutProse(block.text)
  return block.text.length <= HUGE ? [block.text] : cutLines(block.text)
}

function cutProse(text: string): string[] {
  const sentences = sentencesOf(text).flatMap((sentence) =>
    sentence.length <= LONG ? [sentence] : (sentence.match(/[\s\S]{1,1500}(?=\s|$)|[\s\S]{1,1500}/g) ?? []),
  )
  return gathered(sentences, ' ', LONG)
}

/** A table's parts each have its header, and a code block's parts each have its fence. */
function cutLines(text: string): string[] {
  const lines = text.split('\n')
  const fence = /^`{3,}/.exec(text)?.[0]
  const isTable = text.startsWith('| ')
  const head = lines.slice(0, fence !== undefined ? 1 : isTable ? 2 : 0)
  const foot = fence !== undefined ? [fence] : []
  // No reader wants a line this long; it is a drawing, a key or a program made small.
  const body = lines.slice(head.length, lines.length - foot.length).filter((line) => line.length <= HUGE / 2)
  return gathered(body, '\n', HUGE / 2).map((part) => [...head, part, ...foot].join('\n'))
}

function gathered(pieces: readonly string[], between: string, longest: number): string[] {
  const parts: string[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const piece of pieces) {
    length += between.length + piece.length
    if (length > longest) {
      parts.push([])
      length = piece.length
    }
    parts.at(-1)?.push(piece)
  }
  return parts.map((part) => part.join(between))
}
