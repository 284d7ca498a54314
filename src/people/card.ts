import type { Card, Line } from '../card.ts'
import { Causes } from '../decide.ts'
import { RefusedError } from '../errors.ts'
import { countConversations, getConversation, getCustomer } from '../ledger/conversations.ts'
import { getHandoff } from '../ledger/handoffs.ts'
import { attachmentsOf, recentMessages } from '../ledger/messages.ts'
import { hasComplaint, lastMood } from '../ledger/readings.ts'
import type { Handoff, Message } from '../ledger/tables.ts'
import { recentTurns } from '../ledger/turns.ts'
import type { Summary } from '../mind/summary.ts'
import type { Parts } from '../parts.ts'
import { shownCause } from './cause-card.ts'
import { historyOf, unaskedOf } from './history.ts'
import { shownPromises } from './promise-card.ts'
import { shownProposal } from './proposal.ts'
import { summaryOf } from './summary.ts'

/** How much of the conversation a card carries, so that the customer need not say it again. */
const LINES = 30
/** What is longer is cut on a card. */
export const LONGEST_LINE = 200

/** The handoff as it stands now: who, what is wrong, what was tried, the last mood, and a kind reply to start from. */
export async function buildCard(parts: Parts, handoffId: string): Promise<Card> {
  const { ledger, prompts } = parts
  const { db } = ledger
  const { say } = prompts
  const handoff = await getHandoff(db, handoffId)
  const conversation = handoff && (await getConversation(db, handoff.conversation_id))
  if (!handoff || !conversation)
    throw new RefusedError('gone', 'The handoff of this card is no longer in the ledger')
  const customer = await getCustomer(db, conversation.customer_id)
  const messages = await recentMessages(db, conversation.id, LINES)
  const mood = await lastMood(db, conversation.id)
  const summary = summaryOf(handoff)
  const cause = causeOf(handoff)
  const before = handoff.reopens === null ? undefined : await getHandoff(db, handoff.reopens)
  const holder = handoff.held_by === null ? null : { id: handoff.held_by, name: handoff.held_name ?? '' }
  return {
    handoff: handoff.id,
    status: handoff.status,
    customer: {
      // Erased words are nobody's, also while the customer still has newer ones.
      name: conversation.erasure === null ? customer.name : '',
      since: customer.since,
      conversations: await countConversations(db, customer.id),
      from: conversation.adapter,
    },
    cause: say(`cause_${cause}`, { name: before?.closed_name ?? say('somebody_of_ours') }),
    wrong: summary?.wrong || wrong(messages, handoff.turn) || say('no_words'),
    tried: triedAndPromised(parts, summary, await tried(parts, conversation.id, messages)),
    mood: mood
      ? { sentiment: mood.sentiment, feeling: mood.feeling, reason: mood.reason, quote: mood.quote }
      : null,
    complaint: await hasComplaint(db, conversation.id),
    history: await historyOf(parts, handoff, customer),
    unasked: unaskedOf(parts, customer),
    suggestion: suggestionOf(parts, handoff),
    proposal: await shownProposal(db, say, handoff.id),
    ...(await shownPromises(parts, handoff)),
    sharedCause: await shownCause(parts, conversation),
    waitingSince: handoff.opened_at,
    preferred: holder?.name ? holder : null,
    claimedBy: handoff.claimed_name,
    claimedById: handoff.claimed_by,
    snoozedUntil: handoff.snoozed_until,
    closedBy: handoff.closed_name,
    transcript: messages.map(lineOf),
  }
}

/** A kind reply to start from. */
export function suggestionOf({ prompts: { say } }: Pick<Parts, 'prompts'>, handoff: Handoff): string {
  return summaryOf(handoff)?.reply || say(`suggest_${causeOf(handoff)}`)
}

function causeOf(handoff: Handoff) {
  return Causes.find((one) => one === handoff.cause) ?? 'wants_person'
}

function triedAndPromised({ prompts: { say } }: Parts, summary: Summary | null, pages: string): string {
  const tried = summary?.tried || pages
  return summary?.promised ? say('tried_promised', { tried, promised: summary.promised }) : tried
}

/** In two lines and the customer's own words: what it began with, and what was said last before the handoff. */
function wrong(messages: Message[], turn: number): string {
  const said = messages.filter(
    ({ author, text, choice, turn: at }) =>
      author === 'customer' && text !== '' && !choice && (at ?? turn) <= turn,
  )
  const lines = [said[0], said.at(-1)].map((message) => shorten(message?.text ?? ''))
  return [...new Set(lines)].filter((line) => line !== '').join('\n')
}

function shorten(text: string): string {
  const letters = Array.from(text.replace(/\s+/g, ' '))
  return letters.length <= LONGEST_LINE ? letters.join('') : `${letters.slice(0, LONGEST_LINE - 1).join('')}…`
}

async function tried(parts: Parts, conversation: string, messages: Message[]): Promise<string> {
  const turns = await recentTurns(parts.ledger.db, conversation, LINES)
  const answered = new Set(turns.filter(({ decision }) => decision === 'answer').map(({ number }) => number))
  const titles = messages
    .filter(({ author, turn }) => author === 'assistant' && turn !== null && answered.has(turn))
    .flatMap(({ sources }) =>
      [...sources.matchAll(/"title":("(?:[^"\\]|\\.)*")/g)].map((match) =>
        String(JSON.parse(match[1] ?? '""')),
      ),
    )
  const pages = [...new Set(titles)]
  return pages.length === 0
    ? parts.prompts.say('tried_nothing')
    : parts.prompts.say('tried_answers', { pages: pages.join('; ') })
}

function lineOf(message: Message): Line {
  const { id, author, name, text, at } = message
  return {
    id,
    author,
    name,
    text,
    attachments: attachmentsOf(message),
    at,
    edited: message.edited_at !== null,
    removed: message.removed_at !== null,
  }
}
