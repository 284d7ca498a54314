import type { Untold } from '../ledger/cause-told.ts'

/** How somebody hears that a cause is fixed: from us, from the person they are with, or not at all. */
export type Hearing = 'tell' | 'with_person' | 'spared' | 'unreached'

/** A customer who has not heard, each once: where they raised it last, and all places where they did. */
export type Hearer = { hearing: Hearing; last: Untold; links: string[] }

/**
 * Who is yet to hear, from conversations of which the one that moved last comes first: where a person has them, else where
 * they can be reached.
 */
export function hearersOf(untold: readonly Untold[], adapters: { has(name: string): boolean }): Hearer[] {
  return [...Map.groupBy(untold, ({ customer_id }) => customer_id).values()].flatMap((own) => {
    const busy = own.find(isWithPerson)
    const last = busy ?? own.find((one) => hearingOf(one, adapters) === 'tell') ?? own[0]
    if (!last) return []
    return [
      { hearing: busy ? 'with_person' : hearingOf(last, adapters), last, links: own.map(({ id }) => id) },
    ]
  })
}

/** Whether somebody hears of it when it is fixed now. */
export function mayHear({ hearing }: Pick<Hearer, 'hearing'>): boolean {
  return hearing === 'tell' || hearing === 'with_person'
}

function hearingOf(
  { no_unasked, adapter, here_customer, customer_id }: Untold,
  adapters: { has(name: string): boolean },
): Hearing {
  if (no_unasked) return 'spared'
  const isTaken = here_customer !== null && here_customer !== customer_id
  return isTaken || !adapters.has(adapter) ? 'unreached' : 'tell'
}

function isWithPerson({ here_status, here_customer, customer_id }: Untold): boolean {
  return here_customer === customer_id && (here_status === 'waiting' || here_status === 'with_person')
}
