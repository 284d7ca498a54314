const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|approx|ca|cf|vs|no|nos|mr|mrs|ms|dr|prof|st|inc|ltd|co|fig|p|pp|[a-z])\.$/i

/** Cuts running text into its sentences, word for word; a full stop inside code, a link or an abbreviation ends none. */
export function sentencesOf(text: string): string[] {
  // Same length as the text, so that places found in it are places in the text.
  const masked = text.replaceAll(/`[^`]{0,500}`|\]\([^)\s]{0,2000}\)|https?:\/\/\S{0,2000}[\w/]/g, (piece) =>
    'x'.repeat(piece.length),
  )
  const sentences: string[] = []
  let start = 0
  // Begins only where a run of stops begins: a message of nothing but question marks is one look, not its square.
  for (const end of masked.matchAll(/(?<![.!?])[.!?]+["'”’)\]*_]*(?=\s+["'“‘([*_`]?[\p{Lu}\dx])/gu)) {
    const stop = end.index + end[0].length
    if (ABBREVIATION.test(masked.slice(Math.max(start, end.index - 8), end.index + 1))) continue
    sentences.push(text.slice(start, stop).trim())
    start = stop
  }
  sentences.push(text.slice(start).trim())
  return sentences.filter((sentence) => sentence !== '')
}
