import type { Card, PromiseAction, PromiseShown } from '../card.ts'
import { latestHandoffOf } from '../ledger/handoffs.ts'
import { firstDue, promisesOf, wordsOf } from '../ledger/promises.ts'
import type { Handoff, PromiseRow } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { whenWords } from './when-words.ts'

/** What is longer is cut: the conversation has it whole. */
const LONGEST_WORDS = 200
const SHOWN_AT_MOST = 3

/**
 * What is promised and not settled, as the card shows it: the first due before the others, and the rest counted. The
 * latest card of a conversation shows all that is promised in it, an earlier one what was promised there.
 */
export async function shownPromises(
  parts: Parts,
  handoff: Handoff,
): Promise<Pick<Card, 'promises' | 'morePromises'>> {
  const { db } = parts.ledger
  const isLatest = (await latestHandoffOf(db, handoff.conversation_id))?.id === handoff.id
  const all = await promisesOf(db, handoff.conversation_id, ['found', 'open', 'broken'])
  const ours = all.filter((row) => isLatest || row.handoff_id === handoff.id)
  const shown = chosen(ours)
  return {
    promises: shown.map((row) => show(parts, row)),
    morePromises: rest(parts, ours.length - shown.length),
  }
}

/** What waits for somebody's yes or no has a place among them: what is broken must not keep it out for ever. */
function chosen(rows: PromiseRow[]): PromiseRow[] {
  const first = rows.slice(0, SHOWN_AT_MOST)
  const found = rows.find(({ state }) => state === 'found')
  return !found || first.includes(found) ? first : [...first.slice(0, -1), found]
}

function show(parts: Parts, row: PromiseRow): PromiseShown {
  const { say } = parts.prompts
  const state = row.state === 'open' || row.state === 'broken' ? row.state : 'found'
  const slots = {
    name: promisedBy(parts, row),
    what: shorten(wordsOf(row) ?? say('promise_words_gone')),
    // A card stands for days: "today" would be wrong on it tomorrow.
    when: whenWords(row.due_at, null, parts.hours),
  }
  const first = firstDue(row)
  const before = whenWords(first, null, parts.hours)
  const says = [
    say(`promise_shown_${state}`, slots),
    ...(first === row.due_at ? [] : [say('promise_shown_moved', { before })]),
  ]
  return {
    id: row.id,
    state,
    says: says.join(' '),
    buttons: actionsFor(state, row.due_at > parts.now()).map((action) => ({
      action,
      label: say(action === 'date_promise' && state !== 'found' ? 'option_move_promise' : `option_${action}`),
    })),
  }
}

function actionsFor(state: PromiseShown['state'], isAhead: boolean): PromiseAction[] {
  if (state === 'broken') return ['keep_promise', 'date_promise']
  if (state === 'open') return ['keep_promise', 'date_promise', 'drop_promise']
  return [...(isAhead ? (['confirm_promise'] as const) : []), 'date_promise', 'drop_promise', 'keep_promise']
}

/** Who promised it, in words. */
export function promisedBy({ prompts }: Parts, { by_name, made_by }: PromiseRow): string {
  return by_name || (made_by === 'assistant' ? prompts.charter.assistant : prompts.say('somebody_of_ours'))
}

function rest({ prompts: { say } }: Parts, more: number): string {
  if (more === 0) return ''
  return more === 1 ? say('promises_one_more') : say('promises_more', { count: String(more) })
}

function shorten(text: string): string {
  const letters = Array.from(text.replace(/\s+/g, ' '))
  return letters.length <= LONGEST_WORDS
    ? letters.join('')
    : `${letters.slice(0, LONGEST_WORDS - 1).join('')}…`
}
