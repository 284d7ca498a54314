import { lockConversation } from '../ledger/conversations.ts'
import { getHandoff, lockHandoff } from '../ledger/handoffs.ts'
import type { Work } from '../ledger/tables.ts'
import { finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { CLOCK, takeStep } from './steps.ts'

/** Wakes a handoff whose time has come. Throws FencedError when somebody else has taken it over. */
export async function wake(parts: Parts, work: Work): Promise<void> {
  await parts.ledger.transaction(async (t) => {
    const now = parts.now()
    const known = await getHandoff(t, work.about)
    const conversation = known && (await lockConversation(t, known.conversation_id))
    const handoff = known && (await lockHandoff(t, known.id))
    if (!conversation || !handoff) return finish(t, work)
    // Put aside anew in the meantime.
    const until = handoff.snoozed_until ?? now
    if (until > now) return giveBack(t, work, { due: until, costsAttempt: false, now })
    await takeStep({ t, parts, handoff, conversation, step: { step: 'wake' }, by: CLOCK, now })
    await finish(t, work)
  })
  parts.ledger.wake()
}
