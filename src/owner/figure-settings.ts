import type { Db } from '../ledger/ledger.ts'
import type { Hours } from '../people/hours.ts'

/** What the pages of figures are made from. */
export type FigureSettings = {
  db: Db
  now: () => number
  company: string
  /** When people are there; plain hours where nobody has said. */
  hours?: Hours
  /** What the model may cost, in millionths; null for no limit. */
  budgets?: { perDay: number | null; total: number | null }
}
