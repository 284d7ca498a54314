import type { ModalView } from '@slack/types'
import { z } from 'zod'
import type { StaffAction } from '../../src/adapter.ts'
import { cutPlain, plain, section } from './blocks.ts'

/** Names the window in which staff write. */
export const STAFF_WORDS = 'staff_words'

/** The block they write in; what was not taken is said there. */
export const WORDS_BLOCK = 'words'
const INPUT = 'text'
const LONGEST = 3000
const LONGEST_TIME = 100

const Action = z.enum(['reply', 'note', 'date_promise'])
type Action = z.infer<typeof Action>

/** Whether words are asked for in a window before it is done. */
export function asksForWords(action: StaffAction): action is Action {
  return Action.safeParse(action).success
}

const SAYS = {
  reply: {
    title: 'Reply to the customer',
    who: '💬 *The customer will read this*, with your name on it.',
    label: 'Your reply',
    submit: 'Send',
  },
  note: {
    title: 'Note for staff',
    who: '🔒 *Only staff see this.* The customer never does.',
    label: 'Your note',
    submit: 'Keep note',
  },
  date_promise: {
    title: 'By when?',
    who: '🤝 When it is to be kept, such as “Friday”, “tomorrow at 3pm” or “in two hours”.',
    label: 'By when',
    submit: 'Keep in mind',
  },
}

/** The window in which staff write a reply or a note. It carries ids only; a suggestion is there to be changed. */
export function staffModal(
  action: Action,
  handoff: string,
  { suggestion, promise }: { suggestion?: string; promise?: string },
): ModalView {
  const { title, who, label, submit } = SAYS[action]
  const begun = action === 'reply' && suggestion ? { initial_value: cutPlain(suggestion, LONGEST) } : {}
  return {
    type: 'modal',
    callback_id: STAFF_WORDS,
    private_metadata: JSON.stringify({ action, handoff, ...(promise ? { promise } : {}) }),
    title: plain(title, 24),
    submit: plain(submit, 24),
    close: plain('Cancel', 24),
    blocks: [
      section(who),
      {
        type: 'input',
        block_id: WORDS_BLOCK,
        label: plain(label, 100),
        element: {
          type: 'plain_text_input',
          action_id: INPUT,
          multiline: action !== 'date_promise',
          min_length: 1,
          max_length: action === 'date_promise' ? LONGEST_TIME : LONGEST,
          focus_on_load: true,
          ...begun,
        },
      },
    ],
  }
}

const id = z.string().min(1).max(60)
const About = z.object({ action: Action, handoff: id, promise: id.optional() })
const View = z.object({
  callback_id: z.literal(STAFF_WORDS),
  private_metadata: z.string(),
  state: z.object({
    values: z.object({ [WORDS_BLOCK]: z.object({ [INPUT]: z.object({ value: z.string().nullish() }) }) }),
  }),
})

/** What staff wrote in the window, '' where nothing; null for any other view. */
export function readModal(
  view: unknown,
): { action: Action; handoff: string; promise?: string; text: string } | null {
  const sent = View.safeParse(view).data
  const about = sent && About.safeParse(parse(sent.private_metadata)).data
  if (!about) return null
  const { action, handoff, promise } = about
  return {
    action,
    handoff,
    ...(promise ? { promise } : {}),
    text: sent.state.values[WORDS_BLOCK][INPUT].value ?? '',
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
