import type { Db, Tx } from './ledger.ts'
import type { HandoffStep } from './tables.ts'

export type NewStep = Omit<HandoffStep, 'seq'>

/** Writes down that a step was taken. */
export async function addStep(t: Tx, step: NewStep): Promise<void> {
  await t.insertInto('handoff_steps').values(step).execute()
}

/** Whether this click has been a step already. */
export async function isStepped(db: Db, origin: string): Promise<boolean> {
  const row = await db
    .selectFrom('handoff_steps')
    .select('seq')
    .where('origin', '=', origin)
    .executeTakeFirst()
  return row !== undefined
}

/** Every step of a handoff, in the order in which they were taken. */
export function stepsOf(db: Db, handoff: string): Promise<HandoffStep[]> {
  return db.selectFrom('handoff_steps').selectAll().where('handoff_id', '=', handoff).orderBy('seq').execute()
}
