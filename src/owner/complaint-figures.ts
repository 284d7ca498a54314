import type { Case } from '../ledger/cases.ts'
import type { ComplaintCase } from '../ledger/complaint-cases.ts'
import { BY_PEOPLE } from '../ledger/readings.ts'
import { bucketsOf, SLOW } from './buckets.ts'
import type { Figure, FigureGroup } from './figure.ts'
import { counted } from './numbers.ts'
import { causeWords } from './words.ts'

const TOPICS_SHOWN = 10
/** Stands for the other topics in addresses. */
const OTHERS = '*'

/** By whom a complaint was seen: what people or the customer said goes before what a reader found. */
export function foundBy({ complaints, call }: ComplaintCase): 'staff' | 'customer' | 'local' | 'model' {
  if (call?.cause === 'staff_asked' || complaints.some(({ readBy }) => BY_PEOPLE.includes(readBy)))
    return 'staff'
  if (call?.cause === 'wants_person') return 'customer'
  return complaints.some(({ readBy }) => readBy === 'local') ? 'local' : 'model'
}

/** How it ended, so far. */
export function endOf({ call }: Case): 'resolved' | 'given_back' | 'open' | 'none' {
  if (!call) return 'none'
  return call.ended === 'resolved' || call.ended === 'given_back' ? call.ended : 'open'
}

/** Whether the customer says that it is right now; nobody's silence is taken for it. */
export function recoveryOf({
  verdict,
  outcome,
}: ComplaintCase): 'right' | 'not_yet' | 'silent' | 'not_asked' {
  if (verdict === 'right' || verdict === 'not_yet') return verdict
  if (outcome === 'confirmed') return 'right'
  return verdict === 'none' ? 'silent' : 'not_asked'
}

/** Whether people were called; not where somebody of the staff wrote by themselves. */
export function wasCalled({ call }: Case): boolean {
  return call !== null && !call.isUncalled
}

/** From the call until a person took it; null where nobody has, or nobody was called. Milliseconds. */
export function waitForPerson(one: Case): number | null {
  const { call } = one
  return call?.claimedAt == null || !wasCalled(one) ? null : Math.max(0, call.claimedAt - call.openedAt)
}

/** What complaints are about, most first; those that name nothing come last. */
export function topicsOf(cases: readonly ComplaintCase[]): { topic: string | null; count: number }[] {
  const counts = new Map<string | null, number>()
  for (const { complaints } of cases)
    for (const topic of new Set(complaints.map((one) => one.topic)))
      counts.set(topic, (counts.get(topic) ?? 0) + 1)
  return [...counts]
    .map(([topic, count]) => ({ topic, count }))
    .sort(
      (a, b) =>
        Number(a.topic === null) - Number(b.topic === null) ||
        b.count - a.count ||
        (a.topic ?? '').localeCompare(b.topic ?? '', 'en'),
    )
}

/** What is named most, then all else, then what names nothing: it is never hidden how much of that there is. */
function aboutFigures(cases: readonly ComplaintCase[]): Figure<ComplaintCase>[] {
  const all = topicsOf(cases).map(({ topic }) => topic)
  const named = all.filter((topic) => topic !== null)
  const figure = (key: string, words: string, topics: readonly (string | null)[]): Figure<ComplaintCase> => ({
    key,
    words,
    counts: ({ complaints }) => complaints.some(({ topic }) => topics.includes(topic)),
  })
  const others = named.slice(TOPICS_SHOWN)
  return [
    ...named.slice(0, TOPICS_SHOWN).map((topic) => figure(topic, topic, [topic])),
    ...(others.length > 0 ? [figure(OTHERS, counted(others.length, 'other topic'), others)] : []),
    ...(all.includes(null) ? [figure('', 'no topic named', [null])] : []),
  ]
}

/** The figures of the complaints page. `cases` are those with a complaint. */
export function complaintGroups(cases: readonly ComplaintCase[]): FigureGroup<ComplaintCase>[] {
  return [
    { key: 'about', title: 'What they are about', figures: aboutFigures(cases) },
    {
      key: 'found',
      title: 'How they were found',
      figures: [
        {
          key: 'customer',
          words: 'the customer asked for a person',
          counts: (one) => foundBy(one) === 'customer',
        },
        { key: 'local', words: 'the built-in reader saw it', counts: (one) => foundBy(one) === 'local' },
        { key: 'model', words: 'the model saw it', counts: (one) => foundBy(one) === 'model' },
        { key: 'staff', words: 'staff or you said so', counts: (one) => foundBy(one) === 'staff' },
      ],
    },
    {
      key: 'person',
      title: 'How soon a person took them',
      note: 'From when a person was called until somebody took it, nights and weekends included.',
      figures: [
        ...bucketsOf(SLOW, waitForPerson),
        {
          key: 'nobody',
          words: 'nobody has taken it',
          counts: (one) => wasCalled(one) && waitForPerson(one) === null,
          look: 'negative',
        },
        { key: 'uncalled', words: 'no person was called', counts: (one) => !wasCalled(one) },
      ],
    },
    {
      key: 'end',
      title: 'How they ended',
      figures: [
        { key: 'resolved', words: 'resolved by a person', counts: (one) => endOf(one) === 'resolved' },
        {
          key: 'given_back',
          words: 'given back to the assistant',
          counts: (one) => endOf(one) === 'given_back',
        },
        { key: 'open', words: 'still open', counts: (one) => endOf(one) === 'open' },
        { key: 'none', words: 'without a person', counts: (one) => endOf(one) === 'none' },
      ],
    },
    {
      key: 'recovered',
      title: 'Whether it is right now',
      note: 'Only what customers say counts. Silence is not taken for a yes.',
      figures: [
        {
          key: 'right',
          words: 'the customer says so',
          counts: (one) => recoveryOf(one) === 'right',
          look: 'positive',
        },
        {
          key: 'not_yet',
          words: causeWords('not_yet'),
          counts: (one) => recoveryOf(one) === 'not_yet',
          look: 'negative',
        },
        { key: 'silent', words: 'asked, and not answered', counts: (one) => recoveryOf(one) === 'silent' },
        { key: 'not_asked', words: 'not asked', counts: (one) => recoveryOf(one) === 'not_asked' },
      ],
    },
  ]
}
