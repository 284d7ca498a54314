import { sieve } from './prefilter.ts'

/** A message made plain for matching, each of its letters knowing where in the original it came from. */
export interface PlainText {
  original: string
  /** Lower case, no accents, no hidden characters, single spaces, straight apostrophes. */
  text: string
  /** As `text`, but with case and accents: for libraries that look at them. */
  shown: string
  from: number[]
  to: number[]
  /** What the sieve says of `text`: which patterns can match it. */
  may: Uint8Array
}

const HEAD = 4000
const TAIL = 1000
const QUOTE = 160

// A message may be a megabyte; what people want stands at its ends.
const PIECE = /(\s+)|(\u001b\[[\d;]{0,20}[A-Za-z]|[\p{Cc}\p{Cf}\p{Cs}\p{DI}])|(.\p{M}*)/suy
const HIDDEN = /\p{DI}+/gu
// Latin, Greek and Cyrillic accents and Arabic vowel signs, which people leave out as they please.
const ACCENTS = /[\u0300-\u036f\u0640\u064b-\u0655]+/g
const ALIKE: Record<string, string> = {
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  ł: 'l',
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ى: 'ي',
  ة: 'ه',
}

/** Folds letters to their plainest form. Patterns go through it as well, so they may be written naturally. */
export function foldLetters(letters: string): string {
  const like = ALIKE[letters]
  if (like !== undefined) return like
  const bare = letters
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(HIDDEN, '')
    .normalize('NFKC')
  return ALIKE[bare] ?? bare
}

/** Makes a message plain. Looks at the first 4,000 and the last 1,000 characters only. */
export function makePlain(original: string): PlainText {
  const from: number[] = []
  const to: number[] = []
  let text = ''
  let shown = ''
  const add = (letters: string, start: number, end: number): void => {
    for (let i = 0; i < letters.length; i++) {
      from.push(start)
      to.push(end)
    }
    text += letters
  }
  const addLetter = (letters: string, start: number, end: number): void => {
    // "sooooo" and "humannnn" say no more than "soo" and "humann".
    const last = text.length - 1
    if (letters.length === 1 && letters >= 'a' && letters <= 'z') {
      if (text.charAt(last) === letters && text.charAt(last - 1) === letters) return
    }
    add(letters, start, end)
  }
  const parts = original.length <= HEAD + TAIL ? [0] : [0, original.length - TAIL]
  for (const begin of parts) {
    const part = parts.length === 1 ? original : original.slice(begin, begin === 0 ? HEAD : undefined)
    if (begin > 0) add('.', begin, begin)
    // Most of what is written is plain ASCII: that goes letter by letter, whatever else by the pattern.
    let i = 0
    while (i < part.length) {
      const code = part.charCodeAt(i)
      if (code >= 32 && code < 127 && code !== 96 && !(part.charCodeAt(i + 1) >= 128)) {
        const start = begin + i++
        const letter = part.charAt(i - 1)
        shown += letter
        if (code === 32) {
          if (text !== '' && !text.endsWith(' ')) add(' ', start, start + 1)
        } else addLetter(code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : letter, start, start + 1)
        continue
      }
      PIECE.lastIndex = i
      const match = PIECE.exec(part)
      if (match === null) break
      const [piece, space, hidden] = match
      const start = begin + i
      i += piece.length
      if (hidden !== undefined) continue
      if (space !== undefined) {
        shown += ' '
        if (text !== '' && !text.endsWith(' ')) add(' ', start, start + piece.length)
        continue
      }
      shown += piece.replace(HIDDEN, '').normalize('NFKC')
      addLetter(foldLetters(piece), start, start + piece.length)
    }
  }
  return { original, text, shown, from, to, may: sieve.sift(text) }
}

/** Cuts the sentence around a match out of the original, or only the match where the sentence is long. */
export function cutQuote(plain: PlainText, start: number, end: number): string | null {
  const { original } = plain
  const first = plain.from[start]
  const last = plain.to[end - 1]
  if (first === undefined || last === undefined) return null
  let from = first
  let to = last
  while (from > 0 && first - from < QUOTE && !/[.!?\n]/.test(original.charAt(from - 1))) from--
  while (to < original.length && to - last < QUOTE && !/[.!?\n]/.test(original.charAt(to))) to++
  const sentence = original.slice(from, to).trim()
  const quote =
    sentence.length <= QUOTE ? sentence : original.slice(first, Math.min(last, first + 2 * QUOTE - 20)).trim()
  // A broken character or a NUL cannot be stored, and a quote that is not verbatim is no quote.
  return quote !== '' && quote.isWellFormed() && !quote.includes('\0') ? quote : null
}
