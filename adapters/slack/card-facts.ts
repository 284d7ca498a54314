import type { ConfirmationDialog, KnownBlock } from '@slack/types'
import type { Card } from '../../src/card.ts'
import { cameThrough, isOpen, isUrgent, moodName } from '../../src/card-words.ts'
import { cleanName } from '../../src/clean.ts'
import { button, context, fields, header, moment, plain, section } from './blocks.ts'
import { STAFF } from './card-buttons.ts'
import { SUGGESTED } from './drafts.ts'
import { boldText, escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'

const LONGEST_FACT = 700
const LONGEST_BEFORE = 300
const DAY = 24 * 60 * 60_000

/** What to know of it, the longest words cut to this share of their room. `now` in epoch milliseconds. */
export function facts(card: Card, now: number, share: number): KnownBlock[] {
  const wrong = fact('What is wrong', quote(card.wrong), share)
  const tried = fact('What was tried', escapeText(card.tried) || 'Nothing yet', share)
  return [
    header(card.cause && isUrgent(card) ? `🚨 ${card.cause}` : card.cause || 'Somebody needs a person'),
    section(standing(card)),
    context(who(card, now)),
    ...history(card, share),
    section(wrong, false),
    fields([fact('Last mood', mood(card), share), tried]),
    ...suggestion(card, share),
  ]
}

/** The one line to read: who it is, and whose turn. */
function standing(card: Card): string {
  const chips = card.complaint ? ['⚠️ *Complaint*'] : []
  return [nameOf(card), state(card), ...chips].join('  ·  ')
}

function state({ status, waitingSince, claimedBy, snoozedUntil, closedBy }: Card): string {
  if (status === 'waiting')
    return `⏳ *Waiting* since ${moment(waitingSince, '{date_short_pretty} at {time}')}`
  if (status === 'claimed') return `🙋 With ${person(claimedBy)}`
  if (status === 'snoozed') {
    const until =
      snoozedUntil === null ? '' : ` until ${moment(snoozedUntil, '{date_short_pretty} at {time}')}`
    return `💤 With ${person(claimedBy)}, put aside${until}`
  }
  if (status === 'resolved') return `✅ Resolved by ${person(closedBy)}`
  return `↩️ Given back to the assistant by ${person(closedBy)}`
}

function nameOf({ customer }: Card): string {
  return boldText(cleanName(customer.name)) || '*Somebody without a name*'
}

function person(name: string | null): string {
  return boldText(cleanName(name ?? '')) || 'somebody'
}

function who({ customer }: Card, now: number): string {
  const isNew = now - customer.since < DAY
  const since = isNew ? 'New today' : `Customer since ${moment(customer.since, '{date_short}')}`
  const count =
    customer.conversations <= 1 ? 'first conversation' : `${customer.conversations} conversations with us`
  const from = cleanName(customer.from)
  return [since, count, ...(from ? [`came in through ${escapeText(cameThrough(from))}`] : [])].join(' · ')
}

/** What was before, and that they want no word unasked: nothing for a newcomer. */
function history({ handoff, history: lines, unasked }: Card, share: number): KnownBlock[] {
  const words = lines.map(({ says }) => `• ${shortenText(escapeText(says), LONGEST_BEFORE * share)}`)
  const before = words.length === 0 ? [] : [section(['*Before now*', ...words].join('\n'))]
  if (!unasked) return before
  const allow = { ...button(`${STAFF}allow_questions`, unasked.label, handoff), confirm: sure(unasked) }
  const says = shortenText(escapeText(unasked.says), LONGEST_BEFORE * share)
  return [...before, { ...section(`🔕 ${says}`), accessory: allow }]
}

function sure({ label, surely }: NonNullable<Card['unasked']>): ConfirmationDialog {
  return {
    title: plain(`${label}?`, 100),
    text: plain(surely, 300),
    confirm: plain('Yes, they said so', 30),
    deny: plain('Cancel', 30),
  }
}

function mood({ mood }: Card): string {
  if (!mood) return 'Not known'
  const name = moodName(mood)
  const said = mood.quote ? `\n${quote(mood.quote)}` : ''
  return `${escapeText(mood.reason ? `${name}: ${mood.reason}` : name)}${said}`
}

/** Steps back once it is over: then nobody replies. */
function suggestion({ handoff, status, suggestion }: Card, share: number): KnownBlock[] {
  if (!isOpen(status) || !suggestion) return []
  const shown = section(fact('A kind reply to start from', quote(suggestion), share), false)
  return [{ ...shown, accessory: button(SUGGESTED, 'Use this', handoff) }]
}

function fact(title: string, words: string, share: number): string {
  return `*${title}*\n${shortenText(words, LONGEST_FACT * share)}`
}

/** Somebody's own words, escaped, as a quote; a fence in it would swallow what follows. */
function quote(words: string): string {
  const lines = escapeText(words.replaceAll('```', "'''")).split('\n')
  return lines.map((line) => `> ${line}`).join('\n')
}
