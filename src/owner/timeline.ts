import type { Handoff, Note, Turn } from '../ledger/tables.ts'
import type { ReadMessage, WholeConversation } from '../ledger/whole-conversation.ts'

/** One thing that happened in a conversation. */
export type Moment = { at: number } & (
  | { kind: 'message'; message: ReadMessage }
  | { kind: 'turn'; turn: Turn }
  | { kind: 'handoff'; what: 'opened' | 'claimed' | 'closed'; handoff: Handoff }
  | { kind: 'note'; note: Note }
)

/** All that happened in a conversation, oldest first. */
export function timelineOf({ messages, turns, handoffs, notes }: WholeConversation): Moment[] {
  const moments: Moment[] = [
    ...messages.map((message): Moment => ({ kind: 'message', at: message.at, message })),
    ...turns.map((turn): Moment => ({ kind: 'turn', at: turn.settled_at, turn })),
    ...handoffs.flatMap((handoff) => handoffMoments(handoff, turns)),
    ...notes.map((note): Moment => ({ kind: 'note', at: note.at, note })),
  ]
  // What one transaction wrote has one time: first what the customer said, then what was decided, then what we said.
  return moments.sort((a, b) => a.at - b.at || rank(a) - rank(b))
}

function handoffMoments(handoff: Handoff, turns: readonly Turn[]): Moment[] {
  const { opened_at, claimed_at, closed_at } = handoff
  const moments: Moment[] = []
  // A turn that called a person tells of it already; a handoff without one was opened by somebody else.
  const isTold = turns.some(({ number, decision }) => number === handoff.turn && decision === 'hand_off')
  if (!isTold) moments.push({ kind: 'handoff', what: 'opened', at: opened_at, handoff })
  if (claimed_at !== null) moments.push({ kind: 'handoff', what: 'claimed', at: claimed_at, handoff })
  if (closed_at !== null) moments.push({ kind: 'handoff', what: 'closed', at: closed_at, handoff })
  return moments
}

function rank(moment: Moment): number {
  if (moment.kind === 'message')
    return moment.message.author === 'customer' || moment.message.author === 'bystander' ? 0 : 3
  if (moment.kind === 'turn') return 1
  return moment.kind === 'handoff' ? 2 : 4
}
