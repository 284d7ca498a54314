import type { ActionsBlock, Button, ConfirmationDialog, KnownBlock, StaticSelect } from '@slack/types'
import type { Card, Line, Snooze, StaffAction } from '../../src/card.ts'
import { cleanName } from '../../src/clean.ts'
import {
  actions,
  button,
  context,
  cutPlain,
  fields,
  header,
  LONGEST_PART,
  LONGEST_SECTION,
  moment,
  type Part,
  plain,
  section,
  sizeOf,
} from './blocks.ts'
import { SUGGESTED } from './drafts.ts'
import { boldText, escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'
import { fileNames, REMOVED, speakerName, spokenWords } from './thread-line.ts'

/** Begins the action id of every button for staff; the action follows, and a promise's id; the value is the handoff's. */
export const STAFF = 'staff:'

const LINES = 30
const LONGEST_LINE = 500
/** Nobody need read a whole page to show its first lines. */
const LONGEST_READ = 1500
const LONGEST_FACT = 700
/** A call that has no room here is shown in part, and cannot be let through from here. */
const LONGEST_CALL = 2000
const LONGEST_PROMISE = 500
const LONGEST_BEFORE = 300
const LONGEST_SHARED = 300
const SMALLEST_SHARED = 120
/** For its title, and how many lines are not shown. */
const SMALLEST_CONVERSATION = 600
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
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
type Room = (typeof ROOMS)[number]

/** A handoff for staff as it stands at `now` (epoch milliseconds): what to know, what to press, what was said. */
export function cardPart(card: Card, now: number): Part {
  const text = summary(card, now)
  let blocks: KnownBlock[] = []
  for (const room of ROOMS)
    if (blocks.length === 0 || sizeOf({ text, blocks }) > ROOM) blocks = facts(card, now, room)
  return { text, blocks: [...blocks, ...conversation(card, ROOM - sizeOf({ text, blocks }))] }
}

function facts(card: Card, now: number, room: Room): KnownBlock[] {
  const { share } = room
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
    ...buttons(card),
    ...proposal(card, room),
    ...promises(card, share),
    ...sharedCause(card, share),
  ]
}

// The causes are the owner's own sentences; the urgent ones say so.
function isUrgent({ cause }: Card): boolean {
  return /^urgent\b/i.test(cause)
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
  return [since, count, ...(from ? [`came in through ${escapeText(placeWords(from))}`] : [])].join(' · ')
}

function placeWords(adapter: string): string {
  return adapter === 'local' ? 'our own page' : upper(adapter)
}

function fact(title: string, words: string, share: number): string {
  return `*${title}*\n${shortenText(words, LONGEST_FACT * share)}`
}

/** Somebody's own words, escaped, as a quote; a fence in it would swallow what follows. */
function quote(words: string): string {
  const lines = escapeText(words.replaceAll('```', "'''")).split('\n')
  return lines.map((line) => `> ${line}`).join('\n')
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

/** Steps back once it is over: then nobody replies. */
function suggestion({ handoff, status, suggestion }: Card, share: number): KnownBlock[] {
  if (!isOpen(status) || !suggestion) return []
  const shown = section(fact('A kind reply to start from', quote(suggestion), share), false)
  return [{ ...shown, accessory: button(SUGGESTED, 'Use this', handoff) }]
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

/** What speaks in one row, what closes in another: not more than five side by side. */
function buttons({ handoff, status, complaint }: Card): ActionsBlock[] {
  const press = (action: StaffAction, label: string): Button => button(`${STAFF}${action}`, label, handoff)
  const main = (element: Button): Button => ({ ...element, style: 'primary' })
  const note = press('note', 'Note')
  const close = [press('give_back', 'Give back'), press('resolve', 'Resolve')]
  const correct = complaint ? [press('not_a_complaint', 'Not a complaint')] : []
  const reply = press('reply', 'Reply')
  const ending = actions([...close, ...correct])
  if (status === 'waiting') return [actions([main(press('claim', 'Claim')), reply, note]), ending]
  if (!isOpen(status)) return [actions([note, ...correct])]
  // All see one card: whoever has it already is told so when they press it.
  const over = press('take_over', 'Take over')
  const awake = status === 'snoozed' ? [press('wake', 'Wake it now')] : []
  return [actions([main(reply), note, over, ...awake, snooze(handoff)]), ending]
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

function snooze(handoff: string): StaticSelect {
  return {
    type: 'static_select',
    action_id: `${STAFF}snooze`,
    placeholder: plain('Put aside…', 75),
    options: SNOOZES.map(([choice, label]) => ({ text: plain(label, 75), value: `${choice}:${handoff}` })),
  }
}

/** A call that waits for a button, whole and letter for letter: nothing in it is formatted or made a link. */
function proposal({ handoff, status, proposal }: Card, { share, call: longest }: Room): KnownBlock[] {
  if (!proposal) return []
  const shown: KnownBlock[] = [
    { type: 'divider' },
    section(`*A call of a tool*\n${shortenText(escapeText(proposal.says), LONGEST_FACT * share)}`),
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_preformatted',
          elements: [{ type: 'text', text: cutPlain(proposal.call, longest) || '…' }],
        },
      ],
    },
  ]
  if (proposal.state !== 'waiting' || !isOpen(status)) return shown
  const run: Button = { ...button(`${STAFF}run`, 'Run it', handoff), style: 'danger', confirm: SURELY }
  const dismiss = button(`${STAFF}dismiss`, 'Do not run it', handoff)
  return [...shown, actions(proposal.call.length <= longest ? [run, dismiss] : [dismiss])]
}

