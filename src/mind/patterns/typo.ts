import type { PlainText } from './plain-text.ts'
import { sieve } from './prefilter.ts'

const WORDS = [
  'talk',
  'speak',
  'human',
  'person',
  'agent',
  'operator',
  'representative',
  'someone',
  'somebody',
  'manager',
  'supervisor',
  'customer',
  'contact',
  'assistant',
  'with',
  'service',
]
// Real words that stand one letter away and mean something else.
const REAL = new Set(
  'walk tale tall task tank tack take tale tax tark stalk balk chalk peak steak sneak speck spear bleak freak humane humid parson peron aget regent cogent urgent operate operated manage managed arent wish width witch wits fifth pith contract contacts assistance services persona personal personne humano'.split(
    ' ',
  ),
)
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

function misspell(word: string): string[] {
  const wrong: string[] = []
  for (let i = 0; i <= word.length; i++) {
    const head = word.slice(0, i)
    const rest = word.slice(i)
    if (word.length > 4) wrong.push(head + rest.slice(1))
    if (rest.length > 1) wrong.push(head + rest.charAt(1) + rest.charAt(0) + rest.slice(2))
    for (const letter of LETTERS) {
      wrong.push(head + letter + rest)
      if (rest !== '') wrong.push(head + letter + rest.slice(1))
    }
  }
  return wrong
}

const RIGHT = new Map<string, string>()
for (const word of WORDS) {
  for (const wrong of misspell(word)) if (!REAL.has(wrong)) RIGHT.set(wrong, word)
}
for (const word of WORDS) {
  RIGHT.delete(word)
  RIGHT.delete(`${word}s`)
}

/** Mends one wrong letter in the words by which people ask for a person. */
export function repairTypos(plain: PlainText): PlainText {
  let text = ''
  let done = 0
  const from: number[] = []
  const to: number[] = []
  for (const { 0: word, index } of plain.text.matchAll(/[a-z]{4,16}/g)) {
    const right = RIGHT.get(word)
    if (right === undefined) continue
    const end = index + word.length
    text += plain.text.slice(done, index) + right
    from.push(...plain.from.slice(done, index))
    to.push(...plain.to.slice(done, index))
    for (let i = 0; i < right.length; i++) {
      from.push(plain.from[index] ?? 0)
      to.push(plain.to[end - 1] ?? 0)
    }
    done = end
  }
  if (done === 0) return plain
  from.push(...plain.from.slice(done))
  to.push(...plain.to.slice(done))
  const whole = text + plain.text.slice(done)
  return { ...plain, text: whole, from, to, may: sieve.sift(whole) }
}
