import { nextQuestionDue } from '../ledger/aftercare.ts'
import { changeStatus, lockConversation, updateConversation } from '../ledger/conversations.ts'
import { latestHandoffOf } from '../ledger/handoffs.ts'
import type { Ledger, Tx } from '../ledger/ledger.ts'
import { unanswered } from '../ledger/messages.ts'
import { lastDueOfAssistant } from '../ledger/promises.ts'
import type { Work } from '../ledger/tables.ts'
import { recentTurns } from '../ledger/turns.ts'
import { enqueue, finish, giveBack } from '../ledger/work.ts'

/** So long must a conversation be quiet before it is over. Milliseconds. */
export const QUIET = 7 * 24 * 60 * 60 * 1000

const LATER = 60_000

/** Looks at the conversation again when it may have been quiet for seven days. */
export async function watchQuiet(t: Tx, conversation: string, now: number): Promise<void> {
  const key = `quiet:${conversation}`
  await enqueue(t, {
    kind: 'quiet',
    key,
    dedupe: key,
    about: conversation,
    due: now + QUIET,
    now,
    latest: QUIET,
  })
}

/**
 * Closes a conversation that has been quiet for seven days. After help, and with nothing said against it since, the
 * outcome is called durable, which is less than confirmed; without help it stays unknown: silence is no success.
 */
export async function closeQuiet(ledger: Ledger, work: Work, now: number): Promise<void> {
  await ledger.transaction(async (t) => {
    const conversation = await lockConversation(t, work.about)
    // What is yet to be asked is part of it, and what the assistant promised: in a closed one nobody is called to keep it.
    const asking = (await nextQuestionDue(t, conversation.id)) ?? 0
    const owed = (await lastDueOfAssistant(t, conversation.id)) ?? 0
    const quietSince = Math.max(conversation.last_at + QUIET, asking + LATER, owed + LATER)
    const isWaiting = (await unanswered(t, conversation.id)).length > 0
    if (conversation.status === 'open' && (quietSince > now || isWaiting)) {
      return giveBack(t, work, { due: Math.max(quietSince, now + LATER), costsAttempt: false, now })
    }
    if (conversation.status === 'open') {
      const [turn] = await recentTurns(t, conversation.id, 1)
      const handoff = await latestHandoffOf(t, conversation.id)
      const byPerson = handoff?.status === 'resolved' && (handoff.closed_at ?? 0) >= (turn?.settled_at ?? 0)
      const helped = byPerson || turn?.decision === 'answer'
      if (helped && conversation.outcome === 'unknown')
        await updateConversation(t, conversation.id, { outcome: 'durable' })
      await changeStatus(t, conversation, 'closed')
    }
    await finish(t, work)
  })
}
