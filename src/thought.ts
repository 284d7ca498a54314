import { Choice } from './adapter.ts'
import { type Decision, decide, type Heard, type View } from './decide.ts'
import { latestHandoffOf } from './ledger/handoffs.ts'
import { askerOf, knownOf } from './ledger/known.ts'
import { recentMessages } from './ledger/messages.ts'
import type { Conversation, Message, Turn as TurnRow } from './ledger/tables.ts'
import { getTurn, recentTurns } from './ledger/turns.ts'
import type { Answered, Draft, Question, Said } from './mind/answer.ts'
import { checkDraft } from './mind/checks.ts'
import { readVerdict } from './mind/patterns/right-now.ts'
import { asksForQuiet } from './mind/patterns/unasked.ts'
import { buttonReading, type Reading, unreadable } from './mind/reading.ts'
import { type Understood, understand } from './mind/understanding.ts'
import type { About } from './model/model.ts'
import type { Parts } from './parts.ts'
import { isAsked } from './people/aftercare-answer.ts'
import { saidIn } from './said.ts'
import { passageIds, type Turn } from './settle.ts'
import { verdictOf } from './verdict.ts'

/** Of the time there is, what is kept for what comes after the model: deciding, and answering without it. Milliseconds. */
const KEPT_FOR_READING = 10_000
const KEPT_FOR_ANSWERING = 3_000
/** How much of the conversation before the turn is looked at. */
const REMEMBERED = 20

/** What we make of a turn: what was read of it, what is to be done, and the draft where that is an answer. */
export type Thought = Pick<Turn, 'understood' | 'decision' | 'draft' | 'answer' | 'wantsQuiet'>

/** Reads the turn, decides, and looks for an answer where one is wanted; by `until`, on performance.now()'s clock. */
export async function readAndDecide(
  parts: Parts,
  conversation: Conversation,
  messages: Message[],
  until: number,
): Promise<Thought> {
  const { ledger, log, policy } = parts
  const context = await contextOf(parts, conversation, messages)
  const { understood, search } = await readAll(parts, messages, {
    ...context,
    within: until - performance.now() - KEPT_FOR_READING,
  })
  log.event('read', { conversation: conversation.id })

  const view = await viewOf(parts, conversation, messages, understood)
  if (view.heard.length === 0 && messages.length > 0) {
    const reason = 'an edit of what people have closed since'
    return { understood, answer: null, decision: { kind: 'stay_silent', reason }, draft: null }
  }
  const first = decide(view, policy)
  log.event('decided', { conversation: conversation.id, decision: first.kind })
  const told = {
    understood,
    answer: verdictOf(view.heard, view.asked),
    wantsQuiet: view.heard.some(({ quiet }) => quiet !== null),
  }
  if (first.kind !== 'answer') return { ...told, decision: first, draft: null }

  const readings = understood.map(({ reading }) => reading)
  const answered = await answer(parts, {
    ...context,
    text: messages.map(({ text }) => text).join('\n'),
    search,
    feeling: readings.findLast(({ feeling }) => feeling !== null)?.feeling ?? null,
    language: readings.findLast(({ language }) => language !== null)?.language ?? null,
    known: () => knownOf(ledger.db, conversation),
    asker: await askerOf(ledger.db, conversation),
    within: until - performance.now() - KEPT_FOR_ANSWERING,
  })
  const draft = answered && 'text' in answered ? answered : null
  const decision = decide({ ...view, found: answered ?? 'nothing' }, policy)
  if (!(await saysNothingNew(parts, conversation, messages, decision, draft)))
    return { ...told, decision, draft }
  const reason = 'the edit does not change the answer'
  return { ...told, decision: { kind: 'stay_silent', reason }, draft: null }
}

type Context = { before: readonly string[]; said: readonly Said[]; about: About }

/** What was said before the turn. */
async function contextOf(
  { ledger }: Parts,
  conversation: Conversation,
  messages: Message[],
): Promise<Context> {
  const lines = (await recentMessages(ledger.db, conversation.id, REMEMBERED)).filter(
    ({ id }) => !messages.some((message) => message.id === id),
  )
  return {
    before: lines.filter(({ author }) => author === 'customer').map(({ text }) => text),
    said: saidIn(lines),
    about: { customer: conversation.customer_id, conversation: conversation.id },
  }
}

