import { Inbound, type InboundDraft, LONGEST_INBOUND, type Receive, type Received } from './adapter.ts'
import { cleanName, cleanText, isBlank } from './clean.ts'
import { newId } from './id.ts'
import {
  findOpen,
  findOrOpenFor,
  keepZone,
  lastAskerAt,
  lockConversation,
  moveChannel,
  rename,
} from './ledger/conversations.ts'
import { forgetSummaries } from './ledger/handoffs.ts'
import type { Db, Tx } from './ledger/ledger.ts'
import {
  attachmentsOf,
  editMessage,
  findByOrigin,
  originOf,
  recordMessage,
  removeMessage,
} from './ledger/messages.ts'
import { hashOfOrigin, wasErased } from './ledger/personal/origins.ts'
import { forgetWords } from './ledger/promises.ts'
import { writeAtOnce } from './ledger/receiving.ts'
import type { Conversation, Message } from './ledger/tables.ts'
import { enqueue } from './ledger/work.ts'
import type { Parts, Timing } from './parts.ts'
import { act } from './people/actions.ts'
import { takeByAnswering } from './people/answering.ts'
import { checkIn } from './people/checkin.ts'
import { handOver } from './people/hand-over.ts'
import { lookForPromises } from './people/promise-finding.ts'
import { showRemoval } from './people/relay.ts'
import { isZone } from './people/zone.ts'

const RECORDED: Received = { status: 'recorded' }
const DUPLICATE: Received = { status: 'duplicate' }
const UNASKED: Received = { status: 'refused' }

/**
 * Takes what an adapter heard. Resolves when the ledger has it on disk, and only then may the platform be told. Throws
 * when the ledger cannot be written: then nothing was stored and the platform must not be told.
 */
export function createReceive(parts: Parts): Receive {
  const { ledger, log, prompts } = parts
  return async (draft: InboundDraft): Promise<Received> => {
    const inbound = Inbound.parse(draft)
    log.event('received', { kind: inbound.kind })
    const letIn = await parts.door?.(inbound)
    if (letIn) return letIn
    const refusal = refuse(parts, inbound)
    if (refusal) return refusal
    const received =
      (await writeFast(parts, inbound)) ?? (await ledger.grouped((t) => write(t, parts, inbound)))
    log.event('stored', { kind: inbound.kind, status: received.status })
    ledger.wake()
    return received
  }

  function refuse({ prompts: { say } }: Parts, inbound: Inbound): Received | null {
    if (inbound.kind !== 'message' && inbound.kind !== 'edit' && inbound.kind !== 'handover') return null
    if (inbound.text.length > LONGEST_INBOUND) {
      return { status: 'refused', say: say('refused_long', { limit: LONGEST_INBOUND.toLocaleString('en') }) }
    }
    // Beside a file an edit may take all words away.
    if (inbound.kind === 'edit') return null
    if (!isBlank(inbound.text) || inbound.attachments.length > 0) return null
    // A sticker between other people's words is nobody's mistake.
    if (inbound.kind === 'message' && !inbound.opens) return UNASKED
    return { status: 'refused', say: prompts.say('refused_empty') }
  }
}

/** The common case in one round trip, where the database can; null where it cannot, or there is no conversation yet. */
async function writeFast(parts: Parts, inbound: Inbound): Promise<Received | null> {
  const { ledger, timing } = parts
  if (ledger.kind !== 'postgres' || inbound.kind !== 'message' || !isPlain(inbound)) return null
  const now = parts.now()
  const name = cleanName(inbound.author.name)
  const origin = originOf(inbound.place, inbound.id)
  const [written] = await writeAtOnce(ledger.db, {
    ...inbound.place,
    writer: inbound.author.id,
    id: newId(),
    name,
    origin,
    hash: hashOfOrigin(origin),
    text: cleanText(inbound.text),
    choice: inbound.choice,
    attachments: JSON.stringify(inbound.attachments),
    now,
    due: now + timing.settling,
    latest: timing.settlingAtMost,
    sentAt: inbound.sentAt,
  })
  if (!written) return null
  if (written.asks && name !== '' && name !== written.asker_name)
    await rename(ledger.db, written.customer_id, name)
  if (written.asks) await learnZone(ledger.db, written.customer_id, inbound, written.asker_zone)
  return written.id ? recorded(parts, inbound, written.asks, written.asker_name) : DUPLICATE
}

/** Neither a word to us between other people's, nor a word of staff's own. */
function isPlain({ byStaff, opens, place }: Heard<'message'>): boolean {
  return !byStaff && (!opens || place.thread === '')
}

async function write(t: Tx, parts: Parts, inbound: Inbound): Promise<Received> {
  const now = parts.now()
  // A platform may bring again what was erased here: it stays erased.
  if ('place' in inbound && (await wasErased(t, originOf(inbound.place, inbound.id)))) return UNASKED
  switch (inbound.kind) {
    case 'message':
      return writeMessage(t, parts, inbound, now)
    case 'edit':
      return writeEdit(t, parts, inbound, now)
    case 'deletion':
      return writeDeletion(t, inbound, now)
    case 'action':
      return act(t, parts, inbound, now)
    case 'checkin':
      return checkIn(t, parts, inbound, now)
    case 'handover':
      return handOver(t, parts, inbound, now)
    case 'move':
      await moveChannel(t, inbound)
      return RECORDED
  }
}

