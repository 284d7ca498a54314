import type { Db } from '../ledger/ledger.ts'
import { pressingNow } from '../ledger/pressing.ts'
import { visitFacts } from '../ledger/visited.ts'
import { MOST_REMINDERS } from '../people/standing.ts'
import { type Advice, adviceOn, calmAdvice, type Visit } from './advice.ts'
import { discreet, discreetVisit } from './discreet.ts'
import type { Now } from './now.ts'
import { openingLine } from './opening-line.ts'
import { visitingList } from './visiting-list.ts'

/** The one thing to do now. */
export async function adviseNow(db: Db, customersFile: string | null, now: Now): Promise<Advice> {
  const pressing = adviceOn(await pressingNow(db, now.time, MOST_REMINDERS), now)
  return pressing ?? calmAdvice(await nextVisit(db, customersFile, now))
}

/** The same for where it lasts and nobody can erase a customer: it names and quotes none. */
export async function adviseDiscreetly(db: Db, customersFile: string | null, now: Now): Promise<Advice> {
  const pressing = adviceOn(discreet(await pressingNow(db, now.time, MOST_REMINDERS)), now)
  return pressing ?? calmAdvice(discreetVisit(await nextVisit(db, customersFile, now)))
}

async function nextVisit(db: Db, file: string | null, now: Now): Promise<Visit | null> {
  const [first] = (await visitingList(db, { by: null, file, now })).order
  const [facts] = first ? await visitFacts(db, [first.customer]) : []
  return facts ? { name: facts.name, opening: openingLine(facts, now) } : null
}
