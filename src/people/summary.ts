import { getConversation, lockConversation } from '../ledger/conversations.ts'
import { getHandoff, isOpen, lockHandoff, updateHandoff } from '../ledger/handoffs.ts'
import type { Db, Tx } from '../ledger/ledger.ts'
import { recentMessages } from '../ledger/messages.ts'
import type { Handoff, Work } from '../ledger/tables.ts'
import { enqueue, finish } from '../ledger/work.ts'
import { Summary } from '../mind/summary.ts'
import type { Parts } from '../parts.ts'
import { saidIn } from '../said.ts'
import { showCard } from './relay.ts'

/** So much of the conversation is looked at. */
const LINES = 30
/** Milliseconds: what a customer adds in a few messages is one summary. */
const SETTLING = 3_000
const SETTLING_AT_MOST = 15_000

/** Has a conversation summed up for whoever takes it over, where there is somebody to do it. The card does not wait. */
export async function orderSummary(t: Tx, parts: Parts, handoff: string, now: number): Promise<void> {
  if (!parts.summarizer) return
  const key = `summary:${handoff}`
  const due = now + SETTLING
  await enqueue(t, { kind: 'summary', key, dedupe: key, about: handoff, due, now, latest: SETTLING_AT_MOST })
}

/** Writes the summary and shows it on the card, unless words that it rests on were changed or removed meanwhile. */
export async function writeSummary(parts: Parts, work: Work): Promise<void> {
  const { ledger, summarizer } = parts
  const handoff = await getHandoff(ledger.db, work.about)
  const conversation = handoff && (await getConversation(ledger.db, handoff.conversation_id))
  const said = handoff && isOpen(handoff) ? await saidNow(ledger.db, handoff.conversation_id) : []
  const about = { customer: conversation?.customer_id ?? null, conversation: conversation?.id ?? null }
  const summary = summarizer && said.length > 0 ? await summarizer.summarize(said, about) : null
  await ledger.transaction(async (t) => {
    await finish(t, work)
    if (!summary || !conversation) return
    await lockConversation(t, conversation.id)
    const present = await lockHandoff(t, work.about)
    if (!present || !sameWords(said, await saidNow(t, present.conversation_id))) return
    await updateHandoff(t, present.id, { summary: JSON.stringify(summary) })
    await showCard(t, present, parts.now())
  })
  ledger.wake()
}

/** The summary that stands for a handoff, or null. */
export function summaryOf(handoff: Handoff): Summary | null {
  return handoff.summary === null ? null : Summary.parse(JSON.parse(handoff.summary))
}

async function saidNow(db: Db, conversation: string) {
  return saidIn(await recentMessages(db, conversation, LINES))
}

/** More may have been said since; nothing may be gone. */
function sameWords(before: readonly { text: string }[], now: readonly { text: string }[]): boolean {
  const words = new Set(now.map(({ text }) => text))
  return now.length >= before.length && before.every(({ text }) => words.has(text))
}
