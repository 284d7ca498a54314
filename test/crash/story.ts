import type { Platform } from './platform.ts'
import { placeOf } from './platform.ts'

const LINES = [
  ['How can I return a jacket?', 'thank you!'],
  ['Do you sell umbrellas?', 'yes please', 'It is about order 12'],
  ['This is the third time my order is wrong, I am so disappointed', 'Are you there?'],
  ['I want to speak to a human', 'It is urgent', 'How can I return a jacket?'],
  ['Do you sell umbrellas?', 'Which colours of umbrella are there?'],
  ['hello', 'How can I return a jacket?', 'And how do I send it back?', 'thanks'],
]

/** A busy moment: so many customers write, each a few lines. Returns how many lines. */
export function write(platform: Platform, customers: number, seed: number): number {
  const random = numbers(seed)
  const queue = Array.from({ length: customers }, (_, index) => {
    const name = `nora${index}`
    // Every kind of conversation comes up; which customer has which, and in what order they write, the seed decides.
    const lines = LINES[(index + seed) % LINES.length] ?? []
    return lines.map((text, line) => ({ name, text, id: `${name}-${line}` }))
  })
  let written = 0
  while (queue.some((lines) => lines.length > 0)) {
    const next = queue[Math.floor(random() * queue.length)]?.shift()
    if (!next) continue
    platform.happen({
      kind: 'message',
      id: next.id,
      place: placeOf(next.name),
      author: { id: next.name, name: next.name },
      text: next.text,
    })
    written++
  }
  return written
}

/** The same seed, the same numbers from 0 to 1 (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
