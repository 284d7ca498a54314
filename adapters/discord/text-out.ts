import { isWebAddress } from '../../src/small-markdown.ts'

/**
 * What Discord reads as more than a letter: its signs anywhere, those of headings, lists and quotes at the start of a line,
 * and what would call everybody, be an address or an invitation, or become an emoji.
 */
const ALIVE =
  /[\\`*_~|<[]|(?<=^[^\S\n]*)(?:#(?=#{0,2}\s)|-(?=[#\s])|>)|(?<=^[^\S\n]*\d{1,10})\.(?=\s|$)|@(?=everyone|here)|:(?=[\w+-]{1,60}:)|(?<=:)\/(?=\/)|(?<=discord\.gg|discord(?:app)?\.com)\//gim

/** Text that Discord takes literally: nothing in it mentions, links, calls or formats. At most twice as long. */
export function escapeText(text: string): string {
  return text.replace(ALIVE, '\\$&')
}

/** One line of literal text in bold; '' where there is none. */
export function boldText(text: string): string {
  const words = escapeText(text.replace(/\s+/g, ' ').trim())
  return words === '' ? '' : `**${words}**`
}

/** A longer link stays text, so that no piece of a message is too small for a whole one. */
const LONGEST_LINK = 900

/** Literal words that lead to an address where it is one of the web, and that stand alone where it is not. */
export function linkText(address: string | null, words: string): string {
  const label = words.replace(/\s+/g, ' ').trim()
  if (!address || !isWebAddress(address)) return escapeText(label)
  // In angle brackets Discord shows no preview. It makes no link of a label that looks like an address.
  const target = address.replace(/[\s<>"`\\^{}|()\p{Cc}]/gu, percent)
  const isBare = label === '' || address === label || address.replace(/^https?:\/\//i, '') === label
  const isAddress = /:\/\/|discord\.gg/i.test(label)
  const name = escapeText(label.replaceAll('[', '(').replaceAll(']', ')'))
  const shown = isBare ? `<${target}>` : isAddress ? `${name} (<${target}>)` : `[${name}](<${target}>)`
  if (shown.length <= LONGEST_LINK) return shown
  return escapeText(isBare ? address : `${label} (${address})`)
}

/** Discord's Markdown in small letters, but for what is in a list. A text with a block of code stays as it is. */
export function smallText(shown: string): string {
  if (shown.includes('```')) return shown
  return shown.replace(/^(?! *(?:- |\d+\. ))(?=.)/gm, '-# ')
}

function percent(sign: string): string {
  return sign === '(' ? '%28' : sign === ')' ? '%29' : encodeURIComponent(sign)
}
