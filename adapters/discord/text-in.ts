import { cleanName } from '../../src/clean.ts'
import { joinAround } from '../../src/mentions.ts'

/** How to name whom and what a text mentions, by id; null where nobody knows. `bot` is our own user id. */
export type Names = {
  user(id: string): string | null
  channel(id: string): string | null
  role(id: string): string | null
  bot: string
}

/** What Discord writes between angle brackets, and addresses behind words. */
const MARKED = /<([^<>\n]+)>|\[([^[\]\n]+)\]\(<?((?:https?|mailto|tel):(?:[^\s<>()]|\([^\s<>()]*\))+)>?\)/gi

/**
 * What somebody wrote in Discord as their plain words: mentions by name, links with their address, moments in words, our
 * own mention taken out. '' where nothing else was there. Takes any string, never throws, in time linear in its length.
 */
export function readText(text: string, names: Names): string {
  // One run of words between one mention of us and the next.
  const runs: string[] = ['']
  let read = 0
  for (const found of text.matchAll(MARKED)) {
    const [whole, inside = '', label = '', address = ''] = found
    add(runs, text.slice(read, found.index))
    read = found.index + whole.length
    const words = inside === '' ? linkWords(address, label) : meaning(inside, names)
    if (words === null) runs.push('')
    else add(runs, words)
  }
  add(runs, text.slice(read))
  return plain(joinAround(runs))
}

function add(runs: string[], words: string): void {
  runs.push((runs.pop() ?? '') + words)
}

/** How Discord marks words: *so*, **so**, _so_, __so__, ~~so~~, ||so||, `so`. */
const MARKS =
  /(?<=^|[\s([{"'“‘,;:>*_~|])(\*{1,3}|_{1,3}|~~|\|\||`)(?=[^\s*_~`|])([^*_~`|\n]{0,200}[^\s*_~`|\\])\1(?=$|[\s)\]}"'”’.,;:!?…<*_~|])/gm
/** Marks in marks. */
const DEEPEST = 3

/** Words without marks on them and without the backslashes that keep marks off, as the writer saw them; code as it is. */
function plain(text: string): string {
  return text.split('```').map(withoutMarks).join('```')
}

function withoutMarks(text: string, at: number): string {
  if (at % 2 === 1) return text
  let words = text
  for (let depth = 0; depth < DEEPEST; depth++) words = words.replace(MARKS, '$2')
  return words.replace(/\\([*_~`|<>#@[\]\\-])/g, '$1')
}

/** What stands for the thing between the brackets; null for a mention of us. */
function meaning(inside: string, names: Names): string | null {
  const [all, kind = '', id = ''] = /^(@[!&]?|#)(\d+)$/.exec(inside) ?? []
  if (all && (kind === '@' || kind === '@!')) return userName(id, names)
  if (all && kind === '@&') return `@${bare(names.role(id)) || 'group'}`
  if (all) return `#${bare(names.channel(id)) || 'channel'}`
  const emoji = /^a?:(\w+):\d+$/.exec(inside)?.[1]
  if (emoji) return `:${emoji}:`
  const command = /^\/([^:]+):\d+$/.exec(inside)?.[1]
  if (command) return `/${command}`
  const place = /^id:([a-z-]+)(?::\d+)?$/.exec(inside)?.[1]
  if (place) return `#${place}`
  const [, seconds, style = 'f'] = /^t:(-?\d{1,17})(?::([a-z]))?$/i.exec(inside) ?? []
  const moment = seconds && momentWords(Number(seconds), style)
  if (moment) return moment
  return /^(?:https?|mailto|tel):./i.test(inside) ? typed(inside) : `<${inside}>`
}

function userName(id: string, names: Names): string | null {
  return id === names.bot ? null : `@${bare(names.user(id)) || 'somebody'}`
}

function bare(name: string | null): string {
  return cleanName(name ?? '').replace(/^[@#]/, '')
}

function linkWords(address: string, label: string): string {
  return label === address || label === typed(address) ? label : `${label} (${typed(address)})`
}

function typed(address: string): string {
  return address.replace(/^(?:mailto|tel):/i, '')
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const
const TIME = { hour: '2-digit', minute: '2-digit', hour12: false, timeZoneName: 'short' } as const
const inWords = (parts: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' })
const [DAYS, TIMES, MOMENTS] = [inWords(DAY), inWords(TIME), inWords({ ...DAY, ...TIME })]

/** A moment in English words, in UTC, since nobody knows the writer's zone; '' where there is no such moment. */
function momentWords(seconds: number, style: string): string {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return ''
  const format = /d/i.test(style) ? DAYS : /t/i.test(style) ? TIMES : MOMENTS
  return format.format(date)
}
