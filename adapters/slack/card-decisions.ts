import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types'
import type { Card } from '../../src/card.ts'
import { isOpen, PROMISE_SIGNS } from '../../src/card-words.ts'
import { actions, button, context, cutPlain, plain, section } from './blocks.ts'
import { STAFF } from './card-buttons.ts'
import { escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'

const LONGEST_SAYS = 700
const LONGEST_PROMISE = 500
const LONGEST_SHARED = 300
const SMALLEST_SHARED = 120

/**
 * A call that waits for a button, letter for letter: nothing in it is formatted or made a link. What is longer than
 * `longest` is shown in part, and cannot be let through from here.
 */
export function proposal({ handoff, status, proposal }: Card, share: number, longest: number): KnownBlock[] {
  if (!proposal) return []
  const shown: KnownBlock[] = [
    { type: 'divider' },
    section(`*A call of a tool*\n${shortenText(escapeText(proposal.says), LONGEST_SAYS * share)}`),
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

const SURELY: ConfirmationDialog = {
  title: plain('Run this call?', 100),
  text: plain('It is run once, exactly as it stands on the card.', 300),
  confirm: plain('Run it', 30),
  deny: plain('Cancel', 30),
  style: 'danger',
}

/** What is promised, with what to say of it; also when the handoff is over, for what is owed is owed. */
export function promises({ handoff, promises: shown, morePromises }: Card, share: number): KnownBlock[] {
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
export function sharedCause({ handoff, sharedCause: { says, buttons } }: Card, share: number): KnownBlock[] {
  const longest = Math.max(LONGEST_SHARED * share, SMALLEST_SHARED)
  const elements = buttons.map(({ action, label }) => button(`${STAFF}${action}`, label, handoff))
  return [
    ...(says ? [section(`🔗 ${shortenText(escapeText(says), longest)}`)] : []),
    ...(elements.length > 0 ? [actions(elements)] : []),
  ]
}
