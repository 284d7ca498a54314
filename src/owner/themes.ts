import { NO_TOPIC } from '../ledger/reports.ts'
import type { Work } from '../ledger/tables.ts'
import { allThemes, forgetAllThemes, forgetThemes, keepThemes, topicsWithin } from '../ledger/themes.ts'
import { enqueue, finish, giveBack, isPlanned } from '../ledger/work.ts'
import type { Grouped } from '../mind/grouper.ts'
import { TOPIC_NAMES } from '../mind/patterns/topic.ts'
import type { Parts } from '../parts.ts'

const DAY = 24 * 60 * 60 * 1000
/** Topics that were named within this time are grouped; the most frequent of them at a time. */
const LATELY = 12 * 7 * DAY
const AT_ONCE = 200
/** So many names are offered again. */
const NAMES = 60
const KEY = 'themes'

/** Sees to it that topics are grouped once a day, where there is a model; where there is none, none are. */
export async function planThemes({ ledger, grouper, now }: Parts): Promise<void> {
  const due = now()
  await ledger.transaction(async (t) => {
    if (!grouper) return forgetAllThemes(t)
    // A start in between must not bring the next time forward, nor put it off.
    if (await isPlanned(t, KEY)) return
    await enqueue(t, { kind: KEY, key: KEY, about: KEY, dedupe: KEY, due, now: due, latest: DAY })
  })
  ledger.wake()
}

/**
 * Has the topics that have no theme yet sorted, and plans the next day. Where that fails nothing changes. Throws
 * FencedError when somebody else has taken it over.
 */
export async function groupTopics(parts: Parts, work: Work): Promise<void> {
  const { ledger, grouper, log } = parts
  if (!grouper) return finish(ledger.db, work)
  const now = parts.now()
  const known = await allThemes(ledger.db)
  const topics = (await topicsWithin(ledger.db, { from: now - LATELY, to: now + 1 }))
    // Neither what a person corrected to our own list, nor what an older reading wrote in capitals of other alphabets.
    .filter(({ topic }) => !known.has(topic) && !TOPIC_NAMES.includes(topic) && topic === topic.toLowerCase())
    .slice(0, AT_ONCE)
  const names = [...new Set([...TOPIC_NAMES, ...known.values()])].slice(0, NAMES)
  const grouped = topics.length === 0 ? null : await grouper.group(topics, names)
  await ledger.transaction(async (t) => {
    const at = parts.now()
    await giveBack(t, work, { due: at + DAY, costsAttempt: false, now: at })
    if (grouped) await keepThemes(t, { themes: settled(grouped, known), by: grouped.by, now: at })
    // Also what was erased while the model was asked.
    await forgetThemes(t)
  })
  if (topics.length > 0) log.event('themes', { topics: topics.length, grouped: grouped?.themes.size ?? 0 })
  ledger.wake()
}

/** No name of a theme may stand under another one: each list then holds what its figure counts. */
function settled({ themes }: Grouped, known: ReadonlyMap<string, string>): Map<string, string> {
  const named = [...themes].flatMap(([topic, theme]): [string, string][] =>
    theme === NO_TOPIC ? [] : [[topic, known.get(theme) ?? theme]],
  )
  const names = new Set([...known.values(), ...named.map(([, theme]) => theme)])
  return new Map(named.map(([topic, theme]) => [topic, names.has(topic) ? topic : theme]))
}
