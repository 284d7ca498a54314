import type { Fairness, Weighed } from './fairness.ts'
import type { Pairing } from './fairness-sides.ts'
import { counted, percent, withinWords } from './numbers.ts'
import { spanWords, type Weeks } from './period.ts'
import { capital } from './words.ts'

const WORSE = {
  wait: 'wait longer for a person',
  unhappy: 'sound unhappy more often',
  unhelped: 'are less often known to be helped',
}

/** Whether some have it worse, in plain sentences: an alarm only where it is far enough and of enough cases. */
export function fairnessInWords({ all, pairings }: Fairness, weeks: Weeks): string[] {
  const span = `the last ${spanWords(weeks)}`
  if (all === 0) return [`Nobody has written in ${span}.`]
  const weighed = pairings.flatMap((one) => one.weighed)
  const alarms = pairings.flatMap((pairing) =>
    pairing.weighed.flatMap((one) => alarmWords(pairing, one) ?? []),
  )
  const told = weighed.filter(({ compared }) => compared !== 'too few').length
  const basis = `Looked at: ${counted(all, 'conversation')} of ${span}. We call something worse only where it is more than 10\u00a0% worse, and more than chance would make it.`
  if (told === 0) return [`There are too few conversations in ${span} to compare customers.`, basis]
  if (alarms.length === 0) return ['No customers are seen to have it worse than others.', basis]
  const [first = '', ...more] = alarms
  return [first, ...more, basis]
}

/** "Customers of over a year wait longer for a person than customers of under a month."; null where neither does. */
export function alarmWords({ sides }: Pairing, { worse, measure }: Weighed): string | null {
  if (worse === null) return null
  return capital(`${sides[worse].words} ${WORSE[measure.key]} than ${sides[worse === 0 ? 1 : 0].words}.`)
}

/** What the comparison comes to, for its row. */
export function comparedWords({ sides }: Pairing, { worse, compared }: Weighed): string {
  if (compared === 'too few') return 'too few to tell'
  return worse === null ? 'no real difference' : `worse for ${sides[worse].words}`
}

/** A side's number: "59 minutes for half of them" or "13 %". */
export function sideWords({ shares, waits }: Weighed, side: 0 | 1): string {
  const { count, of } = shares[side]
  const wait = waits?.[side]
  if (of === 0) return 'nobody'
  return wait == null ? percent(count, of) : `half within ${withinWords(wait)}`
}
