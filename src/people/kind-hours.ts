import { nextOpening, type Office } from './office.ts'

/** When we may write to somebody who did not ask us to. Epoch milliseconds; null where that will never be. */
export type KindHours = (at: number) => number | null

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const [FROM, TO] = [9 * HOUR, 19 * HOUR]

/** Between 9 and 19 o'clock UTC: what counts where the owner has not said when people are there. */
const waking: KindHours = (at) => {
  const midnight = Math.floor(at / DAY) * DAY
  const sinceMidnight = at - midnight
  if (sinceMidnight < FROM) return midnight + FROM
  return sinceMidnight < TO ? at : midnight + DAY + FROM
}

/** While people are there, who would take up what the customer answers; in the daytime where nobody said when that is. */
export function kindHoursOf(office: Office | null): KindHours {
  return office ? (at) => nextOpening(office, at) : waking
}
