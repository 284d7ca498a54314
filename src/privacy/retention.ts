import { begin, isRetaining } from '../ledger/personal/erasures.ts'
import { hasQuietWords, takeQuiet } from '../ledger/personal/quiet-words.ts'
import type { Work } from '../ledger/tables.ts'
import { enqueue, finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'

/** How often words are looked at for their age. Milliseconds. */
const EVERY = 24 * 60 * 60_000
const KEY = 'retain'

/** Has the words that are kept for too long erased once a day, where the owner has set for how long they are kept. */
export async function planRetention({ ledger, retention, now }: Parts): Promise<void> {
  if (retention == null) return
  const due = now()
  await ledger.transaction((t) =>
    enqueue(t, { kind: 'retain', key: KEY, dedupe: KEY, about: '', due, now: due, latest: EVERY }),
  )
}

/** Begins to erase what is too old. Throws FencedError when somebody else has taken it over. */
export async function retain(parts: Parts, work: Work): Promise<void> {
  const { ledger, retention, log } = parts
  await ledger.transaction(async (t) => {
    const now = parts.now()
    if (retention == null) return finish(t, work)
    const before = now - retention
    if (!(await isRetaining(t)) && (await hasQuietWords(t, before))) {
      const by = { role: 'setting', session: '' }
      const id = await begin(t, { kind: 'retention', step: 'scrub', subject: null, cut_at: now, by }, now)
      await takeQuiet(t, id, before)
      log.event('words too old', { erasure: id })
    }
    await giveBack(t, work, { due: now + EVERY, costsAttempt: false, now })
  })
  ledger.wake()
}
