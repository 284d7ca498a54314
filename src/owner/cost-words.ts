import type { ModelSpend } from '../ledger/spend-figures.ts'
import { counted, grouped, percent } from './numbers.ts'
import { spanWords, type Weeks } from './period.ts'

const MICRO = 1_000_000

/** Amounts are millionths of the owner's currency; budgets are null where there is none. */
export type Cost = {
  models: ModelSpend[]
  /** Customers who are known to be helped. */
  helped: number
  today: number
  ever: number
  budgets: { perDay: number | null; total: number | null }
}

/** What the model cost, in plain sentences; nothing is said of costs where no model was used. */
export function costInWords({ models, helped, today, ever, budgets }: Cost, weeks: Weeks): string[] {
  const span = `the last ${spanWords(weeks)}`
  if (models.length === 0) return [`No model was used in ${span}.`]
  const cost = models.reduce((sum, one) => sum + one.cost, 0)
  const unpriced = models.reduce((sum, one) => sum + one.unpriced, 0)
  const calls = models.reduce((sum, one) => sum + one.calls, 0)
  const words = [
    unpriced === calls
      ? `What the model cost in ${span} is unknown: it has no price.`
      : `In ${span} the model cost ${money(cost)}, in your currency.`,
    unpriced === calls
      ? 'Tell Warmline what it costs in MODEL_PRICES.'
      : helped === 0
        ? 'No customer is known to be helped in that time, so there is no cost for each.'
        : `That is ${money(cost / helped)} for each of ${counted(helped, 'customer')} known to be helped.`,
    unpriced > 0 && unpriced < calls
      ? `${grouped(unpriced)} of ${counted(calls, 'call')} had no price and count nothing.`
      : '',
  ]
  if (budgets.perDay !== null)
    words.push(
      `Since midnight UTC ${money(today)} of the day’s budget of ${money(budgets.perDay)} is spent (${percent(today, budgets.perDay)}).`,
    )
  if (budgets.total !== null)
    words.push(
      `Of the whole budget of ${money(budgets.total)}, ${money(ever)} is spent (${percent(ever, budgets.total)}).`,
    )
  return words
}

/** "12.50"; what is less than a tenth is told to its hundredths of a hundredth. */
export function money(amount: number): string {
  const units = amount / MICRO
  const places = units !== 0 && units < 0.1 ? 4 : 2
  return units.toLocaleString('en-GB', { minimumFractionDigits: places, maximumFractionDigits: places })
}
