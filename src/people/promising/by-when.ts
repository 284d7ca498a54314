import type { Hours } from '../hours.ts'
import type { Promising } from './commitment.ts'
import { mayHoldDates, openDates } from './dates.ts'
import { dueOf } from './due.ts'
import { ELSEWHERE } from './elsewhere.ts'
import { ENGLISH } from './english.ts'
import { mentionsIn } from './mentions.ts'

const LONGEST = 200
const LANGUAGES: readonly Promising[] = [ENGLISH, ...ELSEWHERE]

/** The moment that somebody means by "Friday at 3pm" or "in two hours"; null where it is none ahead. Epoch milliseconds. */
export async function byWhen(text: string, at: number, hours: Hours): Promise<number | null> {
  const words = text.slice(0, LONGEST)
  for (const { vocabulary } of LANGUAGES) {
    const readDates = mayHoldDates(words, vocabulary)
      ? await openDates(vocabulary.language, at, hours.zone)
      : () => []
    const due = dueOf(mentionsIn(words, vocabulary, readDates), words, { at, zone: hours.zone, hours })
    if (due !== null) return due
  }
  return null
}
