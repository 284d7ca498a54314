/** Which letters a pattern cannot match without: at least one of `any` stands in every match. null: nothing is known. */
type Need = string[] | null

/**
 * What a piece of a pattern matches: what ends in exactly one of `exact` (null: too many to list), and what it needs
 * besides. `whole`: it is one of `exact` and nothing more.
 */
interface Piece {
  exact: string[] | null
  whole: boolean
  need: Need
}

const MOST = 48
const NOTHING: Piece = { exact: [''], whole: true, need: null }
const ANYTHING: Piece = { exact: null, whole: false, need: null }

/** The literals of which every match of a pattern holds at least one; null where none can be told. */
export function literalsOf(source: string): Need {
  return new PatternReader(source).read()
}

/** Longer literals are rarer; of sets as long the smaller one is better. */
function worth(need: Need): number {
  if (need === null || need.length === 0) return 0
  const shortest = Math.min(...need.map((word) => (/[^\0-\x7f]/.test(word) ? word.length * 3 : word.length)))
  return shortest < 2 ? 0 : shortest - need.length / 500
}

function better(a: Need, b: Need): Need {
  return worth(a) >= worth(b) ? a : b
}

function join(a: Piece, b: Piece): Piece {
  if (a.exact !== null && b.exact !== null && b.whole && a.exact.length * b.exact.length <= MOST) {
    const exact = a.exact.flatMap((head) => (b.exact ?? []).map((tail) => head + tail))
    return { exact, whole: a.whole, need: a.need }
  }
  return { exact: b.exact, whole: false, need: better(better(a.need, a.exact), b.need) }
}

function either(pieces: Piece[]): Piece {
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined) return only
  const exact = pieces.flatMap((piece) => piece.exact ?? [])
  if (pieces.every((piece) => piece.whole) && exact.length <= MOST) return { exact, whole: true, need: null }
  const needs = pieces.map((piece) => better(piece.need, piece.exact))
  const need = needs.every((one) => worth(one) > 0) ? needs.flatMap((one) => one ?? []) : null
  return { exact: null, whole: false, need }
}

/** Reads the kinds of regular expressions that `oneOf` builds. What it does not know it takes for "anything". */
class PatternReader {
  private at = 0
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  read(): Need {
    const piece = this.alternatives()
    const need = better(piece.need, piece.exact)
    return this.at === this.source.length && worth(need) > 0 ? [...new Set(need)] : null
  }

  private alternatives(): Piece {
    const pieces = [this.sequence()]
    while (this.source[this.at] === '|') {
      this.at++
      pieces.push(this.sequence())
    }
    return either(pieces)
  }

  private sequence(): Piece {
    let whole = NOTHING
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) {
      whole = join(whole, this.repeated(this.one()))
    }
    return whole
  }

  private repeated(piece: Piece): Piece {
    const found = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(this.source.slice(this.at, this.at + 12))
    if (found === null) return piece
    this.at += found[0].length
    if (found[0].startsWith('?')) return either([piece, NOTHING])
    const least = found[0].startsWith('+') ? 1 : Number(found[1] ?? 0)
    return least === 0 ? ANYTHING : { ...ANYTHING, need: better(piece.need, piece.exact) }
  }

  private one(): Piece {
    const sign = this.source.charAt(this.at++)
    if (sign === '(') return this.group()
    if (sign === '[') return this.letterClass()
    if (sign === '.') return ANYTHING
    if (sign === '^' || sign === '$') return NOTHING
    if (sign !== '\\') return { exact: [sign], whole: true, need: null }
    const escaped = this.source.charAt(this.at++)
    if (escaped === 'b' || escaped === 'B') return NOTHING
    if (escaped === 'u' || escaped === 'x' || escaped === 'p') throw new Error(`\\${escaped} in a pattern`)
    return /[a-zA-Z0-9]/.test(escaped) ? ANYTHING : { exact: [escaped], whole: true, need: null }
  }

  private group(): Piece {
    const kind = /^\?(?:[:=!]|<[=!])/.exec(this.source.slice(this.at, this.at + 3))?.[0] ?? ''
    this.at += kind.length
    const inside = this.alternatives()
    this.at++
    return kind === '' || kind === '?:' ? inside : NOTHING
  }

  private letterClass(): Piece {
    const end = this.source.indexOf(']', this.at + 1)
    const inside = this.source.slice(this.at, end)
    this.at = end + 1
    if (inside.startsWith('^') || /[\\-]/.test(inside) || inside.length > 8) return ANYTHING
    return { exact: [...inside], whole: true, need: null }
  }
}

/** The patterns of the house, and which of them a text can match at all: one walk over the text instead of hundreds. */
class Sieve {
  private readonly short = new Table(2)
  private readonly long = new Table(3)
  private readonly always: number[] = []
  /** The patterns as they were written, each at its number. */
  readonly sources: string[] = []

  /** Takes a pattern in and gives it its number. */
  add(source: string): number {
    const id = this.sources.push(source) - 1
    const literals = literalsOf(source)
    if (literals === null) this.always.push(id)
    for (const literal of literals ?? []) (literal.length < 3 ? this.short : this.long).watch(literal, id)
    return id
  }

  /** One byte for each pattern: 1 where a match is possible. */
  sift(text: string): Uint8Array {
    const may = new Uint8Array(this.sources.length)
    for (const id of this.always) may[id] = 1
    let first = text.charCodeAt(0)
    let second = text.charCodeAt(1) | 0
    for (let i = 0; i < text.length; i++) {
      const third = i + 2 < text.length ? text.charCodeAt(i + 2) : 0
      this.long.mark(text, i, hash(first, second, third), may)
      this.short.mark(text, i, hash(first, second, 0), may)
      if (first > 127) this.short.mark(text, i, hash(first, 0, 0), may)
      first = second
      second = third
    }
    return may
  }
}

const SIZE = 1 << 14

function hash(first: number, second: number, third: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35)) >>> 18
}

/** Literals by a hash of how they begin. */
class Table {
  private readonly slots = new Int32Array(SIZE)
  private readonly lists: { literal: string; ids: number[] }[][] = [[]]
  private readonly letters: number

  constructor(letters: number) {
    this.letters = letters
  }

  watch(literal: string, id: number): void {
    const at = (i: number) => (i < this.letters && i < literal.length ? literal.charCodeAt(i) : 0)
    const slot = hash(at(0), at(1), at(2))
    if (this.slots[slot] === 0) this.slots[slot] = this.lists.push([]) - 1
    const list = this.lists[this.slots[slot] ?? 0] ?? []
    const same = list.find((one) => one.literal === literal)
    if (same === undefined) list.push({ literal, ids: [id] })
    else if (!same.ids.includes(id)) same.ids.push(id)
  }

  mark(text: string, at: number, slot: number, may: Uint8Array): void {
    const list = this.slots[slot] ?? 0
    if (list === 0) return
    for (const { literal, ids } of this.lists[list] ?? []) {
      if (ids.length === 1 && may[ids[0] ?? 0] === 1) continue
      if (text.startsWith(literal, at)) for (const id of ids) may[id] = 1
    }
  }
}

export const sieve = new Sieve()
