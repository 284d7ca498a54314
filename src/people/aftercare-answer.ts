import type { Verdict } from '../conversation.ts'
import { answerQuestion, lastAskedAt } from '../ledger/aftercare.ts'
import { updateConversation } from '../ledger/conversations.ts'
import { getHandoff } from '../ledger/handoffs.ts'
import type { Db, Tx } from '../ledger/ledger.ts'
import type { Conversation, Handoff } from '../ledger/tables.ts'

/** Whether words are an answer to our question: it was the last thing said, by all that was settled since. */
export async function isAsked(db: Db, conversation: Conversation, settledAt: number): Promise<boolean> {
  const question = await lastAskedAt(db, conversation)
  if (!question || question.answer !== null || question.conversation_id !== conversation.id) return false
  return settledAt <= (question.asked_at ?? 0)
}

/** The handoff that was asked about last, where the conversation is; null where nothing was. */
export async function askedAbout(db: Db, conversation: Conversation): Promise<Handoff | null> {
  const question = await lastAskedAt(db, conversation)
  return (question && (await getHandoff(db, question.handoff_id))) ?? null
}

/** Writes the answer down, with the question and with how the conversation ended. */
export async function recordAnswer(
  t: Tx,
  conversation: Conversation,
  answer: Verdict,
  now: number,
): Promise<void> {
  const question = await lastAskedAt(t, conversation)
  const outcome = answer === 'right' ? 'confirmed' : 'reopened'
  await updateConversation(t, conversation.id, { outcome })
  if (!question) return
  await answerQuestion(t, question.id, answer, now)
  if (question.conversation_id !== conversation.id)
    await updateConversation(t, question.conversation_id, { outcome })
}
