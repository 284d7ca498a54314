import type { Ranked } from '../ledger/visits.ts'
import type { CustomerFile, FileRow } from './customer-file.ts'
import { fewOf } from './customer-file.ts'

const QUARTER = (365 / 4) * 24 * 60 * 60 * 1000
const YEAR_OF_QUARTERS = 4

/** How many a fifth of so many is: one at least, where there is anybody. */
export function fifthOf(count: number): number {
  return Math.ceil(count / 5)
}

/**
 * How long somebody has been without a visit at `now`, in the steps in which the list counts: whole quarters of a year, and
 * from the first year on whole years. Within a step all have waited alike.
 */
export function quartersWaited(since: number, now: number): number {
  const quarters = Math.max(0, Math.floor((now - since) / QUARTER))
  return quarters < YEAR_OF_QUARTERS ? quarters : quarters - (quarters % YEAR_OF_QUARTERS)
}

/**
 * The order in which to visit: whoever has been without a visit for longest comes first, from their last one or from when
 * they first wrote. Who has waited alike: first those never visited, the greatest measure first; then the others, the oldest
 * visit first. As no step is longer than a year, everybody comes up in time, whoever joins meanwhile.
 */
export function visitingOrder(
  fifth: readonly Ranked[],
  visits: ReadonlyMap<string, number>,
  now: number,
): Ranked[] {
  const waited = ({ customer, since }: Ranked) => quartersWaited(visits.get(customer) ?? since, now)
  const visitedAt = ({ customer }: Ranked) => visits.get(customer) ?? 0
  return [...fifth].sort(
    (a, b) =>
      waited(b) - waited(a) ||
      visitedAt(a) - visitedAt(b) ||
      b.value - a.value ||
      a.since - b.since ||
      (a.customer < b.customer ? -1 : 1),
  )
}

type Known = { id: string; platform_id: string; name: string; since: number }
export type Valued = { ranked: Ranked[]; strangers: number; problems: string[] }

/** The customers of the owner's file by their value, the highest first; `strangers` have not written to us. */
export function valued({ rows, problems }: CustomerFile, customers: readonly Known[]): Valued {
  const byId = Map.groupBy(customers, ({ platform_id }) => platform_id)
  const byName = Map.groupBy(customers, ({ name }) => name.toLowerCase())
  const found = new Map<string, { row: FileRow; ranked: Ranked }>()
  const wrong = [...problems]
  let strangers = 0
  for (const row of rows) {
    const called = byId.get(row.customer) ?? byName.get(row.customer.toLowerCase()) ?? []
    const [only] = called
    const earlier = only && found.get(only.id)
    if (!only) strangers += 1
    else if (called.length > 1)
      wrong.push(
        `Line ${row.line}: ${called.length} customers are called “${row.customer}”. Write the platform’s id.`,
      )
    else if (earlier)
      wrong.push(`Line ${row.line}: the same customer as in line ${earlier.row.line}, which counts.`)
    else {
      const since = Math.min(row.since ?? only.since, only.since)
      found.set(only.id, { row, ranked: { customer: only.id, value: row.value, since } })
    }
  }
  const ranked = [...found.values()].map((one) => one.ranked)
  ranked.sort((a, b) => b.value - a.value || (a.customer < b.customer ? -1 : 1))
  return { ranked, strangers, problems: fewOf(wrong) }
}
