import { hostOf } from '../../knowledge/links.ts'
import { forbiddenLink } from '../links.ts'
import type { Refusal } from './checked.ts'
import type { Written } from './written.ts'

const REPAIR = 'Leave out every link, picture, HTML tag and address that does not stand in the passages.'
const REFUSAL: Refusal = { why: 'it links to where it may not, or holds HTML', repair: REPAIR }

const PICTURE = /!\[[^\]]*\]\s*[([]/
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`)\]}|]*/gi
const SPELT_OUT =
  /\bhxxps?\b|[\p{L}\d-]\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\sdot\s)\s?(?:\p{L}{2,12})\b|[\p{L}\d]\s\.\s?(?:com|net|org|io|co|xyz|info|ru|cn|app|dev|link|click|top)\b/iu
const ENTITY = /&(?:#\d{2,7}|#x[0-9a-f]{2,6}|colon|period|sol|lt|gt|NewLine|Tab);/i
const ELSEWHERE = /https?(?::|%3a)|%2f%2f|\/\/|@/i
const BARE_HOST =
  /(?<![\p{L}\p{N}@._+-])(?:[\p{L}\p{N}-]{1,63}\.){1,20}(\p{L}{2,24})(?![\p{L}\p{N}-])(?!\.\p{L})/gu
const FILE =
  /^(?:md|txt|ya?ml|json|jsx?|tsx?|mjs|cjs|css|html?|csv|pdf|png|jpe?g|docx?|xlsx?|toml|ini|sh|py|rb|rs|go|java|log|env|exe|zip|gz|sql|xml|svg)$/i

/** The links of an answer: to the owner's hosts only, with nothing added to them that could carry words away. */
export function strangeAddress({ text, ground }: Written): Refusal | null {
  const known = [
    ...ground.passages.flatMap((passage) => [passage.text, passage.url ?? '']),
    ...ground.facts,
    ...ground.said.filter(({ by }) => by === 'staff').map((line) => line.text),
  ].join('\n')
  if (PICTURE.test(text) || ENTITY.test(text) || SPELT_OUT.test(text)) return REFUSAL
  if (forbiddenLink(text, ground.hosts, known) !== null) return REFUSAL
  if (/\bmailto:[^\s)>]*\?/i.test(text)) return REFUSAL
  const plain = text.normalize('NFKC')
  const added = Array.from(plain.matchAll(ADDRESS), ([address]) => address.replace(/[.,;:!?*_~]+$/, ''))
  if (added.some((address) => carries(address, known))) return REFUSAL
  const rest = plain.replaceAll(ADDRESS, ' ')
  const strange = Array.from(rest.matchAll(BARE_HOST)).some(
    ([bare, end]) => !FILE.test(end ?? '') && !isOurs(bare, ground.hosts),
  )
  return strange ? REFUSAL : null
}

/** A query, or a second address inside, is let through only where the pages hold the very same address. */
function carries(address: string, known: string): boolean {
  if (!URL.canParse(address)) return true
  const { search, pathname, hash } = new URL(address)
  if (search === '' && !ELSEWHERE.test(pathname) && hash.length <= 60 && !ELSEWHERE.test(hash)) {
    const parts = pathname.split('/').filter((part) => part !== '')
    if (parts.every((part) => known.toLowerCase().includes(part.toLowerCase()))) return false
  }
  const at = known.indexOf(address)
  return at === -1 || /[\w%&=?/-]/.test(known.charAt(at + address.length))
}

/** "larkfield.example" where the pages link to help.larkfield.example, with or without "www.". */
function isOurs(bare: string, hosts: ReadonlySet<string>): boolean {
  const host = hostOf(`https://${bare}/`)?.replace(/^www\./, '')
  if (host === undefined || host === '') return false
  if (!host.includes('.') || /^(?:e\.g|i\.e|a\.m|p\.m)$/i.test(bare)) return true
  return Array.from(hosts).some(
    (ours) => ours === host || ours.endsWith(`.${host}`) || ours === `www.${host}`,
  )
}
