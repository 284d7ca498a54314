import type { Price } from '../model-settings.ts'
import type { Usage } from './said.ts'

/** What so many tokens cost, in millionths of the owner's currency. */
export function costOf({ input, cached, output }: Usage, price: Price): number {
  return Math.round((input - cached) * price.input + cached * price.cachedInput + output * price.output)
}
