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

/** The languages whose promises we know when we see them: see promised.ts and promised-elsewhere.ts. */
const RULED = new Set(['en', 'es', 'fr', 'de', 'pt', 'it', 'nl', 'pl'])

/** Whether it is in a language in which nobody here could tell a promise from a page's word. */
export function unknownTongue({ language, kind, ground }: Written): Refusal | null {
  const spoken = [language, language === null ? ground.language : null]
  if (kind === 'reply' || spoken.every((one) => one === null || RULED.has(one))) return null
  return {
    why: 'it is in a language whose promises cannot be checked',
    repair: 'This cannot be answered in that language: leave the answer empty and set needs_person to true.',
  }
}

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
