import { newId } from '../id.ts'
import type { Db, Tx } from './ledger.ts'
import type { Handoff, Proposal } from './tables.ts'

/** The exact call: `arguments` is the JSON that is shown and sent, letter for letter. */
export type NewProposal = { handoff: string; server: string; tool: string; arguments: string; now: number }

/** Keeps a call that waits for staff. False where the handoff has one already: it stands, whatever this one is. */
export async function addProposal(t: Tx, proposal: NewProposal): Promise<boolean> {
  const { handoff, server, tool, now } = proposal
  const row = await t
    .insertInto('proposals')
    .values({
      id: newId(),
      handoff_id: handoff,
      server,
      tool,
      arguments: proposal.arguments,
      state: 'waiting',
      proposed_at: now,
      decided_by: null,
      decided_name: null,
      decided_at: null,
      result: null,
      ended_at: null,
    })
    .onConflict((c) => c.column('handoff_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export function proposalOf(db: Db, handoff: string): Promise<Proposal | undefined> {
  return db.selectFrom('proposals').selectAll().where('handoff_id', '=', handoff).executeTakeFirst()
}

/** The handoff under which a proposal stands. */
export function handoffOfProposal(db: Db, id: string): Promise<Handoff | undefined> {
  return db
    .selectFrom('handoffs')
    .selectAll('handoffs')
    .innerJoin('proposals', 'proposals.handoff_id', 'handoffs.id')
    .where('proposals.id', '=', id)
    .executeTakeFirst()
}

export type Decided = { state: 'approved' | 'refused'; by: string; name: string; now: number }

/** Decides what nobody has decided yet, in one write. The proposal as it is then; undefined when somebody was first. */
export function decideProposal(
  t: Tx,
  handoff: string,
  { state, by, name, now }: Decided,
): Promise<Proposal | undefined> {
  return t
    .updateTable('proposals')
    .set({ state, decided_by: by, decided_name: name, decided_at: now })
    .where('handoff_id', '=', handoff)
    .where('state', '=', 'waiting')
    .returningAll()
    .executeTakeFirst()
}

export type ProposalChange = Partial<Pick<Proposal, 'state' | 'result' | 'ended_at'>>

export async function updateProposal(t: Tx, id: string, change: ProposalChange): Promise<void> {
  await t.updateTable('proposals').set(change).where('id', '=', id).execute()
}
