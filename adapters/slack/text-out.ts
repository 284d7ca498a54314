import { isWebAddress } from '../../src/small-markdown.ts'

/** Text that Slack takes literally: nothing in it mentions, links or calls anybody. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** One line of literal text in bold. A sign in it that would end the bold, or begin code, is left out. */
export function boldText(text: string): string {
  const words = escapeText(text.replace(/[*`]/g, '').replace(/\s+/g, ' ').trim())
  return words === '' ? '' : `*${words}*`
}

/** A longer link stays text, so that no piece of a message is too small for a whole one. */
const LONGEST_LINK = 1_000

/** Literal words that lead to an address where it is one of the web, and that stand alone where it is not. */
export function linkText(address: string | null, words: string): string {
  const label = words.replace(/\s+/g, ' ').trim()
  if (!address || !isWebAddress(address)) return escapeText(label)
  const target = escapeText(address.replace(/[\s|<>"`\\^{}\p{Cc}]/gu, encodeURIComponent))
  const isBare = label === '' || label === address
  const shown = isBare ? `<${target}>` : `<${target}|${escapeText(label).replaceAll('|', '/')}>`
  if (shown.length <= LONGEST_LINK) return shown
  return escapeText(isBare ? address : `${label} (${address})`)
}
