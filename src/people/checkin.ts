import type { Inbound, Received } from '../adapter.ts'
import { cleanName, cleanText } from '../clean.ts'
import { addCheckin, checkinOf } from '../ledger/checkins.ts'
import {
  findOpen,
  findOrOpen,
  getConversation,
  getCustomer,
  lockConversation,
  placeOf,
} from '../ledger/conversations.ts'
import { openHandoffOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { recordMessage } from '../ledger/messages.ts'
import type { Checkin, Conversation } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { sendToCustomer } from '../speak.ts'
import { takeByAnswering } from './answering.ts'
import { lookForPromises } from './promise-finding.ts'
import { relayMessage } from './relay.ts'
import { unspoken } from './unspoken.ts'

type Click = Extract<Inbound, { kind: 'checkin' }>

/**
 * A member of staff sends a word to somebody who had said nothing more, or leaves it: once for each conversation. What is
 * sent goes out under their name, and the conversation is theirs from then on.
 */
export async function checkIn(t: Tx, parts: Parts, click: Click, now: number): Promise<Received> {
  const { say } = parts.prompts
  const refused = (words: string): Received => ({ status: 'refused', say: words })
  const text = cleanText(click.text)
  if (click.action === 'send' && text === '') return refused(say('reply_empty'))
  if (!(await getConversation(t, click.conversation))) return refused(say('checkin_gone'))
  const about = await lockConversation(t, click.conversation)
  if (about.erasure !== null) return refused(say('checkin_gone'))
  const earlier = await checkinOf(t, about.id)
  if (earlier) return decidedAlready(earlier, click, say)
  const found = (await unspoken(t, now, about.customer_id)).find((one) => one.conversation === about.id)
  if (!found) return refused(say('checkin_gone'))

  const name = cleanName(click.by.name) || say('somebody_of_ours')
  const by = { id: click.by.id, name }
  const write = (state: Checkin['state'], handoff: string | null) =>
    addCheckin(t, {
      customer_id: about.customer_id,
      conversation_id: about.id,
      kind: found.kind,
      state,
      text: state === 'sent' ? text : '',
      by_id: by.id,
      by_name: name,
      at: now,
      handoff_id: handoff,
    })
  if (click.action === 'leave') {
    await write('left', null)
    return { status: 'recorded', say: say('checkin_left') }
  }
  const conversation = await whereTheyAre(t, about, now)
  if (!conversation) return refused(say('checkin_gone'))
  await takeByAnswering(t, parts, conversation, by, now, 'checked_in')
  await write('sent', (await openHandoffOf(t, conversation.id))?.id ?? null)
  await speakAs(t, conversation, click, { name, text }, now)
  parts.log.event('checked in', { conversation: conversation.id })
  return { status: 'recorded', say: say('checkin_sent') }
}

/** Their conversation, opened again where it had ended; null where somebody else speaks with us by now. */
async function whereTheyAre(t: Tx, about: Conversation, now: number): Promise<Conversation | null> {
  const there = await findOpen(t, placeOf(about))
  if (there && there.conversation.customer_id !== about.customer_id) return null
  const { platform_id } = await getCustomer(t, about.customer_id)
  return (await findOrOpen(t, placeOf(about), { id: platform_id, name: '' }, now)).conversation
}

async function speakAs(
  t: Tx,
  conversation: Conversation,
  { id, by }: Click,
  { name, text }: { name: string; text: string },
  now: number,
): Promise<void> {
  const message = await recordMessage(t, {
    conversation: conversation.id,
    author: 'staff',
    name,
    text,
    at: now,
    origin: JSON.stringify(['checkin', by.id, id]),
    picture: by.picture ?? null,
  })
  const handoff = await openHandoffOf(t, conversation.id)
  if (!message || !handoff) throw new Error('A word of staff was taken for a duplicate')
  await lookForPromises(t, { message, by: { kind: 'staff', id: by.id } }, now)
  await sendToCustomer(t, conversation, message, 'staff', now)
  await relayMessage(t, handoff, message, now)
}

/** Two clicks at once are one after the other: the first counts, and the other is told whose it was. */
function decidedAlready(earlier: Checkin, { action, by }: Click, say: Parts['prompts']['say']): Received {
  const isSame = earlier.by_id === by.id && (earlier.state === 'sent') === (action === 'send')
  const words = say(earlier.state === 'sent' ? 'checkin_sent_by' : 'checkin_left_by', {
    name: earlier.by_name,
  })
  return { status: isSame ? 'duplicate' : 'refused', say: words }
}
