import type { Choice } from '../adapter.ts'
import type { Outcome, Verdict } from '../conversation.ts'
import { type Decision, decide, type Heard, type Policy } from '../decide.ts'
import { originOf } from '../ledger/messages.ts'
import { readingRow } from '../ledger/readings.ts'
import type { ReadingRow } from '../ledger/tables.ts'
import type { Draft } from '../mind/answer.ts'
import { readVerdict } from '../mind/patterns/right-now.ts'
import { asksForQuiet } from '../mind/patterns/unasked.ts'
import { buttonReading, type Reading } from '../mind/reading.ts'
import { isOpen } from '../people/office.ts'
import { composeReply } from '../reply.ts'
import { verdictOf } from '../verdict.ts'
import { openHandoff, saying, tookStep } from './handing.ts'
import { spend } from './spending.ts'
import type { Written } from './story.ts'
import { addMessage, nameOr, placeOf, say, type Talk } from './talk.ts'

/** As the sample is told without a model. */
const POLICY: Policy = { turnCap: 12, answersIn: ['en'], staleAfter: 4 * 60 * 60 * 1000 }

/** The customer writes, and what Warmline makes of it: read, decided and answered by the very rules that it lives by. */
export async function hear(talk: Talk, written: Written): Promise<Decision> {
  const { conversation, chance, prompts } = talk
  const choice = 'choice' in written ? written.choice : null
  const text = 'choice' in written ? prompts.say(`option_${written.choice}`) : written.text
  const number = conversation.turn + 1
  const message = addMessage(talk, {
    author: 'customer',
    name: talk.story.customer.name,
    origin: originOf(placeOf(talk), chance.id(12)),
    text,
    choice,
    turn: number,
  })
  const wrote = talk.at
  const reading = choice ? buttonReading(text) : await talk.mind.read(text)
  const heard = hearing(text, choice, reading)
  const status = conversation.status
  const { decision, draft } = await think(talk, heard, text)
  talk.at += 850 + chance.whole(50, 450)
  keepReading(talk, { message, wrote }, reading)
  const answer = status === 'open' ? verdictOf([heard], talk.asked !== null) : null
  const about = talk.handoff
  keepTurn(talk, { number, decision, draft, wrote })
  keepAnswer(talk, answer)
  if (decision.kind === 'hand_off')
    openHandoff(talk, decision.cause, decision.reason, answer === 'not_yet' ? (about?.id ?? null) : null)
  else if (status !== 'open') tookStep(talk, { step: 'write', who: 'customer' }, message)
  reply(talk, decision, draft, about?.closed_name ?? null)
  if (draft) spend(talk)
  talk.said = text
  talk.asked = null
  return decision
}

function hearing(text: string, choice: Choice | null, reading: Reading): Heard {
  return {
    reading,
    choice,
    verdict: choice === null ? readVerdict(text, reading) : null,
    quiet: choice === null ? asksForQuiet(text) : null,
    wordless: !/[\p{L}\p{N}]/u.test(text),
    attachments: 0,
    edited: false,
    late: false,
  }
}

async function think(
  talk: Talk,
  heard: Heard,
  text: string,
): Promise<{ decision: Decision; draft: Draft | null }> {
  const view = {
    status: talk.conversation.status,
    heard: [heard],
    before: talk.asked ? null : talk.before,
    asked: talk.asked !== null,
    turnsAlone: talk.turnsAlone,
    found: 'not looked' as const,
  }
  const first = decide(view, POLICY)
  if (first.kind !== 'answer') return { decision: first, draft: null }
  const draft = await talk.mind.answer(text, talk.said)
  return { decision: decide({ ...view, found: draft ?? 'nothing' }, POLICY), draft }
}

type Turned = { number: number; decision: Decision; draft: Draft | null; wrote: number }

function keepTurn(talk: Talk, { number, decision, draft, wrote }: Turned): void {
  const { conversation, rows, at } = talk
  const cause = causeOf(decision)
  rows.turns.push({
    conversation_id: conversation.id,
    number,
    decision: decision.kind,
    cause,
    reason: decision.reason,
    passages: JSON.stringify(draft?.passages.map(({ id }) => id) ?? []),
    confidence: draft?.confidence ?? null,
    answered_by: draft?.answeredBy ?? null,
    attempts: 1,
    due_at: wrote + 800,
    settled_at: at,
  })
  conversation.turn = number
  conversation.last_at = at
  const isHelped = conversation.outcome === 'confirmed' || conversation.outcome === 'durable'
  if (cause === 'helped') conversation.outcome = 'confirmed'
  else if (decision.kind === 'hand_off' && isHelped) conversation.outcome = 'reopened'
  talk.before = { decision: decision.kind, cause }
  talk.turnsAlone = decision.kind === 'hand_off' || decision.kind === 'stay_silent' ? 0 : talk.turnsAlone + 1
}

function causeOf(decision: Decision): string | null {
  if (decision.kind === 'hand_off' || decision.kind === 'offer_person') return decision.cause
  return decision.kind === 'acknowledge' ? decision.what : null
}

function keepAnswer({ conversation, asked, at }: Talk, answer: Verdict | null): void {
  if (!answer) return
  const outcome: Outcome = answer === 'right' ? 'confirmed' : 'reopened'
  conversation.outcome = outcome
  if (asked) Object.assign(asked, { answer, answered_at: at })
}

type Asked = { message: string; wrote: number }

function keepReading(talk: Talk, { message, wrote }: Asked, reading: Reading): void {
  const { rows, chance, conversation, at } = talk
  const ids = { id: chance.id(), message_id: message, conversation_id: conversation.id, at, wrote_at: wrote }
  const row: ReadingRow = { ...readingRow(reading, ids), corrected_by: null }
  rows.readings.push(row)
  if (reading.complaint) talk.complaints.push(row)
}

function reply(talk: Talk, decision: Decision, draft: Draft | null, closer: string | null): void {
  const { prompts, at, handoff, conversation } = talk
  const { office } = prompts.charter
  const words = composeReply(decision, draft, saying(talk), {
    resolver: nameOr(closer, prompts.say),
    holder: nameOr(handoff?.held_name ?? closer, prompts.say),
    isNobodyThere: office !== null && !isOpen(office, at),
  })
  if (words) say(talk, 'assistant', { ...words, turn: conversation.turn })
}
