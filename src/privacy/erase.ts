import type { Tx } from '../ledger/ledger.ts'
import { hashOfFormer } from '../ledger/personal/anonymous.ts'
import { type Scope, scopeOfErasure } from '../ledger/personal/belonging.ts'
import { PERSONAL, TABLES } from '../ledger/personal/columns.ts'
import { cut, isDrained } from '../ledger/personal/cut.ts'
import {
  type ErasureChange,
  getErasure,
  lockErasure,
  progressOf,
  updateErasure,
} from '../ledger/personal/erasures.ts'
import { rewriteFile } from '../ledger/personal/file.ts'
import { forgetSilent, takeQuiet } from '../ledger/personal/quiet-words.ts'
import { scrub } from '../ledger/personal/scrub.ts'
import { showErased, shownSince } from '../ledger/personal/shown.ts'
import type { Customer, Erasure, Work } from '../ledger/tables.ts'
import { forgetThemes } from '../ledger/themes.ts'
import { finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { provedBy } from './proof.ts'

/** How soon what is under way elsewhere is looked at again. Milliseconds. */
const LOOK_AGAIN = 1_000
/** How long a platform is asked to take back what staff were shown. Milliseconds. */
const ASKED_FOR = 24 * 60 * 60_000

/** What comes after a step: a change, and how long to wait before it is gone on with. */
type Next = { change: ErasureChange; wait?: number; former?: Customer | null }
type Scene = { t: Tx; parts: Parts; erasure: Erasure; scope: Scope; cutAt: number; now: number }

/**
 * Goes one step on with an erasure, in one small transaction, and comes back for the next: whoever is killed in between
 * goes on where they were. Throws FencedError when somebody else has taken it over.
 */
export async function erase(parts: Parts, work: Work): Promise<void> {
  const { ledger, log } = parts
  const before = await getErasure(ledger.db, work.about)
  const file = before?.step === 'rewrite' ? await rewriteFile(ledger) : null
  const next = await ledger.transaction(async (t) => {
    const now = parts.now()
    const erasure = await lockErasure(t, work.about)
    if (!erasure || erasure.step === 'done') {
      await finish(t, work)
      return null
    }
    const cutAt = erasure.cut_at ?? now
    const scene: Scene = {
      t,
      parts,
      erasure,
      scope: scopeOfErasure(erasure.id, erasure.subject, cutAt),
      cutAt,
      now,
    }
    const step = file === null ? await STEPS[erasure.step](scene) : await end(scene, file)
    await updateErasure(t, erasure.id, step.change)
    if (step.change.step === 'done') await finish(t, work)
    else await giveBack(t, work, { due: now + (step.wait ?? 0), costsAttempt: false, now })
    return step
  })
  if (next?.former) await parts.adapters.get(next.former.adapter)?.forget?.(next.former)
  log.event('erasing', { erasure: work.about, step: next?.change.step ?? before?.step ?? 'gone' })
  ledger.wake()
}

const STEPS: Record<Erasure['step'], (scene: Scene) => Promise<Next>> = {
  cut: cutOff,
  drain: async ({ t, scope, now }) =>
    (await isDrained(t, scope, now)) ? { change: { step: 'scrub' } } : { change: {}, wait: LOOK_AGAIN },
  scrub: (scene) => eraseSome(scene, false, 'withdraw'),
  withdraw: takeBack,
  finish: async (scene) => {
    const next = await eraseSome(scene, true, 'rewrite')
    if (next.change.step !== 'rewrite') return next
    await forgetThemes(scene.t)
    return retainOn(scene, next)
  },
  // Where the file was not written anew just now, it is looked at again.
  rewrite: async () => ({ change: {} }),
  done: async () => ({ change: { step: 'done' } }),
}

async function cutOff({ t, erasure, now }: Scene): Promise<Next> {
  const done = erasure.subject === null ? null : await cut(t, erasure.id, erasure.subject, now)
  const former = done?.former ?? null
  const change = { subject: done?.anew ?? null, former: former && hashOfFormer(former) }
  return { change: { step: 'drain', cut_at: now, ...change }, former }
}

/** Erases some rows of the first table that has any left. */
async function eraseSome(
  { t, erasure, scope, now }: Scene,
  last: boolean,
  then: Erasure['step'],
): Promise<Next> {
  const progress = progressOf(erasure)
  for (const table of TABLES) {
    if ((PERSONAL[table].last ?? false) !== last || table === 'customers') continue
    const erased = await scrub(t, table, scope, now)
    if (erased === 0) continue
    progress.rows[table] = (progress.rows[table] ?? 0) + erased
    return { change: { erased: JSON.stringify(progress) } }
  }
  return { change: { step: then } }
}

/** Takes back what staff were shown, a few things at a time; receipts stay until it is known what came of it. */
async function takeBack({ t, erasure, scope, cutAt, now }: Scene): Promise<Next> {
  const { waiting, takenBack, notTakenBack } = await shownSince(t, scope, cutAt)
  if (waiting > 0) return { change: {}, wait: LOOK_AGAIN }
  const isInTime = now - cutAt < ASKED_FOR
  if (isInTime && (await showErased(t, scope, cutAt, now)) > 0) return { change: {}, wait: LOOK_AGAIN }
  const { rows, staff } = progressOf(erasure)
  staff.takenBack += takenBack
  staff.notTakenBack += notTakenBack
  return { change: { step: 'finish', erased: JSON.stringify({ rows, staff }) } }
}

/** What is erased by its age goes on with the next conversations, until none is old enough. */
async function retainOn({ t, parts, erasure, cutAt, now }: Scene, next: Next): Promise<Next> {
  if (erasure.kind === 'customer') return next
  // Later than what was sent to staff so far: that is counted already.
  const again: Next = { change: { step: 'scrub', cut_at: Math.max(now, cutAt + 2) } }
  // What is theirs and in no conversation goes then, too.
  if ((await forgetSilent(t, erasure.id)) > 0) return again
  const taken = parts.retention == null ? 0 : await takeQuiet(t, erasure.id, now - parts.retention)
  return taken > 0 ? again : next
}

async function end({ t, erasure, scope, now }: Scene, file: Erasure['file']): Promise<Next> {
  const proof = await provedBy(t, { ...erasure, done_at: now, file }, scope)
  return { change: { step: 'done', done_at: now, file, proof: JSON.stringify(proof) } }
}
