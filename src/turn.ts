import { Choice } from './adapter.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import { type Decision, decide, type Heard, type View } from './decide.ts'
import { getConversation, lockConversation, placeOf } from './ledger/conversations.ts'
import { latestHandoffOf } from './ledger/handoffs.ts'
import { askerOf, knownOf } from './ledger/known.ts'
import { recentMessages, TURN_AT_MOST, unanswered } from './ledger/messages.ts'
import type { Conversation, Message, Turn as TurnRow, Work } from './ledger/tables.ts'
import { getTurn, recentTurns } from './ledger/turns.ts'
import { finish, giveBack } from './ledger/work.ts'
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
import { passageIds, settle, type Turn } from './settle.ts'
import { verdictOf } from './verdict.ts'

/** A turn that has thought for longer than this goes to a person. Milliseconds. */
const THINKING_AT_MOST = 40_000
const LEAST_THOUGHT = 4_000
/** Of that, what is kept for what comes after the model: deciding, and answering without it. Milliseconds. */
const KEPT_FOR_READING = 10_000
const KEPT_FOR_ANSWERING = 3_000
/** What shows that we are at it fades after some ten seconds, on most platforms. Milliseconds. */
const SIGN_LASTS = 8_000
/** So many tries a turn has, then it goes to a person; a crash counts as one. */
const TRIES = 2
const TRY_AGAIN_AFTER = 1_000
/** How much of the conversation before the turn is looked at. */
const REMEMBERED = 20

/** One turn, told in order. Throws FencedError when somebody else has taken it over: then nothing of it was written. */
export async function runTurn(parts: Parts, work: Work): Promise<void> {
  const { ledger, log } = parts
  const ids = { turn: `${work.about}/${work.seq}` }
  log.event('leased', ids)
  const conversation = await getConversation(ledger.db, work.about)
  const messages = conversation ? await unanswered(ledger.db, conversation.id) : []
  if (!conversation) return finish(ledger.db, work)

  let thought: Thought
  try {
    thought = await think(parts, conversation, messages, work)
  } catch (error) {
    log.trouble('turn failed', error, { ...ids, attempt: work.attempts })
    const now = parts.now()
    if (work.attempts < TRIES && !(error instanceof DeadlineError)) {
      return giveBack(ledger.db, work, { due: now + TRY_AGAIN_AFTER, costsAttempt: true, now })
    }
    thought = await giveUp(parts, conversation, messages)
  }
  await gate(parts, work, { ...thought, conversation, messages, attempts: work.attempts, dueAt: work.due_at })
}

type Thought = Pick<Turn, 'understood' | 'decision' | 'draft' | 'answer' | 'wantsQuiet'>

async function think(
  parts: Parts,
  conversation: Conversation,
  messages: Message[],
  work: Work,
): Promise<Thought> {
  if (work.attempts > TRIES) throw new Error('This turn failed before, and its process with it')
  const show = () => {
    if (conversation.status !== 'with_person')
      parts.adapters.get(conversation.adapter)?.working(placeOf(conversation))
  }
  show()
  const again = setInterval(show, SIGN_LASTS)
  try {
    // Who has waited for a free hand gets less thought: an answer or a person in time is promised to everybody.
    const left = Math.max(LEAST_THOUGHT, THINKING_AT_MOST - Math.max(0, parts.now() - work.due_at))
    const until = performance.now() + left
    return await withDeadline(left, readAndDecide(parts, conversation, messages, until))
  } finally {
    clearInterval(again)
  }
}

