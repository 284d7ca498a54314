import type { Card, Line } from '../../src/card.ts'
import { cutPlain, moment } from './payload.ts'
import { shortenText } from './text-split.ts'
import { fileNames, REMOVED, speakerName, spokenWords } from './thread-line.ts'

/** How near a line was said for its hour to be enough. */
const HALF_A_DAY = 12 * 60 * 60_000
const LINES = 20
const LONGEST_LINE = 400
/** Nobody need read a whole page to show its first lines. */
const LONGEST_READ = 1500

/** The last lines in `room` characters, oldest first; says how many came before. */
export function conversation({ transcript }: Card, room: number, now: number): string {
  const shown: string[] = []
  let left = room - 100
  for (const line of transcript.slice(-LINES).reverse()) {
    const words = lineText(line, now)
    left -= words.length + 2
    if (left < 0) break
    shown.unshift(words)
  }
  const before = transcript.length - shown.length
  const earlier =
    before > 0 ? [`-# ${before} earlier ${before === 1 ? 'line is' : 'lines are'} not shown here.`] : []
  return transcript.length === 0 ? '' : ['**The conversation so far**', ...earlier, ...shown].join('\n\n')
}

function lineText(line: Line, now: number): string {
  const at = moment(line.at, Math.abs(now - line.at) < HALF_A_DAY ? 't' : 'f')
  const head = `${speakerName(line)}  ${at}${line.edited && !line.removed ? ' · edited' : ''}`
  if (line.removed) return `${head}\n${REMOVED}`
  const names = line.attachments.map(({ name }) => name)
  const files = names.length > 0 ? [`-# 📎 ${fileNames(names)}`] : []
  const words = spokenWords({ ...line, text: cutPlain(line.text, LONGEST_READ) }).replace(/\n{2,}/g, '\n')
  return [head, shortenText(words, LONGEST_LINE), ...files].filter((text) => text !== '').join('\n')
}
