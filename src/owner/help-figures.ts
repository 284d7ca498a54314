import { wallOf, weekdayOf } from '../calendar.ts'
import type { Outcome } from '../conversation.ts'
import type { HelpCase } from '../ledger/help-cases.ts'
import type { Hours } from '../people/hours.ts'
import { bucketsOf, FAST, SLOW } from './buckets.ts'
import { wasCalled } from './complaint-figures.ts'
import type { Figure, FigureGroup } from './figure.ts'
import { outcomeWords } from './words.ts'

/** From the customer's first words until ours, of any kind; null where none came. Milliseconds. */
export function waitForSign(one: HelpCase): number | null {
  return between(one.wroteAt, one.signAt)
}
/** Until the first answer from the owner's pages. */
export function waitForAnswer(one: HelpCase): number | null {
  return between(one.wroteAt, one.answerAt)
}
/** From the call to people until a person's first words. */
export function waitForReply(one: HelpCase): number | null {
  return one.call && wasCalled(one) ? between(one.call.openedAt, one.call.repliedAt) : null
}

function between(from: number | null, to: number | null): number | null {
  return from === null || to === null || to < from ? null : to - from
}

export type IsOutside = (one: HelpCase) => boolean

/** Whether a conversation began while nobody was there; each is looked up once. */
export function outsideOf(hours: Hours): IsOutside {
  const known = new WeakMap<HelpCase, boolean>()
  return (one) => {
    const is = known.get(one) ?? hours.openUntil(one.openedAt) === null
    known.set(one, is)
    return is
  }
}

/** An hour of the week in the office's zone, such as "1-09" for Monday at nine; Sunday is 0. */
export function hourOf({ openedAt }: HelpCase, zone: string): string {
  const wall = wallOf(openedAt, zone)
  return hourKey(weekdayOf(wall), Math.floor(wall.minutes / 60))
}

export function hourKey(weekday: number, hour: number): string {
  return `${weekday}-${String(hour).padStart(2, '0')}`
}

const LOOKS: Partial<Record<Outcome, Figure<HelpCase>['look']>> = {
  confirmed: 'positive',
  reopened: 'negative',
}
const ENDS: readonly Outcome[] = ['confirmed', 'durable', 'reopened', 'unknown']

/** The figures of the help page, all of the same conversations. */
export function helpGroups(isOutside: IsOutside): FigureGroup<HelpCase>[] {
  return [
    {
      key: 'outcome',
      title: 'Whether it helped',
      note: 'Helped, and quiet since: nothing came back for seven days. That is less than a customer’s own word.',
      figures: ENDS.map((outcome) => ({
        key: outcome,
        words: outcomeWords(outcome),
        counts: (one) => one.outcome === outcome,
        look: LOOKS[outcome],
      })),
    },
    {
      key: 'person',
      title: 'With a person',
      figures: [
        { key: 'wrote', words: 'a person wrote to them', counts: (one) => one.personAt !== null },
        {
          key: 'called',
          words: 'called, nobody has written yet',
          counts: (one) => wasCalled(one) && one.personAt === null,
        },
        {
          key: 'none',
          words: 'the assistant alone',
          counts: (one) => !wasCalled(one) && one.personAt === null,
        },
      ],
    },
    {
      key: 'sign',
      title: 'First sign',
      note: 'From the first message until our first words of any kind.',
      figures: [
        ...bucketsOf(FAST, waitForSign),
        { key: 'none', words: 'none', counts: (one) => waitForSign(one) === null, look: 'negative' },
      ],
    },
    {
      key: 'answer',
      title: 'First answer',
      note: 'From the first message until an answer from your pages.',
      figures: [
        ...bucketsOf(FAST, waitForAnswer),
        { key: 'none', words: 'no answer from your pages', counts: (one) => waitForAnswer(one) === null },
      ],
    },
    {
      key: 'reply',
      title: 'A person’s reply',
      note: 'Of those who were to have a person: from the call until a person wrote, nights and weekends included.',
      of: wasCalled,
      figures: [
        ...bucketsOf(SLOW, waitForReply),
        { key: 'none', words: 'no reply yet', counts: (one) => waitForReply(one) === null, look: 'negative' },
      ],
    },
    {
      key: 'when',
      title: 'In office hours and outside them',
      figures: [
        { key: 'in', words: 'began in office hours', counts: (one) => !isOutside(one) },
        { key: 'out', words: 'began outside them', counts: (one) => isOutside(one) },
        {
          key: 'out-person',
          words: 'outside them, and had to wait for a person',
          counts: (one) => isOutside(one) && wasCalled(one),
          look: 'negative',
        },
      ],
    },
  ]
}

/** One figure for each hour of the week. */
export function hourGroup(zone: string): FigureGroup<HelpCase> {
  const keys = [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) =>
    Array.from({ length: 24 }, (_, hour) => ({ weekday, hour, key: hourKey(weekday, hour) })),
  )
  return {
    key: 'hour',
    title: 'When customers begin',
    figures: keys.map(({ weekday, hour, key }) => ({
      key,
      words: `${WEEKDAYS[weekday]}, ${hour} to ${hour + 1} o’clock`,
      counts: (one) => hourOf(one, zone) === key,
    })),
  }
}

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