type Heard<K extends Inbound['kind']> = Extract<Inbound, { kind: K }>

async function writeMessage(t: Tx, parts: Parts, inbound: Heard<'message'>, now: number): Promise<Received> {
  // Between other people's words a conversation is opened by a word to us; after that, by whoever it was with.
  if (!inbound.opens && !(await mayFollow(t, inbound))) return UNASKED
  const author = { id: inbound.author.id, name: cleanName(inbound.author.name) }
  const origin = originOf(inbound.place, inbound.id)
  const opened = await findOrOpenFor(t, origin, inbound.place, author, now)
  if (!opened) return DUPLICATE
  const { conversation, asker, askerName, askerZone } = opened
  // In a shared thread the one who asked drives decisions, and whoever speaks to us; what others write is context.
  const isAsker = asker === author.id
  const asks = isAsker || (inbound.opens && inbound.place.thread !== '' && !inbound.byStaff)
  const id = await recordMessage(t, {
    conversation: conversation.id,
    author: asks ? 'customer' : inbound.byStaff ? 'staff' : 'bystander',
    name: author.name,
    text: cleanText(inbound.text),
    at: now,
    origin,
    choice: inbound.choice,
    attachments: inbound.attachments,
    sentAt: inbound.sentAt,
  })
  if (!id) return DUPLICATE
  if (isAsker && author.name !== '' && author.name !== askerName)
    await rename(t, conversation.customer_id, author.name)
  if (isAsker) await learnZone(t, conversation.customer_id, inbound, askerZone)
  if (inbound.byStaff && !isAsker) {
    await takeByAnswering(t, parts, conversation, author, now)
    await lookForPromises(t, { message: id, by: { kind: 'staff', id: author.id } }, now)
  }
  if (asks) await makeDue(t, parts.timing, conversation, now)
  return recorded(parts, inbound, asks, askerName)
}

/** A zone that nobody knows is none. */
async function learnZone(
  db: Db,
  customer: string,
  { zone }: Heard<'message'>,
  known: string | null,
): Promise<void> {
  if (zone !== null && zone !== known && isZone(zone)) await keepZone(db, customer, zone)
}

async function mayFollow(t: Tx, { place, author }: Heard<'message'>): Promise<boolean> {
  const asker = await lastAskerAt(t, place)
  return asker !== null && (asker === author.id || (await findOpen(t, place)) !== null)
}

/** A button under somebody else's answer does nothing, and whoever pressed it hears so. */
function recorded(
  { prompts }: Parts,
  { choice }: Heard<'message'>,
  asks: boolean,
  askerName: string,
): Received {
  return asks || choice === null
    ? RECORDED
    : { ...RECORDED, say: prompts.say('not_yours', { name: askerName || prompts.say('somebody_else') }) }
}

async function writeEdit(t: Tx, parts: Parts, inbound: Heard<'edit'>, now: number): Promise<Received> {
  const { message, open } = await lockMessage(t, inbound)
  const text = cleanText(inbound.text)
  if (isBlank(text) && (!message || attachmentsOf(message).length === 0))
    return { status: 'refused', say: parts.prompts.say('refused_empty') }
  if (!message || message.removed_at !== null || message.text === text) return DUPLICATE
  await editMessage(t, message, text, now)
  await forgetSummaries(t, message.conversation_id)
  if (message.author === 'staff')
    await lookForPromises(t, { message: message.id, by: { kind: 'staff', id: '' } }, now)
  // An old matter stays closed, whatever is mended in its words.
  if (message.author === 'customer' && open) await makeDue(t, parts.timing, open, now)
  return RECORDED
}

async function writeDeletion(t: Tx, inbound: Heard<'deletion'>, now: number): Promise<Received> {
  const { message } = await lockMessage(t, inbound)
  if (!message || message.removed_at !== null) return DUPLICATE
  await removeMessage(t, message, now)
  await forgetSummaries(t, message.conversation_id)
  await forgetWords(t, message.id)
  await showRemoval(t, message, now)
  return RECORDED
}

type Locked = { message: Message | undefined; open: Conversation | null }

/** The message as it stands once nobody else can change it; `open` is its conversation, unless that is closed. */
async function lockMessage(t: Tx, { place, id }: Heard<'edit' | 'deletion'>): Promise<Locked> {
  const origin = originOf(place, id)
  const known = await findByOrigin(t, origin)
  if (!known) return { message: undefined, open: null }
  const conversation = await lockConversation(t, known.conversation_id)
  return {
    message: await findByOrigin(t, origin),
    open: conversation.status === 'closed' ? null : conversation,
  }
}

async function makeDue(t: Tx, timing: Timing, conversation: Conversation, now: number): Promise<void> {
  const key = `turn:${conversation.id}`
  const due = now + timing.settling
  await enqueue(t, {
    kind: 'turn',
    key,
    dedupe: key,
    about: conversation.id,
    due,
    now,
    latest: timing.settlingAtMost,
  })
}
