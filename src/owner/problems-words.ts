import { counted, durationWords, grouped } from './numbers.ts'
import { isShared, isWaiting, type Problem, type Shown, sortedProblems } from './problems.ts'

/** How many problems several customers share, which has stood longest, and who is still to be told. */
export function problemsInWords(problems: readonly Problem[], now: number): string[] {
  if (problems.length === 0) return ['So far your people have named no problem that customers share.']
  const shared = problems.filter(isShared)
  const { open } = sortedProblems(shared)
  const alone = problems.length - shared.length
  return [
    sharedWords(shared.length, open.length),
    oldestWords(open, now),
    toldWords(sortedProblems(problems).untold),
    aloneWords(alone, shared.length),
  ].filter((sentence) => sentence !== '')
}

function sharedWords(shared: number, open: number): string {
  if (shared === 0) return 'No problem is shared by several customers.'
  const all = `${counted(shared, 'problem')} ${shared === 1 ? 'is' : 'are'} shared by several customers`
  if (open === 0) return `${all}, and ${shared === 1 ? 'it is' : 'all are'} fixed.`
  if (open === shared) return `${all}, and ${shared === 1 ? 'it is not' : 'none is'} fixed.`
  return `${all}; ${grouped(open)} of them ${open === 1 ? 'is' : 'are'} not fixed.`
}

function oldestWords([oldest, ...others]: readonly Problem[], now: number): string {
  if (!oldest) return ''
  const waiting = oldest.raisers.filter(isWaiting).length
  const which = others.length === 0 ? 'It is' : 'The oldest that is not fixed is'
  const since = `first raised ${durationWords(Math.max(0, now - oldest.first))} ago`
  return `${which} “${oldest.name}”, ${since}: ${waiting === 0 ? 'nobody waits' : waiting === 1 ? '1 customer waits' : `${grouped(waiting)} customers wait`} for it.`
}

/** Each customer once, whatever else they wait for; also who raised a problem alone. */
function toldWords(untold: readonly Problem[]): string {
  const due = untold.flatMap(({ raisers }) => raisers.filter(({ fate }) => fate === 'due'))
  const { size } = new Set(due.map(({ last }) => last.customer))
  if (size === 0) return ''
  return `${counted(size, 'customer')} ${size === 1 ? 'is' : 'are'} still to be told that something is fixed.`
}

function aloneWords(alone: number, shared: number): string {
  if (alone === 0) return ''
  const all = counted(alone, shared === 0 ? 'problem' : 'other problem')
  return `${all} ${alone === 1 ? 'was' : 'were'} raised by one customer only.`
}

/** Whom a number counts; the number comes behind it. */
export const SHOWN_WORDS: Record<Shown, string> = {
  raised: 'who raised it',
  lately: 'who raised it in the last 4 weeks',
  before: 'who raised it in the 4 weeks before',
  waiting: 'who waits for it',
  due: 'who is still to be told',
  told: 'who was told',
  noted: 'left to the person they were with',
  lost: 'whom our words did not reach',
  spared: 'who asked for no messages',
  unreached: 'who can’t be reached',
  gone: 'whose words are gone from here',
}
