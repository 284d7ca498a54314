import { PIECES_SHARE } from '../linear/model.ts'
import { SIGN_COUNT } from '../linear/signs.ts'
import { HEAD_COUNT } from '../linear/weights.ts'
import { Chance } from './chance.ts'
import { type Example, TASKS } from './example.ts'
import type { Extracted } from './extract.ts'

/** Weights as they are learned, before they are made small. */
export interface Learned {
  slots: Float32Array
  signs: Float32Array
  biases: Float32Array
}

export interface Schedule {
  seed: number
  rounds: number
  pace: number
  decay: number
  signPace: number
  /** How often an example is read by its signs alone, and how often by its words alone: so that each stands without the other. */
  alone: number
}

/** How much each example counts for each task; 0 where it is left out. */
export type Importance = Record<(typeof TASKS)[number], Float32Array>

/** Logistic regression by stochastic descent with a pace for each weight (AdaGrad). The same seed gives the same weights. */
export function fitWeights(
  examples: readonly Example[],
  data: Extracted,
  importance: Importance,
  schedule: Schedule,
  tell: (line: string) => void,
): Learned {
  const learned: Learned = {
    slots: new Float32Array((1 << data.bits) * HEAD_COUNT),
    signs: new Float32Array(SIGN_COUNT * HEAD_COUNT),
    biases: new Float32Array(HEAD_COUNT),
  }
  const squares: Learned = {
    slots: new Float32Array(learned.slots.length),
    signs: new Float32Array(learned.signs.length),
    biases: new Float32Array(HEAD_COUNT),
  }
  const averages: Learned = {
    slots: new Float32Array(learned.slots.length),
    signs: new Float32Array(learned.signs.length),
    biases: new Float32Array(HEAD_COUNT),
  }
  const chance = new Chance(schedule.seed)
  const used: number[] = []
  for (let i = 0; i < examples.length; i++) if (TASKS.some((task) => importance[task][i])) used.push(i)
  const order = Int32Array.from(used)
  const sums = new Float64Array(HEAD_COUNT)
  const slopes = new Float64Array(HEAD_COUNT)
  for (let round = 0; round < schedule.rounds; round++) {
    chance.shuffle(order)
    let loss = 0
    const pace = schedule.pace * (1 - round / (schedule.rounds + 1))
    for (const i of order) {
      const example = examples[i]
      if (example === undefined) continue
      const draw = chance.next()
      const bySigns = draw < schedule.alone
      const byWords = draw > 1 - schedule.alone
      predict(learned, data, i, sums, !bySigns, !byWords)
      loss += slopesOf(example, i, importance, sums, slopes)
      step(learned.biases, squares.biases, 0, 1, slopes, pace, 0)
      descend(learned, squares, data, i, slopes, pace, schedule, !bySigns, !byWords)
    }
    if (round > 0) addUp(averages, learned, 1 / (schedule.rounds - 1))
    tell(`  round ${round + 1} of ${schedule.rounds}: loss ${(loss / order.length).toFixed(4)}`)
  }
  // The mean over the rounds is steadier than where the last one happened to stop.
  return averages
}

function addUp(total: Learned, part: Learned, share: number): void {
  for (const name of ['slots', 'signs', 'biases'] as const) {
    const into = total[name]
    const from = part[name]
    for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) + (from[i] ?? 0) * share
  }
}

