import type { Db } from './ledger.ts'

/** How a matter ended, or where it stands: what the customer said of it, or else what became of the last call to people. */
export type Ending =
  | { kind: 'right' | 'not_yet' | 'solved'; at: number }
  | { kind: 'waiting' }
  | { kind: 'held'; by: string | null }

/** What is known of how it went on in this conversation after that time (epoch milliseconds); null for nothing. */
export async function endingOf(db: Db, conversation: string, after: number): Promise<Ending | null> {
  const [last, answered] = await Promise.all([
    db
      .selectFrom('handoffs')
      .select(['status', 'held_name', 'claimed_name', 'closed_at'])
      .where('conversation_id', '=', conversation)
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
    db
      .selectFrom('aftercare')
      .select(['answer', 'answered_at'])
      .where('conversation_id', '=', conversation)
      .where('answered_at', '>=', after)
      .orderBy('answered_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ])
  if (last?.status === 'waiting') return { kind: 'waiting' }
  if (last?.status === 'claimed' || last?.status === 'snoozed')
    return { kind: 'held', by: last.held_name || last.claimed_name || null }
  const solvedAt = last?.status === 'resolved' ? (last.closed_at ?? 0) : 0
  const answeredAt = answered?.answered_at ?? 0
  // What was done after a "not yet" is the newer word; after a "right" it takes nothing back.
  if (answered?.answer && (answered.answer === 'right' || answeredAt >= solvedAt))
    return { kind: answered.answer, at: answeredAt }
  return solvedAt >= after ? { kind: 'solved', at: solvedAt } : null
}
