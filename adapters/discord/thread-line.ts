import type { Line, ThreadLine } from '../../src/card.ts'
import { AUTHORS, lineTag } from '../../src/card-words.ts'
import { cleanName, isBlank } from '../../src/clean.ts'
import { toDiscord } from './markdown.ts'
import {
  cutPlain,
  LONGEST_CONTENT,
  LONGEST_DESCRIPTION,
  LONGEST_EMBEDS,
  moment,
  type Payload,
} from './payload.ts'
import { boldText, escapeText, smallText } from './text-out.ts'
import { shortenText, splitText } from './text-split.ts'
import type { Words } from './words.ts'

/** Of somebody's words, before they are escaped. */
const LONGEST_PIECE = 2700
const LONGEST_NAMES = 350
/** Each of its lines gets a sign more. */
const LONGEST_EVENT = 400
/** Too little room for another embed. */
const SMALLEST = 400
/** How much of what has no room in one message goes into embeds below it. */
const ROOM = LONGEST_EMBEDS - 100

export const REMOVED = '_These words were removed._'

/** Bold: who said it, by name where there is one. */
export function speakerName({ author, name }: Pick<Line, 'author' | 'name'>): string {
  return boldText(cleanName(name)) || boldText(AUTHORS[author])
}

/** What was said, as Discord's Markdown: ours is small Markdown, a customer's words stand as they were written. */
export function spokenWords({ author, text }: Pick<Line, 'author' | 'text'>): string {
  if (isBlank(text)) return ''
  return author === 'customer' || author === 'bystander' ? escapeText(text) : toDiscord(text)
}

/** The names of files on one line, short however many there are. */
export function fileNames(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => escapeText(cutPlain(cleanName(name) || 'file', 80)))
  const others = names.length - shown.length
  const list = others > 0 ? `${shown.join(', ')} and ${others} more` : shown.join(', ')
  return shortenText(list, LONGEST_NAMES)
}

/** The same in as many messages as it needs, so that staff can read all of it; the files are named on the last. */
export function linePayloads(line: ThreadLine, missed: readonly string[], words: Words): Payload[] {
  const isWhole = line.removed || line.kind === 'event' || spoken(line).length <= ROOM - SMALLEST
  const pieces = isWhole ? [line.text] : splitText(line.text, LONGEST_PIECE)
  return pieces.map((text, at) => {
    const isLast = at === pieces.length - 1
    return linePayload({ ...line, text, files: isLast ? line.files : [] }, isLast ? missed : [], words)
  })
}

/**
 * A line of a handoff's thread: what the customer wrote further, what staff sent them, a note, an event. `missed` names
 * the files that could not be passed on. Words longer than one message holds end with how much is not shown.
 */
export function linePayload(line: ThreadLine, missed: readonly string[], words: Words): Payload {
  const said = line.removed ? REMOVED : spoken(line)
  if (line.kind === 'event') return eventPayload(line, said)
  const changed = line.edited && !line.removed ? ['edited'] : []
  const head = [speakerName(line), lineTag(line), moment(line.at, 't'), ...changed].join(' · ')
  const files = line.removed ? [] : fileLines(line, missed, words)
  const content = lines([head, said, ...files])
  const called = calledBy(line)
  const mentions = called === null ? {} : { allowed_mentions: { parse: [], users: [called] } }
  return content.length <= LONGEST_CONTENT
    ? { content, ...mentions }
    : withEmbeds(said, (more) => lines([head, more, ...files]))
}

function eventPayload(line: ThreadLine, said: string): Payload {
  const words = shortenText(said, LONGEST_EVENT) || speakerName(line)
  return { content: smallText(`${words} · ${moment(line.at, 't')}`) }
}

function spoken(line: ThreadLine): string {
  const called = calledBy(line)
  if (line.kind === 'note') return `${called === null ? '' : `<@${called}> `}${escapeText(line.text)}`
  return spokenWords(line)
}

/** Whom a line calls, where the id is one of Discord's. */
function calledBy({ calls, kind }: ThreadLine): string | null {
  return kind === 'note' && calls && /^\d{15,25}$/.test(calls.id) ? calls.id : null
}

function fileLines({ files }: ThreadLine, missed: readonly string[], words: Words): string[] {
  const passed = files.map(({ name }) => name).filter((name) => !missed.includes(name))
  const here = passed.length > 0 ? [`-# 📎 ${fileNames(passed)}`] : []
  return missed.length > 0 ? [...here, `-# ⚠️ ${escapeText(words.filesMissed)} ${fileNames(missed)}`] : here
}

function lines(texts: string[]): string {
  return texts.filter((text) => text !== '').join('\n')
}

/** As many of the words as one message's embeds hold; the text above says so where it was not all. */
function withEmbeds(said: string, content: (more: string) => string): Payload {
  const embeds: { description: string }[] = []
  const pieces = splitText(said, LONGEST_DESCRIPTION)
  let left = ROOM
  for (const [index, piece] of pieces.entries()) {
    const description = shortenText(piece, Math.min(left, LONGEST_DESCRIPTION))
    embeds.push({ description })
    left -= description.length
    const rest = piece.length - description.length + pieces.slice(index + 1).join(' ').length
    if (rest > 0 && (description !== piece || left < SMALLEST))
      return { content: content(notShown(rest)), embeds }
  }
  return { content: content(''), embeds }
}

function notShown(characters: number): string {
  return `-# ✂️ This message goes on: about ${characters} more characters are not shown here.`
}
