import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dayNumbers } from '../ledger/day-numbers.ts'
import { getDigest, hasDigests, keepDigest } from '../ledger/digests.ts'
import { countDue } from '../ledger/promise-list.ts'
import type { Work } from '../ledger/tables.ts'
import { whoWaits } from '../ledger/waiting.ts'
import { enqueue, finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { inOrder } from '../people/queue.ts'
import { adviseDiscreetly } from './advising.ts'
import { type DigestSettings, lastPeriod, nextDigest, type Period, periodAfter } from './digest-period.ts'
import { digestWords, SHOWN } from './digest-words.ts'
import { officeNow } from './now.ts'

const DAY = 24 * 60 * 60 * 1000
/** Longer than there is between two digests. */
const LATEST = 30 * DAY

/** Sees to it that the next digest comes: now where one is missed, else at its hour. */
export async function planDigest(parts: Parts): Promise<void> {
  const { digest, ledger, hours } = parts
  if (!digest) return
  const now = parts.now()
  const { name } = lastPeriod(digest, hours.zone, now)
  // Whoever has only just switched it on waits for the first hour.
  const isMissed = (await hasDigests(ledger.db)) && (await getDigest(ledger.db, name)) === undefined
  const due = isMissed ? now : nextDigest(digest, hours.zone, now)
  const work = { kind: 'digest', key: 'digest', about: 'digest', dedupe: 'digest', due, now, latest: LATEST }
  await ledger.transaction((t) => enqueue(t, work))
  ledger.wake()
}

/**
 * Writes the digest of the period that ended last, once, and plans the next. Those of periods in which nothing ran are not
 * made up for. Throws FencedError when somebody else has taken it over.
 */
export async function writeDigest(parts: Parts, work: Work): Promise<void> {
  const { digest, ledger, hours } = parts
  if (!digest) return finish(ledger.db, work)
  const period = lastPeriod(digest, hours.zone, parts.now())
  const isKnown = (await getDigest(ledger.db, period.name)) !== undefined
  const text = isKnown ? '' : await tell(parts, digest, period)
  await ledger.transaction(async (t) => {
    const now = parts.now()
    await giveBack(t, work, { due: nextDigest(digest, hours.zone, now), costsAttempt: false, now })
    if (isKnown || !(await keepDigest(t, { period: period.name, text, place: digest.place, now }))) return
    const about = period.name
    if (digest.place) await enqueue(t, { kind: 'post_digest', key: `digest:${about}`, about, due: now, now })
    // Last: should it fail, nothing of this was, and it is tried again.
    await keepFile(digest.folder, period.name, text)
  })
  if (!isKnown) parts.log.event('digest', { period: period.name })
  ledger.wake()
}

async function keepFile(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, `${name}.md`), `${text}\n`, { mode: 0o600 })
}

async function tell(parts: Parts, digest: DigestSettings, period: Period): Promise<string> {
  const { db } = parts.ledger
  const { zone } = parts.hours
  const { company, priority } = parts.prompts.charter
  const now = parts.now()
  const [numbers, all, due, advice] = await Promise.all([
    dayNumbers(db, period),
    whoWaits(db),
    countDue(db, { from: period.to, to: periodAfter(digest, zone, period).to }, ['open', 'broken']),
    adviseDiscreetly(db, digest.customersFile, officeNow(parts.hours, now)),
  ])
  const waiting = inOrder(all, priority)
    .filter(({ status }) => status === 'waiting')
    .slice(0, SHOWN)
  return digestWords({ company, rhythm: digest, period, zone, numbers, waiting, due, advice, now })
}
