import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTraits, fillTraits, hashWord } from './features.ts'
import { share, sumUp } from './model.ts'
import { fillSigns, type Seen, SIGN_COUNT } from './signs.ts'
import type { Token } from './tokens.ts'
import { HEAD_COUNT, HEADS, markOf, slotOf, unpackWeights, type Weights } from './weights.ts'

/** What the model holds likely, each from 0 to 1; the three of sentiment add up to 1. */
export interface Judged {
  negative: number
  neutral: number
  positive: number
  complaint: number
  person: number
  question: number
  /** Which part of the words the model has ever learned, 0 to 1. */
  known: number
}

export type Head = (typeof HEADS)[number]

/**
 * How sure the model must be, as the sum at which a share is one half: found by holding out one set after the other. Wishes
 * are what the rules see best, so the model alone needs to be surer of one.
 */
export const CUTS = { complaint: -0.1, person: 1, question: 0.4 }

/** A small linear model over hashed words and hand-made signs. Not for two messages at once. */
export class Judge {
  private readonly weights: Weights
  private readonly traits = createTraits()
  private readonly signs = new Float32Array(SIGN_COUNT)
  private readonly sums = new Float64Array(HEAD_COUNT)

  constructor(weights: Weights) {
    this.weights = weights
  }

  judge(seen: Seen): Judged {
    fillSigns(this.signs, seen)
    fillTraits(this.traits, seen.tokens)
    sumUp(this.weights, this.traits, this.signs, this.sums)
    const sum = (head: number) => this.sums[head] ?? 0
    const top = Math.max(sum(0), sum(1), sum(2))
    const moods = [0, 1, 2].map((head) => Math.exp(sum(head) - top))
    const all = moods.reduce((a, b) => a + b, 0)
    const mood = (head: number) => (moods[head] ?? 0) / all
    return {
      negative: mood(0),
      neutral: mood(1),
      positive: mood(2),
      complaint: share(sum(3) - CUTS.complaint),
      person: share(sum(4) - CUTS.person),
      question: share(sum(5) - CUTS.question),
      known: this.knownShare(seen.tokens),
    }
  }

  /** The word that speaks most for a head beside the others; null where none does. */
  heaviest(tokens: readonly Token[], head: Head): Token | null {
    const at = HEADS.indexOf(head)
    let found: Token | null = null
    let most = 0
    for (const token of tokens) {
      if (!token.word || token.text.length < 3) continue
      const weight = this.weightOf(hashWord(token.text, token.denied), at)
      if (weight > most) [found, most] = [token, weight]
    }
    return found
  }

  private weightOf(hash: number, head: number): number {
    const slot = slotOf(hash >>> 0, this.weights.bits)
    if (this.weights.marks[slot] !== markOf(hash)) return 0
    return this.weights.slots[slot * HEAD_COUNT + head] ?? 0
  }

  private knownShare(tokens: readonly Token[]): number {
    let words = 0
    let known = 0
    for (const { word, text } of tokens) {
      if (!word || text.startsWith('0')) continue
      words++
      const hash = hashWord(text, false) >>> 0
      if (this.weights.marks[slotOf(hash, this.weights.bits)] === markOf(hash)) known++
    }
    return words === 0 ? 0 : known / words
  }
}

const FILE = fileURLToPath(new URL('../reader-weights.bin', import.meta.url))

/** The judge with the weights that stand beside it. Throws WeightsError where the file is none of ours. */
export function openJudge(): Judge {
  return new Judge(unpackWeights(readFileSync(FILE), SIGN_COUNT))
}
