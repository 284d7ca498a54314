import type { Received } from '../adapter.ts'
import type { Card } from '../card.ts'
import { lockConversation } from '../ledger/conversations.ts'
import { addNote, getHandoff } from '../ledger/handoffs.ts'
import { askerOf } from '../ledger/known.ts'
import type { Db, Tx } from '../ledger/ledger.ts'
import {
  addProposal,
  decideProposal,
  handoffOfProposal,
  proposalOf,
  updateProposal,
} from '../ledger/proposals.ts'
import type { Handoff, Proposal, Work } from '../ledger/tables.ts'
import { enqueue, extend, FencedError, finish } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import type { Say } from '../prompts.ts'
import type { Asker } from '../tools/binding.ts'
import { type Call, callText } from '../tools/call-text.ts'
import type { Called } from '../tools/tools.ts'
import { relayNote, showCard } from './relay.ts'

/** Puts a prepared call on the handoff's card, where staff may let it run. False where the card has one already. */
export async function proposeCall(t: Tx, handoff: Handoff, call: Call, now: number): Promise<boolean> {
  const isFirst = await addProposal(t, { handoff: handoff.id, ...call, now })
  if (isFirst) await showCard(t, handoff, now)
  return isFirst
}

/** The proposal as the card shows it. */
export async function shownProposal(db: Db, say: Say, handoff: string): Promise<Card['proposal']> {
  const found = await proposalOf(db, handoff)
  if (!found) return null
  const state = found.state === 'approved' ? 'running' : found.state
  const says = say(`proposal_${state}`, { name: found.decided_name ?? '' })
  return { id: found.id, call: callText(found), state, says }
}

export type Decision = { run: boolean; by: { id: string; name: string } }

/**
 * A member of staff lets the call run, or not. Two clicks at once are one after the other: the first counts, and the other
 * is told whose it was. It is run after the click, not in it.
 */
export async function decide(
  t: Tx,
  { prompts: { say }, log }: Parts,
  handoff: Handoff,
  { run, by }: Decision,
  now: number,
): Promise<Received> {
  const state = run ? 'approved' : 'refused'
  const decided = await decideProposal(t, handoff.id, { state, by: by.id, name: by.name, now })
  if (!decided) return decidedAlready(await proposalOf(t, handoff.id), say, by.id, run)
  const { id } = decided
  if (run) await enqueue(t, { kind: 'call', key: `call:${id}`, about: id, due: now, now })
  await showCard(t, handoff, now)
  log.event(run ? 'call let through' : 'call turned down', { handoff: handoff.id })
  return { status: 'recorded', say: say(run ? 'call_runs' : 'call_dismissed') }
}

function decidedAlready(found: Proposal | undefined, say: Say, by: string, run: boolean): Received {
  if (!found) return { status: 'refused', say: say('call_none') }
  const wasRun = found.state !== 'refused'
  const what = say(wasRun ? 'call_run_by' : 'call_dismissed_by', { name: found.decided_name ?? '' })
  return { status: found.decided_by === by && wasRun === run ? 'duplicate' : 'refused', say: what }
}

/** What still waits when a handoff is closed is not run. */
export async function dropProposal(t: Tx, handoff: Handoff, by: Decision['by'], now: number): Promise<void> {
  await decideProposal(t, handoff.id, { state: 'refused', by: by.id, name: by.name, now })
}

/**
 * Runs a call that staff let through, at most once: that it is begun is written down before, and one that was begun and
 * never ended is not begun again. Throws FencedError when somebody else has taken it over.
 */
export async function runCall(parts: Parts, work: Work): Promise<void> {
  const { ledger, log } = parts
  const begun = await ledger.transaction((t) => begin(t, parts, work))
  if (!begun) return ledger.wake()
  ledger.wake()
  log.event('calling', { proposal: begun.proposal.id })
  const called = await parts.tools.call(begun.proposal, begun.asker)
  log.event('called', { proposal: begun.proposal.id, outcome: called.outcome })
  await ledger.transaction(async (t) => {
    await end(t, parts, begun.proposal, called)
    await finish(t, work)
  })
  ledger.wake()
}

type Begun = { proposal: Proposal; asker: Asker }

async function begin(t: Tx, parts: Parts, work: Work): Promise<Begun | null> {
  if (!(await extend(t, work, parts.now() + parts.timing.lease))) throw new FencedError(work)
  const handoff = await handoffOfProposal(t, work.about)
  const conversation = handoff && (await lockConversation(t, handoff.conversation_id))
  // Read under the lock: whoever had it before us may have ended it in between.
  const proposal = handoff && (await proposalOf(t, handoff.id))
  if (proposal?.state === 'approved' && conversation) {
    await updateProposal(t, proposal.id, { state: 'running' })
    return { proposal, asker: await askerOf(t, conversation) }
  }
  // Whoever began it did not come back: whether it was run only the tool's own people can tell.
  if (proposal?.state === 'running') await end(t, parts, proposal, { outcome: 'unknown', text: '' })
  await finish(t, work)
  return null
}

const STATES = { done: 'done', failed: 'failed', 'not run': 'not_run', unknown: 'unknown' } as const

/** What came of it, for staff alone: on the card, and as a note in the handoff's thread. */
async function end(t: Tx, parts: Parts, proposal: Proposal, { outcome, text }: Called): Promise<void> {
  const { say } = parts.prompts
  const now = parts.now()
  const state = STATES[outcome]
  const handoff = await getHandoff(t, proposal.handoff_id)
  if (!handoff) return
  await lockConversation(t, handoff.conversation_id)
  await updateProposal(t, proposal.id, { state, result: text, ended_at: now })
  const slots = {
    name: proposal.decided_name ?? '',
    call: callText(proposal),
    text: text || say('call_said_nothing'),
  }
  const note = await addNote(t, {
    handoff: handoff.id,
    origin: `call:${proposal.id}`,
    name: 'Warmline',
    text: say(`call_${state}`, slots),
    now,
  })
  if (note) await relayNote(t, handoff, note, now)
  await showCard(t, handoff, now)
}
