import type { KnownCause } from '../ledger/causes.ts'
import type { Raised } from '../ledger/raised.ts'
import type { Day } from '../ledger/stretches.ts'
import { type Hearer, mayHear } from '../people/cause-hearers.ts'

/**
 * What a customer heard of a problem that is fixed, or will: `due` is to be told, `noted` was to be told by the person whom
 * they were with, `lost` were words that did not arrive, `gone` has no words here any more.
 */
export const FATES = ['due', 'told', 'noted', 'lost', 'spared', 'unreached', 'gone'] as const
export type Fate = (typeof FATES)[number]

/** A customer who raised a problem: the conversation in which they did so last, and all of them. */
export type Raiser = { last: Raised; all: readonly Raised[]; fate: Fate }
export type Problem = {
  id: string
  name: string
  namedBy: string
  /** When it was first and last raised; null where it is not fixed. Epoch milliseconds. */
  first: number
  last: number
  fixedAt: number | null
  fixedBy: string
  /** Whoever raised it last comes first. */
  raisers: readonly Raiser[]
}

/** A problem as the page shows it; null where nobody has it. `raised` is the latest first. */
export function problemOf(
  cause: Omit<KnownCause, 'raised'>,
  raised: readonly Raised[],
  hearers: readonly Hearer[],
): Problem | null {
  const [latest, oldest] = [raised[0], raised.at(-1)]
  if (!latest || !oldest) return null
  const byCustomer = [...Map.groupBy(raised, ({ customer }) => customer).entries()]
  return {
    id: cause.id,
    name: cause.name,
    namedBy: cause.named_name,
    first: oldest.at,
    last: latest.at,
    fixedAt: cause.fixed_at,
    fixedBy: cause.fixed_name ?? '',
    raisers: byCustomer.flatMap(([customer, all]) => {
      const hearer = hearers.find(({ last }) => last.customer_id === customer)
      return all[0] ? [{ last: all[0], all, fate: fateOf(all, hearer) }] : []
    }),
  }
}

function fateOf(all: readonly Raised[], hearer: Hearer | undefined): Fate {
  if (hearer) {
    if (mayHear(hearer)) return 'due'
    return hearer.hearing === 'spared' ? 'spared' : 'unreached'
  }
  const heard = (how: Raised['toldHow']) => all.some(({ toldHow }) => toldHow === how)
  if (heard('sent')) return 'told'
  if (heard('noted')) return 'noted'
  return heard('lost') ? 'lost' : 'gone'
}

/** What a number on the page counts, in addresses: all who raised it, in these weeks or those before, or by what they heard. */
export const SHOWN = ['raised', 'lately', 'before', 'waiting', ...FATES] as const
export type Shown = (typeof SHOWN)[number]
export type Stretches = { lately: Day; before: Day }

/** The customers behind one number. */
export function raisersOf({ raisers }: Problem, shown: Shown, stretches: Stretches): readonly Raiser[] {
  if (shown === 'raised') return raisers
  if (shown === 'waiting') return raisers.filter(isWaiting)
  if (shown !== 'lately' && shown !== 'before') return raisers.filter(({ fate }) => fate === shown)
  return raisedBetween(raisers, stretches[shown])
}

/** Who raised it in a stretch of time, with the conversations of that time alone. */
export function raisedBetween(raisers: readonly Raiser[], { from, to }: Day): Raiser[] {
  return raisers.flatMap((raiser) => {
    const all = raiser.all.filter(({ at }) => at >= from && at < to)
    return all[0] ? [{ ...raiser, last: all[0], all }] : []
  })
}

export type Sorted = Record<'open' | 'untold' | 'fixed', readonly Problem[]>

/** Not fixed, the oldest first; fixed with somebody still to be told, and fixed: the latest first. */
export function sortedProblems(problems: readonly Problem[]): Sorted {
  const fixed = problems
    .filter(({ fixedAt }) => fixedAt !== null)
    .sort((a, b) => (b.fixedAt ?? 0) - (a.fixedAt ?? 0))
  const isUntold = ({ raisers }: Problem) => raisers.some(({ fate }) => fate === 'due')
  return {
    open: problems.filter(({ fixedAt }) => fixedAt === null).sort((a, b) => a.first - b.first),
    untold: fixed.filter(isUntold),
    fixed: fixed.filter((problem) => !isUntold(problem)),
  }
}

/** Whether nobody has told them that it is fixed, whatever they may be told. */
export function isWaiting({ fate }: Pick<Raiser, 'fate'>): boolean {
  return fate === 'due' || fate === 'spared' || fate === 'unreached'
}

/** Whether more than one customer raised it. */
export function isShared({ raisers }: Problem): boolean {
  return raisers.length > 1
}
