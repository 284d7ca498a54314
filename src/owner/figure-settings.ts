import type { Db } from '../ledger/ledger.ts'
import type { Hours } from '../people/hours.ts'
import type { Now } from './now.ts'

/** What the pages of figures are made from. */
export type FigureSettings = {
  db: Db
  now: () => Now
  company: string
  /** When people are there. */
  hours: Hours
  /** The platforms on which customers can be told something now; all of them where nobody says. */
  reached?: { has(platform: string): boolean }
  /** What the model may cost, in millionths; null for no limit. */
  budgets?: { perDay: number | null; total: number | null }
}
