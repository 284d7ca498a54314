import type { Case } from '../../src/ledger/cases.ts'

let number = 0

/** A call that nobody has taken. */
export const CALL: NonNullable<Case['call']> = {
  cause: 'complaint',
  openedAt: 0,
  claimedAt: null,
  repliedAt: null,
  isUncalled: false,
  ended: 'waiting',
}

/** A conversation of which nothing is known but what is given. */
export function aCase(given: Partial<Case> = {}): Case {
  number += 1
  return {
    id: `c${number}`,
    openedAt: 0,
    status: 'open',
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

export function cases(count: number, given: Partial<Case> = {}): Case[] {
  return Array.from({ length: count }, () => aCase(given))
}
