import { wordsOf } from '../../knowledge/words.ts'

// Words that pages and answers say each in their own way, brought to one: so that "your money back" is a refund.
const PHRASES: readonly [RegExp, string][] = [
  [
    /\b(?:(?:your |the |all (?:of )?your |their )?money (?:will be (?:sent |paid )?|is (?:sent |paid )?)?back|reimburs\w+|repa(?:y|id)(?:ment)?s?|pa(?:y|id) (?:you |it |them )?back|give you back|credit(?:ed)? back)\b/gi,
    'refund',
  ],
  [
    /\b(?:get|gets|be|stay|come|comes) (?:back (?:to|in touch)|in (?:touch|contact))(?: (?:with|to))?\b|\b(?:hear|hears) (?:back )?from\b|\breach(?:es)? out(?: to)?\b|\bfollow(?:s)? up\b|\b(?:tell|tells|told|let you know|lets you know|respond|responds|replies|reply|answers?|informs?|contacts?|contacted|writes? (?:back )?to you|keep you (?:posted|informed|updated))\b/gi,
    'reply',
  ],
  [
    /\b(?:at no (?:extra )?(?:cost|charge)|free of charge|for free|without (?:a )?(?:charge|cost)|costs? (?:you )?nothing|nothing to pay|no charge|at our (?:cost|expense)|never pay|complimentary|gratis)\b/gi,
    'free',
  ],
  [
    /\b(?:look|looks|looking) (?:into|for|at)\b|\bfind(?:s)? out\b|\binvestigates?\b|\bexamines?\b|\binspects?\b|\bchecks? with\b|\bsearch(?:es)?\b/gi,
    'check',
  ],
  [/\bpick(?:s|ed)?(?: \w+)? up\b|\bpickup\b/gi, 'collect'],
  [/\bput(?:s|ting)? (?:\w+ ){0,3}right\b|\bsort(?:s|ed)? (?:it |this |that |things )?out\b/gi, 'repair'],
  [
    /\b(?:staff|team|colleagues?|someone|somebody|humans?|members?|specialists?|advisers?|advisors?|mechanics?)\b/gi,
    'person',
  ],
  [/\b(?:gets?|receives?)\b/gi, 'get'],
]
const SAME: Record<string, string> = {
  ship: 'send',
  dispatch: 'send',
  mail: 'send',
  post: 'send',
  deliver: 'send',
  arriv: 'send',
  swap: 'replace',
  exchang: 'replace',
  replac: 'replace',
  fix: 'repair',
  mend: 'repair',
  organis: 'arrange',
  organiz: 'arrange',
  schedul: 'arrange',
  arrang: 'arrange',
  book: 'arrange',
  phone: 'call',
  ring: 'call',
  telephon: 'call',
  rep: 'reply',
  busines: 'work',
  item: 'item',
  product: 'item',
  thing: 'item',
  good: 'item',
  promis: 'guarante',
  guarante: 'guarante',
  cover: 'warranti',
  guarant: 'guarante',
}

/** The concepts of a sentence: stems without small words, with words of one meaning as one. */
export function conceptsOf(sentence: string): Set<string> {
  const brought = PHRASES.reduce((text, [pattern, word]) => text.replaceAll(pattern, ` ${word} `), sentence)

  return new Set(wordsOf(brought).map((stem) => SAME[stem] ?? stem))
}

/** One word's concept; null for a word that means nothing by itself. */
export function conceptOf(word: string): string | null {
  const [concept] = conceptsOf(word)
  return concept ?? null
}

/** What share of one set stands in another, 0 to 1; 1 for an empty one. */
export function share(of: ReadonlySet<string>, within: ReadonlySet<string>): number {
  if (of.size === 0) return 1
  return Array.from(of).filter((each) => within.has(each)).length / of.size
}
