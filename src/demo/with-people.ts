import { STAFF } from './cast.ts'
import type { Chance } from './chance.ts'
import type { StaffWords } from './opening.ts'
import type { Fate, Someone, WithPeople } from './story.ts'
import { BRAKES } from './words/bicycles.ts'
import { ANSWERS, NOTES, PRAISE, PROMISES, QUESTIONS, STILL_CROSS, THANKS } from './words/feelings.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Since then whoever has been a customer for long waits longer. Days ago. */
const SLOW_FOR_OLD = 9
const BAD_BRAKES = 'Brakes of the new Wren'

type About = { staff: StaffWords; customer: Someone; at: number; ago: number; talk: number }

/** What happens in this story once a person is called. `ago` in days; `talk` is how much more than usual is said. */
export function peopleFor(chance: Chance, { staff, customer, at, ago, talk }: About): WithPeople {
  const by = chance.weigh(STAFF.map((one, index) => [one, 4 - index] as const))
  const named = (text: string) => text.replaceAll('{staff}', by.name)
  const isOld = at - customer.since > 365 * DAY
  const slow = isOld && ago <= SLOW_FOR_OLD ? 3.5 : 1
  const fate = chance.weigh<Fate>([
    ['in time', 70],
    ['late', 13],
    ['never', 4],
    ['not said', 8],
    ['no promise', 6],
  ])
  const turns = chance.whole(0, 1) + (talk > 1 ? chance.whole(2, 6) : 0)
  const isCross = chance.is(0.22)
  return {
    by,
    waits: chance.about(28 * MINUTE) * slow,
    atAnyHour: chance.is(0.35),
    nudge: { text: chance.pick(['Hello?', 'Is anybody there?', 'Any news?']), after: chance.about(5 * HOUR) },
    taken: named(chance.pick(staff.taken)),
    talk: Array.from({ length: turns }, () => ({
      asked: chance.pick(QUESTIONS),
      answer: chance.pick(isCross ? [...STILL_CROSS, ...ANSWERS] : ANSWERS),
    })),
    note: chance.is(0.25) ? chance.pick(NOTES) : null,
    cause: staff === BRAKES && chance.is(0.85) ? BAD_BRAKES : null,
    promise: chance.is(0.35) ? { says: chance.pick(PROMISES), within: chance.about(7 * HOUR), fate } : null,
    works: chance.about(50 * MINUTE),
    done: chance.pick(staff.done),
    ends: chance.is(0.92) ? 'resolved' : 'given_back',
    parting: isCross
      ? chance.pick(STILL_CROSS)
      : chance.is(0.6)
        ? named(chance.pick(chance.is(0.45) ? PRAISE : THANKS))
        : null,
    after: chance.weigh([
      ['right', isCross ? 10 : 48],
      ['not_yet', isCross ? 30 : 6],
      [null, 46],
    ] as const),
    isNone: chance.is(0.06),
  }
}
