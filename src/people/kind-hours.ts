import { nextOpening, type Office } from './office.ts'

/** When we may write to somebody who did not ask us to. Epoch milliseconds; null where that will never be. */
export type KindHours = (at: number) => number | null

/** Between 9 and 19 o'clock UTC, every day: what counts where the owner has not said when people are there. */
export const DAYTIME: Office = {
  zone: 'UTC',
  says: 'UTC',
  week: Array.from({ length: 7 }, () => [{ from: 9 * 60, to: 19 * 60 }]),
  exceptions: [],
}

/** While people are there, who would take up what the customer answers; in the daytime where nobody said when that is. */
export function kindHoursOf(office: Office | null): KindHours {
  return (at) => nextOpening(office ?? DAYTIME, at)
}
