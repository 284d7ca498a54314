import type { Drafts } from '../card.ts'
import { getConversation, getCustomer } from '../ledger/conversations.ts'
import { getHandoff } from '../ledger/handoffs.ts'
import type { Parts } from '../parts.ts'
import { suggestionOf } from './card.ts'

/** What staff may start a reply from: the saved replies, and the suggestion. They change it, and they send it. */
export function createDrafts({ ledger: { db }, prompts }: Pick<Parts, 'ledger' | 'prompts'>): Drafts {
  return {
    get saved() {
      return prompts.replies.all.map(({ id, title }) => ({ id, title }))
    },
    async draft({ handoff: id, saved, by }) {
      const handoff = await getHandoff(db, id)
      const conversation = handoff && (await getConversation(db, handoff.conversation_id))
      if (!handoff || !conversation) return { say: prompts.say('handoff_unknown') }
      if (saved === null) return { words: suggestionOf({ prompts }, handoff) }
      const { name } = await getCustomer(db, conversation.customer_id)
      const words = prompts.savedReply(saved, { name, me: by })
      return words === null ? { say: prompts.say('draft_gone') } : { words }
    },
  }
}
