import { nameToEmoji } from 'gemoji'
import { cleanName } from '../../src/clean.ts'
import { joinAround } from '../../src/mentions.ts'

/** How to name whom a text mentions: `user` by their id, null where nobody knows; `bot` is our own user id. */
export type Names = { user(id: string): string | null; bot: string }

/** What Slack writes between angle brackets. Everywhere else it has escaped them, so one scan finds them all. */
const MARKED = /<([^<>]*)>/g
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/**
 * Slack's escaped text as the plain words of whoever wrote it: mentions by name, links with their address, our own
 * mention taken out. '' where nothing else was there. Takes any string, never throws, in time linear in its length.
 */
export function readText(text: string, names: Names): string {
  // One run of words between one mention of us and the next.
  const runs: string[] = ['']
  let read = 0
  for (const found of text.matchAll(MARKED)) {
    add(runs, decode(text.slice(read, found.index)))
    read = found.index + found[0].length
    const words = meaning(found[1] ?? '', names)
    if (words === null) runs.push('')
    else add(runs, words)
  }
  add(runs, decode(text.slice(read)))
  return plain(joinAround(runs))
}

function add(runs: string[], words: string): void {
  runs.push((runs.pop() ?? '') + words)
}

/** How Slack marks words: *bold*, _italic_, ~struck~, `code`. */
const MARKS =
  /(^|[\s([{"'“‘,;:>*_~`])(\*{1,2}|_{1,2}|~{1,2}|`{1,3})(?=[^\s*_~`]|[*_~`][^\s])((?:(?!\2)[^\n]){0,200}[^\s])\2(?=$|[\s)\]}"'”’.,;:!?…<*_~`])/gm
const EMOJI = /:([a-z0-9_+'-]{1,50}):(?::skin-tone-[2-6]:)?/g
/** What Slack calls otherwise than everybody else does. */
const SLACKS_OWN: Record<string, string> = {
  simple_smile: '🙂',
  white_frowning_face: '☹️',
  face_with_rolling_eyes: '🙄',
}

/** Words without marks on them, and signs in place of their names: as the customer saw them. */
function plain(text: string): string {
  return text
    .replace(EMOJI, (name, id: string) => nameToEmoji[id] ?? SLACKS_OWN[id] ?? name)
    .replace(MARKS, '$1$3')
    .replace(MARKS, '$1$3')
    .replace(MARKS, '$1$3')
}

/** What stands for the thing between the brackets; null for a mention of us. */
function meaning(inside: string, names: Names): string | null {
  const bar = inside.indexOf('|')
  const what = bar === -1 ? inside : inside.slice(0, bar)
  const label = decode(bar === -1 ? '' : inside.slice(bar + 1))
  if (what === `@${names.bot}`) return null
  if (/^@[A-Z0-9]+$/.test(what)) return userName(what.slice(1), label, names)
  if (/^#[CGD][A-Z0-9]+$/.test(what)) return `#${bare(label) || 'channel'}`
  if (/^!(?:channel|here|everyone)$/.test(what)) return `@${what.slice(1)}`
  if (what.startsWith('!subteam^')) return `@${bare(label) || 'group'}`
  if (what.startsWith('!date^')) return label
  const address = decode(what)
  if (/^(?:https?|mailto|tel):./i.test(address)) return linkWords(address, label)
  return label || decode(`<${inside}>`)
}

function userName(id: string, label: string, names: Names): string | null {
  return `@${cleanName(names.user(id) ?? '') || bare(label) || 'somebody'}`
}

function bare(label: string): string {
  return cleanName(label).replace(/^[@#]/, '')
}

// Slack makes links of addresses that were typed without a scheme: those read as they were typed.
function linkWords(address: string, label: string): string {
  const typed = address.replace(/^(?:mailto|tel):/i, '')
  if (label === '' || label === typed) return typed
  if (/^https?:\/\//i.test(address) && sameAddress(address, label)) return label
  return `${label} (${typed})`
}

function sameAddress(address: string, label: string): boolean {
  const short = address.replace(/^https?:\/\//i, '')
  return short === label || short === `${label}/`
}

/** In one pass, so that "&amp;lt;" becomes "&lt;" and no more. */
function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
}
