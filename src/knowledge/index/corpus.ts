import type { Passage } from '../passage.ts'
import { wordsOf } from '../words.ts'
import { kindsAsked } from './kinds.ts'

/**
 * The words of all passages as numbers: what a search needs, in arrays that one thread can give to another without
 * copying. A passage's words stand from `starts[i]` to `starts[i + 1]` in `words`; its names (title and headings) from
 * `nameStarts[i]` in `names`, the words of its last heading being those from `headStarts[i]` on.
 */
export type Corpus = {
  size: number
  vocabulary: string[]
  pageOf: Uint32Array
  pages: number
  words: Uint32Array
  starts: Uint32Array
  names: Uint32Array
  nameStarts: Uint32Array
  headStarts: Uint32Array
  /** What each passage's last heading asks for (see kinds.ts). */
  headKinds: Uint16Array
}

/** Numbers the words of passages, added in order; passages of one page must follow each other. */
export class CorpusBuilder {
  private readonly numbers = new Map<string, number>()
  private readonly words = new Numbers()
  private readonly names = new Numbers()
  private readonly starts: number[] = [0]
  private readonly nameStarts: number[] = [0]
  private readonly headStarts: number[] = []
  private readonly pageOf: number[] = []
  private readonly headKinds: number[] = []
  private page: string | null = null
  private pages = 0

  add({ page, title, headings, text }: Passage): void {
    if (page !== this.page) this.pages += 1
    this.page = page
    this.pageOf.push(this.pages - 1)
    const head = headings.at(-1) ?? title
    this.headKinds.push(kindsAsked(head))
    const above = headings.length === 0 ? [] : [title, ...headings.slice(0, -1)]
    for (const word of wordsOf(above.join('\n'))) this.names.push(this.numberOf(word))
    this.headStarts.push(this.names.length)
    for (const word of wordsOf(head)) this.names.push(this.numberOf(word))
    this.nameStarts.push(this.names.length)
    for (const word of wordsOf(text)) this.words.push(this.numberOf(word))
    this.starts.push(this.words.length)
  }

  done(): Corpus {
    return {
      size: this.pageOf.length,
      vocabulary: Array.from(this.numbers.keys()),
      pageOf: Uint32Array.from(this.pageOf),
      pages: this.pages,
      words: this.words.done(),
      starts: Uint32Array.from(this.starts),
      names: this.names.done(),
      nameStarts: Uint32Array.from(this.nameStarts),
      headStarts: Uint32Array.from(this.headStarts),
      headKinds: Uint16Array.from(this.headKinds),
    }
  }

  private numberOf(word: string): number {
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    this.numbers.set(word, this.numbers.size)
    return this.numbers.size - 1
  }
}

/** An array of numbers that grows, at four bytes each. */
class Numbers {
  length = 0
  private held = new Uint32Array(1_024)

  push(value: number): void {
    if (this.length === this.held.length) {
      const larger = new Uint32Array(this.held.length * 2)
      larger.set(this.held)
      this.held = larger
    }
    this.held[this.length] = value
    this.length += 1
  }

  done(): Uint32Array<ArrayBuffer> {
    return this.held.slice(0, this.length)
  }
}
