import { LONGEST_CONTENT } from './payload.ts'

const FENCE = '```'
const CLOSING = `\n${FENCE}`
/** The beginning of a block of code with its language, or the end of one. */
const FENCES = /```(?:([\w+.#-]{1,20})\n)?/g
/** No limit is taken for smaller than this: a fence that is closed and opened again needs the room. */
const SMALLEST = 200

/**
 * Cuts Discord's Markdown into pieces of at most `limit` characters (UTF-16): between paragraphs where it can, else
 * lines, sentences, words; never in a letter of several signs, an escape, nor a mention, a link, code or marked words of up to
 * three quarters of the limit. A fence that is cut is closed and opened again with its language. No word is lost; '' gives no piece.
 */
export function splitText(text: string, limit = LONGEST_CONTENT): string[] {
  const room = Math.max(limit, SMALLEST) - (text.includes(FENCE) ? CLOSING.length : 0)
  const pieces: string[] = []
  let rest = text
  while (rest.length > room) {
    const cut = findCut(rest, room)
    const head = rest.slice(0, cut)
    const open = openFence(head)
    if (!open) {
      pieces.push(head.trimEnd())
      rest = withoutBreak(rest.slice(cut))
    } else if (open.at > 0 && open.isEmpty) {
      // Nothing of the block has room here.
      pieces.push(head.slice(0, open.at).trimEnd())
      rest = rest.slice(open.at)
    } else {
      if (!open.isEmpty) pieces.push(head.trimEnd() + CLOSING)
      rest = reopened(withoutBreak(rest.slice(cut)), open.sign)
    }
  }
  pieces.push(openFence(rest) ? rest.trimEnd() + CLOSING : rest.trimEnd())
  return pieces.filter((piece) => piece.trim() !== '')
}

/** The first piece, at most `limit` characters long (200 at the least), with a sign where there was more. */
export function shortenText(text: string, limit: number): string {
  const [first = '', ...others] = splitText(text, text.length <= limit ? limit : limit - 2)
  return others.length === 0 ? first : `${first} …`
}

function withoutBreak(text: string): string {
  return text.replace(/^(?: +|\n+)/, '')
}

/** The block of code that is open at the end: where it begins, by what sign, and whether nothing is in it yet. */
function openFence(piece: string): { at: number; sign: string; isEmpty: boolean } | null {
  const fences = Array.from(piece.matchAll(FENCES))
  const last = fences.at(-1)
  if (!last || fences.length % 2 === 0) return null
  const [all, language = ''] = last
  const isEmpty = piece.slice(last.index + all.length).trim() === ''
  return { at: last.index, sign: `${FENCE}${language}\n`, isEmpty }
}

/** What follows a cut in a block of code. Where the block ends here anyway, its end was just written. */
function reopened(rest: string, sign: string): string {
  const end = /^\s*```/.exec(rest)
  if (end) return rest.slice(end[0].length).trimStart()
  return rest.trim() === '' ? '' : sign + rest
}

/** The end of one; the number of a list is none. */
const SENTENCE = /(?<!(?:^|\n)\s*\d{1,9})[.!?…。！？]["')\]]?\s(?=\S)/g

/** Where to cut, in (0, room]. */
function findCut(text: string, room: number): number {
  const half = Math.floor(room / 2)
  const longest = Math.floor(room * 0.75)
  const seen = text.slice(0, room + longest)
  const wholes = wholesIn(seen, longest)
  const end = wholeEnd(seen, wholes, room)
  // What must stay whole is covered, so that no space in it looks like a place to cut.
  const window = cover(seen, wholes).slice(0, end)
  if (text.startsWith('\n\n', end)) return end
  const paragraph = window.lastIndexOf('\n\n')
  if (paragraph >= half) return paragraph
  if (text[end] === '\n') return end
  const line = window.lastIndexOf('\n')
  if (line >= half) return line
  const sentence = Array.from(window.matchAll(SENTENCE), (found) => found.index + found[0].length).at(-1) ?? 0
  if (sentence >= half) return sentence
  if (text[end] === ' ') return end
  const space = window.lastIndexOf(' ')
  return Math.max(space, line) >= room / 4 ? Math.max(space, line) : end
}

type Whole = { from: number; to: number }

/** Fences, escapes, code, links, mentions, and words in bold, italics or struck out. */
const WHOLE =
  /```(?:[\w+.#-]{1,20}\n)?|\\.|`[^`\n]+`|\[(?:\\.|[^\\[\]\n])*\]\(<[^<>\s]*>\)|<[^<>\s]+>|\*\*(?:\\.|[^\\*\n])+\*\*|~~(?:\\.|[^\\~\n])+~~|_(?:\\.|[^\\_\n])+_/gsu

/** In their order; what is longer than `longest` is not kept whole, but what stands in it is. */
function wholesIn(text: string, longest: number): Whole[] {
  return Array.from(text.matchAll(WHOLE)).flatMap(({ index, 0: found }) => {
    if (found.length <= longest) return [{ from: index, to: index + found.length }]
    if (!/^[*_~]/.test(found)) return []
    const from = index + 1
    return wholesIn(found.slice(1), longest).map((whole) => ({
      from: from + whole.from,
      to: from + whole.to,
    }))
  })
}

function cover(text: string, wholes: Whole[]): string {
  let covered = ''
  for (const { from, to } of wholes) covered += text.slice(covered.length, from) + 'x'.repeat(to - from)
  return covered + text.slice(covered.length)
}

/** The last place up to `room` that is within nothing whole. */
function wholeEnd(text: string, wholes: Whole[], room: number): number {
  const whole = wholes.find(({ from, to }) => from < room && room < to)
  if (whole) return whole.from
  const letter = LETTERS.segment(text).containing(room)
  const end = letter && letter.index >= room / 2 ? letter.index : room
  const unit = text.charCodeAt(end)
  if (unit >= 0xdc00 && unit <= 0xdfff) return end - 1
  return isEscaped(text, end) ? end - 1 : end
}

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Whether an odd number of backslashes stands right before it: only the first of each two stands for itself. */
function isEscaped(text: string, at: number): boolean {
  let from = at
  while (from > 0 && text[from - 1] === '\\') from -= 1
  return (at - from) % 2 === 1
}
