import type { Cause } from '../decide.ts'
import { toldIn } from '../ledger/cause-told.ts'
import { changeStatus } from '../ledger/conversations.ts'
import { addStep } from '../ledger/handoff-steps.ts'
import { addHandoff, getHandoff, latestHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { attachmentsOf, recentMessages } from '../ledger/messages.ts'
import type { Conversation, Handoff } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { LONGEST_LINE } from './card.ts'
import { follow } from './follows.ts'
import { relayMessage } from './relay.ts'
import { planReminder } from './reminder-plan.ts'
import { NEW, statusOf, take } from './standing.ts'
import { promise } from './stated.ts'
import { ASSISTANT, type By, CUSTOMER, standingOf } from './steps.ts'

/** So many messages before the handoff are looked at. */
const FILES_FROM = 30

export type Opening = {
  conversation: Conversation
  turn: number
  cause: Cause
  reason: string
  /** The handoff whose matter the customer calls not right yet. */
  reopens?: string | null
  /** Staff who open it themselves. */
  by?: Extract<By, { who: 'staff' }>
  now: number
}

/**
 * Hands a locked, open conversation to people: the handoff waits, its card is on its way to staff, and whoever had the
 * customer's matter before is called. Returns the handoff's id.
 */
export async function openHandoff(t: Tx, parts: Parts, opening: Opening): Promise<string> {
  const { conversation, now } = opening
  const before = opening.by ? undefined : await beforeThis(t, opening)
  const step = { step: before ? (opening.reopens ? 'not_yet' : 'come_back') : 'open' } as const
  const by = before ? CUSTOMER : (opening.by ?? ASSISTANT)
  const outcome = take(before ? standingOf(before) : NEW, step, by, now)
  if (!outcome.ok) throw new Error(`A handoff cannot be opened: ${outcome.reason}`)
  await changeStatus(t, conversation, statusOf(outcome.standing))
  const held = outcome.standing.by
  const id = await addHandoff(t, {
    ...opening,
    conversation: conversation.id,
    staffPlace: parts.staffPlace,
    held: held === null ? null : { by: held, name: before?.claimed_name ?? before?.held_name ?? null },
  })
  await addStep(t, {
    handoff_id: id,
    step: step.step,
    by_who: by.who,
    by_id: by.id,
    by_name: by.name,
    at: now,
    detail: opening.cause,
    origin: null,
  })
  const handoff = await getHandoff(t, id)
  if (!handoff) throw new Error('A handoff was written and then not found')
  await planReminder(t, parts, handoff, now)
  // Whoever is not told by when hears of it all the same.
  await promise(t, parts, id, null, now)
  for (const one of outcome.follows)
    await follow(one, { t, parts, before: handoff, handoff, conversation, step, by, now })
  await relayUncut(t, handoff, now)
  return id
}

/** A file is on the card by its name only, and long words by their beginning: the thread has them whole. */
export async function relayUncut(t: Tx, handoff: Handoff, now: number): Promise<void> {
  for (const message of await recentMessages(t, handoff.conversation_id, FILES_FROM)) {
    const isCut = message.author === 'customer' && message.text.length > LONGEST_LINE
    if (message.removed_at === null && (isCut || attachmentsOf(message).length > 0))
      await relayMessage(t, handoff, message.id, now)
  }
}

/** The handoff that the customer comes back from, where people had them here before. */
async function beforeThis(t: Tx, { conversation, reopens }: Opening): Promise<Handoff | undefined> {
  const before = reopens ? await getHandoff(t, reopens) : await lastOf(t, conversation.id)
  if (before?.status === 'given_back') return before
  return before?.status === 'resolved' ? before : undefined
}

/** Where we wrote first, that a cause is fixed, it is the handoff in which that was raised. */
async function lastOf(t: Tx, conversation: string): Promise<Handoff | undefined> {
  const last = await latestHandoffOf(t, conversation)
  if (last) return last
  const told = await toldIn(t, conversation)
  return told && latestHandoffOf(t, told.conversation_id)
}
