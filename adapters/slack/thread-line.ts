import type { KnownBlock } from '@slack/types'
import type { Line, ThreadLine } from '../../src/card.ts'
import { AUTHORS, lineTag } from '../../src/card-words.ts'
import { cleanName, isBlank } from '../../src/clean.ts'
import {
  context,
  cutPlain,
  LONGEST_PART,
  LONGEST_TEXT,
  moment,
  type Part,
  section,
  sizeOf,
} from './blocks.ts'
import { isPerson, mentionOf } from './contacts.ts'
import { toMrkdwn } from './markdown.ts'
import { boldText, escapeText } from './text-out.ts'
import { shortenText, splitText } from './text-split.ts'
import type { Words } from './words.ts'

/** Leaves room for the names of files in the text, and for our mark in the blocks. */
const LONGEST_WORDS = 2800
const LONGEST_BLOCK = 2900
/** Of somebody's words, before they are escaped. */
const LONGEST_PIECE = 2500
const ROOM = LONGEST_PART - 100
const SHORT_WORDS = 600
const LONGEST_NAMES = 350

export const REMOVED = '_These words were removed._'

/** Mrkdwn, bold: who said it, by name where there is one. */
export function speakerName({ author, name }: Pick<Line, 'author' | 'name'>): string {
  return boldText(cleanName(name)) || boldText(AUTHORS[author])
}

/** What was said, as mrkdwn: ours is small Markdown, a customer's words stand as they were written. */
export function spokenWords({ author, text }: Pick<Line, 'author' | 'text'>): string {
  if (isBlank(text)) return ''
  return author === 'assistant' || author === 'house' ? toMrkdwn(text) : escapeText(text)
}

/** The names of files on one line of mrkdwn, short however many there are. */
export function fileNames(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => escapeText(cutPlain(cleanName(name) || 'file', 80)))
  const others = names.length - shown.length
  const list = others > 0 ? `${shown.join(', ')} and ${others} more` : shown.join(', ')
  return shortenText(list, LONGEST_NAMES)
}

/** The same in as many messages as it needs, so that staff can read all of it; the files are named on the last. */
export function lineParts(line: ThreadLine, missed: readonly string[], words: Words): Part[] {
  const pieces = line.removed ? [''] : splitText(line.text, LONGEST_PIECE)
  if (pieces.length <= 1) return [linePart(line, missed, words)]
  return pieces.map((text, at) => {
    const isLast = at === pieces.length - 1
    return linePart({ ...line, text, files: isLast ? line.files : [] }, isLast ? missed : [], words)
  })
}

/**
 * A line of a handoff's thread: what the customer wrote further, what staff sent them, a note, an event. `missed` names
 * the files that could not be passed on. Words longer than one message holds end with how much is not shown.
 */
export function linePart(line: ThreadLine, missed: readonly string[], words: Words): Part {
  const who = speakerName(line)
  if (line.kind === 'event') return eventPart(line, who)
  const head = [
    who,
    lineTag(line),
    moment(line.at, '{time}'),
    ...(line.edited && !line.removed ? ['edited'] : []),
  ]
  const files = line.removed ? [] : fileLines(line, missed, words)
  const said = line.removed ? REMOVED : spoken(line)
  const fits = said.length <= LONGEST_WORDS
  const text = [`${who} (${lineTag(line)}):`, fits ? said : shortenText(said, SHORT_WORDS), ...files]
  const part = {
    text: shortenText(text.filter((words) => words !== '').join('\n'), LONGEST_TEXT),
    blocks: [context(head.join(' · ')), ...files.map(context)],
  }
  return { ...part, blocks: withWords(part, said) }
}

function eventPart(line: ThreadLine, who: string): Part {
  const said = line.removed ? REMOVED : shortenText(toMrkdwn(line.text), LONGEST_WORDS) || who
  return { text: said, blocks: [context(`${said} · ${moment(line.at, '{time}')}`)] }
}

function spoken(line: ThreadLine): string {
  return line.kind === 'note' ? `${mention(line)}${escapeText(line.text)}` : spokenWords(line)
}

/** Calls a member by their id, where it is one of Slack's. */
function mention({ calls }: ThreadLine): string {
  return calls && isPerson(calls.id) ? `${mentionOf(calls.id)} ` : ''
}

function fileLines({ files }: ThreadLine, missed: readonly string[], words: Words): string[] {
  const passed = files.map(({ name }) => name).filter((name) => !missed.includes(name))
  const here = passed.length > 0 ? [`📎 ${fileNames(passed)}`] : []
  return missed.length > 0 ? [...here, `${escapeText(words.filesMissed)} ${fileNames(missed)}`] : here
}

/** Puts as many of the words between the head and the files as there is room for, and says so where it was not all. */
function withWords(part: Part, said: string): KnownBlock[] {
  const [head, ...files] = part.blocks
  const pieces = splitText(said, LONGEST_BLOCK)
  const withPieces = (count: number): KnownBlock[] => [
    ...(head ? [head] : []),
    ...pieces.slice(0, count).map((piece) => section(piece, false)),
    ...(count < pieces.length ? [context(notShown(pieces.slice(count)))] : []),
    ...files,
  ]
  let count = pieces.length
  while (count > 0 && sizeOf({ text: part.text, blocks: withPieces(count) }) > ROOM) count -= 1
  return withPieces(count)
}

function notShown(pieces: string[]): string {
  const characters = pieces.join(' ').length
  return `✂️ This message goes on: about ${characters} more characters are not shown here.`
}
