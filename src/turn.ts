import { DeadlineError, withDeadline } from './deadline.ts'
import { getConversation, lockConversation, placeOf } from './ledger/conversations.ts'
import { TURN_AT_MOST, unanswered } from './ledger/messages.ts'
import type { Conversation, Message, Work } from './ledger/tables.ts'
import { finish, giveBack } from './ledger/work.ts'
import { unreadable } from './mind/reading.ts'
import type { Parts } from './parts.ts'
import { settle, type Turn } from './settle.ts'
import { readAndDecide, type Thought } from './thought.ts'

/** A turn that has thought for longer than this goes to a person. Milliseconds. */
const THINKING_AT_MOST = 40_000
const LEAST_THOUGHT = 4_000
/** What shows that we are at it fades after some ten seconds, on most platforms. Milliseconds. */
const SIGN_LASTS = 8_000
/** So many tries a turn has, then it goes to a person; a crash counts as one. */
const TRIES = 2
const TRY_AGAIN_AFTER = 1_000

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
