import type { KnownBlock } from '@slack/types'
import type { Card, Line } from '../../src/card.ts'
import { cutPlain, LONGEST_SECTION, moment, section } from './blocks.ts'
import { shortenText } from './text-split.ts'
import { fileNames, REMOVED, speakerName, spokenWords } from './thread-line.ts'

const LINES = 30
const LONGEST_LINE = 500
/** Nobody need read a whole page to show its first lines. */
const LONGEST_READ = 1500
/** For its title, and how many lines are not shown. */
const SMALLEST_CONVERSATION = 600

/** The last lines in `room` characters of JSON, oldest first; says how many came before. */
export function conversation({ transcript }: Card, room: number): KnownBlock[] {
  if (transcript.length === 0 || room < SMALLEST_CONVERSATION) return []
  const title = '*The conversation so far*'
  const shown: string[] = []
  let left = room - SMALLEST_CONVERSATION
  for (const line of transcript.slice(-LINES).reverse()) {
    const words = lineText(line)
    left -= JSON.stringify(words).length + 10
    if (left < 0) break
    shown.unshift(words)
  }
  const before = transcript.length - shown.length
  const earlier =
    before > 0 ? [`_${before} earlier ${before === 1 ? 'line is' : 'lines are'} not shown here._`] : []
  return [{ type: 'divider' }, ...gather([title, ...earlier, ...shown])]
}

/** Fills sections, each of which Slack folds where it is long. */
function gather(texts: string[]): KnownBlock[] {
  const full: string[] = []
  for (const text of texts) {
    const last = full.at(-1)
    if (last !== undefined && last.length + 2 + text.length <= LONGEST_SECTION)
      full[full.length - 1] = `${last}\n\n${text}`
    else full.push(text)
  }
  return full.map((text) => section(text, false))
}

function lineText(line: Line): string {
  const edited = line.edited && !line.removed ? ' · edited' : ''
  const head = `${speakerName(line)}  ${moment(line.at, '{date_short_pretty} {time}')}${edited}`
  if (line.removed) return `${head}\n${REMOVED}`
  const names = line.attachments.map(({ name }) => name)
  const files = names.length > 0 ? [`[file: ${fileNames(names)}]`] : []
  const words = spokenWords({ ...line, text: cutPlain(line.text, LONGEST_READ) }).replace(/\n{2,}/g, '\n')
  return [head, shortenText(words, LONGEST_LINE), ...files].filter((text) => text !== '').join('\n')
}
