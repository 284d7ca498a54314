import type { CauseAction, CauseShown } from '../card.ts'
import { untold } from '../ledger/cause-told.ts'
import { causeOf, othersWith } from '../ledger/causes.ts'
import type { CauseRow, Conversation } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import type { Say } from '../prompts.ts'
import { hearersOf, mayHear } from './cause-hearers.ts'
import { whenWords } from './when-words.ts'

/** What the conversation has in common with others, as its card shows it, and what staff may say of it. */
export async function shownCause(parts: Parts, { id, customer_id }: Conversation): Promise<CauseShown> {
  const { db } = parts.ledger
  const { say } = parts.prompts
  const button = (action: CauseAction, label: string) => ({ action, label })
  const cause = await causeOf(db, id)
  if (!cause) return { says: '', buttons: [button('link_cause', say('option_link_cause'))] }
  const others = await othersWith(db, cause.id, customer_id)
  const hearers = hearersOf(await untold(db, cause.id, parts.now()), parts.adapters)
  const isDone = cause.fixed_at !== null && !hearers.some(mayHear)
  return {
    says: [sameWords(say, cause, others), ...fixedWords(parts, cause)].join(' '),
    buttons: [
      ...(isDone ? [] : [button('fix_cause', say('option_fix_cause'))]),
      button('link_cause', say('option_change_cause')),
    ],
  }
}

function sameWords(say: Say, { name }: CauseRow, others: number): string {
  if (others === 0) return say('same_as_none', { cause: name })
  return others === 1
    ? say('same_as_one', { cause: name })
    : say('same_as_many', { count: String(others), cause: name })
}

/** A card stands for days: the day is named. */
function fixedWords({ prompts: { say }, hours }: Parts, { fixed_at, fixed_name }: CauseRow): string[] {
  if (fixed_at === null) return []
  return [say('same_fixed', { name: fixed_name ?? '', when: whenWords(fixed_at, null, hours) })]
}
