import type { Token } from './tokens.ts'

const ROOM = 16_384

/** Hashed traits of one message: words first, then pieces of words. Lives on and is filled again for every message. */
export interface Traits {
  hashes: Uint32Array
  words: number
  size: number
}

export function createTraits(): Traits {
  return { hashes: new Uint32Array(ROOM), words: 0, size: 0 }
}

const WORD = 0x1b873593
const PAIR = 0x7feb352d
const GAP = 0x2c1b3c6d
const PIECE = 0x68e31da4
const FIRST = 0x5bd1e995

function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x9e3779b1)
  mixed ^= mixed >>> 15
  return Math.imul(mixed, 0x85ebca6b) ^ (mixed >>> 13)
}

export function hashWord(word: string, denied: boolean): number {
  let hash = denied ? 0x3c6ef372 : WORD
  for (let i = 0; i < word.length; i++) hash = mix(hash, word.charCodeAt(i))
  return hash
}

/** Fills in the traits of a message: words, pairs of neighbours, pairs with a gap, and pieces of three to five letters. */
export function fillTraits(traits: Traits, tokens: readonly Token[]): void {
  const { hashes } = traits
  let size = 0
  const add = (hash: number): void => {
    if (size < ROOM) hashes[size++] = hash
  }
  let last = FIRST
  let beforeLast = 0
  for (const token of tokens) {
    const bare = hashWord(token.text, false)
    add(token.denied ? hashWord(token.text, true) : bare)
    add(mix(mix(PAIR, last), bare))
    if (beforeLast !== 0) add(mix(mix(GAP, beforeLast), bare))
    beforeLast = last
    last = bare
  }
  add(mix(mix(PAIR, last), FIRST))
  traits.words = size
  for (const token of tokens) if (token.word) addPieces(token.text, add)
  traits.size = size
}

/** Pieces of a word with its edges marked; of a long one the first twenty letters. */
function addPieces(word: string, add: (hash: number) => void): void {
  const length = Math.min(word.length, 20) + 2
  if (length < 5) return
  const letter = (i: number) => (i === 0 ? 1 : i === length - 1 ? 2 : word.charCodeAt(i - 1))
  for (let start = 0; start + 3 <= length; start++) {
    let hash = mix(mix(mix(PIECE, letter(start)), letter(start + 1)), letter(start + 2))
    add(hash)
    if (start + 4 > length) continue
    hash = mix(hash, letter(start + 3))
    add(hash)
    if (start + 5 <= length) add(mix(hash, letter(start + 4)))
  }
}
