import type { ContextActionsBlock, KnownBlock } from '@slack/types'
import type { Option, Outbound, Source, Speaker } from '../../src/adapter.ts'
import { cleanName, isBlank } from '../../src/clean.ts'
import { actions, button, context, cutPlain, LONGEST_SECTION, type Part, plain, section } from './blocks.ts'
import { toMrkdwn } from './markdown.ts'
import { boldText, escapeText, linkText } from './text-out.ts'
import { splitText } from './text-split.ts'
import type { Words } from './words.ts'

/** The action id of the two thumbs. Their values are the choices `helped` and `unhelped`. */
export const FEEDBACK = 'feedback'
/** Begins the action id of every other button for customers; the choice follows, and is the value too. */
export const CHOOSE = 'choose:'

type Message = Extract<Outbound, { kind: 'text' }>

/** Less than Slack shows in one piece, so that the speaker's name has room before the words. */
const LONGEST_WORDS = 3200
const LONGEST_BLOCK = 2500
const LONGEST_SOURCES = 1500

/**
 * What a customer is told, in as many parts as it needs; sources and options stand on the last. `feedback` asks for
 * thumbs in place of the two buttons about help. Nothing at all gives no part.
 */
export function textParts(message: Message, words: Words, feedback: boolean): Part[] {
  const { speaker, sources, options } = message
  // What staff write is said to the letter; the assistant's words are small Markdown.
  const said = speaker.role === 'staff' ? escapeText(message.text) : toMrkdwn(message.text)
  const bodies = isBlank(message.text) ? [] : splitText(said, LONGEST_WORDS)
  const parts: Part[] = bodies.map((text) => ({ text, blocks: wordBlocks(text, speaker) }))
  for (const line of sourceLines(sources, words)) addLine(parts, line)
  if (options.length > 0) {
    const last = parts.at(-1) ?? { text: labels(options), blocks: [] }
    last.blocks.push(...optionBlocks(options, feedback))
    if (parts.length === 0) parts.push(last)
  }
  return parts.map((part) => ({ ...part, ...face(speaker) }))
}

/**
 * The part as the bot itself says it, where we may not speak under another name: the name stands before the words. A
 * part of this module's making keeps to Slack's limits with it.
 */
export function withoutName({ text, blocks }: Part, name: string): Part {
  const shown = cleanName(name)
  if (shown === '') return { text, blocks }
  const who = boldText(`${shown}:`)
  const [first, ...others] = blocks
  const words =
    first?.type === 'section' && first.text?.type === 'mrkdwn' ? introduce(who, first.text.text) : ''
  const isRoomy = first?.type === 'section' && words !== '' && words.length <= LONGEST_SECTION
  return {
    text: introduce(who, text),
    blocks: isRoomy ? [{ ...first, ...section(words) }, ...others] : [section(who), ...blocks],
  }
}

// A quote, a list and a block of code begin their line.
function introduce(who: string, words: string): string {
  return /^(?:>|```|[•◦▪*-] |\d+\.)/.test(words) ? `${who}\n${words}` : `${who} ${words}`
}

/** A notice of the house is small, as Slack's own notices are; nobody takes it for somebody's words. */
function wordBlocks(text: string, { role }: Speaker): KnownBlock[] {
  return splitText(text, LONGEST_BLOCK).map((piece) => (role === 'house' ? context(piece) : section(piece)))
}

function sourceLines(sources: Source[], words: Words): string[] {
  if (sources.length === 0) return []
  const pages = sources.map(({ title, page, url }) => linkText(url, cutPlain(title || page, 200)))
  return splitText(`${escapeText(words.sources)}: ${pages.join(' · ')}`, LONGEST_SOURCES)
}

function addLine(parts: Part[], line: string): void {
  const last = parts.at(-1)
  if (!last || last.text.length + 2 + line.length > LONGEST_WORDS)
    parts.push({ text: line, blocks: [context(line)] })
  else {
    last.text += `\n\n${line}`
    last.blocks.push(context(line))
  }
}

function labels(options: Option[]): string {
  return options.map(({ label }) => escapeText(cutPlain(label, 75))).join(' · ')
}

function optionBlocks(options: Option[], feedback: boolean): KnownBlock[] {
  const helped = options.find(({ choice }) => choice === 'helped')
  const unhelped = options.find(({ choice }) => choice === 'unhelped')
  const thumbs = feedback && helped && unhelped ? [thumbsBlock(helped, unhelped)] : []
  const others = options.filter(
    ({ choice }, at) =>
      (thumbs.length === 0 || (choice !== 'helped' && choice !== 'unhelped')) &&
      options.findIndex((option) => option.choice === choice) === at,
  )
  const buttons = others.map(({ choice, label }) => button(`${CHOOSE}${choice}`, label, choice))
  return buttons.length === 0 ? thumbs : [...thumbs, actions(buttons)]
}

function thumbsBlock(helped: Option, unhelped: Option): ContextActionsBlock {
  const thumb = ({ choice, label }: Option) => ({
    text: plain(label, 75),
    value: choice,
    accessibility_label: cutPlain(label, 75),
  })
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: FEEDBACK,
        positive_button: thumb(helped),
        negative_button: thumb(unhelped),
      },
    ],
  }
}

function face(speaker: Speaker): Pick<Part, 'username' | 'icon_url'> {
  if (speaker.role !== 'staff') return {}
  const username = cleanName(speaker.name)
  if (username === '') return {}
  return speaker.picture ? { username, icon_url: speaker.picture } : { username }
}
