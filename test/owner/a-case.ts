import type { ComplaintCase } from '../../src/ledger/complaint-cases.ts'
import type { FairnessCase } from '../../src/ledger/fairness-cases.ts'
import type { HelpCase } from '../../src/ledger/help-cases.ts'

/** A conversation as every page sees it. */
export type AnyCase = HelpCase & FairnessCase & ComplaintCase

let number = 0

/** A call that nobody has taken. */
export const CALL: NonNullable<AnyCase['call']> = {
  cause: 'complaint',
  openedAt: 0,
  claimedAt: null,
  repliedAt: null,
  isUncalled: false,
  ended: 'waiting',
}

/** A conversation of which nothing is known but what is given. */
export function aCase(given: Partial<AnyCase> = {}): AnyCase {
  number += 1
  return {
    id: `c${number}`,
    openedAt: 0,
    outcome: 'unknown',
    adapter: 'local',
    workspace: 'w',
    customer: `u${number}`,
    customerSince: 0,
    wroteAt: 0,
    signAt: null,
    answerAt: null,
    personAt: null,
    call: null,
    isUnhappy: false,
    language: 'en',
    complaints: [],
    verdict: null,
    ...given,
  }
}

export function cases(count: number, given: Partial<AnyCase> = {}): AnyCase[] {
  return Array.from({ length: count }, () => aCase(given))
}
