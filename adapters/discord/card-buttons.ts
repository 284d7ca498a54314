import type { Card, StaffAction } from '../../src/card.ts'
import { isOpen, SNOOZES } from '../../src/card-words.ts'
import { isBlank } from '../../src/clean.ts'
import { LONGEST_CALL } from './card-decisions.ts'
import { suggestedButton } from './drafts.ts'
import { button, choice, type Row, row } from './payload.ts'

/** Begins the custom id of every button for staff; the action and the handoff follow, and a promise's id. */
export const STAFF = 'staff:'
/** Begins the custom id of a choice for staff: what is chosen is what would follow STAFF on a button. */
export const CHOSEN = 'chosen:'

export function buttons({
  handoff,
  status,
  complaint,
  unasked,
  suggestion,
  proposal,
  sharedCause,
}: Card): Row[] {
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

/** A card has five rows at most, so all that is promised shares one: buttons for one promise, a choice for several. */
export function promiseRows({ handoff, promises }: Card): Row[] {
  const all = promises.flatMap(({ id, buttons }, n) =>
    buttons.map(({ action, label }) => ({ id: `${action}:${handoff}:${id}`, label, n: n + 1 })),
  )
  if (all.length === 0) return []
  if (promises.length === 1) return [row(all.map(({ id, label }) => button(`${STAFF}${id}`, label)))]
  const options = all.map(({ id, label, n }) => [id, `${n}. ${label}`] as const)
  return [choice(`${CHOSEN}${handoff}`, 'What became of what was promised?', options)]
}
