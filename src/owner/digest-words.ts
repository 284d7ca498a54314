import type { DayNumbers } from '../ledger/day-numbers.ts'
import type { Waiting } from '../ledger/waiting.ts'
import { TOPIC_NAMES } from '../mind/patterns/topic.ts'
import type { Advice } from './advice.ts'
import type { Period, Rhythm } from './digest-period.ts'
import { shortened } from './marks.ts'
import { counted, durationWords } from './numbers.ts'
import { periodInWords } from './today.ts'
import { capital, causeWords } from './words.ts'

/** So many who wait are told of. */
export const SHOWN = 3
const LONGEST_ADVICE = 400

export type DigestFacts = {
  company: string
  rhythm: Rhythm
  period: Period
  zone: string
  numbers: DayNumbers
  /** Who waits now, the first of them. */
  waiting: readonly Pick<Waiting, 'since' | 'cause'>[]
  /** How many promises are due in the day, or the week, that has begun. */
  due: number
  advice: Advice
  now: number
}

/**
 * How it went, in small Markdown, on one screen; the last line is the one thing to do. It lasts in a chat and as a file,
 * where nobody can erase a customer: so it names none, quotes none, and calls no topic but those of our own list.
 */
export function digestWords(told: DigestFacts): string {
  const facts = { ...told, numbers: withOurTopics(told.numbers) }
  const { company, numbers, now, due, rhythm, advice } = facts
  const when = rhythm.every === 'daily' ? 'today' : 'this week'
  const [head = '', ...more] = periodInWords(numbers, now, rhythm.every)
  const lines = [
    `**${company}, ${titleOf(facts)}**`,
    head,
    more.map((sentence) => `- ${sentence}`).join('\n'),
    waitingWords(facts),
    due > 0 ? `${counted(due, 'promise')} ${due === 1 ? 'is' : 'are'} due ${when}.` : '',
    `**Do ${when}:** ${plain(advice.words)} ${plain(advice.act)}.`,
  ]
  return lines.filter((line) => line !== '').join('\n\n')
}

function titleOf({ rhythm, period, zone }: DigestFacts): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
  if (rhythm.every === 'daily') return day.format(period.from)
  const short = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long' })
  return `${short.format(period.from)} to ${short.format(period.to - 1)}`
}

function waitingWords({ waiting, numbers, now }: DigestFacts): string {
  if (waiting.length === 0) return ''
  const shown = waiting.slice(0, SHOWN)
  const more = numbers.now.waiting - shown.length
  const lines = shown.map(
    ({ since, cause }) => `- ${capital(causeWords(cause))}: for ${durationWords(now - since)}`,
  )
  return [
    'Waiting for a person:',
    '',
    ...lines,
    ...(more > 0 ? [`- and ${counted(more, 'other')}`] : []),
  ].join('\n')
}

/** Words with nothing in them that could be read as formatting, a link or a call. */
function plain(words: string): string {
  return shortened(words.replace(/:(?=\S)|[^\p{L}\p{M}\p{N}\s'’“”.,:;?!…-]/gu, ' '), LONGEST_ADVICE)
}

/** The numbers with no topic that a model or somebody's hand wrote: it may be one customer's alone. */
function withOurTopics(numbers: DayNumbers): DayNumbers {
  const { count, topics } = numbers.complaints
  const ours = topics.filter(({ topic }) => topic !== null && TOPIC_NAMES.includes(topic))
  return { ...numbers, complaints: { count, topics: ours } }
}
