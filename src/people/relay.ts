import { Place } from '../adapter.ts'
import { addDelivery, stands } from '../ledger/deliveries.ts'
import { handoffsOf, staffPlaceOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Delivery, Handoff, Message } from '../ledger/tables.ts'

/** Shows staff the card as it now is, wherever they may see it: nobody shall find it as it was. */
export async function showCard(t: Tx, handoff: Handoff, now: number): Promise<void> {
  await showCardAt(t, handoff, staffPlaceOf(handoff), now)
  if (handoff.also_place !== null)
    await showCardAt(t, handoff, Place.parse(JSON.parse(handoff.also_place)), now)
}

/** The same at one place. What it says is made when it is sent, so one that waits need not wait twice. */
export async function showCardAt(t: Tx, handoff: Handoff, place: Place, now: number): Promise<void> {
  if (await stands(t, 'card', handoff.id, ['pending'], JSON.stringify(place))) return
  await addDelivery(t, { ...toStaff(handoff, now), place, kind: 'card', about: handoff.id })
}

/** Passes what the customer wrote, or what staff wrote to the customer, on to the handoff's thread. */
export async function relayMessage(t: Tx, handoff: Handoff, message: string, now: number): Promise<void> {
  await addDelivery(t, { ...toStaff(handoff, now), kind: 'thread', about: message })
}

export async function relayNote(t: Tx, handoff: Handoff, note: string, now: number): Promise<void> {
  await addDelivery(t, { ...toStaff(handoff, now), kind: 'note', about: note })
}

/** Takes the removed words out of all that staff were shown of them, on cards of older handoffs too. */
export async function showRemoval(t: Tx, message: Message, now: number): Promise<void> {
  const handoffs = await handoffsOf(t, message.conversation_id)
  for (const handoff of handoffs) await showCard(t, handoff, now)
  const latest = handoffs.at(-1)
  if (latest && (await stands(t, 'thread', message.id, ['pending', 'sending', 'sent'])))
    await relayMessage(t, latest, message.id, now)
}

function toStaff(handoff: Handoff, now: number) {
  const side: 'staff' = 'staff'
  const speaker: Delivery['speaker'] = 'house'
  return { conversation: handoff.conversation_id, place: staffPlaceOf(handoff), side, speaker, now }
}
