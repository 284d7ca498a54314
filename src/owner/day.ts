import type { Day } from '../ledger/stretches.ts'

/** The server's local day that holds this moment. Days of 23 and 25 hours are what they are. */
export function dayOf(at: number): Day {
  const date = new Date(at)
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  return { from: new Date(year, month, day).getTime(), to: new Date(year, month, day + 1).getTime() }
}

/** A local date as a form writes it, such as 2026-11-22. */
export function dateOf(at: number): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The local day of a date as a form writes it; null where there is no such day. */
export function readDate(text: string): Day | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (Number(year) < 1000) return null
  const found = dayOf(new Date(Number(year), Number(month) - 1, Number(day)).getTime())
  return dateOf(found.from) === text ? found : null
}
