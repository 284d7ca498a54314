import { type InLine, LONG_STANDING } from '../ledger/in-line.ts'
import type { Preference, Priority } from './priority-settings.ts'
import { isGrave } from './reminder-times.ts'

/** Whoever may be in danger is before everybody, whatever the owner prefers. */
export const DANGER = 0

/**
 * The order in which people are to help: danger first, then what the owner's rule puts first, then the longest wait.
 * Every list of who waits is in this order.
 */
export function inOrder<T extends InLine>(line: readonly T[], rule: Priority): T[] {
  return line
    .map((one) => ({ one, rank: rankOf(one, rule) }))
    .sort((a, b) => a.rank - b.rank || a.one.since - b.one.since || (a.one.handoff < b.one.handoff ? -1 : 1))
    .map(({ one }) => one)
}

/** Where somebody stands by the rule, lower first: their first line of it that fits, or after all of them. */
export function rankOf(one: InLine, rule: Priority): number {
  if (isGrave(one)) return DANGER
  const line = rule.findIndex((preference) => fits(one, preference))
  return line === -1 ? rule.length + 1 : line + 1
}

function fits(one: InLine, preference: Preference): boolean {
  switch (preference) {
    case 'complaint':
      return one.complaint
    case 'came back':
      return one.cameBack
    case 'promise owed':
      return one.promiseOwed
    case 'long-standing':
      return isLongStanding(one)
    case 'newcomer':
      return one.newcomer
    default:
      return 'place' in preference ? one.adapter === preference.place : one.workspace === preference.workspace
  }
}

/** A customer for more than a year, as they began to wait. */
export function isLongStanding({ since, customerSince }: Pick<InLine, 'since' | 'customerSince'>): boolean {
  return since - customerSince > LONG_STANDING
}
