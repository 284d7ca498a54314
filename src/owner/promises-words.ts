import type { Standing } from '../ledger/promise-list.ts'
import { counted, grouped } from './numbers.ts'
import { spanWords, type Weeks } from './period.ts'

export type Promises = Record<Standing, number> & {
  /** Of those that are open, how many are late already; and the ones from before the period that were never kept. */
  overdue: number
  earlier: number
}

/** What became of what we promised: late is said beside kept, and never counted as kept in time. */
export function promisesInWords(promises: Promises, weeks: Weeks): string[] {
  const { kept, late, broken, due, overdue, earlier } = promises
  const span = `the last ${spanWords(weeks)}`
  const all = kept + late + broken
  const ahead = due - overdue
  return [
    all === 0
      ? `No promise was due in ${span}.`
      : `Of ${counted(all, 'promise')} due in ${span}, ${kept === all ? 'all were' : kept === 0 ? 'none was' : `${grouped(kept)} ${kept === 1 ? 'was' : 'were'}`} kept in time.`,
    late > 0 ? `${grouped(late)} ${late === 1 ? 'was' : 'were'} kept late.` : '',
    broken > 0
      ? `${grouped(broken)} ${broken === 1 ? 'was' : 'were'} not kept, and ${broken === 1 ? 'is' : 'are'} owed still.`
      : '',
    overdue > 0 ? `${grouped(overdue)} ${overdue === 1 ? 'is' : 'are'} late right now.` : '',
    ahead > 0 ? `${grouped(ahead)} ${ahead === 1 ? 'is' : 'are'} still to come.` : '',
    earlier > 0 ? `${counted(earlier, 'older promise')} ${earlier === 1 ? 'was' : 'were'} never kept.` : '',
  ]
}

export const STANDING_WORDS: Record<Standing, string> = {
  kept: 'kept in time',
  late: 'kept late',
  broken: 'not kept',
  due: 'open',
}
