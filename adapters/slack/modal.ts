import type { ModalView } from '@slack/types'
import { z } from 'zod'
import type { Drafts, StaffAction } from '../../src/card.ts'
import { cutPlain, plain, section } from './blocks.ts'
import { joinWords, savedList } from './drafts.ts'

/** Names the window in which staff write. */
export const STAFF_WORDS = 'staff_words'

/** Begins the id of the block they write in; its number follows once words were put there. */
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

/** Words to start from, which are there to be changed; a promise's id; the saved replies; how often words were put there. */
type Given = { suggestion?: string; promise?: string; saved?: Drafts['saved']; round?: number }

/** The window in which staff write a reply or a note. It carries ids only. */
export function staffModal(
  action: Action,
  handoff: string,
  { suggestion, promise, saved = [], round = 0 }: Given,
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
      ...(action === 'reply' ? savedList(saved, round) : []),
      {
        type: 'input',
        // Slack takes other words for a field only where it is another field.
        block_id: round === 0 ? WORDS_BLOCK : `${WORDS_BLOCK}:${round}`,
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
    values: z.record(
      z.string(),
      z.looseObject({ [INPUT]: z.object({ value: z.string().nullish() }).optional() }),
    ),
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
  const text = sent.state.values[wordsBlock(view)]?.[INPUT]?.value ?? ''
  return { action, handoff, ...(promise ? { promise } : {}), text }
}

/** The block that staff write in: what was not taken is said there. */
export function wordsBlock(view: unknown): string {
  const blocks = Object.keys(View.safeParse(view).data?.state.values ?? {})
  return blocks.find((id) => id.split(':')[0] === WORDS_BLOCK) ?? WORDS_BLOCK
}

/** The same window with these words behind what was typed; null for any other view. */
export function filledModal(view: unknown, words: string, saved: Drafts['saved']): ModalView | null {
  const written = readModal(view)
  if (!written) return null
  const { action, handoff, promise, text } = written
  const round = Number(wordsBlock(view).split(':')[1] ?? 0) + 1
  const suggestion = joinWords(text, words, LONGEST)
  return staffModal(action, handoff, { suggestion, ...(promise ? { promise } : {}), saved, round })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
