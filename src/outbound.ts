import { z } from 'zod'
import { Choice, type Outbound, type Speaker } from './adapter.ts'
import type { File } from './attachment.ts'
import type { ThreadLine } from './card.ts'
import type { Cause } from './decide.ts'
import { RefusedError } from './errors.ts'
import { questionOf } from './ledger/aftercare.ts'
import { toldWith } from './ledger/cause-told.ts'
import { getConversation } from './ledger/conversations.ts'
import { destinationOf, receiptsBeside, shownReceipt } from './ledger/deliveries.ts'
import { calledBy, getHandoff, getNote, latestHandoffOf, openHandoffOf } from './ledger/handoffs.ts'
import { attachmentsOf, getMessage } from './ledger/messages.ts'
import { getReminder, type KeptReminder } from './ledger/reminders.ts'
import type { Delivery, Handoff, Message } from './ledger/tables.ts'
import type { Parts } from './parts.ts'
import { buildCard } from './people/card.ts'

const Sources = z.array(z.object({ title: z.string(), page: z.string(), url: z.string().nullable() }))
const Options = z.array(z.object({ choice: Choice, label: z.string() }))

/** Nobody is put on show with these. */
const DISCREET: ReadonlySet<string> = new Set<Cause>(['complaint', 'danger', 'self_harm', 'legal'])

/** Clocks differ, so that a platform may seem to have shown before what was shown after. Milliseconds. */
const CLOCKS_DIFFER = 5 * 60 * 1000

/** What a delivery shows, made from the ledger as it stands now, not as it stood when the delivery was put in. */
export async function renderDelivery(
  parts: Parts,
  delivery: Delivery,
  doubtful: boolean,
  replaces: string | null,
): Promise<Outbound> {
  const head = {
    id: delivery.id,
    place: destinationOf(delivery),
    doubtful,
    since: delivery.created_at,
    replaces,
    others: doubtful
      ? await receiptsBeside(parts.ledger.db, delivery, delivery.created_at - CLOCKS_DIFFER)
      : [],
  }
  switch (delivery.kind) {
    case 'card':
      return { ...head, kind: 'card', card: await buildCard(parts, delivery.about) }
    case 'reminder':
      return { ...head, ...(await reminder(parts, delivery)) }
    case 'note':
      return { ...head, ...(await note(parts, delivery)) }
    case 'message':
      return { ...head, ...(await words(parts, delivery)) }
    case 'thread':
      return { ...head, ...(await threadLine(parts, delivery)) }
  }
}

async function reminder(parts: Parts, delivery: Delivery) {
  const kept = await getReminder(parts.ledger.db, delivery.about)
  if (!kept) throw gone()
  return { kind: 'reminder' as const, text: wordsOf(parts, delivery, kept), calls: kept.calls }
}

async function note(parts: Parts, delivery: Delivery) {
  const kept = await getNote(parts.ledger.db, delivery.about)
  if (!kept) throw gone()
  return inThread(parts, delivery, kept.handoff_id, {
    kind: 'note',
    author: 'staff',
    name: kept.name,
    text: kept.text,
    files: [],
    at: kept.at,
    edited: false,
    // Nobody writes an empty one: its words were erased.
    removed: kept.text === '',
    calls: calledBy(kept),
  })
}

/** What the customer reads. */
async function words(parts: Parts, delivery: Delivery) {
  const message = await messageOf(parts, delivery)
  const about = await matterOfWords(parts, message)
  return {
    kind: 'text' as const,
    text: message.text,
    speaker: speakerOf(message),
    sources: Sources.parse(JSON.parse(message.sources)),
    options: Options.parse(JSON.parse(message.options)),
    discreet: about !== undefined && DISCREET.has(about.cause),
  }
}

/** What was said to the customer or by them, as staff read it. */
async function threadLine(parts: Parts, delivery: Delivery) {
  const { db } = parts.ledger
  const message = await messageOf(parts, delivery)
  const { conversation_id, author, name, text, at } = message
  const handoff = (await openHandoffOf(db, conversation_id)) ?? (await latestHandoffOf(db, conversation_id))
  if (!handoff) throw gone()
  return inThread(parts, delivery, handoff.id, {
    kind: 'message',
    author,
    name,
    text,
    files: await filesOf(parts, message),
    at,
    edited: message.edited_at !== null,
    removed: message.removed_at !== null,
    calls: null,
  })
}

async function inThread({ ledger: { db } }: Parts, { place }: Delivery, handoff: string, line: ThreadLine) {
  const card = (await shownReceipt(db, 'card', handoff, place)) ?? ''
  return { kind: 'thread' as const, handoff, card, line }
}

async function messageOf({ ledger: { db } }: Parts, { about }: Delivery): Promise<Message> {
  const message = await getMessage(db, about)
  if (!message) throw gone()
  return message
}

/** What was for somebody alone, and did not reach them, is said to all as just that: they have had the line. */
function wordsOf({ prompts: { say } }: Parts, { place }: Delivery, { text, only }: KeptReminder): string {
  return only === null || only.place === place ? text : say(`reminder_unreached_${only.called}`)
}

/** The handoff that words to the customer are about: the open one, or the one that they come back to. */
async function matterOfWords({ ledger: { db } }: Parts, message: Message): Promise<Handoff | undefined> {
  const open = await openHandoffOf(db, message.conversation_id)
  const question = open ? undefined : await questionOf(db, message.id)
  const told = open ? undefined : await toldWith(db, message.id)
  return (
    open ??
    (question && getHandoff(db, question.matter_id)) ??
    (told && latestHandoffOf(db, told.conversation_id))
  )
}

function speakerOf(message: Message): Speaker {
  if (message.author === 'staff') return { role: 'staff', name: message.name, picture: message.picture }
  return { role: message.author === 'house' ? 'house' : 'assistant' }
}

/** The files of a message, each read where it came in when somebody asks for it. */
async function filesOf(parts: Parts, message: Message): Promise<File[]> {
  const attachments = attachmentsOf(message)
  if (attachments.length === 0) return []
  const conversation = await getConversation(parts.ledger.db, message.conversation_id)
  const adapter = parts.adapters.get(conversation?.adapter ?? '')
  return attachments.map((attachment) => ({
    ...attachment,
    async read() {
      if (!adapter)
        throw new RefusedError('no_adapter', 'The adapter that this came through is not configured')
      return adapter.read(attachment)
    },
  }))
}

function gone(): RefusedError {
  return new RefusedError('gone', 'What this delivery is about is no longer in the ledger')
}
