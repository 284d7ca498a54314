import { setImmediate } from 'node:timers/promises'
import { type Db, isPostgres } from './ledger.ts'

/** From `from` up to, not including, `to`: epoch milliseconds. */
export type Day = { from: number; to: number }

/** What came of a message was written after it, give or take the clocks of two machines: saying so lets an index be used. Milliseconds. */
export const CLOCKS = 3_600_000

const WEEK = 7 * 24 * 60 * 60 * 1000

/**
 * A stretch of time in the pieces in which it is best asked for. On the embedded ledger a question holds up everything
 * else, so it is asked week by week, and whoever waits goes first in between; PostgreSQL does best when asked once.
 */
export async function* stretches(db: Db, { from, to }: Day): AsyncGenerator<Day, void> {
  if (isPostgres(db)) {
    yield { from, to }
    return
  }
  for (let start = from; start < to; start += WEEK) {
    yield { from: start, to: Math.min(to, start + WEEK) }
    await setImmediate()
  }
}

/** All that is found in a stretch of time, asked for in those pieces; oldest first where each piece is. */
export async function weekByWeek<T>(db: Db, day: Day, ask: (piece: Day) => Promise<T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const piece of stretches(db, day)) for (const one of await ask(piece)) all.push(one)
  return all
}
