import type { Piece } from './quotable.ts'
import { piecesOf } from './quotable.ts'

/** The part of a passage that answers: its quotes in order, ready to be shown, and how much of the question it covers. */
export type Excerpt = { text: string; quotes: string[]; coverage: number }

/** Characters: what a customer reads in one go. A list or code block may be longer than a few sentences. */
const LONGEST_PROSE = 600
const LONGEST_BLOCK = 1_200
const MOST_SENTENCES = 3
/** A passage's first pieces; more than this only a list without end has. */
const MOST_PIECES = 120
/** Characters; a passage no longer than this is quoted whole, and a quote shorter than half of it goes on. */
const SHORT = 350

/**
 * Chooses the sentences, steps, rows or code of a passage that matter. `cover` says how much of the question (0 to 1)
 * pieces cover together with the passage's headings. Null where nothing short enough can be quoted.
 */
export function excerptOf(text: string, cover: (texts: readonly string[]) => number): Excerpt | null {
  const pieces = piecesOf(text).slice(0, MOST_PIECES)
  if (pieces.length > 0 && lengthOf(pieces) <= SHORT) return excerpt(pieces, cover)
  const windows = pieces.flatMap((_, start) => windowsFrom(pieces, start))
  const scored = windows.map((window) => ({ window, score: worth(window, pieces, cover) }))
  const best = scored.reduce<{ window: Piece[]; score: number } | null>(
    (top, next) => (top === null || next.score > top.score ? next : top),
    null,
  )
  if (best === null) return null
  return excerpt(continued(announced(begun(best.window, pieces), pieces), pieces), cover)
}

function excerpt(pieces: readonly Piece[], cover: (texts: readonly string[]) => number): Excerpt {
  const quotes = quotesOf(pieces)
  return { text: textOf(pieces), quotes, coverage: cover(quotes) }
}

/** Runs of one to three sentences, or a whole block where it is short; a long block item by item. */
function windowsFrom(pieces: readonly Piece[], start: number): Piece[][] {
  const first = pieces[start]
  if (first === undefined) return []
  const block = pieces.filter((piece) => piece.run === first.run)
  if (first.kind !== 'sentence') {
    const whole = lengthOf(block) <= LONGEST_BLOCK && block[0] === first ? [block] : []
    return [...whole, ...(lengthOf([first]) <= LONGEST_BLOCK && whole.length === 0 ? [[first]] : [])]
  }
  return [1, 2, MOST_SENTENCES]
    .map((count) => pieces.slice(start, start + count))
    .filter(
      (window, index) => window.length === index + 1 && window.every((piece) => piece.kind === 'sentence'),
    )
    .filter((window) => window.length === 1 || lengthOf(window) <= LONGEST_PROSE)
    .filter((window) => lengthOf(window) <= LONGEST_BLOCK)
}

/** Covering more of the question wins; then what stands earlier, for a page says the main thing first; then more of it. */
function worth(
  window: readonly Piece[],
  pieces: readonly Piece[],
  cover: (texts: readonly string[]) => number,
): number {
  const [first] = window
  const place = first === undefined ? 0 : pieces.indexOf(first)
  const size = first?.kind === 'sentence' ? window.length : MOST_SENTENCES
  const startsMidThought =
    first !== undefined &&
    /^(?:but|and|so|or|otherwise|then|it|they|this|these|that|also|however)\b/i.test(first.text)
  return cover(quotesOf(window)) - 0.03 * place + 0.02 * size - (startsMidThought && place > 0 ? 0.05 : 0)
}

/** A sentence from the middle of a short paragraph is quoted from the paragraph's beginning. */
function begun(window: Piece[], pieces: readonly Piece[]): Piece[] {
  const [first] = window
  const last = window.at(-1)
  if (first === undefined || last === undefined || first.kind !== 'sentence') return window
  const start = pieces.findIndex((piece) => piece.run === first.run)
  const longer = pieces.slice(start, pieces.indexOf(last) + 1)
  return longer.length <= MOST_SENTENCES && lengthOf(longer) <= LONGEST_PROSE ? longer : window
}

/** A few words or one short command seldom answer alone: what comes next is quoted too. */
function continued(window: Piece[], pieces: readonly Piece[]): Piece[] {
  const last = window.at(-1)
  if (last === undefined || lengthOf(window) >= SHORT / 2) return window
  const after = pieces[pieces.indexOf(last) + 1]
  if (after === undefined) return window
  const longer = [
    ...window,
    ...(after.kind === 'sentence' ? [after] : pieces.filter((piece) => piece.run === after.run)),
  ]
  return lengthOf(longer) <= LONGEST_BLOCK ? announced(longer, pieces) : window
}

/** What is announced ("as follows:") is quoted with its announcement, and the other way round. */
function announced(window: Piece[], pieces: readonly Piece[]): Piece[] {
  const [first] = window
  const last = window.at(-1)
  if (first === undefined || last === undefined) return window
  const before = pieces[pieces.indexOf(first) - 1]
  const after = pieces[pieces.indexOf(last) + 1]
  if (last.text.endsWith(':') && after !== undefined) {
    const block = after.kind === 'sentence' ? [after] : pieces.filter((piece) => piece.run === after.run)
    if (lengthOf([...window, ...block]) <= LONGEST_BLOCK) return [...window, ...block]
  }
  if (first.kind !== 'sentence' && before?.kind === 'sentence' && before.text.endsWith(':'))
    return [before, ...window]
  return window
}

function lengthOf(pieces: readonly Piece[]): number {
  return textOf(pieces).length
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.reduce((text, piece, index) => {
    const before = pieces[index - 1]
    const own = startsTable(piece, before) ? `${piece.head}\n${piece.text}` : piece.text
    if (before === undefined) return own
    const joint = before.run !== piece.run ? '\n\n' : piece.kind === 'sentence' ? ' ' : '\n'
    return text + joint + own
  }, '')
}

function quotesOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece, index) =>
    piece.head !== null && startsTable(piece, pieces[index - 1]) ? [piece.head, piece.text] : [piece.text],
  )
}

function startsTable(piece: Piece, before: Piece | undefined): boolean {
  return piece.head !== null && before?.run !== piece.run
}
