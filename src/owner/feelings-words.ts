import type { Moods } from '../ledger/feelings.ts'
import { compareShares, type Share } from './comparing.ts'
import { counted, grouped, percent } from './numbers.ts'
import { spanWords, type Weeks } from './period.ts'
import type { Weight, Why } from './reasons.ts'

/** How customers felt, most important first. What could not be told is always said, and never counted as content. */
export function feelingsInWords(now: Moods, before: Moods | null, weeks: Weeks): string[] {
  const span = `the last ${spanWords(weeks)}`
  const all = total(now)
  if (all === 0) return [`Nobody has written in ${span}.`]
  const told = all - now.unknown
  if (told === 0)
    return [`How customers felt in ${span} is unknown.`, `None of ${counted(all, 'message')} showed it.`]
  return [
    headline(now, span),
    `${counted(all, 'message')}: ${grouped(now.negative)} sounded unhappy, ${grouped(now.positive)} happy, ${grouped(now.neutral)} showed no clear sign. How ${grouped(now.unknown)} sounded is unknown (${percent(now.unknown, all)}).`,
    before === null ? '' : trend(now, before, weeks),
  ]
}

function headline({ negative, positive }: Moods, span: string): string {
  if (negative === 0 && positive === 0) return `In ${span} nobody sounded happy or unhappy.`
  if (negative === 0) return `In ${span} nobody sounded unhappy.`
  if (positive === 0) return `In ${span} nobody sounded happy.`
  if (positive === negative) return `In ${span} as many messages sounded happy as unhappy.`
  return `In ${span} more messages sounded ${positive > negative ? 'happy than unhappy' : 'unhappy than happy'}.`
}

/** Among those whose feeling could be told: were more unknown than before, that alone must not look like a change. */
function trend(now: Moods, before: Moods, weeks: Weeks): string {
  const share = (moods: Moods): Share => ({ count: moods.negative, of: total(moods) - moods.unknown })
  const [one, other] = [share(now), share(before)]
  const then = `the ${spanWords(weeks)} before`
  const was = `${percent(one.count, one.of)} of those that could be told, ${percent(other.count, other.of)} then`
  switch (compareShares(one, other)) {
    case 'more':
      return `More sounded unhappy than in ${then}: ${was}.`
    case 'less':
      return `Fewer sounded unhappy than in ${then}: ${was}.`
    case 'same':
      return `About as many sounded unhappy as in ${then}: ${was}.`
    case 'too few':
      return `There are too few messages to compare with ${then}.`
  }
}

/** How a thing does beside the weeks before; '' where it is new, which is said otherwise. */
export function trendWords({ now, before, trend, isNew }: Weight): string {
  if (isNew || now + before === 0) return ''
  const then = `${grouped(before)} before`
  const words = {
    more: 'more often',
    less: 'less often',
    same: 'about as often',
    'too few': 'too few to tell',
  }
  return `(${then}: ${words[trend]})`
}

/** What moved customers most, in one sentence. */
export function whyInWords(whys: readonly Why[], side: 'negative' | 'positive'): string {
  const named = whys.filter(({ topic }) => topic !== null)
  const felt = side === 'negative' ? 'unhappy' : 'happy'
  const [first, second] = named
  if (whys.length === 0) return `Nobody sounded ${felt} in the last 4 weeks.`
  if (!first) return `No message that sounded ${felt} said what it was about.`
  const most = `Where it was clear what made them ${felt}, it was most often ${first.topic} (${grouped(first.now)})`
  return second ? `${most}, then ${second.topic} (${grouped(second.now)}).` : `${most}.`
}

function total({ negative, neutral, positive, unknown }: Moods): number {
  return negative + neutral + positive + unknown
}
