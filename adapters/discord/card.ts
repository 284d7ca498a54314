import type { APIEmbed } from 'discord.js'
import type { Card, Drafts } from '../../src/card.ts'
import { isUrgent } from '../../src/card-words.ts'
import { cleanName } from '../../src/clean.ts'
import { buttons, promiseRows } from './card-buttons.ts'
import { conversation } from './card-conversation.ts'
import { promised, proposal } from './card-decisions.ts'
import { before, colour, facts, SMALLEST } from './card-facts.ts'
import { withSaved } from './drafts.ts'
import { LONGEST_EMBEDS, type Payload } from './payload.ts'
import { boldText, escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'

const NAMELESS = 'Somebody without a name'
/** Discord folds nothing: more than this hides the channel. */
const LONGEST_CONVERSATION = 3000
/** What is left of the longest words, where a card has no room for all of them. */
const SHARES = [1, 3 / 4, 1 / 2, 1 / 4]

/**
 * A handoff for staff as it stands at `now` (epoch milliseconds): what to know, what was said, what to press, and the saved
 * replies to start from.
 */
export function cardPayload(card: Card, now: number, saved: Drafts['saved'] = []): Payload {
  let embeds: APIEmbed[] = []
  for (const share of SHARES)
    if (embeds.length === 0 || sizeOfAll(embeds) > LONGEST_EMBEDS)
      embeds = [facts(card, now, share), ...proposal(card), ...promised(card, share)]
  embeds[0]?.fields?.push(...before(card, LONGEST_EMBEDS - sizeOfAll(embeds)))
  const room = Math.min(LONGEST_CONVERSATION, LONGEST_EMBEDS - sizeOfAll(embeds))
  const said = room < SMALLEST ? '' : conversation(card, room, now)
  if (said !== '') embeds.push({ color: colour(card), description: said })
  const rows = [...buttons(card), ...promiseRows(card)]
  return { content: summary(card), embeds, components: withSaved(rows, card, saved) }
}

/** What stands above the card, and in a notification: who it is, whose turn, and the customer's last words. */
function summary(card: Card): string {
  const { status, claimedBy, closedBy, wrong } = card
  const name = boldText(cleanName(card.customer.name)) || `**${NAMELESS}**`
  if (status === 'claimed') return `🙋 ${name} is with ${person(claimedBy)}`
  if (status === 'snoozed') return `💤 ${name} is with ${person(claimedBy)}, put aside`
  if (status === 'resolved') return `✅ ${name}: resolved by ${person(closedBy)}`
  if (status === 'given_back') return `↩️ ${name}: given back to the assistant by ${person(closedBy)}`
  const words = shortenText(escapeText(wrong.split('\n').at(-1) ?? ''), 250)
  return `${isUrgent(card) ? '🚨' : '⏳'} ${name} is waiting${words ? `: “${words}”` : ''}`
}

function person(name: string | null): string {
  return boldText(cleanName(name ?? '')) || 'somebody'
}

function sizeOfAll(embeds: readonly APIEmbed[]): number {
  return embeds.reduce((sum, embed) => sum + sizeOf(embed), 0)
}

function sizeOf({ title = '', description = '', fields = [] }: APIEmbed): number {
  const texts = [title, description, ...fields.flatMap(({ name, value }) => [name, value])]
  return texts.join('').length
}
