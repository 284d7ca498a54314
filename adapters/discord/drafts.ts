import type { Card, Drafts } from '../../src/card.ts'
import { button, choice, type Row } from './payload.ts'

/** Begins the custom id of the button that opens the window with the suggestion in it; the handoff follows. */
const SUGGESTED = 'draft:'
/** Begins the custom id of the list of saved replies; the handoff follows, and what is chosen is the reply's id. */
const SAVED = 'saved:'
/** As many rows as a message has. */
const ROWS = 5

export function suggestedButton(handoff: string) {
  return button(`${SUGGESTED}${handoff}`, 'Suggested reply')
}

/** The rows with the list of saved replies behind the first, where there is room for it and anybody may still reply. */
export function withSaved(rows: Row[], { handoff, status }: Card, saved: Drafts['saved']): Row[] {
  const isOver = status === 'resolved' || status === 'given_back'
  if (isOver || saved.length === 0 || rows.length >= ROWS) return rows
  const options = saved.map(({ id, title }) => [id, title] as const)
  const list = choice(`${SAVED}${handoff}`, 'Start from a saved reply…', options)
  return [...rows.slice(0, 1), list, ...rows.slice(1)]
}

/** What was asked for: the suggestion, or a saved reply; null for any other custom id. */
export function readAsked(id: string, chosen: unknown): { handoff: string; saved: string | null } | null {
  if (id.startsWith(SUGGESTED)) return { handoff: id.slice(SUGGESTED.length), saved: null }
  return id.startsWith(SAVED) && typeof chosen === 'string'
    ? { handoff: id.slice(SAVED.length), saved: chosen }
    : null
}
