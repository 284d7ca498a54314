import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import { z } from 'zod'
import type { StaffAction } from '../../src/card.ts'
import { cutPlain } from './payload.ts'

/** Begins the custom id of the window in which staff write; the action and the handoff follow, and a promise's id. */
const WORDS = 'words:'
const INPUT = 'text'
/** As much as Discord lets anybody write in a window. */
const LONGEST = 4000
const LONGEST_TIME = 100

const Action = z.enum(['reply', 'note', 'date_promise', 'allow_questions'])
type Action = z.infer<typeof Action>

/** Whether words are asked for in a window before it is done. */
export function asksForWords(action: StaffAction): action is Action {
  return Action.safeParse(action).success
}

const SAYS = {
  reply: {
    title: 'Reply to the customer',
    label: 'Your reply',
    who: '💬 The customer will read this, with your name on it.',
  },
  note: {
    title: 'Note for staff',
    label: 'Your note',
    who: '🔒 Only staff see this. The customer never does.',
  },
  date_promise: {
    title: 'By when?',
    label: 'By when',
    who: '🤝 Such as “Friday”, “tomorrow at 3pm” or “in two hours”.',
  },
  allow_questions: {
    title: 'They may be asked again',
    label: 'What did they tell you?',
    who: '🔔 Only if the customer told you so themselves. It is noted with your name, for staff.',
  },
}

/** The window in which staff write. It carries ids only; `words` to start from are there to be changed. */
export function staffModal(
  action: Action,
  handoff: string,
  promise: string | null = null,
  words = '',
): APIModalInteractionResponseCallbackData {
  const { title, label, who } = SAYS[action]
  return {
    custom_id: `${WORDS}${action}:${handoff}${promise === null ? '' : `:${promise}`}`,
    title,
    components: [
      {
        type: ComponentType.Label,
        label,
        description: who,
        component: {
          type: ComponentType.TextInput,
          style: action === 'date_promise' ? TextInputStyle.Short : TextInputStyle.Paragraph,
          custom_id: INPUT,
          min_length: 1,
          max_length: action === 'date_promise' ? LONGEST_TIME : LONGEST,
          required: true,
          ...(words.trim() === '' ? {} : { value: cutPlain(words, LONGEST) }),
        },
      },
    ],
  }
}

const Input = z.object({ custom_id: z.literal(INPUT), value: z.string().nullish() })
/** A label around the input, as it is now, or a row with it, as it was. */
const Component = z.union([
  z.object({ component: Input }).transform(({ component }) => component),
  z
    .object({ components: z.array(z.unknown()) })
    .transform(({ components }) => firstOf(Input, components))
    .pipe(Input),
])
const Data = z.object({ custom_id: z.string(), components: z.array(z.unknown()) })

/** What staff wrote in the window, '' where nothing; null for any other. `data` is the submitted interaction's. */
export function readModal(
  data: unknown,
): { action: Action; handoff: string; promise?: string; text: string } | null {
  const sent = Data.safeParse(data).data
  const [, what, handoff = '', promise] =
    /^words:([a-z_]+):([^:]{1,60})(?::([^:]{1,60}))?$/s.exec(sent?.custom_id ?? '') ?? []
  const action = Action.safeParse(what).data
  const input = sent && firstOf(Component, sent.components)
  return action && input
    ? { action, handoff, ...(promise ? { promise } : {}), text: input.value ?? '' }
    : null
}

function firstOf<T>(schema: z.ZodType<T>, values: unknown[]): T | null {
  for (const value of values) {
    const { data } = schema.safeParse(value)
    if (data !== undefined) return data
  }
  return null
}
