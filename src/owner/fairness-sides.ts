import type { FairnessCase } from '../ledger/fairness-cases.ts'
import { LONG_STANDING } from '../ledger/in-line.ts'
import { adapterWords } from './words.ts'

/** Some customers: what they are called, and which conversations are theirs. */
export type Side = { key: string; words: string; has: (one: FairnessCase) => boolean }
export type Pairing = { key: string; title: string; sides: readonly [Side, Side] }

const DAY = 24 * 60 * 60 * 1000
/** Whoever has been a customer for less is a newcomer among the figures. Milliseconds. */
export const NEW = 30 * DAY
const [MANY, FEW] = [10, 2]
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })
/** So many platforms, and as many languages, are looked at one by one: the most used. */
const KINDS = 4

/** Who is beside whom. */
export function pairingsOf(cases: readonly FairnessCase[]): Pairing[] {
  const age = ({ openedAt, customerSince }: FairnessCase) => openedAt - customerSince
  const sizes = sizesOf(cases)
  return [
    {
      key: 'age',
      title: 'Long-standing customers and newcomers',
      sides: [
        { key: 'long', words: 'customers of over a year', has: (one) => age(one) > LONG_STANDING },
        { key: 'new', words: 'customers of under a month', has: (one) => age(one) < NEW },
      ],
    },
    {
      key: 'size',
      title: 'Small customers and large ones',
      sides: [
        { key: 'small', words: 'customers who wrote once or twice', has: (one) => sizes(one) <= FEW },
        { key: 'large', words: 'customers with ten conversations or more', has: (one) => sizes(one) >= MANY },
      ],
    },
    ...againstOthers(
      cases,
      'platform',
      ({ adapter }) => adapter,
      (name) => `customers on ${adapterWords(name)}`,
    ),
    ...againstOthers(
      cases,
      'language',
      ({ language }) => language,
      (name) => `customers who write ${LANGUAGES.of(name) ?? name}`,
    ),
  ]
}

/** Each kind that there is beside all others of which the kind is known. */
function againstOthers(
  cases: readonly FairnessCase[],
  key: 'platform' | 'language',
  kindOf: (one: FairnessCase) => string | null,
  words: (kind: string) => string,
): Pairing[] {
  const counts = new Map<string, number>()
  for (const one of cases) {
    const kind = kindOf(one)
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const kinds = [...counts].sort((a, b) => b[1] - a[1]).map(([kind]) => kind)
  if (kinds.length < 2) return []
  // Of two, each is what the other is beside.
  const shown = kinds.length === 2 ? kinds.slice(1) : kinds.slice(0, KINDS)
  return shown.map((kind) => ({
    key: `${key}-${kind}`,
    title: `By ${key}: ${words(kind)}`,
    sides: [
      { key: 'these', words: words(kind), has: (one) => kindOf(one) === kind },
      { key: 'others', words: 'all others', has: (one) => kindOf(one) !== null && kindOf(one) !== kind },
    ],
  }))
}

/**
 * How often a customer wrote. Where a platform has several workspaces, the smaller ones are customers of many people each;
 * the largest is the house that everybody comes to.
 */
function sizesOf(cases: readonly FairnessCase[]): (one: FairnessCase) => number {
  const place = ({ adapter, workspace }: FairnessCase) => JSON.stringify([adapter, workspace])
  const places = Map.groupBy(cases, place)
  const largest = new Map<string, number>()
  for (const some of places.values()) {
    const adapter = some[0]?.adapter ?? ''
    largest.set(adapter, Math.max(largest.get(adapter) ?? 0, some.length))
  }
  const unit = (one: FairnessCase) => {
    const size = places.get(place(one))?.length ?? 0
    return size < (largest.get(one.adapter) ?? 0) ? place(one) : one.customer
  }
  const sizes = new Map<string, number>()
  for (const one of cases) sizes.set(unit(one), (sizes.get(unit(one)) ?? 0) + 1)
  return (one) => sizes.get(unit(one)) ?? 0
}
