import type { Inbound, Received } from '../adapter.ts'
import { cleanName, cleanText } from '../clean.ts'
import { markTold, untold } from '../ledger/cause-told.ts'
import { type By, lockCause, markFixed } from '../ledger/causes.ts'
import {
  findOrOpen,
  getConversation,
  getCustomer,
  lockConversation,
  placeOf,
  updateConversation,
} from '../ledger/conversations.ts'
import { addNote, getHandoff, latestHandoffOf, openHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { recordMessage } from '../ledger/messages.ts'
import type { CauseRow, Conversation } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { sendToCustomer } from '../speak.ts'
import { type Hearer, hearersOf, mayHear } from './cause-hearers.ts'
import { countsOf, hearingWords } from './cause-words.ts'
import { lookForPromises } from './promise-finding.ts'
import { watchQuiet } from './quiet.ts'
import { relayMessage, relayNote, showCard } from './relay.ts'

type Click = Extract<Inbound, { kind: 'action' }>
type Scene = {
  t: Tx
  parts: Parts
  cause: CauseRow
  text: string
  by: By
  picture: string | null
  now: number
}

/**
 * A cause is fixed: whoever raised it hears so once, in the words of the person who fixed it, or from the person they are
 * with. Nobody is told who was not counted when the words were approved, and nobody who was told before.
 */
export async function fixCause(t: Tx, parts: Parts, click: Click, now: number): Promise<Received> {
  const { say } = parts.prompts
  const text = cleanText(click.text)
  if (text === '') return { status: 'refused', say: say('reply_empty') }
  const id = click.cause ?? ''
  const until = click.shownAt ?? now
  // A conversation first and then its cause, in the order in which it is linked; the conversations always in one order.
  const theirs = (await untold(t, id, until)).map((one) => one.conversation_id)
  for (const conversation of [...new Set(theirs)].sort()) await lockConversation(t, conversation)
  const cause = await lockCause(t, id)
  if (!cause) return { status: 'refused', say: say('cause_unknown') }
  const by = { id: click.by.id, name: cleanName(click.by.name) || say('somebody_of_ours') }
  const scene = { t, parts, cause, text, by, picture: click.by.picture ?? null, now }
  const hearers: Hearer[] = []
  for (const hearer of hearersOf(await untold(t, id, until), parts.adapters))
    hearers.push(await hear(scene, hearer))
  if (!hearers.some(mayHear) && cause.fixed_at !== null)
    return { status: 'duplicate', say: hearingWords(say, countsOf(hearers), 'done') }
  await markFixed(t, id, by, now)
  await showCards(scene, click.handoff, hearers)
  parts.log.event('cause fixed', { cause: id, told: countsOf(hearers).tell })
  return {
    status: 'recorded',
    say: `${say('fix_done', { cause: cause.name })} ${hearingWords(say, countsOf(hearers), 'done')}`,
  }
}

/** What became of it: things may have moved on while we waited for the conversation. */
async function hear(scene: Scene, hearer: Hearer): Promise<Hearer> {
  if (!mayHear(hearer)) return hearer
  const { t, now } = scene
  const conversation = await whereTheyAre(t, hearer, now)
  if (!conversation) return { ...hearer, hearing: 'unreached' }
  const isWithPerson = conversation.status === 'waiting' || conversation.status === 'with_person'
  const told = isWithPerson
    ? await note(scene, hearer, conversation)
    : await tell(scene, hearer, conversation)
  await markTold(t, hearer.links, { ...told, in: conversation.id, now })
  return { ...hearer, hearing: isWithPerson ? 'with_person' : 'tell' }
}

/** Their conversation, opened again where it had ended; null where somebody else speaks with us there by now. */
async function whereTheyAre(t: Tx, { last }: Hearer, now: number): Promise<Conversation | null> {
  const about = await getConversation(t, last.conversation_id)
  if (!about) return null
  const { platform_id: id } = await getCustomer(t, last.customer_id)
  const { conversation } = await findOrOpen(t, placeOf(about), { id, name: '' }, now)
  return conversation.customer_id === last.customer_id ? conversation : null
}

async function tell(scene: Scene, { last }: Hearer, conversation: Conversation) {
  const { t, text, by, picture, now } = scene
  const message = await recordMessage(t, {
    conversation: conversation.id,
    author: 'staff',
    name: by.name,
    text,
    at: now,
    origin: JSON.stringify(['fixed', last.id]),
    picture,
  })
  if (!message) throw new Error('A word that a cause is fixed was new and then known')
  await sendToCustomer(t, conversation, message, 'staff', now)
  const handoff = await latestHandoffOf(t, conversation.id)
  if (handoff) {
    await relayMessage(t, handoff, message, now)
    // On its card it is decided whether that is a promise.
    await lookForPromises(t, { message, by: { kind: 'staff', id: by.id } }, now)
  }
  // Seven quiet days count from the last word that was said.
  await updateConversation(t, conversation.id, { last_at: now })
  await watchQuiet(t, conversation.id, now)
  return { how: 'sent' as const, as: message }
}

/** Whoever has the customer tells them, when and as it fits. */
async function note(scene: Scene, { last }: Hearer, conversation: Conversation) {
  const { t, parts, cause, by, now } = scene
  const handoff = await openHandoffOf(t, conversation.id)
  if (handoff) {
    const { claimed_by: holder, claimed_name } = handoff
    const noted = await addNote(t, {
      handoff: handoff.id,
      origin: `fixed:${last.id}`,
      name: 'Warmline',
      text: parts.prompts.say('fixed_note', { name: by.name, cause: cause.name }),
      calls: holder === null ? null : { id: holder, name: claimed_name ?? '' },
      now,
    })
    if (noted) await relayNote(t, handoff, noted, now)
  }
  return { how: 'noted' as const, as: null }
}

/** It stands as fixed on the card where that was said, and on the latest of each customer who heard. */
async function showCards({ t, now }: Scene, clicked: string, hearers: Hearer[]): Promise<void> {
  const handoffs = [await getHandoff(t, clicked)]
  for (const { last } of hearers) handoffs.push(await latestHandoffOf(t, last.conversation_id))
  const shown = new Map(handoffs.flatMap((handoff) => (handoff ? [[handoff.id, handoff]] : [])))
  for (const handoff of shown.values()) await showCard(t, handoff, now)
}
