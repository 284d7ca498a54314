import { cleanName, isBlank } from '../clean.ts'
import { casesWithCause, getCause, isNameTaken, renameCause } from '../ledger/causes.ts'
import type { Tx } from '../ledger/ledger.ts'
import { SHORTEST_NAME } from './cause-click.ts'
import { showCard } from './relay.ts'

/** So many cards say at once what it is called now. */
const CARDS = 50

/** Calls a cause something else, also on the cards that name it. Why it cannot be called that; null where it is. */
export async function giveCauseName(
  t: Tx,
  id: string,
  written: string,
  now: number,
): Promise<'unknown' | 'short' | 'taken' | null> {
  const name = cleanName(written)
  if (isBlank(name) || Array.from(name).length < SHORTEST_NAME) return 'short'
  const cause = await getCause(t, id)
  if (!cause) return 'unknown'
  if (cause.name === name) return null
  if (await isNameTaken(t, id, name)) return 'taken'
  // Conversations before their cause and in one order, as wherever both are held.
  const cases = await casesWithCause(t, id, CARDS)
  const inOrder = cases.sort((a, b) => (a.conversation_id < b.conversation_id ? -1 : 1))
  for (const handoff of inOrder) await showCard(t, handoff, now)
  await renameCause(t, id, name)
  return null
}
