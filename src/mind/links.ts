import type { Token } from 'marked'
import { Marked } from 'marked'
import { hostOf } from '../knowledge/links.ts'

const marked = new Marked()
const ADDRESS = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s<>"'`)\]}]*/gi
const RUNS =
  /\b(?:javascript|vbscript):\s*\S|\bdata:[\w.+-]+\/[\w.+-]+[;,]|\b(?:file|blob|ftp):\/|https?:(?!\/\/)\S/i
/** "shop.example", "pay.shop.example/now", "me@shop.example": what a chat may turn into a link by itself. */
const BARE =
  /(?<![\p{L}\p{N}-])(?:[\p{L}\p{N}_+-][\p{L}\p{N}._+-]{0,63}@)?(?:[\p{L}\p{N}-]{1,63}\.){1,20}\p{L}[\p{L}\p{N}-]{1,62}(?::\d+)?/gu

/**
 * The first thing in a text that links, or that a chat may make into a link, to where it may not; null when there is
 * none. Whole links need a host in `hosts` and http(s); an address without a scheme must stand in `known` word for word.
 */
export function forbiddenLink(text: string, hosts: ReadonlySet<string>, known: string): string | null {
  const allowed = (address: string) => {
    const host = hostOf(address)
    return host !== null && hosts.has(host)
  }
  const plain = text.normalize('NFKC').replaceAll(/(?<=[a-z0-9])[\u3002\uff61](?=[a-z])/gi, '.')
  const runs = RUNS.exec(plain)
  if (runs !== null) return runs[0]
  for (const [address] of plain.matchAll(ADDRESS)) {
    if (!allowed(address.replace(/[.,;:!?*_~]+$/, ''))) return address
  }
  const rest = plain.replaceAll(ADDRESS, ' ')
  const knownPlain = known.normalize('NFKC')
  const unknown = Array.from(rest.matchAll(BARE), ([bare]) => bare).find(
    (bare) => !standsIn(bare, knownPlain),
  )
  return unknown ?? forbiddenToken(marked.lexer(text), allowed)
}

/** Whole, not as the end of a longer name: "field.example" does not stand in "larkfield.example". */
function standsIn(bare: string, known: string): boolean {
  for (let at = known.indexOf(bare); at !== -1; at = known.indexOf(bare, at + 1)) {
    const [before, after] = [
      known.slice(Math.max(0, at - 1), at),
      known.slice(at + bare.length, at + bare.length + 2),
    ]
    if (!/[\p{L}\p{N}_+@-]/u.test(before) && !/^(?:[\p{L}\p{N}-]|\.\p{L})/u.test(after)) return true
  }
  return false
}

/** What Markdown makes of the text: every link's and definition's address; pictures and raw HTML never. */
function forbiddenToken(tokens: readonly Token[], allowed: (address: string) => boolean): string | null {
  let found: string | null = null
  marked.walkTokens([...tokens], (token) => {
    if (token.type === 'image' || token.type === 'html') found ??= token.raw
    const links = token.type === 'link' || token.type === 'def'
    const address = String(links ? token.href : '')
    if (links && !address.startsWith('mailto:') && !allowed(address)) found ??= address || token.raw
  })
  return found
}
