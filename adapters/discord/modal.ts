import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import { z } from 'zod'

/** Begins the custom id of the window in which staff write; the action and the handoff follow. */
export const WORDS = 'words:'
const INPUT = 'text'
/** As much as Discord lets anybody write in a window. */
const LONGEST = 4000

const Action = z.enum(['reply', 'note'])
type Action = z.infer<typeof Action>

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
}

/** The window in which staff write a reply or a note. It carries ids only. */
export function staffModal(action: Action, handoff: string): APIModalInteractionResponseCallbackData {
  const { title, label, who } = SAYS[action]
  return {
    custom_id: `${WORDS}${action}:${handoff}`,
    title,
    components: [
      {
        type: ComponentType.Label,
        label,
        description: who,
        component: {
          type: ComponentType.TextInput,
          style: TextInputStyle.Paragraph,
          custom_id: INPUT,
          min_length: 1,
          max_length: LONGEST,
          required: true,
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
export function readModal(data: unknown): { action: Action; handoff: string; text: string } | null {
  const sent = Data.safeParse(data).data
  const [, what, handoff = ''] = /^words:([a-z]+):(.{1,60})$/s.exec(sent?.custom_id ?? '') ?? []
  const action = Action.safeParse(what).data
  const input = sent && firstOf(Component, sent.components)
  return action && input ? { action, handoff, text: input.value ?? '' } : null
}

function firstOf<T>(schema: z.ZodType<T>, values: unknown[]): T | null {
  for (const value of values) {
    const { data } = schema.safeParse(value)
    if (data !== undefined) return data
  }
  return null
}