async function readAndDecide(
  parts: Parts,
  conversation: Conversation,
  messages: Message[],
  until: number,
): Promise<Thought> {
  const { ledger, log, policy } = parts
  const lines = (await recentMessages(ledger.db, conversation.id, REMEMBERED)).filter(
    ({ id }) => !messages.some((message) => message.id === id),
  )
  const earlier = lines.filter(({ author }) => author === 'customer').map(({ text }) => text)
  const about: About = { customer: conversation.customer_id, conversation: conversation.id }
  const said = saidIn(lines)
  const { understood, search } = await readAll(parts, messages, {
    before: earlier,
    said,
    about,
    within: until - performance.now() - KEPT_FOR_READING,
  })
  log.event('read', { conversation: conversation.id })

  // What was before people closed it is over: the assistant starts afresh.
  const over = await closedAt(parts, conversation)
  const all = await recentTurns(ledger.db, conversation.id, policy.turnCap)
  const turns = all.filter(({ settled_at }) => settled_at > over)
  const heard = messages
    .map((message, index) => ({ message, reading: understood[index]?.reading ?? unreadable }))
    .filter(({ message, reading }) => reading.danger !== null || !isOver(message, all, over))
    .map(({ message, reading }) => hear(message, reading, parts))
  if (heard.length === 0 && messages.length > 0) {
    const reason = 'an edit of what people have closed since'
    return { understood, answer: null, decision: { kind: 'stay_silent', reason }, draft: null }
  }
  const asked = await isAsked(ledger.db, conversation, all[0]?.settled_at ?? 0)
  const view: View = {
    status: conversation.status,
    heard,
    before: turns[0] && !asked ? { decision: turns[0].decision, cause: turns[0].cause } : null,
    asked,
    turnsAlone: turnsAlone(turns),
    found: 'not looked',
  }
  const first = decide(view, policy)
  log.event('decided', { conversation: conversation.id, decision: first.kind })
  const told = {
    understood,
    answer: verdictOf(heard, asked),
    wantsQuiet: heard.some(({ quiet }) => quiet !== null),
  }
  if (first.kind !== 'answer') return { ...told, decision: first, draft: null }

  const readings = understood.map(({ reading }) => reading)
  const answered = await answer(parts, {
    text: messages.map(({ text }) => text).join('\n'),
    before: earlier,
    search,
    feeling: readings.findLast(({ feeling }) => feeling !== null)?.feeling ?? null,
    language: readings.findLast(({ language }) => language !== null)?.language ?? null,
    said,
    known: () => knownOf(ledger.db, conversation),
    asker: await askerOf(ledger.db, conversation),
    about,
    within: until - performance.now() - KEPT_FOR_ANSWERING,
  })
  const decision = decide({ ...view, found: answered ?? 'nothing' }, policy)
  const draft = answered && 'text' in answered ? answered : null
  if (await saysNothingNew(parts, conversation, messages, decision, draft)) {
    return {
      ...told,
      decision: { kind: 'stay_silent', reason: 'the edit does not change the answer' },
      draft: null,
    }
  }
  return { ...told, decision, draft }
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

type Context = { before: readonly string[]; said: readonly Said[]; about: About; within: number }

/** Every message with its reading; a pressed button needs no reader. */
async function readAll(
  parts: Parts,
  messages: Message[],
  context: Context,
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

/** What is left when thinking failed: read what can be read, and call a person. */
async function giveUp(parts: Parts, conversation: Conversation, messages: Message[]): Promise<Thought> {
  const read = (text: string) => parts.readers.local.read(text, []).catch(() => unreadable)
  const understood = await Promise.all(
    messages.map(async ({ text }) => ({ reading: await read(text), parts: [] })),
  )
  const reason = 'the assistant failed or took too long'
  const isCalled = conversation.status !== 'open'
  return {
    understood,
    draft: null,
    decision: isCalled
      ? { kind: 'stay_silent', reason }
      : { kind: 'hand_off', cause: 'assistant_failed', reason },
  }
}

/** The final gate: still ours, nothing newer, not taken by staff? Then all of the turn is written, or none of it. */
async function gate(parts: Parts, work: Work, turn: Turn): Promise<void> {
  const { ledger, log } = parts
  const { conversation, messages } = turn
  const written = await ledger.transaction(async (t) => {
    const now = parts.now()
    const present = await lockConversation(t, conversation.id)
    const waiting = await unanswered(t, conversation.id)
    const same =
      present.status === conversation.status &&
      present.turn === conversation.turn &&
      sameMessages(waiting, messages)
    if (!same) {
      await giveBack(t, work, { due: now, costsAttempt: false, now })
      return false
    }
    if (messages.length > 0) await settle(t, parts, { ...turn, conversation: present }, now)
    // More than one turn takes is another turn, at once.
    if (messages.length === TURN_AT_MOST) await giveBack(t, work, { due: now, costsAttempt: false, now })
    else await finish(t, work)
    log.event('settling', { conversation: conversation.id })
    return true
  })
  log.event(written ? 'settled' : 'started again', {
    conversation: conversation.id,
    decision: turn.decision.kind,
  })
  ledger.wake()
}

function sameMessages(a: Message[], b: Message[]): boolean {
  return (
    a.length === b.length &&
    a.every((message, index) => message.id === b[index]?.id && message.version === b[index]?.version)
  )
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
