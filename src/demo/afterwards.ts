import type { Verdict } from '../conversation.ts'
import type { AftercareRow } from '../ledger/tables.ts'
import { kindHoursOf } from '../people/kind-hours.ts'
import { option } from '../speak.ts'
import { hear } from './hearing.ts'
import { moveTo, nameOr, plan, say, type Talk } from './talk.ts'
import { NOT_YET, RIGHT_NOW } from './words/feelings.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * After somebody has called it solved: the question whether it is right, after a complaint a second, and what is answered.
 * `again` is for people to take it up once more.
 */
export async function askAfterwards(
  talk: Talk,
  isSecond: boolean,
  again: () => Promise<void>,
): Promise<void> {
  const { prompts, story, handoff, chance } = talk
  const settings = prompts.charter.aftercare
  if (!settings || story.customer.wantsQuiet || !handoff) return
  const closed = talk.at
  if (!isSecond) {
    const question = ask(talk, 'resolved', closed + settings.minutes * MINUTE)
    if (!question) return
    if (story.people.after !== null && moveTo(talk, talk.at + chance.about(35 * MINUTE))) {
      await answer(talk, story.people.after, again)
      return
    }
  }
  // Whoever said nothing is left in peace for as long.
  if (talk.complaints.length === 0) return
  const question = ask(talk, 'complaint', talk.at + settings.days * DAY)
  if (!question || !chance.is(0.45) || !moveTo(talk, talk.at + chance.about(3 * 60 * MINUTE))) return
  await answer(talk, isSecond || chance.is(0.75) ? 'right' : 'not_yet', again)
}

async function answer(talk: Talk, verdict: Verdict, again: () => Promise<void>): Promise<void> {
  const { chance } = talk
  const words = chance.pick(verdict === 'right' ? RIGHT_NOW : NOT_YET)
  await hear(talk, chance.is(0.5) ? { choice: verdict } : { text: words })
  if (talk.conversation.status === 'waiting') await again()
}

/** Null where it is not asked by now: then it is planned. */
function ask(talk: Talk, kind: AftercareRow['kind'], wanted: number): AftercareRow | null {
  const { rows, chance, conversation, handoff, prompts } = talk
  const due = kindHoursOf(prompts.charter.office)(wanted)
  if (due === null || !handoff) return null
  const question: AftercareRow = {
    id: chance.id(),
    conversation_id: conversation.id,
    handoff_id: handoff.id,
    matter_id: handoff.reopens ?? handoff.id,
    kind,
    due_at: due,
    asked_at: null,
    message_id: null,
    answer: null,
    answered_at: null,
  }
  rows.aftercare.push(question)
  if (!moveTo(talk, due)) {
    plan(talk, 'aftercare', question.id, Math.max(due, talk.now + MINUTE))
    return null
  }
  const name = nameOr(handoff.closed_name, prompts.say)
  const options = [option(prompts.say, 'right'), option(prompts.say, 'not_yet')]
  const message = say(talk, 'assistant', { text: prompts.say(`aftercare_${kind}`, { name }), options })
  Object.assign(question, { asked_at: talk.at, message_id: message })
  conversation.last_at = talk.at
  talk.asked = question
  return question
}
