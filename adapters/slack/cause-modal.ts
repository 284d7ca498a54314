import type { InputBlock, ModalView, PlainTextOption } from '@slack/types'
import { z } from 'zod'
import type { CauseAction, CauseForm, StaffAction } from '../../src/card.ts'
import { cutPlain, plain, section } from './blocks.ts'
import { STAFF_WORDS, WORDS_BLOCK } from './modal.ts'
import { escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'

const CHOICE_BLOCK = 'choice'
const CHOICE = 'cause'
const INPUT = 'text'
const LONGEST = 3000
const LONGEST_NAME = 80
/** Stands among the known problems for none of them. */
const NONE = 'none'

/** Whether it is chosen, or approved, in a window before it is done. */
export function asksForCause(action: StaffAction): action is 'link_cause' | 'fix_cause' {
  return action === 'link_cause' || action === 'fix_cause'
}

/** The window for it; null where there is nothing to be fixed any more. */
export function causeModal(action: 'link_cause' | 'fix_cause', form: CauseForm): ModalView | null {
  return action === 'link_cause' ? linkModal(form) : fixModal(form)
}

/** A known problem, or the name of a new one. */
function linkModal({ handoff, linked, choices }: CauseForm): ModalView {
  const known: PlainTextOption[] = choices.map(({ id, label }) => ({ text: plain(label, 75), value: id }))
  const none: PlainTextOption = { text: plain('None: take it away', 75), value: NONE }
  const options = linked ? [...known, none] : known
  const choice: InputBlock = {
    type: 'input',
    block_id: CHOICE_BLOCK,
    optional: true,
    label: plain('A known problem', 100),
    element: {
      type: 'static_select',
      action_id: CHOICE,
      placeholder: plain('Choose one', 75),
      options,
    },
  }
  const name: InputBlock = {
    type: 'input',
    block_id: WORDS_BLOCK,
    optional: options.length > 0,
    label: plain(options.length > 0 ? 'Or a new one, in a few words' : 'The problem, in a few words', 100),
    element: { type: 'plain_text_input', action_id: INPUT, max_length: LONGEST_NAME },
  }
  return {
    ...frame({ action: 'link_cause', handoff }),
    title: plain('Same problem as…', 24),
    submit: plain('Keep', 24),
    blocks: [
      section('🔒 *Only staff see this.* When the problem is fixed, everybody who raised it can be told.'),
      ...(options.length > 0 ? [choice] : []),
      name,
    ],
  }
}

/** Who is told, and the words to start from; its button tells them. */
function fixModal({ handoff, fix }: CauseForm): ModalView | null {
  if (!fix) return null
  const { cause, name, says, label, suggestion, shownAt } = fix
  return {
    ...frame({ action: 'fix_cause', handoff, cause, shownAt }),
    title: plain('It is fixed', 24),
    submit: plain(label, 24),
    blocks: [
      section(`*${escapeText(cutPlain(name, LONGEST_NAME))}*\n${shortenText(escapeText(says), 1000)}`),
      {
        type: 'input',
        block_id: WORDS_BLOCK,
        label: plain('What they read, with your name on it', 100),
        element: {
          type: 'plain_text_input',
          action_id: INPUT,
          multiline: true,
          min_length: 1,
          max_length: LONGEST,
          initial_value: cutPlain(suggestion, LONGEST),
        },
      },
    ],
  }
}

function frame(about: z.infer<typeof About>) {
  return {
    type: 'modal' as const,
    callback_id: STAFF_WORDS,
    private_metadata: JSON.stringify(about),
    close: plain('Cancel', 24),
  }
}

const id = z.string().min(1).max(36)
const About = z.object({
  action: z.enum(['link_cause', 'fix_cause']),
  handoff: id,
  cause: id.optional(),
  shownAt: z.number().int().nonnegative().optional(),
})
const Chosen = z.object({ [CHOICE]: z.object({ selected_option: z.object({ value: id }).nullish() }) })
const View = z.object({
  callback_id: z.literal(STAFF_WORDS),
  private_metadata: z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  }),
  state: z.object({
    values: z.object({
      [CHOICE_BLOCK]: Chosen.optional(),
      [WORDS_BLOCK]: z.object({ [INPUT]: z.object({ value: z.string().nullish() }) }),
    }),
  }),
})

export type CauseSaid = {
  action: CauseAction
  handoff: string
  cause: string | null
  shownAt: number | null
  text: string
}

/** What staff chose or approved in the window; null for any other view. */
export function readCauseModal(view: unknown): CauseSaid | null {
  const sent = View.safeParse(view).data
  const about = sent && About.safeParse(sent.private_metadata).data
  if (!about) return null
  const { values } = sent.state
  const text = values[WORDS_BLOCK][INPUT].value ?? ''
  const chosen = values[CHOICE_BLOCK]?.[CHOICE].selected_option?.value ?? null
  const { action, handoff, cause = null, shownAt = null } = about
  if (action === 'fix_cause') return { action, handoff, cause, shownAt, text }
  const isNone = chosen === NONE && text.trim() === ''
  return {
    action: isNone ? 'unlink_cause' : action,
    handoff,
    cause: chosen === NONE ? null : chosen,
    shownAt,
    text,
  }
}
