import type { ActionsBlock } from '@slack/types'
import { z } from 'zod'
import type { Drafts } from '../../src/card.ts'
import { actions, cutPlain, plain } from './blocks.ts'

/** Begins the action id of what puts words to start from into the window. */
const DRAFT = 'draft:'
/** On the card: the suggestion. Its value is the handoff's id. */
export const SUGGESTED = `${DRAFT}suggested`
/** In the window: the list of saved replies. */
const SAVED = `${DRAFT}saved`

const LONGEST_LIST = 100
/** In less room nothing is said. */
const SMALLEST = 20

/** The list of saved replies in the window. Under another `round` it is a new one, with nothing chosen. */
export function savedList(saved: Drafts['saved'], round: number): ActionsBlock[] {
  if (saved.length === 0) return []
  const options = saved.slice(0, LONGEST_LIST).map(({ id, title }) => ({ text: plain(title, 75), value: id }))
  const placeholder = plain('Saved replies…', 75)
  const list = actions([{ type: 'static_select', action_id: SAVED, placeholder, options }])
  return [{ ...list, block_id: `saved:${round}` }]
}

const Pressed = z.object({
  action_id: z.string(),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
})
/** What was asked for: the card's suggestion, or one of the saved replies; null for anything else. */
export function readAsked(action: unknown): { handoff: string | null; saved: string | null } | null {
  const { action_id, value, selected_option } = Pressed.parse(action)
  if (action_id === SUGGESTED && value) return { handoff: value, saved: null }
  return action_id === SAVED && selected_option ? { handoff: null, saved: selected_option.value } : null
}

/** The window that it was chosen in. `hash` changes with each change of it. */
export const DraftView = z.looseObject({ id: z.string().min(1), hash: z.string().optional() })

/** What is typed stays whole; what is chosen comes behind it, as far as there is room. */
export function joinWords(typed: string, chosen: string, longest: number): string {
  if (typed.trim() === '') return cutPlain(chosen, longest)
  const before = `${typed.trimEnd()}\n\n`
  const room = longest - before.length
  return room < SMALLEST ? typed : `${before}${cutPlain(chosen, room)}`
}
