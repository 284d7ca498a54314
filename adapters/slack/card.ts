import type { KnownBlock } from '@slack/types'
import type { Card } from '../../src/card.ts'
import { isUrgent } from '../../src/card-words.ts'
import { cleanName } from '../../src/clean.ts'
import { LONGEST_PART, type Part, sizeOf } from './blocks.ts'
import { buttons } from './card-buttons.ts'
import { conversation } from './card-conversation.ts'
import { promises, proposal, sharedCause } from './card-decisions.ts'
import { facts } from './card-facts.ts'
import { escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'

const LONGEST_CALL = 2000
const MINUTE = 60_000
/** Our mark on the first block needs some. */
const ROOM = LONGEST_PART - 100

/** What is left of the longest words, and then of a call, where a card has no room for all of them. */
const ROOMS = [
  { share: 1, call: LONGEST_CALL },
  { share: 1 / 2, call: LONGEST_CALL },
  { share: 1 / 4, call: LONGEST_CALL },
  { share: 1 / 10, call: LONGEST_CALL },
  { share: 1 / 10, call: LONGEST_CALL / 2 },
  { share: 1 / 10, call: LONGEST_CALL / 10 },
]

/** A handoff for staff as it stands at `now` (epoch milliseconds): what to know, what to press, what was said. */
export function cardPart(card: Card, now: number): Part {
  const text = summary(card, now)
  let blocks: KnownBlock[] = []
  for (const room of ROOMS)
    if (blocks.length === 0 || sizeOf({ text, blocks }) > ROOM) blocks = within(room, card, now)
  return { text, blocks: [...blocks, ...conversation(card, ROOM - sizeOf({ text, blocks }))] }
}

function within({ share, call }: (typeof ROOMS)[number], card: Card, now: number): KnownBlock[] {
  return [
    ...facts(card, now, share),
    ...buttons(card),
    ...proposal(card, share, call),
    ...promises(card, share),
    ...sharedCause(card, share),
  ]
}

/** What a notification says: who, why, how it stands, and the customer's last words. */
function summary(card: Card, now: number): string {
  const { status, cause, claimedBy, closedBy, wrong } = card
  const name = (who: string | null) => escapeText(cleanName(who ?? '')) || 'somebody'
  const how = {
    waiting: `waiting${waitedFor(card, now)}`,
    claimed: `with ${name(claimedBy)}`,
    snoozed: `with ${name(claimedBy)}, put aside`,
    resolved: `resolved by ${name(closedBy)}`,
    given_back: `given back to the assistant by ${name(closedBy)}`,
  }[status]
  const words = shortenText(escapeText(wrong.replaceAll('`', "'").split('\n').at(-1) ?? ''), 200)
  const alarm = isUrgent(card) ? '🚨 ' : ''
  const who = escapeText(cleanName(card.customer.name)) || 'Somebody without a name'
  return `${alarm}${who}: ${shortenText(escapeText(cause), 200)} (${how})${words ? `: “${words}”` : ''}`
}

function waitedFor({ waitingSince }: Card, now: number): string {
  const minutes = Math.floor((now - waitingSince) / MINUTE)
  if (!(minutes >= 1)) return ''
  return minutes < 120 ? ` ${minutes} min` : ` ${Math.floor(minutes / 60)} h`
}
