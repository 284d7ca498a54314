import { type Outbound, Place } from '../adapter.ts'
import { DeadlineError, withDeadline } from '../deadline.ts'
import { RefusedError, UnreachableError } from '../errors.ts'
import { getDigest, updateDigest } from '../ledger/digests.ts'
import type { DigestRow, Work } from '../ledger/tables.ts'
import { extend, FencedError, finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { backoff } from '../work.ts'

/** How long a platform may take to say that it has it. Milliseconds. */
const SENDING_AT_MOST = 10_000
/** A digest that nobody took for so long is told no more; the file is there. Milliseconds. */
const GIVEN_UP_AFTER = 24 * 60 * 60 * 1000

/**
 * Posts a digest to the owner's place, under one name however often it is tried. What the platform refuses stays a file:
 * it is never shown to staff instead. Throws FencedError when somebody else has taken it over.
 */
export async function postDigest(parts: Parts, work: Work): Promise<void> {
  const digest = await begin(parts, work)
  if (!digest) return
  try {
    const receipt = await send(parts, work, digest)
    await end(parts, work, digest, { receipt, sent_at: parts.now(), error: null })
    parts.log.event('digest posted', { period: digest.period })
  } catch (error) {
    await fail(parts, work, digest, error)
  }
}

/** Counts the attempt before it is made: whoever comes after a crash knows that it may have arrived. */
function begin({ ledger }: Parts, work: Work): Promise<DigestRow | null> {
  return ledger.transaction(async (t) => {
    const digest = await getDigest(t, work.about)
    const isOver = !digest?.place || digest.sent_at !== null
    if (isOver) await finish(t, work)
    else await updateDigest(t, digest.period, { attempts: digest.attempts + 1 })
    return isOver ? null : digest
  })
}

async function send(parts: Parts, work: Work, { id, text, at, attempts, place }: DigestRow): Promise<string> {
  const where = Place.parse(JSON.parse(place ?? 'null'))
  const adapter = parts.adapters.get(where.adapter)
  if (!adapter) throw new RefusedError('no_adapter', 'The adapter that this should go to is not configured')
  const outbound: Outbound = {
    id,
    place: where,
    doubtful: attempts > 0,
    since: at,
    replaces: null,
    kind: 'reminder',
    text,
    calls: [],
  }
  // Whoever stood still for longer than the lease must not post what another has posted since.
  if (!(await extend(parts.ledger.db, work, parts.now() + parts.timing.lease))) throw new FencedError(work)
  try {
    return (await withDeadline(SENDING_AT_MOST, adapter.send(outbound))).receipt
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error
    throw new UnreachableError('The platform did not answer in time', { cause: error })
  }
}

async function fail(parts: Parts, work: Work, digest: DigestRow, error: unknown): Promise<void> {
  const { now, log } = parts
  if (!(error instanceof RefusedError || error instanceof UnreachableError)) throw error
  const code = error instanceof RefusedError ? error.code : 'unreachable'
  log.trouble('digest not posted', error, { period: digest.period, reason: code })
  const isOver = error instanceof RefusedError || now() - digest.at > GIVEN_UP_AFTER
  if (isOver) return end(parts, work, digest, { error: code })
  const due = now() + (error.retryAfter ?? backoff(work.attempts))
  await parts.ledger.transaction((t) =>
    giveBack(t, work, { due, error: code, costsAttempt: true, now: now() }),
  )
}

function end(
  { ledger }: Parts,
  work: Work,
  { period }: DigestRow,
  change: Parameters<typeof updateDigest>[2],
): Promise<void> {
  return ledger.transaction(async (t) => {
    await updateDigest(t, period, change)
    await finish(t, work)
  })
}
