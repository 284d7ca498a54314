import type { Db, Tx } from './ledger.ts'
import type { Turn } from './tables.ts'

export async function recordTurn(t: Tx, turn: Turn): Promise<void> {
  await t.insertInto('turns').values(turn).execute()
}

/** The newest `limit` turns, newest first. */
export function recentTurns(db: Db, conversation: string, limit: number): Promise<Turn[]> {
  return db
    .selectFrom('turns')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

export function getTurn(db: Db, conversation: string, number: number): Promise<Turn | undefined> {
  return db
    .selectFrom('turns')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .where('number', '=', number)
    .executeTakeFirst()
}
