import type { Db } from '../ledger/ledger.ts'
import {
  allCustomers,
  byContacts,
  byTenure,
  countCustomers,
  lastVisits,
  type Ranked,
} from '../ledger/visits.ts'
import { readCustomerFile } from './customer-file.ts'
import type { Now } from './now.ts'
import { fifthOf, valued, visitingOrder } from './visiting.ts'

const YEAR = 365 * 24 * 60 * 60 * 1000

/** What the owner may measure customers by. */
export const MEASURES = ['contacts', 'value', 'tenure'] as const
export type Measure = (typeof MEASURES)[number]

export type VisitingList = {
  by: Measure
  /** The top fifth, whoever is to be visited next first, and of how many it is a fifth. */
  order: Ranked[]
  customers: number
  strangers: number
  problems: readonly string[]
}

/** The top fifth of the customers in the order in which to visit them. Without a file nobody has a value. */
export async function visitingList(
  db: Db,
  { by: asked, file, now }: { by: Measure | null; file: string | null; now: Now },
): Promise<VisitingList> {
  const by = measureOf(asked, file)
  const [top, visits] = await Promise.all([topFifth(db, by, file, now), lastVisits(db)])
  const { fifth, ...more } = top
  return { by, order: visitingOrder(fifth, visits, now.time), ...more }
}

function measureOf(asked: Measure | null, file: string | null): Measure {
  if (asked === null) return file === null ? 'contacts' : 'value'
  return asked === 'value' && file === null ? 'contacts' : asked
}

type Top = { fifth: Ranked[]; customers: number; strangers: number; problems: readonly string[] }

async function topFifth(db: Db, by: Measure, file: string | null, now: Now): Promise<Top> {
  if (by === 'value' && file !== null) {
    const [read, customers] = await Promise.all([readCustomerFile(file, now.zone), allCustomers(db)])
    const { ranked, strangers, problems } = valued(read, customers)
    return { fifth: ranked.slice(0, fifthOf(ranked.length)), customers: ranked.length, strangers, problems }
  }
  const customers = await countCustomers(db)
  const limit = fifthOf(customers)
  const fifth =
    by === 'tenure' ? await byTenure(db, now.time, limit) : await byContacts(db, now.time - YEAR, limit)
  return { fifth, customers, strangers: 0, problems: [] }
}
