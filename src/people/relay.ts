import { addDelivery, firstReceipt, isPending } from '../ledger/deliveries.ts'
import { latestHandoffOf, openHandoffOf, staffPlaceOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Delivery, Handoff, Message } from '../ledger/tables.ts'

/** Shows staff the card as it now is. What it says is made when it is sent, so one that waits need not wait twice. */
export async function showCard(t: Tx, handoff: Handoff, now: number): Promise<void> {
  if (await isPending(t, 'card', handoff.id)) return
  await addDelivery(t, { ...toStaff(handoff, now), kind: 'card', about: handoff.id })
}

/** Passes what the customer wrote, or what staff wrote to the customer, on to the handoff's thread. */
export async function relayMessage(t: Tx, handoff: Handoff, message: string, now: number): Promise<void> {
  await addDelivery(t, { ...toStaff(handoff, now), kind: 'thread', about: message })
}

export async function relayNote(t: Tx, handoff: Handoff, note: string, now: number): Promise<void> {
  await addDelivery(t, { ...toStaff(handoff, now), kind: 'note', about: note })
}

/** Takes the removed words out of what staff were shown of them. */
export async function showRemoval(t: Tx, message: Message, now: number): Promise<void> {
  const handoff =
    (await openHandoffOf(t, message.conversation_id)) ?? (await latestHandoffOf(t, message.conversation_id))
  if (!handoff) return
  await showCard(t, handoff, now)
  const shown =
    (await firstReceipt(t, 'thread', message.id)) !== null || (await isPending(t, 'thread', message.id))
  if (shown) await relayMessage(t, handoff, message.id, now)
}

function toStaff(handoff: Handoff, now: number) {
  const side: 'staff' = 'staff'
  const speaker: Delivery['speaker'] = 'house'
  return { conversation: handoff.conversation_id, place: staffPlaceOf(handoff), side, speaker, now }
}
