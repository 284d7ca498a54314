import type { APIEmbed, APIEmbedField } from 'discord.js'
import type { Card } from '../../src/card.ts'
import { cameThrough, isOpen, isUrgent, moodName } from '../../src/card-words.ts'
import { cleanName, isBlank } from '../../src/clean.ts'
import { cutPlain, LONGEST_FIELD, moment } from './payload.ts'
import { escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'

/** In less room there is nothing to be said. */
export const SMALLEST = 200
const DAY = 24 * 60 * 60_000
const LONGEST_BEFORE = 900
const LONGEST_SHARED = 300

export const COLOURS = {
  urgent: 0xd83c3e,
  waiting: 0xf0a020,
  claimed: 0x3b82f6,
  snoozed: 0x6d7fa6,
  resolved: 0x2e9e5b,
  given_back: 0x8a8f98,
}

export function colour(card: Card): number {
  return card.status === 'waiting' && isUrgent(card) ? COLOURS.urgent : COLOURS[card.status]
}

/** What to know of it, the longest words cut to this share of their room. `now` in epoch milliseconds. */
export function facts(card: Card, now: number, share: number): APIEmbed {
  return {
    color: colour(card),
    title: shortenText(escapeText(title(card)), 250),
    description: [standing(card), shared(card), `-# ${who(card, now)}`]
      .filter((line) => line !== '')
      .join('\n'),
    fields: fields(card, share),
  }
}

function title(card: Card): string {
  const cause = isBlank(card.cause) ? 'Somebody needs a person' : card.cause
  return isUrgent(card) ? `🚨 ${cause}` : cause
}

function standing({ status, complaint, waitingSince, snoozedUntil }: Card): string {
  const since = `⏳ **Waiting** since ${moment(waitingSince, 't')}, ${moment(waitingSince, 'R')}`
  const until = snoozedUntil === null ? [] : [`💤 **Put aside** until ${moment(snoozedUntil, 'f')}`]
  return [
    ...(complaint ? ['⚠️ **Complaint**'] : []),
    ...(status === 'waiting' ? [since] : []),
    ...(status === 'snoozed' ? until : []),
  ].join('  ·  ')
}

/** What others raised too. */
function shared({ sharedCause: { says } }: Card): string {
  return says ? `🔗 ${shortenText(escapeText(says), LONGEST_SHARED)}` : ''
}

function who({ customer }: Card, now: number): string {
  const isNew = now - customer.since < DAY
  const since = isNew ? 'New today' : `Customer since ${moment(customer.since, 'D')}`
  const count =
    customer.conversations <= 1 ? 'first conversation' : `${customer.conversations} conversations with us`
  const from = cleanName(customer.from)
  return [since, count, ...(from ? [`came in through ${escapeText(cameThrough(from))}`] : [])].join(' · ')
}

function fields(card: Card, share: number): APIEmbedField[] {
  const { status, wrong, tried, suggestion } = card
  // Once it is over nobody replies.
  const reply =
    isOpen(status) && !isBlank(suggestion)
      ? [fact('A kind reply to start from', quote(suggestion), 700 * share)]
      : []
  return [
    ...(isBlank(wrong) ? [] : [fact('What is wrong', quote(wrong), 900 * share)]),
    { ...fact('Last mood', mood(card), 600 * share), inline: true },
    { ...fact('What was tried', escapeText(tried) || 'Nothing yet', 500 * share), inline: true },
    ...reply,
  ]
}

/** What was before, and that they want no word unasked: nothing for a newcomer, or where there is no room. */
export function before({ history, unasked }: Card, room: number): APIEmbedField[] {
  const lines = [
    ...history.map(({ says }) => `• ${escapeText(says)}`),
    ...(unasked ? [`🔕 ${escapeText(unasked.says)}`] : []),
  ]
  const longest = Math.min(LONGEST_BEFORE, room - SMALLEST)
  if (lines.length === 0 || longest < SMALLEST) return []
  return [
    fact('Before now', lines.map((line) => shortenText(line, longest / lines.length)).join('\n'), longest),
  ]
}

function mood({ mood }: Card): string {
  if (!mood) return 'Not known'
  const name = moodName(mood)
  const said = mood.quote ? `\n${quote(mood.quote)}` : ''
  return `${escapeText(mood.reason ? `${name}: ${mood.reason}` : name)}${said}`
}

function fact(name: string, words: string, longest: number): APIEmbedField {
  return { name, value: cutPlain(shortenText(words, longest), LONGEST_FIELD) }
}

/** Somebody's own words as a quote. */
function quote(words: string): string {
  return escapeText(words)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}
