import type { ActionsBlock, Button, StaticSelect } from '@slack/types'
import type { Card, StaffAction } from '../../src/card.ts'
import { isOpen, SNOOZES } from '../../src/card-words.ts'
import { actions, button, plain } from './blocks.ts'

/** Begins the action id of every button for staff; the action follows, and a promise's id; the value is the handoff's. */
export const STAFF = 'staff:'

/** What speaks in one row, what closes in another: not more than five side by side. */
export function buttons({ handoff, status, complaint }: Card): ActionsBlock[] {
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

function snooze(handoff: string): StaticSelect {
  return {
    type: 'static_select',
    action_id: `${STAFF}snooze`,
    placeholder: plain('Put aside…', 75),
    options: SNOOZES.map(([choice, label]) => ({ text: plain(label, 75), value: `${choice}:${handoff}` })),
  }
}
