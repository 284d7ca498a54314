/** What stands close to the word before it; ":)" and ":wave:" do not. */
const CLOSER = /^(?:[\n.,!?)]|[:;](?:\s|$))/

/** Puts together the runs of words around mentions of us, with one space where there was any word on both sides. */
export function joinAround(runs: readonly string[]): string {
  const pieces: string[] = []
  let before = ''
  for (const [index, run] of runs.entries()) {
    const isFirst = index === 0
    const isLast = index === runs.length - 1
    const startsLine = !isFirst && (before === '' || before.endsWith('\n'))
    let words = isFirst ? run : trimBlanks(run, 'start')
    // "@us, where is my parcel?" is "where is my parcel?"
    if (startsLine && /^[,:;](?:\s|$)/.test(words)) words = trimBlanks(words.slice(1), 'start')
    if (!isLast) words = trimBlanks(words, 'end')
    if (words === '') continue
    const joins = isFirst || startsLine || CLOSER.test(words)
    pieces.push(joins ? words : ` ${words}`)
    before = words
  }
  const [first = '', ...others] = pieces
  return runs.length === 1 ? first : [first, ...others].join('').trim()
}

// Spaces and tabs only. A pattern that is tied to the end would cost the square of a long run of spaces.
function trimBlanks(text: string, side: 'start' | 'end'): string {
  const isBlank = (at: number) => text[at] === ' ' || text[at] === '\t'
  if (side === 'start') {
    let from = 0
    while (from < text.length && isBlank(from)) from += 1
    return text.slice(from)
  }
  let to = text.length
  while (to > 0 && isBlank(to - 1)) to -= 1
  return text.slice(0, to)
}
