import { LONG_STANDING } from '../ledger/in-line.ts'
import type { Wait } from '../ledger/question-facts.ts'
import { type Answer, type Facts, figure, type Link, NAMED, NOTHING, were } from './answer.ts'
import { ENOUGH } from './comparing.ts'
import { NEW } from './fairness-sides.ts'
import { counted, durationWords, grouped, withinWords } from './numbers.ts'
import { type Comparison, compared, slowest, type Waited, waitedOf } from './waits.ts'

/** Whether whoever has been with us long waits longer than whoever is new. */
export function longStanding({ waits }: Facts): Answer {
  const long = waits.filter(({ openedAt, since }) => openedAt - since > LONG_STANDING)
  const recent = waits.filter(({ openedAt, since }) => openedAt - since < NEW)
  return beside({
    question: 'Do we take long-standing customers for granted?',
    these: { name: 'Customers of over a year', waits: long },
    others: { name: 'Customers of under a month', waits: recent },
    tell: 'This is what they waited. Whether they still feel seen, the visiting list helps you to ask.',
    links: [
      { words: 'Fairness', href: '/owner/fairness?weeks=12' },
      { words: 'Whom to visit', href: '/owner/visits?by=tenure' },
    ],
  })
}

/** What customers waited in each third of the time. */
export function competition({ waits, from, to }: Facts): Answer {
  const third = (to - from) / 3
  const parts = [0, 1, 2].map((part) =>
    waitedOf(
      waits.filter(({ openedAt }) => openedAt >= from + part * third && openedAt < from + (part + 1) * third),
    ),
  )
  const names = ['First month', 'Second month', 'Last month']
  return {
    question: 'Do we work best only when the competition bites?',
    says: ['The ledger cannot know: it does not see your competitors.'],
    figures: parts.flatMap(({ half }, part) =>
      half === null ? [] : [{ name: `${names[part]}: half within`, value: withinMinutes(half) }],
    ),
    links: [],
    tell: 'Write down the weeks in which a competitor moved, and hold them against these waits: if we were quicker just then, we could be quicker always.',
  }
}

/** How soon a person was there. */
export function there({ waits, conversations }: Facts): Answer {
  const waited = waitedOf(waits)
  const { count, withinHour, never } = waited
  return {
    question: 'Are we there when they need us?',
    says: conversations === 0 ? [NOTHING] : thereInWords(waited),
    figures: [...figure('Within an hour', withinHour, count), ...figure('Nobody yet', never, count)],
    links: slowest(waits, NAMED).map(waitLink),
    tell: '',
  }
}

function thereInWords({ count, half, most, never }: Waited): string[] {
  if (count === 0) return ['Nobody needed a person.']
  const calls = count === 1 ? 'once' : `${grouped(count)} times`
  if (half === null || most === null)
    return [
      `A person was called ${calls}, and nobody has taken ${count === 1 ? 'it' : 'any of them'} so far.`,
    ]
  const clock = 'nights and holidays included'
  if (count === 1) return [`A person was called once, and had it after ${atLeastMinute(half)}, ${clock}.`]
  const first = `A person was called ${calls}: half of them were taken within ${withinMinutes(half)}, and 19 of 20 within ${withinMinutes(most)}, ${clock}.`
  return never === 0
    ? [first]
    : [first, `${counted(never, 'call')} ${were(never)} taken up by nobody so far.`]
}

/** Whether whoever had written before waits longer than in a first conversation. */
export function courted({ waits }: Facts): Answer {
  return beside({
    question: 'Do we treat them now as we did when we courted them?',
    these: { name: 'Whoever had written before', waits: waits.filter(({ isFirst }) => !isFirst) },
    others: { name: 'In their first conversation', waits: waits.filter(({ isFirst }) => isFirst) },
    tell: 'What was promised before they bought is not in the ledger. Lay your offer beside three of their conversations.',
    links: [],
  })
}

type Side = { name: string; waits: readonly Wait[] }
type Beside = { question: string; these: Side; others: Side; tell: string; links: Link[] }

/** Two groups of customers beside each other, by what they waited for a person. */
function beside({ question, these, others, tell, links }: Beside): Answer {
  const [a, b] = [waitedOf(these.waits), waitedOf(others.waits)]
  const verdict = compared(these.waits, others.waits)
  const says: Record<Comparison, string> = {
    worse: `Yes, they wait longer for a person: ${inWords(a, b)}.`,
    better: `No, they wait less long for a person: ${inWords(a, b)}.`,
    alike: `No more difference in the wait for a person than chance makes: ${inWords(a, b)}.`,
    'too few': `There are too few to judge by: ${a.count} and ${b.count}, where ${ENOUGH} of each are the least.`,
  }
  const words = question.startsWith('Do we treat')
    ? { ...says, worse: says.worse.replace('Yes', 'No'), better: says.better.replace('No', 'Yes') }
    : says
  const figures = [
    { name: these.name, waited: a },
    { name: others.name, waited: b },
  ].flatMap(({ name, waited }) =>
    waited.half === null
      ? []
      : [
          {
            name: `${name} (${grouped(waited.count)}), half within`,
            value: withinMinutes(waited.half),
          },
        ],
  )
  return {
    question,
    says: [words[verdict]],
    figures,
    links: [...slowest(these.waits, NAMED).map(waitLink), ...links],
    tell,
  }
}

function inWords(these: Waited, others: Waited): string {
  const first =
    these.half === null
      ? 'none of them had one so far'
      : `half of them had one within ${withinMinutes(these.half)}`
  const second =
    others.half === null ? 'none of the others' : `half of the others within ${withinMinutes(others.half)}`
  return `${first}, ${second}`
}

function atLeastMinute(milliseconds: number): string {
  return durationWords(Math.max(60_000, milliseconds)).replace(/^1 minute$/, 'a minute')
}

/** A time that holds what it is said to hold: never less, and told no finer than in minutes. */
function withinMinutes(milliseconds: number): string {
  return withinWords(Math.max(60_000, milliseconds)).replace(/^1 minute$/, 'a minute')
}

const PLACES = ['Longest wait', '2nd longest', '3rd longest']

function waitLink({ conversation, waited }: Wait, place: number): Link {
  return {
    words: `${PLACES[place] ?? 'A wait'}: ${durationWords(waited ?? 0)}`,
    href: `/owner/conversations/${encodeURIComponent(conversation)}`,
  }
}
