/** Shorter names stand in too many words to be looked for. */
const SHORTEST = 3

/** A name as a word of its own, in capitals or not, also where a line ends in it. */
export function wordOf(name: string): RegExp {
  const literal = name
    .normalize('NFC')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu')
}

/** A name, and the names that it is made of, as far as they can be looked for. */
export function partsOf(name: string): string[] {
  const parts = [name.trim(), ...name.trim().split(/\s+/)]
  return [...new Set(parts)].filter((part) => Array.from(part).length >= SHORTEST)
}

/** Whether any of these names stands in a text as a word of its own. */
export function standsIn(text: string, names: readonly string[]): boolean {
  const composed = text.normalize('NFC')
  return names.some((name) => wordOf(name).test(composed))
}
