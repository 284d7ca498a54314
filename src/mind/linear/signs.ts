import { type ActSigns, findActSigns } from '../patterns/act.ts'
import { COMPLAINT_RULES, type ComplaintSigns, findComplaintSigns } from '../patterns/complaint.ts'
import { findDanger } from '../patterns/danger.ts'
import { FEELINGS, type Felt, findHappy, findUnhappy } from '../patterns/feeling.ts'
import { findWishSigns, type WishSigns } from '../patterns/person.ts'
import type { PlainText } from '../patterns/plain-text.ts'
import { type Weighed, weigh } from './lexicon.ts'
import { type Token, tokensOf } from './tokens.ts'

/** All that the patterns and the word list see in a message. */
export interface Seen {
  plain: PlainText
  tokens: Token[]
  act: ActSigns
  complaint: ComplaintSigns
  wish: WishSigns
  danger: ReturnType<typeof findDanger>
  unhappy: Felt | null
  happy: Felt | null
  weighed: Weighed
}

export function look(plain: PlainText): Seen {
  const tokens = tokensOf(plain)
  return {
    plain,
    tokens,
    act: findActSigns(plain),
    complaint: findComplaintSigns(plain),
    wish: findWishSigns(plain),
    danger: findDanger(plain),
    unhappy: findUnhappy(plain),
    happy: findHappy(plain),
    weighed: weigh(tokens),
  }
}

const MARKS = 58
/** How many signs the model weighs beside the hashed words. */
export const SIGN_COUNT = MARKS + COMPLAINT_RULES + FEELINGS.length

const STEPS = [0.02, 0.15, 0.45, 0.6, 0.8, -0.02, -0.15, -0.45, -0.6, -0.8]

const SELF = new Set('i im ive id my me we our us were weve mine'.split(' '))
const YOU = new Set('you your youre u ur youve yours guys'.split(' '))

/** Fills in what was seen as numbers of about one, each at its own place. */
export function fillSigns(signs: Float32Array, seen: Seen): void {
  const { tokens, act, complaint, wish, weighed, plain } = seen
  const words = tokens.filter((token) => token.word)
  const count = (test: (token: Token) => boolean) => tokens.reduce((sum, one) => sum + (test(one) ? 1 : 0), 0)
  const on = (is: boolean) => (is ? 1 : 0)
  const exclaims = count(({ text }) => text === '!')
  const asks = count(({ text }) => text === '?')
  const mention = tokens[0]?.text === '@'
  const self = tokens.some(({ text }) => SELF.has(text))
  const you = tokens.some(({ text }) => YOU.has(text))
  const sure = complaint.findings.reduce((left, { score }) => left * (1 - score), 1)
  const hit = complaint.findings.length > 0
  const good = Math.max(0, weighed.compound)
  const bad = Math.max(0, -weighed.compound)
  const length = Math.log1p(words.length) / 4
  const values = [
    Math.log1p(weighed.kind) / 2,
    Math.log1p(weighed.unkind) / 2,
    good,
    bad,
    weighed.afterBut,
    on(weighed.compound > 0.3),
    on(weighed.compound < -0.3),
    on(weighed.kind > 0 && weighed.unkind > 0),
    on(weighed.kind + weighed.unkind === 0),
    1 - sure,
    on(complaint.asksHow),
    on(complaint.supposed),
    on(wish.wished !== null),
    on(wish.elsewhere !== null),
    on(wish.tired !== null),
    on(wish.denied),
    on(act.marked),
    on(act.asking),
    on(act.request),
    on(act.thanks),
    on(act.greeting),
    on(act.yes),
    on(act.no),
    on(mention),
    on(!mention && tokens.some(({ text }) => text === '@')),
    on(tokens.some(({ text }) => text === 'url')),
    Math.min(3, exclaims) / 3,
    Math.min(3, asks) / 3,
    words.length === 0 ? 0 : count(({ loud }) => loud) / words.length,
    length,
    on(words.length <= 3),
    on(words.length > 40),
    on(tokens.some(({ text }) => text.startsWith('0'))),
    on(self),
    on(you),
    on(tokens.at(-1)?.text === '?'),
    on(act.marked && hit),
    on(act.thanks && hit),
    bad * on(you || mention),
    good * on(hit),
    bad * on(self),
    on(seen.danger !== null),
    on(hit && complaint.asksHow),
    on(plain.text.includes('...')),
    // Steps, so that little and much of a mood need not weigh in proportion.
    ...STEPS.map((step) => on(step > 0 ? weighed.compound > step : weighed.compound < step)),
    (weighed.kind - weighed.unkind) / Math.sqrt(words.length + 4) / 2,
    (weighed.kind + weighed.unkind) / Math.sqrt(words.length + 4) / 2,
    on(weighed.kind > 0 && weighed.unkind === 0),
    on(weighed.unkind > 0 && weighed.kind === 0),
  ]
  if (values.length !== MARKS) throw new Error(`${values.length} marks, not ${MARKS}`)
  signs.set(values)
  complaint.fired.forEach((fired, i) => {
    signs[MARKS + i] = on(fired)
  })
  FEELINGS.forEach((feeling, i) => {
    signs[MARKS + COMPLAINT_RULES + i] = on(
      seen.unhappy?.feeling === feeling || seen.happy?.feeling === feeling,
    )
  })
}
