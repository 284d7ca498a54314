const FENCE = '```'
const CLOSING = `\n${FENCE}`
const OPENING = `${FENCE}\n`
/** No limit is taken for smaller than this: a fence that is closed and opened again needs the room. */
const SMALLEST = 40

/**
 * Cuts mrkdwn into pieces of at most `limit` characters (UTF-16): between paragraphs where it can, else lines,
 * sentences, words; never in a surrogate pair, an entity or a link of up to half the limit. A fence that is cut is
 * closed and opened again. No word is lost; '' gives no piece.
 */
export function splitText(text: string, limit: number): string[] {
  const room = Math.max(limit, SMALLEST) - (text.includes(FENCE) ? CLOSING.length : 0)
  const pieces: string[] = []
  let rest = text
  while (rest.length > room) {
    const cut = findCut(rest, room)
    const piece = rest.slice(0, cut).trimEnd()
    rest = rest.slice(cut).replace(/^(?: +|\n+)/, '')
    if (!isOpen(piece)) {
      pieces.push(piece)
      continue
    }
    pieces.push(piece + CLOSING)
    // Where the fence ends here anyway, its own end was just written.
    const end = /^\s*```/.exec(rest)
    if (end) rest = rest.slice(end[0].length).trimStart()
    else if (rest.trim() !== '') rest = OPENING + rest
  }
  pieces.push(isOpen(rest) ? rest.trimEnd() + CLOSING : rest.trimEnd())
  return pieces.filter((piece) => piece.trim() !== '')
}

/** The first piece of mrkdwn, at most `limit` characters long, with a sign where there was more. */
export function shortenText(text: string, limit: number): string {
  const [first = '', ...others] = splitText(text, text.length <= limit ? limit : limit - 2)
  return others.length === 0 ? first : `${first} …`
}

function isOpen(piece: string): boolean {
  return piece.split(FENCE).length % 2 === 0
}

const SENTENCE = /[.!?…。！？]["')\]]?\s(?=\S)/g

/** Where to cut, in (0, room]. */
function findCut(text: string, room: number): number {
  const end = wholeEnd(text, room)
  // What must stay whole is covered, so that no space in it looks like a place to cut.
  const window = text.slice(0, end).replace(/<[^<>]*>/g, (link) => 'x'.repeat(link.length))
  const half = Math.floor(room / 2)
  if (text.startsWith('\n\n', end)) return end
  const paragraph = window.lastIndexOf('\n\n')
  if (paragraph >= half) return paragraph
  if (text[end] === '\n') return end
  const line = window.lastIndexOf('\n')
  if (line >= half) return line
  const sentence = Array.from(window.matchAll(SENTENCE), (found) => found.index + found[0].length).at(-1) ?? 0
  if (sentence >= half) return sentence
  if (text[end] === ' ') return end
  const space = window.lastIndexOf(' ')
  return Math.max(space, line) >= room / 4 ? Math.max(space, line) : end
}

/** The last place up to `room` that is not within a link, an entity, the sign of a fence or a surrogate pair. */
function wholeEnd(text: string, room: number): number {
  let end = room
  const open = text.lastIndexOf('<', end - 1)
  const closed = text.lastIndexOf('>', end - 1)
  if (open > closed && open >= room / 2) end = open
  const entity = /&[a-z]{0,3}$/.exec(text.slice(end - 4, end))
  if (entity) end -= entity[0].length
  const ticks = /`{1,2}$/.exec(text.slice(end - 2, end))
  if (ticks && text[end] === '`') end -= ticks[0].length
  const unit = text.charCodeAt(end)
  return unit >= 0xdc00 && unit <= 0xdfff ? end - 1 : end
}
