import { RefusedError, UnreachableError } from '../errors.ts'
import { lockConversation } from '../ledger/conversations.ts'
import { redirect } from '../ledger/deliveries.ts'
import { getNote, handoffsOf, lockHandoff, updateHandoff } from '../ledger/handoffs.ts'
import type { Delivery, Work } from '../ledger/tables.ts'
import { giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { planLeadBack } from './leading-back.ts'
import { showCard } from './relay.ts'

/** A staff place that does not answer for so long is passed over. Milliseconds. */
const PASSED_OVER_AFTER = 30_000
/** One that names a time to come back is waited for longer. */
const WAITED_FOR = 5 * 60_000

/**
 * Where staff cannot be shown a handoff at their place – the channel is gone, the platform is down –, the handoff moves to
 * the desk that is always there, with all that staff had not had yet. A line for one alone moves to the staff. True when it has moved, and the work was given back.
 */
export async function toAnotherDesk(
  parts: Parts,
  work: Work,
  delivery: Delivery,
  error: unknown,
): Promise<boolean> {
  const { ledger, staffPlace, spareDesk, log } = parts
  const now = parts.now()
  const isGone = error instanceof RefusedError && error.code !== 'gone'
  const isDown = error instanceof UnreachableError && now - delivery.created_at >= patienceWith(error)
  const spare = JSON.stringify(spareDesk)
  const isForOne = delivery.kind === 'reminder' && delivery.place !== JSON.stringify(staffPlace)
  if (delivery.kind === 'message' || delivery.place === spare || !(isGone || isDown)) return false
  await ledger.transaction(async (t) => {
    const { id } = await lockConversation(t, delivery.conversation_id)
    await giveBack(t, work, { due: now, costsAttempt: false, now })
    // Whom the owner has called cannot be reached: their people hear that, where they are.
    await redirect(t, id, delivery.place, isForOne ? staffPlace : spareDesk)
    // A line about many belongs to none of them.
    if (delivery.kind === 'reminder') return
    const note = delivery.kind === 'note' ? await getNote(t, delivery.about) : null
    for (const one of await handoffsOf(t, id)) {
      const isThisOne =
        delivery.kind === 'card' ? one.id === delivery.about : !note || note.handoff_id === one.id
      if (!isThisOne || one.staff_place !== delivery.place) continue
      await updateHandoff(t, one.id, { staff_place: spare, also_place: null })
      const moved = await lockHandoff(t, one.id)
      if (moved) await showCard(t, moved, now)
      await planLeadBack(t, one.id, now)
    }
  })
  log.trouble('staff are shown this at the spare desk', error, { conversation: delivery.conversation_id })
  return true
}

function patienceWith({ retryAfter }: UnreachableError): number {
  return retryAfter === null ? PASSED_OVER_AFTER : WAITED_FOR
}