/** The turn as `decide` sees it before anybody has looked for an answer. */
async function viewOf(
  parts: Parts,
  conversation: Conversation,
  messages: Message[],
  understood: Understood[],
): Promise<View> {
  const { ledger, policy } = parts
  // What was before people closed it is over: the assistant starts afresh.
  const over = await closedAt(parts, conversation)
  const all = await recentTurns(ledger.db, conversation.id, policy.turnCap)
  const turns = all.filter(({ settled_at }) => settled_at > over)
  const heard = messages
    .map((message, index) => ({ message, reading: understood[index]?.reading ?? unreadable }))
    .filter(({ message, reading }) => reading.danger !== null || !isOver(message, all, over))
    .map(({ message, reading }) => hear(message, reading, parts))
  const asked = await isAsked(ledger.db, conversation, all[0]?.settled_at ?? 0)
  return {
    status: conversation.status,
    heard,
    before: turns[0] && !asked ? { decision: turns[0].decision, cause: turns[0].cause } : null,
    asked,
    turnsAlone: turnsAlone(turns),
    found: 'not looked',
  }
}

/** When people last closed the conversation's handoff; 0 where they have it, or never had. Epoch milliseconds. */
async function closedAt({ ledger }: Parts, { id, status }: Conversation): Promise<number> {
  const latest = status === 'open' ? await latestHandoffOf(ledger.db, id) : undefined
  return latest?.closed_at ?? 0
}

/** Whether these are old words that were changed: what they were about has been closed by people since. */
function isOver({ earlier_turn }: Message, turns: readonly TurnRow[], over: number): boolean {
  if (earlier_turn === null || over === 0) return false
  // A turn that is too long ago to be among them was before it too.
  const turn = turns.find(({ number }) => number === earlier_turn)
  return (turn?.settled_at ?? 0) <= over
}

/** Every message with its reading; a pressed button needs no reader. */
async function readAll(
  parts: Parts,
  messages: Message[],
  context: Context & { within: number },
): Promise<{ understood: Understood[]; search: string | null }> {
  const written = messages.filter(({ choice }) => choice === null)
  const texts = written.map(({ text }) => text)
  const turn = texts.length === 0 ? null : await understand(parts.readers, texts, context)
  return {
    search: turn?.search ?? null,
    understood: messages.map((message) =>
      message.choice === null
        ? (turn?.messages[written.indexOf(message)] ?? { reading: unreadable, parts: [] })
        : { reading: buttonReading(message.text), parts: [] },
    ),
  }
}

async function answer(parts: Parts, question: Question): Promise<Answered | null> {
  const answered = await parts.answerer.answer(question)
  parts.log.event('drafted', { found: answered !== null })
  if (!answered || !('text' in answered)) return answered
  const checked = checkDraft(answered, parts.hosts(), answered.text)
  parts.log.event('checked', { ok: checked.ok })
  if (checked.ok) return answered
  parts.log.event('check failed', { why: checked.why, by: answered.answeredBy })
  return null
}

/** An edit after the answer that would bring the same answer again brings none. */
async function saysNothingNew(
  parts: Parts,
  conversation: Conversation,
  messages: Message[],
  decision: Decision,
  draft: Draft | null,
): Promise<boolean> {
  const [only] = messages
  if (messages.length !== 1 || only?.earlier_turn == null) return false
  const earlier = await getTurn(parts.ledger.db, conversation.id, only.earlier_turn)
  return earlier?.decision === decision.kind && earlier.passages === passageIds(draft)
}

/** How many of the newest turns were the assistant's alone; `turns` newest first. */
function turnsAlone(turns: TurnRow[]): number {
  const withPeople = turns.findIndex(({ decision }) => decision === 'hand_off' || decision === 'stay_silent')
  return withPeople === -1 ? turns.length : withPeople
}

function hear(message: Message, reading: Reading, { policy, now }: Parts): Heard {
  const choice = Choice.nullable().safeParse(message.choice)
  return {
    reading,
    choice: choice.success ? choice.data : null,
    verdict: message.choice === null ? readVerdict(message.text, reading) : null,
    quiet: message.choice === null ? asksForQuiet(message.text) : null,
    wordless: !/[\p{L}\p{N}]/u.test(message.text),
    attachments: message.attachments === '[]' ? 0 : 1,
    edited: message.earlier_turn !== null,
    late: now() - (message.edited_at ?? message.sent_at ?? message.at) > policy.staleAfter,
  }
}
