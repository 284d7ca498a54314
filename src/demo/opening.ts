import type { Chance } from './chance.ts'
import type { Line } from './story.ts'
import { ACCOUNT, ELSEWHERE, GAPS, GENERAL, ODD, PERSON, PRICE } from './words/account.ts'
import { BRAKES, FAULT, WORKSHOP } from './words/bicycles.ts'
import { DELIVERY, REFUND } from './words/delivery.ts'
import { HAPPY, THANKS, UNHELPED } from './words/feelings.ts'
import type { Matter } from './words/matter.ts'

const MINUTE = 60_000
/** Delivery is better since then, and since then the brakes of one batch fail. Days ago. */
const NEW_COURIER = 26
const BAD_BATCH = 10

type Kind = 'asks' | 'grumbles' | 'complaints'
export type StaffWords = Pick<Matter, 'taken' | 'done'>
/** `follows` are questions that may come next; null where nothing does. */
export type Opening = { text: string; follows: readonly string[] | null; staff: StaffWords }

/** What it is about, and the first words. */
export function openingOf(chance: Chance, ago: number): Opening {
  const wasSlow = ago > NEW_COURIER
  const matter = chance.weigh<Matter | 'gap' | 'elsewhere' | 'odd' | 'person' | 'happy'>([
    [DELIVERY, wasSlow ? 30 : 17],
    [REFUND, 16],
    [FAULT, 12],
    [WORKSHOP, 14],
    [ACCOUNT, 8],
    [PRICE, 10],
    [BRAKES, ago <= BAD_BATCH ? 14 : 0],
    ['gap', 6],
    ['elsewhere', 4],
    ['odd', 3],
    ['person', 3],
    ['happy', 7],
  ])
  const alone = (texts: readonly string[]) => ({ text: chance.pick(texts), follows: null, staff: GENERAL })
  if (matter === 'gap') return alone(chance.pick(GAPS))
  if (matter === 'elsewhere') return alone(ELSEWHERE)
  if (matter === 'odd') return alone(ODD)
  if (matter === 'person') return alone(PERSON)
  if (matter === 'happy') return alone(HAPPY)
  const kind = chance.weigh<Kind>(sharesOf(matter, wasSlow))
  const staff = kind === 'complaints' ? matter : GENERAL
  return { text: chance.pick(matter[kind]), follows: matter.follows, staff }
}

/** How much of what is written about a matter is asked calmly, and how much is not. */
function sharesOf(matter: Matter, wasSlow: boolean): (readonly [Kind, number])[] {
  const shares = (asks: number, grumbles: number, complaints: number) => [
    ['asks', asks] as const,
    ['grumbles', grumbles] as const,
    ['complaints', complaints] as const,
  ]
  if (matter === BRAKES) return shares(34, 22, 44)
  return matter === DELIVERY && wasSlow ? shares(64, 14, 22) : shares(84, 10, 6)
}

/** What the customer writes as long as the assistant has the conversation; `talk` is how much more than usual is asked. */
export function linesOf(chance: Chance, { text, follows }: Opening, talk: number): Line[] {
  const lines: Line[] = [{ text, after: 0 }]
  if (!follows) return lines
  const more = () => lines.push({ text: chance.pick(follows), after: chance.about(2 * MINUTE) })
  for (let n = 0; n < talk; n++) if (chance.is(0.45)) more()
  chance.weigh<() => void>([
    [() => lines.push({ choice: 'helped', after: chance.about(MINUTE) }), 24],
    [() => lines.push({ text: chance.pick(THANKS), after: chance.about(MINUTE) }), 28],
    [() => lines.push({ text: chance.pick(UNHELPED), after: chance.about(MINUTE) }), 5],
    [() => lines.push({ choice: 'unhelped', after: chance.about(MINUTE) }), 3],
    [() => undefined, 40],
  ])()
  return lines
}
