import type { StaffWords } from '../ledger/gaps.ts'
import { shortened } from './marks.ts'
import { wordOf } from './name-in-text.ts'

/** So many of staff's answers make a draft, two of one conversation at the most. */
const [ANSWERS, OF_ONE] = [6, 2]
const LONGEST_TITLE = 80

export type Draft = { title: string; body: string }

/**
 * What could be put on a page: what staff themselves answered, the newest conversations first, without what was said to
 * one customer only as far as it can be told. Nothing is invented; where nobody answered, the body is empty.
 */
export function draftOf(question: Asked | undefined, answers: readonly StaffWords[]): Draft {
  return { title: shortened(askedForAll(question), LONGEST_TITLE), body: answersForAll(answers).join('\n\n') }
}

type Asked = { text: string; name: string }

/** What a customer asked, as everybody may read it. */
export function askedForAll(question: Asked | undefined): string {
  return question ? forAll(question.text, question.name) : ''
}

/** What staff answered, as far as it may hold for everybody. */
export function answersForAll(answers: readonly StaffWords[]): string[] {
  const byConversation = [...Map.groupBy(answers, ({ conversation }) => conversation).values()]
  const newest = byConversation.sort((a, b) => (b[0]?.at ?? 0) - (a[0]?.at ?? 0))
  const texts = newest
    .flatMap((some) => some.slice(0, OF_ONE))
    .map(({ text, customer }) => forAll(text, customer))
    .filter((text) => text !== '')
  return [...new Set(texts)].slice(0, ANSWERS)
}

const GREETING = /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^\n,!.]{0,40}[,!.]\s*/i
const ADDRESS = /[\w.+-]+@[\w-]+\.[\w.-]+/g
/** Numbers of orders, cards and telephones; years and amounts are shorter. */
const LONG_NUMBER = /\+?\d[\d ()/-]{4,}\d/g

/** Without a greeting, the customer's name, addresses and long numbers. */
function forAll(text: string, customer: string): string {
  const numberless = text
    .normalize('NFC')
    .replace(GREETING, '')
    .replace(ADDRESS, '…')
    .replace(LONG_NUMBER, '…')
  const names = [customer, ...customer.split(/\s+/)].filter((name) => name.length > 1)
  return names.reduce((rest, name) => rest.replaceAll(wordOf(name), '…'), numberless).trim()
}
