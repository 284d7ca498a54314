import type { Chance } from './chance.ts'

/** Words for the named gaps of a phrase: `{thing}` becomes one of `thing`, which may have gaps itself. */
export type Gaps = Record<string, readonly string[]>

/**
 * Writes out one of the sentences that a phrase stands for: `[a|b|]` is a or b or nothing, `{name}` one of the named words.
 * Throws RangeError at a gap without words.
 */
export function writeOut(phrase: string, gaps: Gaps, chance: Chance): string {
  let text = phrase
  for (let depth = 0; depth < 12 && /[[{]/.test(text); depth++) {
    text = text.replace(/\[([^[\]]*)\]/g, (_, inside: string) => chance.of(inside.split('|')))
    text = text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const words = gaps[name]
      if (words === undefined) throw new RangeError(`no words for {${name}} in “${phrase}”`)
      return chance.of(words)
    })
  }
  return text
    .replace(/ +/g, ' ')
    .replace(/ ([,.!?])/g, '$1')
    .trim()
}
