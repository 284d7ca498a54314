import type { HistoryLine, Unasked } from '../card.ts'
import { latestHandoffOf } from '../ledger/handoffs.ts'
import { type EarlierComplaints, earlierComplaints, lastHelper } from '../ledger/history.ts'
import { owedTo, wordsOf } from '../ledger/promises.ts'
import type { Customer, Handoff, PromiseRow } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import { promisedBy } from './promise-card.ts'
import { whenWords } from './when-words.ts'

/** What is longer is cut: the conversation has it whole. */
const LONGEST_WORDS = 120
const LONGEST_TOPIC = 40

/** What to know of a customer before this handoff: earlier complaints, what is owed elsewhere, who helped them last. */
export async function historyOf(parts: Parts, handoff: Handoff, customer: Customer): Promise<HistoryLine[]> {
  const { db } = parts.ledger
  const [complaints, owed, helper] = await Promise.all([
    earlierComplaints(db, customer.id, handoff.conversation_id),
    owedTo(db, customer.id),
    lastHelper(db, customer.id, handoff.id),
  ])
  const elsewhere = owed.filter((row) => row.conversation_id !== handoff.conversation_id)
  return [
    ...(complaints ? [await complaintLine(parts, complaints)] : []),
    ...owedLine(parts, elsewhere),
    ...(helper ? [{ says: helpedWords(parts, helper), handoff: helper.handoff }] : []),
  ]
}

/** That they want no word unasked, with what to press when they say otherwise. */
export function unaskedOf({ prompts: { say } }: Parts, customer: Customer): Unasked | null {
  if (!customer.no_unasked) return null
  return {
    says: say('unasked'),
    label: say('option_allow_questions'),
    surely: say('allow_questions_surely'),
  }
}

async function complaintLine(parts: Parts, last: EarlierComplaints): Promise<HistoryLine> {
  const { say } = parts.prompts
  const handoff = await latestHandoffOf(parts.ledger.db, last.conversation)
  const topic = shorten(last.topic ?? '', LONGEST_TOPIC)
  const slots = {
    when: dayWords(parts, last.at),
    about: topic === '' ? '' : say('history_about', { topic }),
    end: say(`history_end_${endOf(last, handoff)}`),
  }
  const says =
    last.count === 1
      ? say('history_complaint', slots)
      : say('history_complaints', { ...slots, count: String(last.count) })
  return { says, handoff: handoff?.id ?? null }
}

/** A person's "resolved" is not yet the customer's. */
function endOf({ status, outcome }: EarlierComplaints, handoff: Handoff | undefined) {
  if (status === 'waiting' || status === 'with_person') return 'open'
  if (outcome !== 'unknown') return outcome
  return handoff?.status === 'resolved' ? 'resolved' : 'unknown'
}

/** What is due first, and how much more there is. */
function owedLine(parts: Parts, rows: PromiseRow[]): HistoryLine[] {
  const { say } = parts.prompts
  const [first] = rows
  if (!first) return []
  const what = {
    name: promisedBy(parts, first),
    what: shorten(wordsOf(first) ?? say('promise_words_gone'), LONGEST_WORDS),
    // A card stands for days: "today" would be wrong on it tomorrow.
    when: whenWords(first.due_at, null, parts.hours),
  }
  const says = say(first.state === 'broken' ? 'history_overdue' : 'history_owed', what)
  const more = rows.length - 1
  return [
    {
      says: more === 0 ? says : say('history_owed_more', { first: says, count: String(more) }),
      handoff: first.handoff_id,
    },
  ]
}

function helpedWords(parts: Parts, { name, at }: { name: string; at: number }): string {
  return parts.prompts.say('history_helped', { name, when: dayWords(parts, at) })
}

function dayWords({ hours }: Parts, at: number): string {
  const words = { day: 'numeric', month: 'long', year: 'numeric', timeZone: hours.zone } as const
  return new Date(at).toLocaleDateString('en-GB', words)
}

function shorten(text: string, most: number): string {
  const letters = Array.from(text.replace(/\s+/g, ' ').trim())
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`
}
