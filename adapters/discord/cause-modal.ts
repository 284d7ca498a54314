import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import { z } from 'zod'
import type { CauseAction, CauseForm, StaffAction } from '../../src/card.ts'
import { cutPlain } from './payload.ts'
import { escapeText } from './text-out.ts'
import { shortenText } from './text-split.ts'

/**
 * Begins the custom id of the window in which staff choose or fix a cause: the action and the handoff follow, and where it
 * is fixed the cause, and when it was shown.
 */
const CAUSE = 'cause:'
const CHOICE = 'cause'
const INPUT = 'text'
const LONGEST = 4000
const LONGEST_NAME = 80
const LONGEST_TITLE = 45
/** Stands among the known problems for none of them. */
const NONE = 'none'

/** Whether it is chosen, or approved, in a window before it is done. */
export function asksForCause(action: StaffAction): action is 'link_cause' | 'fix_cause' {
  return action === 'link_cause' || action === 'fix_cause'
}

/** The window for it; null where there is nothing to be fixed any more. */
export function causeModal(
  action: 'link_cause' | 'fix_cause',
  form: CauseForm,
): APIModalInteractionResponseCallbackData | null {
  return action === 'link_cause' ? linkModal(form) : fixModal(form)
}

/** A known problem, or the name of a new one. */
function linkModal({ handoff, linked, choices }: CauseForm): APIModalInteractionResponseCallbackData {
  const known = choices.map(({ id, label }) => ({ value: id, label: cutPlain(label, 100) || '…' }))
  const options = linked ? [...known, { value: NONE, label: 'None: take it away' }] : known
  const choice: APILabelComponent = {
    type: ComponentType.Label,
    label: 'A known problem',
    component: {
      type: ComponentType.StringSelect,
      custom_id: CHOICE,
      placeholder: 'Choose one',
      required: false,
      options: options.slice(0, 25),
    },
  }
  const name: APILabelComponent = {
    type: ComponentType.Label,
    label: options.length > 0 ? 'Or a new one, in a few words' : 'The problem, in a few words',
    description: '🔒 Only staff see this. When it is fixed, everybody who raised it can be told.',
    component: {
      type: ComponentType.TextInput,
      style: TextInputStyle.Short,
      custom_id: INPUT,
      max_length: LONGEST_NAME,
      required: options.length === 0,
    },
  }
  return {
    custom_id: `${CAUSE}link_cause:${handoff}`,
    title: 'Same problem as…',
    components: options.length > 0 ? [choice, name] : [name],
  }
}

/** Who is told, and the words to start from; to submit it tells them. */
function fixModal({ handoff, fix }: CauseForm): APIModalInteractionResponseCallbackData | null {
  if (!fix) return null
  const { cause, name, says, label, suggestion, shownAt } = fix
  const about = `**${escapeText(cutPlain(name, LONGEST_NAME))}**\n${escapeText(says)}`
  return {
    custom_id: `${CAUSE}fix_cause:${handoff}:${cause}:${shownAt.toString(36)}`,
    title: cutPlain(label, LONGEST_TITLE),
    components: [
      { type: ComponentType.TextDisplay, content: shortenText(about, 1000) },
      {
        type: ComponentType.Label,
        label: 'What they read, with your name on it',
        component: {
          type: ComponentType.TextInput,
          style: TextInputStyle.Paragraph,
          custom_id: INPUT,
          min_length: 1,
          max_length: LONGEST,
          required: true,
          value: cutPlain(suggestion, LONGEST),
        },
      },
    ],
  }
}

const Filled = z.object({
  component: z.object({
    custom_id: z.string(),
    value: z.string().nullish(),
    values: z.array(z.string()).nullish(),
  }),
})
const Data = z.object({ custom_id: z.string(), components: z.array(z.unknown()) })

export type CauseSaid = {
  action: CauseAction
  handoff: string
  cause: string | null
  shownAt: number | null
  text: string
}

/** What staff chose or approved in the window; null for any other. `data` is the submitted interaction's. */
export function readCauseModal(data: unknown): CauseSaid | null {
  const sent = Data.safeParse(data).data
  const fields = (sent?.components ?? []).flatMap((part) => Filled.safeParse(part).data?.component ?? [])
  const text = fields.find(({ custom_id }) => custom_id === INPUT)?.value ?? ''
  const chosen = fields.find(({ custom_id }) => custom_id === CHOICE)?.values?.[0] ?? null
  const [, linked] = /^cause:link_cause:([^:]{1,36})$/.exec(sent?.custom_id ?? '') ?? []
  if (linked) {
    const isNone = chosen === NONE && text.trim() === ''
    const action = isNone ? 'unlink_cause' : 'link_cause'
    return { action, handoff: linked, cause: chosen === NONE ? null : chosen, shownAt: null, text }
  }
  const [, handoff, cause, shown] =
    /^cause:fix_cause:([^:]{1,36}):([^:]{1,36}):([0-9a-z]{1,10})$/.exec(sent?.custom_id ?? '') ?? []
  if (!handoff || !cause || !shown) return null
  return { action: 'fix_cause', handoff, cause, shownAt: Number.parseInt(shown, 36), text }
}
