import type { Refusal } from './checked.ts'
import type { Written } from './written.ts'

/** Languages so alike that a short text of one may be taken for the other. */
const ALIKE = [
  'pt gl es ca',
  'no nb nn da sv',
  'cs sk',
  'hr sr bs sl',
  'id ms',
  'nl af',
  'ru uk bg be mk',
  'hi ne mr',
  'fa ur ar',
  'zh ja',
].map((group) => new Set(group.split(' ')))
/** Letters: fewer do not tell for sure. */
const ENOUGH = 25

/** Whether it is written in the customer's language, where both can be told. */
export function otherTongue({ plain, language, ground }: Written): Refusal | null {
  const wanted = ground.language
  if (language === null || wanted === null || language === wanted) return null
  if ((plain.match(/\p{L}/gu) ?? []).length < ENOUGH && /\p{Script=Latin}/u.test(plain)) return null
  if (ALIKE.some((group) => group.has(language) && group.has(wanted) && wanted !== 'es')) return null
  return {
    why: 'it is in another language than the customer writes',
    repair: 'Answer in the language that the customer writes.',
  }
}
