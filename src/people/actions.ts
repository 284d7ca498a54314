import type { Inbound, Received } from '../adapter.ts'
import { cleanName, cleanText } from '../clean.ts'
import { changeStatus, lockConversation, placeOf, updateConversation } from '../ledger/conversations.ts'
import { addDelivery, withdraw } from '../ledger/deliveries.ts'
import { addNote, getHandoff, lockHandoff, updateHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { recordMessage } from '../ledger/messages.ts'
import { correctComplaints } from '../ledger/readings.ts'
import type { Conversation, Handoff } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { speak } from '../speak.ts'
import { planAftercare } from './aftercare.ts'
import { decide, dropProposal } from './proposal.ts'
import { watchQuiet } from './quiet.ts'
import { relayMessage, relayNote, showCard } from './relay.ts'

type Click = Extract<Inbound, { kind: 'action' }>
type Scene = {
  t: Tx
  parts: Parts
  click: Click
  name: string
  text: string
  handoff: Handoff
  conversation: Conversation
  now: number
}

/**
 * What a member of staff did with a handoff, in one transaction. Two clicks at once are one after the other here: the
 * first wins and the second is told who has it. The same click twice does it once.
 */
export async function act(t: Tx, parts: Parts, click: Click, now: number): Promise<Received> {
  const { say } = parts.prompts
  const known = await getHandoff(t, click.handoff)
  if (!known) return refused(say('handoff_unknown'))
  const conversation = await lockConversation(t, known.conversation_id)
  const handoff = await lockHandoff(t, known.id)
  if (!handoff) return refused(say('handoff_unknown'))
  const name = cleanName(click.by.name) || say('somebody_of_ours')
  const scene: Scene = { t, parts, click, name, text: cleanText(click.text), handoff, conversation, now }
  const isOver = handoff.status === 'resolved' || handoff.status === 'given_back'
  if (isOver && click.action !== 'note' && click.action !== 'not_a_complaint') {
    return refused(say('closed_already', { name: handoff.closed_name ?? '' }))
  }
  switch (click.action) {
    case 'claim':
      return claim(scene)
    case 'reply':
      return reply(scene)
    case 'note':
      return note(scene)
    case 'give_back':
      return close(scene, 'given_back')
    case 'resolve':
      return close(scene, 'resolved')
    case 'not_a_complaint':
      return notAComplaint(scene)
    case 'run':
    case 'dismiss': {
      const decision = { run: click.action === 'run', by: { id: click.by.id, name } }
      return decide(t, parts, handoff, decision, now)
    }
  }
}

async function claim(scene: Scene): Promise<Received> {
  const { handoff, click, parts } = scene
  const { say } = parts.prompts
  if (handoff.status === 'claimed') {
    if (handoff.claimed_by === click.by.id) return { status: 'duplicate', say: say('claimed_already_yours') }
    return refused(say('claimed_by_other', { name: handoff.claimed_name ?? '' }))
  }
  await take(scene)
  return recorded(say('claimed'))
}

/** From here on the assistant says nothing: what it had not yet begun to send is taken back in the same moment. */
async function take({ t, parts, click, name, handoff, conversation, now }: Scene): Promise<void> {
  const { say } = parts.prompts
  await updateHandoff(t, handoff.id, {
    status: 'claimed',
    claimed_by: click.by.id,
    claimed_name: name,
    claimed_at: now,
  })
  await changeStatus(t, conversation, 'with_person')
  await withdraw(t, conversation.id)
  await speak(t, say, conversation, 'house', { text: say('taken', { name }) }, now)
  await showCard(t, handoff, now)
  parts.log.event('claimed', { handoff: handoff.id })
}

async function reply(scene: Scene): Promise<Received> {
  const { t, parts, click, name, text, handoff, conversation, now } = scene
  const { say } = parts.prompts
  if (text === '') return refused(say('reply_empty'))
  const origin = clickOrigin(click)
  const message = await recordMessage(t, {
    conversation: conversation.id,
    author: 'staff',
    name,
    text,
    at: now,
    origin,
    picture: click.by.picture,
  })
  if (!message) return { status: 'duplicate', say: say('replied') }
  // Whoever answers has it, with or without a click on Claim first.
  if (handoff.status === 'waiting') await take(scene)
  await addDelivery(t, {
    conversation: conversation.id,
    place: placeOf(conversation),
    side: 'customer',
    kind: 'message',
    about: message,
    speaker: 'staff',
    now,
  })
  await relayMessage(t, handoff, message, now)
  const isAnothers = handoff.status === 'claimed' && handoff.claimed_by !== click.by.id
  return recorded(isAnothers ? say('replied_beside', { name: handoff.claimed_name ?? '' }) : say('replied'))
}

async function note({ t, parts, click, name, text, handoff, now }: Scene): Promise<Received> {
  const { say } = parts.prompts
  if (text === '') return refused(say('note_empty'))
  const id = await addNote(t, { handoff: handoff.id, origin: clickOrigin(click), name, text, now })
  if (id) await relayNote(t, handoff, id, now)
  return { status: id ? 'recorded' : 'duplicate', say: say('noted') }
}

async function close(scene: Scene, status: 'given_back' | 'resolved'): Promise<Received> {
  const { t, parts, click, name, handoff, conversation, now } = scene
  const { say } = parts.prompts
  // Who settles it without a claim has taken it for that moment, and the customer is told both.
  if (handoff.status === 'waiting') await take(scene)
  await updateHandoff(t, handoff.id, { status, closed_by: click.by.id, closed_name: name, closed_at: now })
  await dropProposal(t, handoff, { id: click.by.id, name }, now)
  await changeStatus(t, { ...conversation, status: 'with_person' }, 'open')
  await updateConversation(t, conversation.id, { last_at: now })
  await speak(t, say, conversation, 'house', { text: say(status, { name }) }, now)
  await showCard(t, handoff, now)
  await watchQuiet(t, conversation.id, now)
  if (status === 'resolved') await planAftercare(t, parts, conversation, handoff, now)
  return recorded(say(status === 'resolved' ? 'resolved_done' : 'given_back_done'))
}

async function notAComplaint({ t, parts, name, handoff, now }: Scene): Promise<Received> {
  const { say } = parts.prompts
  const corrected = await correctComplaints(t, handoff.conversation_id, name, now)
  if (corrected === 0) return { status: 'duplicate', say: say('not_a_complaint_none') }
  await showCard(t, handoff, now)
  return recorded(say('not_a_complaint'))
}

function clickOrigin(click: Click): string {
  return JSON.stringify(['action', click.by.id, click.id])
}

function refused(say: string): Received {
  return { status: 'refused', say }
}

function recorded(say: string): Received {
  return { status: 'recorded', say }
}
