const WHO =
  '(?:I|we|our (?:team|staff|people|workshop|support)|some(?:one|body)|a (?:colleague|person|manager|human|specialist)|they)'
const DONE =
  'refunded|cancell?ed|credited|checked|booked|ordered|sent|shipped|dispatched|changed|updated|escalated|forwarded|passed|' +
  'contacted|asked|reserved|notified|scheduled|arranged|issued|processed|fixed|deleted|erased|created|opened|applied|' +
  'added|removed|waived|approved|replaced|confirmed|extended|noted|told|informed'

const PROMISES = [
  new RegExp(String.raw`\b${WHO}\s*(?:['’]ll|\s(?:will|shall))\b`, 'i'),
  new RegExp(
    String.raw`\b${WHO}\s*(?:['’]m|['’]re|\s(?:am|are|is))\s+(?:now\s+)?(?:going to|about to|processing|sending|issuing|refunding|checking|looking into)\b`,
    'i',
  ),
  new RegExp(String.raw`\b(?:I|we)(?:['’]ve|\s+have)?\s+(?:just\s+|already\s+|now\s+)?(?:${DONE})\b`, 'i'),
  new RegExp(
    String.raw`\byour\s+(?:[\w-]+\s+){1,3}(?:has been|have been|was|is being|will be)\s+(?:\w+ly\s+)?(?:${DONE})\b`,
    'i',
  ),
  /\byou\s*(?:['’]ll|\s+will|\s+are going to)\s+(?:be\s+(?:refunded|credited|contacted|called|reimbursed|compensated)|get|receive|hear)\b/i,
  /\blet me\s+(?:check|look|ask|find out|see|get back|arrange|book|sort)\b/i,
  /\bguarantee[ds]?\b|\b(?:I|we)\s+promise\b|\bmy word\b|\brest assured\b/i,
]
/** Fewer words than this would let a quote of "we will" excuse any promise. */
const FEWEST_WORDS = 4

/** Whether a text, apart from what it quotes, promises or claims a deed. Only the pages and people may promise. */
export function hasPromise(text: string, quotes: readonly string[]): boolean {
  const own = quotes
    .map(folded)
    .filter((quote) => quote.split(' ').length >= FEWEST_WORDS)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, quote) => rest.replaceAll(quote, ' … '), folded(text))
  return PROMISES.some((promise) => promise.test(own))
}

/** With every run of white space as one space. */
export function folded(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}
