import type { PlainText } from '../patterns/plain-text.ts'

/** A word or a sign of a message. `start` and `end` are places in the plain text. */
export interface Token {
  text: string
  start: number
  end: number
  /** Letters or digits, not punctuation or an emoji. */
  word: boolean
  /** Within three words of a "not", the same clause. */
  denied: boolean
  /** Written in capitals, two letters at least. */
  loud: boolean
}

const MOST = 1200
const DENIED_FOR = 3
const DENIERS = new Set(
  'not no never none nobody nothing neither nor without hardly barely cannot cant wont dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt wouldnt couldnt shouldnt aint nt dnt'.split(
    ' ',
  ),
)
const SIGN = /[:;=8][-'^]?[()dpo/\\|\]@*]|<3|\p{Extended_Pictographic}|[!?]/uy

function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    code === 39 ||
    (code >= 0xaa && code < 0x2000 && code !== 0xab && code !== 0xbb && code !== 0xbf && code !== 0xd7) ||
    (code >= 0x2c00 && code < 0xd800 && !(code >= 0x3000 && code < 0x3040)) ||
    (code >= 0xf900 && code < 0xfe00)
  )
}

/** Cuts a plain text into words and telling signs; looks at the first 1,200. */
export function tokensOf(plain: PlainText): Token[] {
  const { text } = plain
  const tokens: Token[] = []
  let denied = 0
  let i = 0
  while (i < text.length && tokens.length < MOST) {
    const code = text.charCodeAt(i)
    if (code === 32) {
      i++
      continue
    }
    if (code === 64 && isWordCode(text.charCodeAt(i + 1))) {
      const end = endOfWord(text, i + 1, true)
      tokens.push({ text: '@', start: i, end, word: false, denied: false, loud: false })
      i = end
      continue
    }
    if (isWordCode(code)) {
      const address = code === 104 || code === 119 ? /(?:https?:\/\/|www\.)\S+/y : null
      if (address !== null) {
        address.lastIndex = i
        const found = address.exec(text)
        if (found !== null) {
          tokens.push({
            text: 'url',
            start: i,
            end: i + found[0].length,
            word: false,
            denied: false,
            loud: false,
          })
          i += found[0].length
          continue
        }
      }
      const end = endOfWord(text, i, false)
      const word = plainWord(text.slice(i, end))
      if (word !== '') {
        tokens.push({
          text: word,
          start: i,
          end,
          word: true,
          denied: denied > 0,
          loud: isLoud(plain, i, end),
        })
        denied = DENIERS.has(word) ? DENIED_FOR : denied - 1
      }
      i = end
      continue
    }
    if (code === 44 || code === 46 || code === 59 || code === 10) denied = 0
    SIGN.lastIndex = i
    const sign = SIGN.exec(text)?.[0]
    if (sign !== undefined) {
      if (sign === '!' || sign === '?') denied = 0
      tokens.push({ text: sign, start: i, end: i + sign.length, word: false, denied: false, loud: false })
    }
    i += sign?.length ?? 1
  }
  return tokens
}

function endOfWord(text: string, start: number, handle: boolean): number {
  let end = start
  while (end < text.length && end - start < 64) {
    const code = text.charCodeAt(end)
    if (!isWordCode(code) && !(handle && code === 95)) break
    end++
  }
  return end
}

/** Without apostrophes; a number says only how long it is. */
function plainWord(word: string): string {
  const bare = word.includes("'") ? word.replaceAll("'", '') : word
  const first = bare.charCodeAt(0)
  const last = bare.charCodeAt(bare.length - 1)
  if (first >= 48 && first <= 57) {
    if (last >= 48 && last <= 57) return bare.length > 4 ? '00000' : '00000'.slice(0, bare.length)
    return bare.replace(/\d+/g, '0')
  }
  return bare
}

function isLoud(plain: PlainText, start: number, end: number): boolean {
  if (end - start < 2) return false
  for (let i = start; i < Math.min(end, start + 4); i++) {
    const code = plain.original.charCodeAt(plain.from[i] ?? 0)
    if (code < 65 || code > 90) return false
  }
  return true
}
