import { wordsOf } from '../../knowledge/words.ts'
import type { Refusal } from './checked.ts'
import type { Written } from './written.ts'
import { wordsIn } from './written.ts'

const REPAIR =
  'Leave out every name of a person, product, company or place that stands neither in the passages nor in the conversation.'
const REFUSAL: Refusal = { why: 'it names what nobody named', repair: REPAIR }

/** In the middle of a sentence: after a letter, a digit or a comma. */
const MIDDLE = /(?<=[\p{L}\p{N},;)%'][ \t]+["(]{0,2})\p{Lu}[\p{L}\p{M}'-]*/gu
const INITIAL_NAME = /(?:^|[.!?\n]\s*)(\p{Lu}\p{Ll}+) (?:will|from|has|says|said|wird|a dit|ha dicho)\b/gu
const SHOUTED = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*\p{Lu}[\p{L}\p{N}]*(?![\p{L}\p{N}])/gu
const ORDINARY = new Set(
  `i gbp eur usd chf pln ai ok faq pdf id sms url hi hello dear mr mrs ms english spanish french german portuguese italian dutch polish
   monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur fri sat sun am pm
   january february march april may june july august september october november december easter christmas
   español castellano navidad noël natale natal inglaterra gales escocia angleterre galles écosse inghilterra scozia
   engeland schotland nederlands kerst anglia walia szkocja anglii walii szkocji wielkiej brytanii wielka brytania
   escócia gran bretaña grande bretagne bretagna brytyjski unión europea union européenne unione europea unie
   europese unii europejskiej unia europejska união europeia ue iva tva btw vat u uw`.split(/\s+/),
)
const ALIASES: readonly [RegExp, string][] = [
  [/\buk\b|\bunited kingdom\b|\bgreat britain\b/i, 'uk united kingdom great britain british gb'],
  [/\beu\b|\beuropean union\b/i, 'eu european union europe'],
  [/\b(?:usa|us|united states)\b/i, 'usa us united states america american'],
]

/** Names that stand neither in passages, conversation nor facts; German writes every noun large, so only odd ones count there. */
export function strangeName(written: Written): Refusal | null {
  const { plain, sources, ground } = written
  const language = written.language ?? ground.language
  const known = knownIn(written)
  const latin = (plain.match(/\p{Script=Latin}/gu) ?? []).length * 2 > (plain.match(/\p{L}/gu) ?? []).length
  if (!latin)
    return Array.from(plain.matchAll(/[A-Za-z]{3,}/g), ([word]) => word).every(known) ? null : REFUSAL
  const initial = Array.from(plain.matchAll(INITIAL_NAME), ([, word]) => word ?? '')
  const shouted = Array.from(plain.matchAll(SHOUTED), ([word]) => word)
  const capital =
    language === 'de' ? [] : [...Array.from(plain.matchAll(MIDDLE), ([word]) => word), ...initial]
  // A text in another language says the pages' names in its own way.
  const abroad =
    language !== null && language !== 'en' && sources.language !== language
      ? placesOf(language, sources.pages)
      : new Set()
  const isStrange = (word: string) =>
    !known(word) && ![...wordsIn(word)].every((part) => abroad.has(part) || polite(part, language))
  return [...shouted, ...capital].some(isStrange) ? REFUSAL : null
}

function knownIn({ sources, ground }: Written): (word: string) => boolean {
  const { vocabulary } = sources
  const all = `${sources.pages}\n${sources.heard}`
  const aliases = new Set(ALIASES.flatMap(([pattern, words]) => (pattern.test(all) ? words.split(' ') : [])))
  const told = new Set(ground.instructions.match(/\p{Lu}\p{Ll}+/gu) ?? [])
  return (name) =>
    wordsIn(name.replace(/'(?:s|re|ll|ve|d|m)$/, '')).every(
      (word) =>
        vocabulary.has(word) ||
        ORDINARY.has(word) ||
        aliases.has(word) ||
        wordsOf(word).every((stem) => vocabulary.has(stem)) ||
        told.has(`${word.charAt(0).toUpperCase()}${word.slice(1)}`),
    )
}

/** Words for "you" that some languages write large. */
function polite(word: string, language: string | null): boolean {
  if (language === 'pl') return /^(?:pan|państ|pań|tw[oóe]|ci|was|wam|wasz)/.test(word)
  return language === 'it' && /^(?:lei|la|le|suo|sua|suoi|sue|voi|vostr.)$/.test(word)
}

const places = new Map<string, [string, string][]>()

/** The words of places in another language, for the places that the pages name. */
function placesOf(language: string, pages: string): Set<string> {
  let names = places.get(language)
  if (names === undefined) {
    const local = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    names = letters
      .flatMap((first) => letters.map((second) => `${first}${second}`))
      .map((code): [string, string] => [english.of(code) ?? '', local.of(code) ?? ''])
      .filter(([name, other]) => name !== '' && other !== '')
    places.set(language, names)
  }
  const said = pages.replaceAll(/\bUK\b/g, 'United Kingdom').replaceAll(/\bEU\b/g, 'European Union')
  return new Set(names.filter(([name]) => said.includes(name)).flatMap(([, other]) => wordsIn(other)))
}
