import type { Card, PromiseAction } from '../../src/card.ts'

const ID = (n: number) => `${n}`.padStart(36, 'h')
const ACTIONS: PromiseAction[] = ['keep_promise', 'date_promise', 'drop_promise']

/** A card with all that a card may have at once, its texts as long as `unit` repeated makes them. */
export function fullCard(status: Card['status'], unit: string): Card {
  const long = unit.repeat(Math.ceil(4_000 / unit.length))
  const name = long.slice(0, 80).toWellFormed()
  return {
    handoff: ID(0),
    status,
    customer: { name, since: 1e12, conversations: 30, from: 'discord' },
    cause: long.slice(0, 150).toWellFormed(),
    wrong: long,
    tried: long,
    mood: { sentiment: -1, feeling: 'frustrated', reason: long, quote: long },
    complaint: true,
    history: [1, 2, 3].map((n) => ({ says: long, handoff: ID(n) })),
    unasked: {
      says: 'Asked us not to write unasked.',
      label: 'They may be asked again',
      surely: 'Only if the customer told you so themselves. It is noted with your name. '.repeat(2),
    },
    suggestion: long,
    proposal: { id: 'p1', call: long.slice(0, 2_000).toWellFormed(), state: 'waiting', says: long },
    promises: [1, 2, 3].map((n) => ({
      id: ID(n),
      state: 'open',
      says: long,
      buttons: ACTIONS.map((action) => ({ action, label: 'By another time' })),
    })),
    morePromises: 'And 4 more.',
    sharedCause: {
      says: long,
      buttons: [
        { action: 'fix_cause', label: 'It is fixed…' },
        { action: 'link_cause', label: 'Another problem…' },
      ],
    },
    waitingSince: 1.7e12,
    preferred: null,
    claimedBy: name,
    claimedById: 'u1',
    snoozedUntil: 1.8e12,
    closedBy: name,
    transcript: Array.from({ length: 30 }, (_, n) => ({
      id: `m${n}`,
      author: 'customer',
      name,
      text: long,
      attachments: [],
      at: 1.7e12,
      edited: true,
      removed: false,
    })),
  }
}

export const STATUSES = ['waiting', 'claimed', 'snoozed', 'resolved', 'given_back'] as const
export const UNITS = ['word ', '"\\', '<&>" ', '👩‍👩‍👧‍👦', '@everyone ', '*_~`|']
