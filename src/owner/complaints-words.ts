import type { ComplaintCase } from '../ledger/complaint-cases.ts'
import { compareShares } from './comparing.ts'
import { endOf, recoveryOf, topicsOf, waitForPerson } from './complaint-figures.ts'
import { counted, grouped, listed, percent, withinWords } from './numbers.ts'
import { spanWords, type Weeks } from './period.ts'
import { spreadOf } from './spread.ts'

export type Counts = { all: number; complaints: number }

/** The complaints of a period in plain sentences, beside how many there were, and in the period before. */
export function complaintsInWords(
  cases: readonly ComplaintCase[],
  { now, before }: { now: Counts; before: Counts },
  weeks: Weeks,
): string[] {
  const span = `the last ${spanWords(weeks)}`
  if (now.all === 0) return [`Nobody has written in ${span}.`]
  if (cases.length === 0)
    return [
      `No complaints in ${span}.`,
      `${counted(now.all, 'conversation')} began in that time.`,
      trend(now, before, weeks),
    ]
  const share = percent(cases.length, now.all)
  return [
    `${counted(cases.length, 'complaint')} in ${span}${topics(cases)}.`,
    `That is ${share} of ${counted(now.all, 'conversation')}.`,
    trend(now, before, weeks),
    waits(cases),
    ends(cases),
  ]
}

function topics(cases: readonly ComplaintCase[]): string {
  const named = topicsOf(cases).filter(({ topic }) => topic !== null)
  if (named.length === 0) return ''
  const shown = named.slice(0, 3).map(({ topic, count }) => `${topic} (${grouped(count)})`)
  return `: ${listed(shown)}`
}

function trend(now: Counts, before: Counts, weeks: Weeks): string {
  const then = `the ${spanWords(weeks)} before`
  const was = before.complaints
  switch (compareShares({ count: now.complaints, of: now.all }, { count: was, of: before.all })) {
    case 'more':
      return `More than in ${then}, when there were ${grouped(was)}.`
    case 'less':
      return `Fewer than in ${then}, when there were ${grouped(was)}.`
    case 'same':
      return `About as many as in ${then}, when there were ${grouped(was)}.`
    case 'too few':
      return `There are too few to compare with ${then}.`
  }
}

function waits(cases: readonly ComplaintCase[]): string {
  const { count, p50, p95 } = spreadOf(cases.flatMap((one) => waitForPerson(one) ?? []))
  if (p50 === null || p95 === null) return 'No person has taken any of them.'
  if (count === 1) return `A person took one of them, within ${withinWords(p50)}.`
  return `People took ${grouped(count)} of them: half within ${withinWords(p50)}, 19 of 20 within ${withinWords(p95)}.`
}

function ends(cases: readonly ComplaintCase[]): string {
  const open = cases.filter((one) => endOf(one) === 'open').length
  const right = cases.filter((one) => recoveryOf(one) === 'right').length
  const not = cases.filter((one) => recoveryOf(one) === 'not_yet').length
  const still = open === 0 ? 'None is still open' : `${grouped(open)} ${open === 1 ? 'is' : 'are'} still open`
  const say = `${right === 0 ? 'no customer says' : `${grouped(right)} ${right === 1 ? 'customer says' : 'customers say'}`} that it is right now`
  return `${still}; ${say}${not === 0 ? '' : `, ${grouped(not)} that it is not`}.`
}
