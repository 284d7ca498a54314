import type { Received } from '../adapter.ts'
import type { CauseAction } from '../card.ts'
import { cleanName, isBlank } from '../clean.ts'
import {
  type By,
  causeNamed,
  causeOf,
  getCause,
  linkCause,
  openWithCause,
  unlinkCause,
} from '../ledger/causes.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { CauseRow, Conversation, Handoff } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { showCard } from './relay.ts'

/** Letters. */
export const SHORTEST_NAME = 3
/** So many cards of other customers say at once that there is one more. */
const CARDS = 10

type Said = { action: Exclude<CauseAction, 'fix_cause'>; cause: string | null; name: string; by: By }
type Scene = { t: Tx; parts: Parts; handoff: Handoff; conversation: Conversation; now: number }

/** Staff say what a locked conversation has in common with others, or that it has nothing. The same twice is one. */
export async function decideCause(scene: Scene, said: Said): Promise<Received> {
  const { t, parts, conversation, now } = scene
  const { say } = parts.prompts
  const before = await causeOf(t, conversation.id)
  if (said.action === 'unlink_cause') {
    if (!(await unlinkCause(t, conversation.id, now))) return { status: 'duplicate', say: say('cause_none') }
    await showCards(scene, [before])
    return { status: 'recorded', say: say('cause_unlinked') }
  }
  const chosen = await causeSaid(t, said, now)
  if (chosen === 'unnamed') return { status: 'refused', say: say('cause_unnamed') }
  if (!chosen) return { status: 'refused', say: say('cause_unknown') }
  const link = { cause: chosen.id, conversation: conversation.id, customer: conversation.customer_id }
  const isNew = await linkCause(t, { ...link, by: said.by, now })
  const words = say('cause_linked', { cause: chosen.name })
  if (!isNew) return { status: 'duplicate', say: words }
  await showCards(scene, [before, chosen])
  parts.log.event('cause linked', { conversation: conversation.id, cause: chosen.id })
  return { status: 'recorded', say: words }
}

/** A name that somebody wrote goes before what they chose. */
async function causeSaid(
  t: Tx,
  { cause, name, by }: Said,
  now: number,
): Promise<CauseRow | 'unnamed' | undefined> {
  const written = cleanName(name)
  if (isBlank(written)) return cause === null ? 'unnamed' : getCause(t, cause)
  return Array.from(written).length < SHORTEST_NAME ? 'unnamed' : causeNamed(t, written, by, now)
}

/** How many raised it stands on each card that somebody still works with. */
async function showCards({ t, handoff, now }: Scene, causes: (CauseRow | undefined)[]): Promise<void> {
  await showCard(t, handoff, now)
  for (const cause of causes)
    for (const one of cause ? await openWithCause(t, cause.id, CARDS) : [])
      if (one.id !== handoff.id) await showCard(t, one, now)
}
