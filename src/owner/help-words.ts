import type { HelpCase } from '../ledger/help-cases.ts'
import { wasCalled } from './complaint-figures.ts'
import { type IsOutside, waitForAnswer, waitForReply, waitForSign } from './help-figures.ts'
import { counted, grouped, listed, withinWords } from './numbers.ts'
import { spanWords, type Weeks } from './period.ts'
import { spreadOf } from './spread.ts'
import { capital } from './words.ts'

/** Whether customers were helped, in plain sentences: what is known, what is not, and never one rate for both. */
export function helpInWords(cases: readonly HelpCase[], isOutside: IsOutside, weeks: Weeks): string[] {
  const span = `the last ${spanWords(weeks)}`
  if (cases.length === 0) return [`Nobody has written in ${span}.`]
  const with_ = (outcome: HelpCase['outcome']) => cases.filter((one) => one.outcome === outcome).length
  const persons = cases.filter(({ personAt }) => personAt !== null).length
  return [
    `Of ${counted(cases.length, 'conversation')} in ${span}, ${said(with_('confirmed'))}.`,
    `${grouped(with_('durable'))} had help and have been quiet since; ${grouped(with_('reopened'))} came back after help; of ${grouped(with_('unknown'))} nobody knows.`,
    persons === 0 ? 'No person wrote to any of them.' : `A person wrote in ${grouped(persons)} of them.`,
    waits(cases),
    outside(cases.filter(isOutside)),
  ]
}

function said(confirmed: number): string {
  if (confirmed === 0) return 'no customer said that it helped'
  return confirmed === 1
    ? '1 customer said that it helped'
    : `${grouped(confirmed)} customers said that it helped`
}

function waits(cases: readonly HelpCase[]): string {
  const parts = [
    ['the first signs', waitForSign],
    ['the answers', waitForAnswer],
    ['people’s replies', waitForReply],
  ] as const
  const told = parts.flatMap(([what, lengthOf]) => {
    const { p50 } = spreadOf(cases.flatMap((one) => lengthOf(one) ?? []))
    return p50 === null ? [] : `half of ${what} came within ${withinWords(p50)}`
  })
  return told.length === 0 ? '' : `${capital(listed(told))}.`
}

function outside(out: readonly HelpCase[]): string {
  const called = out.filter(wasCalled).length
  if (out.length === 0) return 'Everybody began in office hours.'
  return `${grouped(out.length)} began outside office hours, and ${called === 0 ? 'none' : grouped(called)} of them had to wait for a person.`
}
