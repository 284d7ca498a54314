import type { APIEmbed, APIEmbedField } from 'discord.js'
import type { Card, Drafts, Line, Snooze, StaffAction } from '../../src/card.ts'
import { cleanName, isBlank } from '../../src/clean.ts'
import { suggestedButton, withSaved } from './drafts.ts'
import {
  button,
  choice,
  cutPlain,
  LONGEST_EMBEDS,
  LONGEST_FIELD,
  moment,
  type Payload,
  type Row,
  row,
} from './payload.ts'
import { boldText, escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'
import { fileNames, REMOVED, speakerName, spokenWords } from './thread-line.ts'

/** Begins the custom id of every button for staff; the action and the handoff follow, and a promise's id. */
export const STAFF = 'staff:'
/** Begins the custom id of a choice for staff: what is chosen is what would follow STAFF on a button. */
export const CHOSEN = 'chosen:'

const NAMELESS = 'Somebody without a name'
const LINES = 20
const LONGEST_LINE = 400
/** Nobody need read a whole page to show its first lines. */
const LONGEST_READ = 1500
/** Discord folds nothing: more than this hides the channel. */
const LONGEST_CONVERSATION = 3000
/** In less room there is nothing to be said. */
const SMALLEST = 200
/** A call that has no room here is shown in part, and cannot be let through from here. */
const LONGEST_CALL = 2000
const LONGEST_PROMISE = 400
const LONGEST_BEFORE = 900
const LONGEST_SHARED = 300
/** What is left of the longest words, where a card has no room for all of them. */
const SHARES = [1, 3 / 4, 1 / 2, 1 / 4]
const DAY = 24 * 60 * 60_000

const COLOURS = {
  urgent: 0xd83c3e,
  waiting: 0xf0a020,
  claimed: 0x3b82f6,
  snoozed: 0x6d7fa6,
  resolved: 0x2e9e5b,
  given_back: 0x8a8f98,
}

/**
 * A handoff for staff as it stands at `now` (epoch milliseconds): what to know, what was said, what to press, and the saved
 * replies to start from.
 */
export function cardPayload(card: Card, now: number, saved: Drafts['saved'] = []): Payload {
  let embeds: APIEmbed[] = []
  for (const share of SHARES)
    if (embeds.length === 0 || sizeOfAll(embeds) > LONGEST_EMBEDS) embeds = facts(card, now, share)
  embeds[0]?.fields?.push(...before(card, LONGEST_EMBEDS - sizeOfAll(embeds)))
  const room = Math.min(LONGEST_CONVERSATION, LONGEST_EMBEDS - sizeOfAll(embeds))
  const said = room < SMALLEST ? '' : conversation(card, room, now)
  if (said !== '') embeds.push({ color: colour(card), description: said })
  const rows = [...buttons(card), ...promiseRows(card)]
  return { content: summary(card), embeds, components: withSaved(rows, card, saved) }
}

/** What to know of it and what waits for a decision, the longest words cut to this share of their room. */
function facts(card: Card, now: number, share: number): APIEmbed[] {
  const about: APIEmbed = {
    color: colour(card),
    title: shortenText(escapeText(title(card)), 250),
    description: [standing(card), shared(card), `-# ${who(card, now)}`]
      .filter((line) => line !== '')
      .join('\n'),
    fields: fields(card, share),
  }
  return [about, ...proposal(card), ...promised(card, share)]
}

// The causes are the owner's own sentences; the urgent ones say so.
function isUrgent({ cause }: Card): boolean {
  return /^urgent\b/i.test(cause)
}

function colour(card: Card): number {
  return card.status === 'waiting' && isUrgent(card) ? COLOURS.urgent : COLOURS[card.status]
}

function title(card: Card): string {
  const cause = isBlank(card.cause) ? 'Somebody needs a person' : card.cause
  return isUrgent(card) ? `🚨 ${cause}` : cause
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
  return [since, count, ...(from ? [`came in through ${escapeText(placeWords(from))}`] : [])].join(' · ')
}

function placeWords(adapter: string): string {
  return adapter === 'local' ? 'our own page' : upper(adapter)
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
function before({ history, unasked }: Card, room: number): APIEmbedField[] {
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

function mood({ mood }: Card): string {
  if (!mood) return 'Not known'
  const { sentiment, feeling, reason } = mood
  const known =
    sentiment === null
      ? 'Not known'
      : sentiment <= -0.25
        ? 'Unhappy'
        : sentiment >= 0.25
          ? 'Happy'
          : 'Neither happy nor unhappy'
  const label = feeling ? upper(feeling) : known
  const said = mood.quote ? `\n${quote(mood.quote)}` : ''
  return `${escapeText(reason ? `${label}: ${reason}` : label)}${said}`
}

/** A call that waits for a button, whole: nothing in a fence is read as anything else, and a fence cannot stand in it. */
function proposal({ proposal }: Card): APIEmbed[] {
  if (!proposal) return []
  const call = `\`\`\`\n${cutPlain(proposal.call, LONGEST_CALL).replaceAll('`', "'")}\n\`\`\``
  const says = shortenText(escapeText(proposal.says), 250)
  return [{ color: COLOURS.waiting, title: 'A call of a tool', description: `${says}\n${call}` }]
}

/** What is promised, one line each; where there are several, their numbers stand on what is to be chosen. */
function promised({ promises, morePromises }: Card, share: number): APIEmbed[] {
  if (promises.length === 0) return []
  const lines = promises.map(
    ({ state, says }, n) =>
      `${promises.length > 1 ? `${n + 1}. ` : ''}${PROMISE_SIGNS[state]} ${shortenText(escapeText(says), LONGEST_PROMISE * share)}`,
  )
  const more = morePromises ? [`-# ${shortenText(escapeText(morePromises), SMALLEST)}`] : []
  return [{ color: COLOURS.claimed, title: 'Promised', description: [...lines, ...more].join('\n') }]
}

const PROMISE_SIGNS = { found: '❔', open: '🤝', broken: '⚠️' }

/** A card has five rows at most, so all that is promised shares one: buttons for one promise, a choice for several. */
function promiseRows({ handoff, promises }: Card): Row[] {
  const all = promises.flatMap(({ id, buttons }, n) =>
    buttons.map(({ action, label }) => ({ id: `${action}:${handoff}:${id}`, label, n: n + 1 })),
  )
  if (all.length === 0) return []
  if (promises.length === 1) return [row(all.map(({ id, label }) => button(`${STAFF}${id}`, label)))]
  const options = all.map(({ id, label, n }) => [id, `${n}. ${label}`] as const)
  return [choice(`${CHOSEN}${handoff}`, 'What became of what was promised?', options)]
}

function buttons({ handoff, status, complaint, unasked, suggestion, proposal, sharedCause }: Card): Row[] {
  const press = (action: StaffAction, label: string, isMain = false) =>
    button(`${STAFF}${action}:${handoff}`, label, isMain)
  const note = press('note', 'Note')
  const correct = complaint ? [press('not_a_complaint', 'Not a complaint')] : []
  const allow = unasked ? [press('allow_questions', unasked.label)] : []
  const alike = sharedCause.buttons.map(({ action, label }) => press(action, label))
  if (!isOpen(status)) return [row([note, ...correct, ...allow, ...alike])]
  const isFree = status === 'waiting'
  const speak = isFree
    ? [press('claim', 'Claim', true), press('reply', 'Reply')]
    : [press('reply', 'Reply', true)]
  // All see one card: whoever has it already is told so when they press it.
  const over = isFree ? [] : [press('take_over', 'Take over')]
  const awake = status === 'snoozed' ? [press('wake', 'Wake it now')] : []
  const close = [press('give_back', 'Give back'), press('resolve', 'Resolve')]
  const isWhole = proposal !== null && proposal.call.length <= LONGEST_CALL
  const decide = [...(isWhole ? [press('run', 'Run it')] : []), press('dismiss', 'Do not run it')]
  const waits = proposal?.state === 'waiting' ? [row(decide)] : []
  const aside = isFree ? [] : [choice(`${STAFF}snooze:${handoff}`, 'Put aside…', SNOOZES)]
  const suggested = isBlank(suggestion) ? [] : [suggestedButton(handoff)]
  const rest = [...close, ...correct, ...awake, ...alike, ...allow]
  const other = [...speak, note, ...over, ...rest]
  // A row holds five. The suggestion stands on the card, and can be copied where its button has no room.
  const first = [...speak, ...(other.length < 2 * 5 ? suggested : []), note, ...over]
  return [row([...first, ...rest.slice(5)].slice(0, 5)), row(rest.slice(0, 5)), ...aside, ...waits]
}

function isOpen(status: Card['status']): boolean {
  return status === 'waiting' || status === 'claimed' || status === 'snoozed'
}

const SNOOZES: [Snooze, string][] = [
  ['hour', 'For an hour'],
  ['three_hours', 'For three hours'],
  ['tomorrow', 'Until tomorrow morning'],
  ['monday', 'Until Monday morning'],
]

/** The last lines in `room` characters, oldest first; says how many came before. */
function conversation({ transcript }: Card, room: number, now: number): string {
  const shown: string[] = []
  let left = room - 100
  for (const line of transcript.slice(-LINES).reverse()) {
    const words = lineText(line, now)
    left -= words.length + 2
    if (left < 0) break
    shown.unshift(words)
  }
  const before = transcript.length - shown.length
  const earlier =
    before > 0 ? [`-# ${before} earlier ${before === 1 ? 'line is' : 'lines are'} not shown here.`] : []
  return transcript.length === 0 ? '' : ['**The conversation so far**', ...earlier, ...shown].join('\n\n')
}

function lineText(line: Line, now: number): string {
  const at = moment(line.at, Math.abs(now - line.at) < DAY / 2 ? 't' : 'f')
  const head = `${speakerName(line)}  ${at}${line.edited && !line.removed ? ' · edited' : ''}`
  if (line.removed) return `${head}\n${REMOVED}`
  const names = line.attachments.map(({ name }) => name)
  const files = names.length > 0 ? [`-# 📎 ${fileNames(names)}`] : []
  const words = spokenWords({ ...line, text: cutPlain(line.text, LONGEST_READ) }).replace(/\n{2,}/g, '\n')
  return [head, shortenText(words, LONGEST_LINE), ...files].filter((text) => text !== '').join('\n')
}

function sizeOfAll(embeds: readonly APIEmbed[]): number {
  return embeds.reduce((sum, embed) => sum + sizeOf(embed), 0)
}

function sizeOf({ title = '', description = '', fields = [] }: APIEmbed): number {
  const texts = [title, description, ...fields.flatMap(({ name, value }) => [name, value])]
  return texts.join('').length
}

function upper(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
