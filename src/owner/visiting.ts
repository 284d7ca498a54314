import type { Ranked } from '../ledger/visits.ts'
import type { CustomerFile, FileRow } from './customer-file.ts'
import { fewOf } from './customer-file.ts'

/** How many a fifth of so many is: one at least, where there is anybody. */
export function fifthOf(count: number): number {
  return Math.ceil(count / 5)
}

/**
 * The order in which to visit: whoever has been without a visit for longest comes first, from their last one or from when
 * they first wrote. So everybody comes up in time, whoever joins meanwhile.
 */
export function visitingOrder(fifth: readonly Ranked[], visits: ReadonlyMap<string, number>): Ranked[] {
  const unvisitedSince = ({ customer, since }: Ranked) => visits.get(customer) ?? since
  return [...fifth].sort(
    (a, b) =>
      unvisitedSince(a) - unvisitedSince(b) || b.value - a.value || (a.customer < b.customer ? -1 : 1),
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
