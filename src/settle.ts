import type { Verdict } from './conversation.ts'
import type { Decision } from './decide.ts'
import { type Change, updateConversation, wantsNothingUnasked } from './ledger/conversations.ts'
import { getHandoff, lockHandoff, openHandoffOf, updateHandoff } from './ledger/handoffs.ts'
import type { Tx } from './ledger/ledger.ts'
import { settleMessages } from './ledger/messages.ts'
import { recordReading } from './ledger/readings.ts'
import type { Conversation, Message } from './ledger/tables.ts'
import { recordTurn } from './ledger/turns.ts'
import type { Draft } from './mind/answer.ts'
import { unreadable } from './mind/reading.ts'
import type { Understood } from './mind/understanding.ts'
import type { Parts } from './parts.ts'
import { askedAbout, recordAnswer } from './people/aftercare-answer.ts'
import { openHandoff } from './people/handoff.ts'
import { lookForPromises } from './people/promise-finding.ts'
import { proposeCall } from './people/proposal.ts'
import { watchQuiet } from './people/quiet.ts'
import { relayMessage, showCard } from './people/relay.ts'
import { holderOf, resolverOf } from './people/resolver.ts'
import { isNobodyThere, sayWait } from './people/stated.ts'
import { CUSTOMER, takeStep } from './people/steps.ts'
import { orderSummary } from './people/summary.ts'
import { composeReply } from './reply.ts'
import { speak } from './speak.ts'
import type { Call } from './tools/call-text.ts'

/** What a turn came to. Its messages and conversation were held against the ledger just now. */
export type Turn = {
  conversation: Conversation
  messages: Message[]
  understood: Understood[]
  decision: Decision
  draft: Draft | null
  attempts: number
  dueAt: number
  /** What was said to our question whether it is right now. */
  answer?: Verdict | null
  /** Whether the customer asked us not to write unasked. */
  wantsQuiet?: boolean
}

/**
 * Writes all that a turn came to: its record, the readings, the words to the customer, a handoff or what staff are to
 * see, and the outcome. The conversation is locked; work that led here is finished in the same transaction.
 */
export async function settle(t: Tx, parts: Parts, turn: Turn, now: number): Promise<void> {
  const { conversation, messages, understood, decision, draft } = turn
  const { say } = parts.prompts
  const number = conversation.turn + 1
  await recordTurn(t, {
    conversation_id: conversation.id,
    number,
    decision: decision.kind,
    cause: causeOf(decision),
    reason: decision.reason,
    passages: passageIds(draft),
    confidence: draft?.confidence ?? null,
    answered_by: draft?.answeredBy ?? null,
    attempts: turn.attempts,
    due_at: turn.dueAt,
    settled_at: now,
  })
  await settleMessages(
    t,
    messages.map(({ id }) => id),
    number,
  )
  for (const [index, message] of messages.entries()) {
    const { reading, parts: from } = understood[index] ?? { reading: unreadable, parts: [] }
    await recordReading(t, message, reading, now, from)
  }
  await updateConversation(t, conversation.id, {
    turn: number,
    last_at: now,
    ...outcomeAfter(conversation, decision),
  })
  if (turn.wantsQuiet) await wantsNothingUnasked(t, conversation.customer_id)
  const answers = conversation.status === 'open' ? (turn.answer ?? null) : null
  const about = answers || causeOf(decision) === 'unsure' ? await askedAbout(t, conversation) : null
  if (answers) await recordAnswer(t, conversation, answers, now)

  if (decision.kind === 'hand_off') {
    const handoff = await openHandoff(t, parts, {
      conversation,
      turn: number,
      cause: decision.cause,
      reason: decision.reason,
      reopens: answers === 'not_yet' ? (about?.id ?? null) : null,
      now,
    })
    if (decision.propose) await propose(t, handoff, decision.propose, now)
    await orderSummary(t, parts, handoff, now)
    parts.log.event('handoff written', { conversation: conversation.id, cause: decision.cause })
  } else if (conversation.status !== 'open') {
    await passOn(t, parts, turn, now)
  }
  const resolver = about ? resolverOf(about, say) : say('whoever_helped')
  const waits = await openHandoffOf(t, conversation.id)
  const told = waits?.status === 'waiting' ? await sayWait(t, parts, waits, now) : say
  const reply = composeReply(decision, draft, told, {
    resolver,
    holder: waits ? holderOf(waits, say) : resolver,
    isNobodyThere: isNobodyThere(parts, now),
  })
  const said = reply && (await speak(t, say, conversation, 'assistant', { ...reply, turn: number }, now))
  // It promises only what the charter lets it promise.
  if (said && decision.kind === 'answer' && parts.prompts.charter.promises.length > 0)
    await lookForPromises(t, { message: said, by: { kind: 'assistant', id: '' } }, now)
  if (conversation.status === 'open') await watchQuiet(t, conversation.id, now)
}

async function propose(t: Tx, id: string, call: Call, now: number): Promise<void> {
  const handoff = await getHandoff(t, id)
  if (handoff) await proposeCall(t, handoff, call, now)
}

/** What the customer writes while a person is awaited or has the conversation, staff see at once; danger goes on the card. */
async function passOn(
  t: Tx,
  parts: Parts,
  { conversation, messages, understood }: Turn,
  now: number,
): Promise<void> {
  const handoff = await openHandoffOf(t, conversation.id)
  if (!handoff) return
  const dangers = understood.map(({ reading }) => reading.danger)
  if (dangers.includes('self_harm')) await updateHandoff(t, handoff.id, { cause: 'self_harm' })
  else if (dangers.includes('safety') && handoff.cause !== 'self_harm')
    await updateHandoff(t, handoff.id, { cause: 'danger' })
  for (const message of messages) await relayMessage(t, handoff, message.id, now)
  const locked = await lockHandoff(t, handoff.id)
  const isNod = understood.length > 0 && understood.every(({ reading }) => reading.act === 'thank')
  const by = CUSTOMER
  if (locked)
    await takeStep({ t, parts, handoff: locked, conversation, step: { step: 'write' }, by, now, isNod })
  await showCard(t, handoff, now)
  if (handoff.status === 'waiting') await orderSummary(t, parts, handoff.id, now)
}

function causeOf(decision: Decision): string | null {
  if (decision.kind === 'hand_off' || decision.kind === 'offer_person') return decision.cause
  return decision.kind === 'acknowledge' ? decision.what : null
}

function outcomeAfter(conversation: Conversation, decision: Decision): Pick<Change, 'outcome'> {
  if (decision.kind === 'acknowledge' && decision.what === 'helped') return { outcome: 'confirmed' }
  const helpedBefore = conversation.outcome === 'confirmed' || conversation.outcome === 'durable'
  return decision.kind === 'hand_off' && helpedBefore ? { outcome: 'reopened' } : {}
}

export function passageIds(draft: Draft | null): string {
  return JSON.stringify(draft?.passages.map(({ id }) => id) ?? [])
}
