import { lockConversation } from '../ledger/conversations.ts'
import { redirect } from '../ledger/deliveries.ts'
import { lockHandoff, updateHandoff, waitingAt } from '../ledger/handoffs.ts'
import type { Delivery } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { relayUncut } from './handoff.ts'
import { showCard } from './relay.ts'

/** So many are led back at once; the next card leads back more. */
const AT_ONCE = 20

/**
 * Staff's own place has shown a new card: whoever waits at the spare desk, because it would not once, is shown there as
 * well. What somebody has claimed stays where they claimed it.
 */
export async function leadBack(parts: Parts, shown: Delivery): Promise<void> {
  const { ledger, staffPlace, spareDesk, log } = parts
  const [own, spare] = [JSON.stringify(staffPlace), JSON.stringify(spareDesk)]
  if (shown.kind !== 'card' || shown.place !== own || own === spare) return
  for (const { id, conversation_id } of await waitingAt(ledger.db, spare, AT_ONCE))
    await ledger.transaction(async (t) => {
      const now = parts.now()
      await lockConversation(t, conversation_id)
      const found = await lockHandoff(t, id)
      if (found?.status !== 'waiting' || found.staff_place !== spare) return
      await updateHandoff(t, id, { staff_place: own })
      const handoff = { ...found, staff_place: own }
      await redirect(t, conversation_id, spare, staffPlace)
      await showCard(t, handoff, now)
      await relayUncut(t, handoff, now)
      log.event('handoff led back', { conversation: conversation_id })
    })
}
