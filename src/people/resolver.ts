import type { Handoff } from '../ledger/tables.ts'
import type { Say } from '../prompts.ts'

/** Who resolved a handoff, by name, in the middle of a sentence. */
export function resolverOf({ closed_name }: Pick<Handoff, 'closed_name'>, say: Say): string {
  return !closed_name || closed_name === say('somebody_of_ours') ? say('whoever_helped') : closed_name
}

/** Who had a handoff's matter last, by name, in the middle of a sentence. */
export function holderOf({ held_name }: Pick<Handoff, 'held_name'>, say: Say): string {
  return !held_name || held_name === say('somebody_of_ours') ? say('whoever_helped') : held_name
}
