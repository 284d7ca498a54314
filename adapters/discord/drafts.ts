import { ComponentType } from 'discord.js'
import type { Card, Drafts } from '../../src/card.ts'
import { button, choice, type Row } from './payload.ts'

/** Begins the custom id of the button that opens the window with the suggestion in it; the handoff follows. */
const SUGGESTED = 'draft:'
/** Begins the custom id of the list of saved replies; the handoff follows, and what is chosen is the reply's id. */
const SAVED = 'saved:'
/** Begins the custom id of the button that shows that list alone; the handoff follows. */
const LIST = 'replies:'
/** As many rows as a message has, and as many buttons as a row. */
const ROWS = 5
const BUTTONS = 5

export function suggestedButton(handoff: string) {
  return button(`${SUGGESTED}${handoff}`, 'Suggested reply')
}

/**
 * The rows with the list of saved replies behind the first, where anybody may still reply; where there is no room for it,
 * with a button that shows it.
 */
export function withSaved(rows: Row[], { handoff, status }: Card, saved: Drafts['saved']): Row[] {
  const isOver = status === 'resolved' || status === 'given_back'
  if (isOver || saved.length === 0) return rows
  if (rows.length >= ROWS) return withButton(rows, handoff)
  return [...rows.slice(0, 1), savedList(handoff, saved), ...rows.slice(1)]
}

/** The list of saved replies, which must not be empty. */
export function savedList(handoff: string, saved: Drafts['saved']): Row {
  const options = saved.map(({ id, title }) => [id, title] as const)
  return choice(`${SAVED}${handoff}`, 'Start from a saved reply…', options)
}

/** In the first row of buttons that has room for one more. */
function withButton(rows: Row[], handoff: string): Row[] {
  const hasRoom = ({ components }: Row) =>
    components.length < BUTTONS && components.every(({ type }) => type === ComponentType.Button)
  const at = rows.findIndex(hasRoom)
  return rows.map((one, n) =>
    n === at
      ? { ...one, components: [...one.components, button(`${LIST}${handoff}`, 'Saved replies')] }
      : one,
  )
}

/** Of which handoff the list was asked for; null for any other custom id. */
export function readListed(id: string): string | null {
  return id.startsWith(LIST) ? id.slice(LIST.length) : null
}

/** What was asked for: the suggestion, or a saved reply; null for any other custom id. */
export function readAsked(id: string, chosen: unknown): { handoff: string; saved: string | null } | null {
  if (id.startsWith(SUGGESTED)) return { handoff: id.slice(SUGGESTED.length), saved: null }
  return id.startsWith(SAVED) && typeof chosen === 'string'
    ? { handoff: id.slice(SAVED.length), saved: chosen }
    : null
}
