import { lockConversation } from '../ledger/conversations.ts'
import { shownReceipt } from '../ledger/deliveries.ts'
import { getHandoff, isOpen, lockHandoff, updateHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Delivery, Work } from '../ledger/tables.ts'
import { enqueue, finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { relayUncut } from './handoff.ts'
import { showCardAt } from './relay.ts'

/** So long after a handoff went to the spare desk it is tried to lead it back, then seldomer. Milliseconds. */
const FIRST_TRY = 5 * 60_000
const SELDOMEST = 30 * 60_000

/** Plans to lead a handoff back from the desk that perhaps nobody watches. */
export async function planLeadBack(t: Tx, handoff: string, now: number): Promise<void> {
  const [key, due] = [`lead_back:${handoff}`, now + FIRST_TRY]
  await enqueue(t, { kind: 'lead_back', key, dedupe: key, about: handoff, due, now, latest: FIRST_TRY })
}

/**
 * Tries to show a handoff that is at the spare desk at the staff's own place again. Until it is seen there it stays where
 * it is: a place that is still down costs nobody anything. Throws FencedError when somebody else has taken it over.
 */
export async function leadBack(parts: Parts, work: Work): Promise<void> {
  const { ledger, staffPlace, spareDesk } = parts
  const [home, spare] = [JSON.stringify(staffPlace), JSON.stringify(spareDesk)]
  await ledger.transaction(async (t) => {
    const now = parts.now()
    const known = await getHandoff(t, work.about)
    if (!known || home === spare) return finish(t, work)
    await lockConversation(t, known.conversation_id)
    const handoff = await lockHandoff(t, known.id)
    if (handoff?.staff_place !== spare) return finish(t, work)
    // What is over is of no use there, unless it stands there as if it were not.
    if (!isOpen(handoff) && (await shownReceipt(t, 'card', handoff.id, home)) === null) return finish(t, work)
    await showCardAt(t, handoff, staffPlace, now)
    const wait = Math.min(SELDOMEST, FIRST_TRY * 2 ** (work.attempts - 1))
    await giveBack(t, work, { due: now + wait, costsAttempt: true, now })
  })
  ledger.wake()
}

/** A card has been shown: where that was at the staff's own place, its handoff is there again, and the spare desk keeps up. */
export async function ledBack(t: Tx, parts: Parts, delivery: Delivery): Promise<void> {
  const { staffPlace, spareDesk, log } = parts
  if (delivery.place !== JSON.stringify(staffPlace)) return
  const known = await getHandoff(t, delivery.about)
  const spare = JSON.stringify(spareDesk)
  if (known?.staff_place !== spare || delivery.place === spare) return
  await lockConversation(t, known.conversation_id)
  const handoff = await lockHandoff(t, known.id)
  if (handoff?.staff_place !== spare) return
  const home = { staff_place: delivery.place, also_place: spare }
  await updateHandoff(t, handoff.id, home)
  await relayUncut(t, { ...handoff, ...home }, parts.now())
  log.event('led back', { handoff: handoff.id })
}
