import { detectAll } from 'tinyld/light'

// The library errs on short messages, so everyday English and romanised Hindi are known by their small words first.
const ENGLISH = new Set(
  "the is are my you your and i i'm i've for to of a it it's return item buy arrive arrives arrived hope time this that these have has had not with what what's where where's how when why who can could would do does did don't doesn't didn't isn't can't won't please thanks thank want need get got my me be been there from about just still if or but they we our any some at by on order help was were an out much very all no yes hello hi after help account card money payment order refund change cancel delivery make find check see know open set use phone number address email new working broken late great love good".split(
    ' ',
  ),
)
const ONLY_ENGLISH = new Set(
  "the my your you and i'm i've it's this that what's where's how when why who could would don't doesn't didn't isn't can't please thanks thank hello where what have with been there about still can does need want hope order arrived".split(
    ' ',
  ),
)
const HINDI = new Set(
  'hai hain mujhe mujhko mera meri mere kya nahi nahin kaise karna karni chahiye hoon hun baat kab kahan kyon kyun aap aapka abhi bhi ka ki ko se'.split(
    ' ',
  ),
)
const KNOWN = 0.12
const APART = 1.4

/**
 * The language of a message as an ISO 639-1 code; null where it cannot be told, as on "ok", a name or a code. `known` is
 * which share of its words a model of English knows, 0 to 1; 0 where nobody asked one.
 */
export function readLanguage(shown: string, known = 0): string | null {
  const text = shown.toLowerCase().replace(/[’‘]/gu, "'").slice(0, 1000)
  const words = text.match(/[\p{L}\p{M}][\p{L}\p{M}']*/gu) ?? []
  if (words.length === 0) return null
  if (/^[\p{ASCII}\p{P}\p{S}]*$/u.test(text)) {
    const english = words.filter((word) => ENGLISH.has(word)).length
    const surely = words.filter((word) => ONLY_ENGLISH.has(word)).length
    if (words.filter((word) => HINDI.has(word)).length >= Math.max(2, words.length / 3) && surely < 2)
      return 'hi'
    if (surely >= 1 && english >= words.length / 4) return 'en'
    if (english >= 2 && english >= words.length / 3 && surely * 3 + english >= words.length / 2) return 'en'
    if (words.length >= 4 && known >= 0.8 && english >= 1) return 'en'
    if (words.length < 3 || english * 4 > words.length) return null
  }
  const latin = /\p{Script=Latin}/u.test(text)
  if (latin && text.replace(/[^\p{L}]/gu, '').length < 8) return null
  const [first, second] = detectAll(text)
  if (first === undefined || first.accuracy < KNOWN) return null
  if (second !== undefined && first.accuracy < second.accuracy * APART) return null
  return /^[a-z]{2}$/.test(first.lang) ? first.lang : null
}
