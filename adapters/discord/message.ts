import type { Choice, Option, Outbound, Source } from '../../src/adapter.ts'
import { cleanName, isBlank } from '../../src/clean.ts'
import { toDiscord } from './markdown.ts'
import { button, cutPlain, type Payload, row } from './payload.ts'
import { boldText, escapeText, linkText, smallText } from './text-out.ts'
import { splitText } from './text-split.ts'
import type { Words } from './words.ts'

/** Begins the custom id of every button for customers; the choice follows. */
const CHOOSE = 'choose:'

type Message = Extract<Outbound, { kind: 'text' }>

/** Less than Discord takes, so that the speaker's name has room before the words. */
const LONGEST_WORDS = 1800
const SMALL = '-# '

/**
 * What a customer is told, in as many messages as it needs; sources stand at the end, options on the last. Nothing at all
 * gives no message.
 */
export function textPayloads(message: Message, words: Words): Payload[] {
  const { speaker, sources, options } = message
  // A notice is small, so that nobody takes it for somebody's words.
  const told = isBlank(message.text) ? '' : toDiscord(message.text)
  const texts = splitText(speaker.role === 'house' ? smallText(told) : told, LONGEST_WORDS)
  for (const line of sourceLines(sources, words)) addLine(texts, line)
  const choices = options.filter(({ choice }, at) => options.findIndex((one) => one.choice === choice) === at)
  if (texts.length === 0 && choices.length > 0) texts.push(labels(choices))
  const payloads: Payload[] = texts.map((content) => ({ content }))
  const last = payloads.at(-1)
  if (last && choices.length > 0) last.components = [row(choices.map(optionButton))]
  return payloads
}

/** The same as the bot itself says it, where nobody can speak under another name: the name stands before the words. */
export function withName(payloads: Payload[], name: string): Payload[] {
  const who = boldText(`${cleanName(name)}:`)
  const [first, ...others] = payloads
  if (!first || cleanName(name) === '') return payloads
  return [{ ...first, content: introduce(who, first.content ?? '') }, ...others]
}

// A quote, a list and a block of code begin their line.
function introduce(who: string, words: string): string {
  return BEGINS_LINE.test(words) ? `${who}\n${words}` : `${who} ${words}`
}

const BEGINS_LINE = /^(?:>|```|- |\d+\. |-# )/
const IN_LIST = /^ *(?:- |\d+\. )/

function sourceLines(sources: Source[], words: Words): string[] {
  if (sources.length === 0) return []
  const pages = sources.map(({ title, page, url }) => linkText(url, cutPlain(title || page, 200)))
  const line = `${escapeText(words.sources)}: ${pages.join(' · ')}`
  return splitText(line, LONGEST_WORDS - SMALL.length).map(smallText)
}

/** Under the words where they have room for it. A list would take a line right below it for its own. */
function addLine(texts: string[], line: string): void {
  const last = texts.at(-1)
  const gap = IN_LIST.test(last?.split('\n').at(-1) ?? '') ? '\n\n' : '\n'
  if (!last || last.length + gap.length + line.length > LONGEST_WORDS) texts.push(line)
  else texts[texts.length - 1] = last + gap + line
}

function labels(options: Option[]): string {
  return options.map(({ label }) => escapeText(cutPlain(label, 80))).join(' · ')
}

const SIGNS: Partial<Record<Choice, string>> = { helped: '👍', unhelped: '👎' }

function optionButton({ choice, label }: Option) {
  const shown = button(`${CHOOSE}${choice}`, label)
  const name = SIGNS[choice]
  return name ? { ...shown, emoji: { name } } : shown
}