/** What is promised, with what to say of it; also when the handoff is over, for what is owed is owed. */
function promises({ handoff, promises: shown, morePromises }: Card, share: number): KnownBlock[] {
  if (shown.length === 0) return []
  const each = shown.flatMap(({ id, state, says, buttons }) => [
    section(`${PROMISE_SIGNS[state]} ${shortenText(escapeText(says), LONGEST_PROMISE * share)}`),
    ...(buttons.length === 0
      ? []
      : [actions(buttons.map(({ action, label }) => button(`${STAFF}${action}:${id}`, label, handoff)))]),
  ])
  return [
    { type: 'divider' },
    ...each,
    ...(morePromises ? [context(shortenText(escapeText(morePromises), 200))] : []),
  ]
}

/** What others raised too, and what to say of it; also when the handoff is over, for it may be fixed later. */
function sharedCause({ handoff, sharedCause: { says, buttons } }: Card, share: number): KnownBlock[] {
  const longest = Math.max(LONGEST_SHARED * share, SMALLEST_SHARED)
  const elements = buttons.map(({ action, label }) => button(`${STAFF}${action}`, label, handoff))
  return [
    ...(says ? [section(`🔗 ${shortenText(escapeText(says), longest)}`)] : []),
    ...(elements.length > 0 ? [actions(elements)] : []),
  ]
}

const PROMISE_SIGNS = { found: '❔', open: '🤝', broken: '⚠️' }

const SURELY: ConfirmationDialog = {
  title: plain('Run this call?', 100),
  text: plain('It is run once, exactly as it stands on the card.', 300),
  confirm: plain('Run it', 30),
  deny: plain('Cancel', 30),
  style: 'danger',
}

/** The last lines in `room` characters of JSON, oldest first; says how many came before. */
function conversation({ transcript }: Card, room: number): KnownBlock[] {
  if (transcript.length === 0 || room < SMALLEST_CONVERSATION) return []
  const title = '*The conversation so far*'
  const shown: string[] = []
  let left = room - SMALLEST_CONVERSATION
  for (const line of transcript.slice(-LINES).reverse()) {
    const words = lineText(line)
    left -= JSON.stringify(words).length + 10
    if (left < 0) break
    shown.unshift(words)
  }
  const before = transcript.length - shown.length
  const earlier =
    before > 0 ? [`_${before} earlier ${before === 1 ? 'line is' : 'lines are'} not shown here._`] : []
  return [{ type: 'divider' }, ...gather([title, ...earlier, ...shown])]
}

/** Fills sections, each of which Slack folds where it is long. */
function gather(texts: string[]): KnownBlock[] {
  const full: string[] = []
  for (const text of texts) {
    const last = full.at(-1)
    if (last !== undefined && last.length + 2 + text.length <= LONGEST_SECTION)
      full[full.length - 1] = `${last}\n\n${text}`
    else full.push(text)
  }
  return full.map((text) => section(text, false))
}

function lineText(line: Line): string {
  const edited = line.edited && !line.removed ? ' · edited' : ''
  const head = `${speakerName(line)}  ${moment(line.at, '{date_short_pretty} {time}')}${edited}`
  if (line.removed) return `${head}\n${REMOVED}`
  const names = line.attachments.map(({ name }) => name)
  const files = names.length > 0 ? [`[file: ${fileNames(names)}]`] : []
  const words = spokenWords({ ...line, text: cutPlain(line.text, LONGEST_READ) }).replace(/\n{2,}/g, '\n')
  return [head, shortenText(words, LONGEST_LINE), ...files].filter((text) => text !== '').join('\n')
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

function upper(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
