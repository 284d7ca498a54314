import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Token } from './tokens.ts'

/** What the words of a message weigh on either side; all of it nought or more but `compound`, which runs from -1 to 1. */
export interface Weighed {
  kind: number
  unkind: number
  compound: number
  /** The compound of what stands after the last "but", or of all. */
  afterBut: number
  /** The place in the tokens of the heaviest word on either side, -1 where there is none. */
  kindest: number
  unkindest: number
}

// Words that the list takes for feelings and that customers use without any.
const FEELINGLESS = new Set(
  'please pls help helps helping helped support care yes no want wants wanted like credit share shares number natural gift gifts save saved safe secure security free interest interested top true matter matters question questions well ok okay alert alerts cut demand pay playing play join certain certainly agree agreement accept accepted accepting asset assets benefit benefits bonus chance consent promise promises value trust straight number fit fits alarm alarms easy easier easiest emergency charge charged charges cancel cancelled canceled cancelling canceling block party'.split(
    ' ',
  ),
)
const STRONGER = new Set(
  'very really so extremely totally absolutely completely incredibly such too super utterly deeply fucking highly insanely especially'.split(
    ' ',
  ),
)
const WEAKER = new Set(
  'slightly somewhat bit little kinda sorta fairly rather quite almost partly less'.split(' '),
)

const EMOJI: Record<string, number> = {}
for (const [value, signs] of [
  [3, '😍🥰❤💛💙💚💜🎉🤩🥳💕💖🙌'],
  [2, '😊😀😁😃😄🙂👍👏🙏😘🤗💪😎✨🌟⭐🔥🎂😇☺'],
  [1, '😂🤣😉😋✅🎁'],
  [-1, '🙃😕🤔😬😐😑🤷🤦🙁'],
  [-2, '😒😞😔😟🙄☹😣😖😩😫😥😢😓😰😨😱👎💔'],
  [-3, '😡🤬😠👿😤😭🤮🤢💩🖕'],
] as const) {
  for (const sign of signs) EMOJI[sign] = value
}

let known: Map<string, number> | null = null

/** The word list of the vader-sentiment package: word to valence, -4 to 4. */
function lexicon(): Map<string, number> {
  if (known !== null) return known
  const path = fileURLToPath(import.meta.resolve('vader-sentiment/vader_lexicon.txt'))
  const words = new Map<string, number>(Object.entries(EMOJI))
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [word = '', valence = ''] = line.split('\t')
    const bare = word.replaceAll("'", '').toLowerCase()
    if (bare !== '' && Number.isFinite(Number(valence)) && !FEELINGLESS.has(bare))
      words.set(bare, Number(valence))
  }
  known = words
  return words
}

/** Weighs the words of a message by the list, with "not", "very" and "but". */
export function weigh(tokens: readonly Token[]): Weighed {
  const words = lexicon()
  let kind = 0
  let unkind = 0
  let since = 0
  let kindest = -1
  let unkindest = -1
  let most = 0
  let least = 0
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token === undefined) break
    if (token.text === 'but' || token.text === 'however') since = 0
    let value = words.get(token.text) ?? 0
    if (value === 0) continue
    const before = tokens[i - 1]?.text ?? ''
    if (STRONGER.has(before)) value *= 1.3
    else if (WEAKER.has(before)) value *= 0.7
    if (token.loud) value *= 1.2
    if (token.denied) value *= -0.6
    since += value
    if (value > 0) kind += value
    else unkind -= value
    if (value > most) [most, kindest] = [value, i]
    if (value < least) [least, unkindest] = [value, i]
  }
  return { kind, unkind, compound: squash(kind - unkind), afterBut: squash(since), kindest, unkindest }
}

function squash(sum: number): number {
  return sum / Math.sqrt(sum * sum + 15)
}
