/** Several sources as one pattern, for the few words that are looked for only after a question of ours. */
export function either(...sources: string[]): RegExp {
  return new RegExp(sources.join('|'), 'gu')
}

export function has(text: string, pattern: RegExp): boolean {
  return text.search(pattern) >= 0
}

/** Blanks out what a pattern matches, keeping every place where it was. */
export function blankOut(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found) => '.'.repeat(found.length))
}
