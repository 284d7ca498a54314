import { changeStatus } from '../ledger/conversations.ts'
import { addStep } from '../ledger/handoff-steps.ts'
import { type HandoffChange, lockHandoff, updateHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation, Handoff } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { follow } from './follows.ts'
import { planReminder } from './reminder-plan.ts'
import { type Actor, type Outcome, type Standing, type Step, statusOf, take } from './standing.ts'

/** Who takes a step; staff with their name. */
export type By =
  | { who: 'staff'; id: string; name: string }
  | { who: Exclude<Actor['who'], 'staff'>; id: null; name: null }

export const CUSTOMER: By = { who: 'customer', id: null, name: null }
export const ASSISTANT: By = { who: 'assistant', id: null, name: null }
export const CLOCK: By = { who: 'clock', id: null, name: null }

export type Taking = {
  t: Tx
  parts: Parts
  /** Both locked, and as they stand. */
  handoff: Handoff
  conversation: Conversation
  step: Step
  by: By
  now: number
  /** The click that it comes from. */
  origin?: string | null
  /** What else is worth knowing later: an id or a word of ours, never what somebody wrote. */
  detail?: string | null
  /** The customer wrote nothing that needs a reply. */
  isNod?: boolean
}

/** How a handoff stands, as the rules of standing.ts see it. */
export function standingOf(handoff: Handoff): Standing {
  return {
    state: handoff.status,
    by: handoff.claimed_by ?? handoff.held_by,
    until: handoff.snoozed_until,
    reminded: handoff.reminded,
  }
}

/**
 * Takes a step with a handoff, or says why not: then nothing is written. What follows happens in the same transaction,
 * but for what is said in somebody's own words: those are with whoever takes the step.
 */
export async function takeStep(taking: Taking): Promise<Outcome> {
  const { t, parts, handoff, conversation, step, by, now } = taking
  const outcome = take(standingOf(handoff), step, by, now)
  if (!outcome.ok) return outcome
  await updateHandoff(t, handoff.id, changeBy(taking, outcome.standing))
  // A note on what is over changes nothing for a conversation that goes on.
  const isMoved = outcome.standing.state !== handoff.status
  const status = isMoved ? statusOf(outcome.standing) : conversation.status
  await changeStatus(t, conversation, status)
  await addStep(t, {
    handoff_id: handoff.id,
    step: step.step,
    by_who: by.who,
    by_id: by.id,
    by_name: by.name,
    at: now,
    detail: taking.detail ?? null,
    origin: taking.origin ?? null,
  })
  const after = await lockHandoff(t, handoff.id)
  if (!after) throw new Error('A handoff was changed and then not found')
  if (step.step !== 'remind' && step.step !== 'note') await planReminder(t, parts, after, now)
  for (const one of outcome.follows)
    await follow(one, {
      ...taking,
      before: handoff,
      handoff: after,
      conversation: { ...conversation, status },
    })
  parts.log.event(step.step === 'claim' ? 'claimed' : 'handoff step', {
    handoff: handoff.id,
    step: step.step,
  })
  return outcome
}

function changeBy({ handoff, step, by, now, isNod }: Taking, { state, ...to }: Standing): HandoffChange {
  if (state === 'new') return {}
  const change: HandoffChange = { status: state, snoozed_until: to.until, reminded: to.reminded }
  const isTaken = state !== 'waiting' && to.by !== handoff.claimed_by
  // From when on it was somebody's stays what it was, whoever has it after them: so long the customer had to wait.
  if (isTaken)
    Object.assign(change, { claimed_by: to.by, claimed_name: by.name, claimed_at: handoff.claimed_at ?? now })
  if (step.step === 'give_back' || step.step === 'resolve')
    Object.assign(change, { closed_by: by.id, closed_name: by.name, closed_at: now })
  return { ...change, owed_since: owedSince(handoff, step, now, isNod ?? false) }
}

/** Since when the customer waits for a reply of whoever has it; null while they do not. */
function owedSince(
  { status, owed_since }: Handoff,
  { step }: Step,
  now: number,
  isNod: boolean,
): number | null {
  switch (step) {
    case 'claim':
      return now
    // Whoever has it from now on has the time that anybody has.
    case 'take_over':
    case 'wake':
      return owed_since === null ? null : now
    case 'write':
      if (status === 'waiting') return null
      if (status === 'snoozed') return now
      return owed_since ?? (isNod ? null : now)
    case 'reply':
    case 'give_back':
    case 'resolve':
      return null
    default:
      return owed_since
  }
}