/** The heads' sums for one example by weights not yet made small. */
export function predict(
  learned: Learned,
  data: Extracted,
  i: number,
  sums: Float64Array,
  words = true,
  signs = true,
): void {
  for (let head = 0; head < HEAD_COUNT; head++) sums[head] = learned.biases[head] ?? 0
  const start = data.starts[i] ?? 0
  const wordEnd = data.wordEnds[i] ?? 0
  const end = data.starts[i + 1] ?? 0
  for (const [from, to, share] of [
    [start, wordEnd, 1],
    [wordEnd, end, PIECES_SHARE],
  ] as const) {
    if (to <= from || !words) continue
    const value = share / Math.sqrt(to - from)
    for (let k = from; k < to; k++) {
      const base = (data.slots[k] ?? 0) * HEAD_COUNT
      for (let head = 0; head < HEAD_COUNT; head++)
        sums[head] = (sums[head] ?? 0) + value * (learned.slots[base + head] ?? 0)
    }
  }
  for (let sign = 0; signs && sign < SIGN_COUNT; sign++) {
    const value = data.signs[i * SIGN_COUNT + sign] ?? 0
    if (value === 0) continue
    for (let head = 0; head < HEAD_COUNT; head++)
      sums[head] = (sums[head] ?? 0) + value * (learned.signs[sign * HEAD_COUNT + head] ?? 0)
  }
}

/** Fills in how each head must move; gives the loss. */
function slopesOf(
  example: Example,
  i: number,
  importance: Importance,
  sums: Float64Array,
  slopes: Float64Array,
): number {
  slopes.fill(0)
  let loss = 0
  const moods = importance.sentiment[i] ?? 0
  if (moods > 0 && example.sentiment !== undefined) {
    const top = Math.max(sums[0] ?? 0, sums[1] ?? 0, sums[2] ?? 0)
    const shares = [0, 1, 2].map((head) => Math.exp((sums[head] ?? 0) - top))
    const all = shares.reduce((a, b) => a + b, 0)
    shares.forEach((value, head) => {
      slopes[head] = moods * (value / all - (head === example.sentiment ? 1 : 0))
    })
    loss -= moods * Math.log((shares[example.sentiment] ?? 1) / all)
  }
  TASKS.slice(1).forEach((task, k) => {
    const weight = importance[task][i] ?? 0
    const label = example[task]
    if (weight === 0 || label === undefined) return
    const head = 3 + k
    const guess = 1 / (1 + Math.exp(-(sums[head] ?? 0)))
    slopes[head] = weight * (guess - label)
    loss -= weight * Math.log(Math.max(1e-9, label === 1 ? guess : 1 - guess))
  })
  return loss
}

function descend(
  learned: Learned,
  squares: Learned,
  data: Extracted,
  i: number,
  slopes: Float64Array,
  pace: number,
  schedule: Schedule,
  byWords: boolean,
  bySigns: boolean,
): void {
  const start = data.starts[i] ?? 0
  const wordEnd = data.wordEnds[i] ?? 0
  const end = data.starts[i + 1] ?? 0
  const words = 1 / Math.sqrt(Math.max(1, wordEnd - start))
  const pieces = PIECES_SHARE / Math.sqrt(Math.max(1, end - wordEnd))
  for (let k = start; byWords && k < end; k++) {
    const value = k < wordEnd ? words : pieces
    step(learned.slots, squares.slots, (data.slots[k] ?? 0) * HEAD_COUNT, value, slopes, pace, schedule.decay)
  }
  for (let sign = 0; bySigns && sign < SIGN_COUNT; sign++) {
    const value = data.signs[i * SIGN_COUNT + sign] ?? 0
    if (value !== 0)
      step(learned.signs, squares.signs, sign * HEAD_COUNT, value, slopes, pace * schedule.signPace, 0)
  }
}

function step(
  weights: Float32Array,
  squares: Float32Array,
  base: number,
  value: number,
  slopes: Float64Array,
  pace: number,
  decay: number,
): void {
  for (let head = 0; head < HEAD_COUNT; head++) {
    const slope = slopes[head] ?? 0
    if (slope === 0) continue
    const at = base + head
    const old = weights[at] ?? 0
    const down = slope * value + decay * old * Math.abs(slope)
    const square = (squares[at] ?? 0) + down * down
    squares[at] = square
    weights[at] = old - (pace * down) / (Math.sqrt(square) + 1e-4)
  }
}
