import {
  askedInMatter,
  dropQuestion,
  getQuestion,
  hasMovedOn,
  isWithPeople,
  lastAskedOf,
  lastWrote,
  planQuestion,
  updateQuestion,
} from '../ledger/aftercare.ts'
import { toldIn } from '../ledger/cause-told.ts'
import { getCustomer, lockConversation, updateConversation } from '../ledger/conversations.ts'
import { getHandoff, latestHandoffOf, matterOf } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { unanswered } from '../ledger/messages.ts'
import { hasComplaint } from '../ledger/readings.ts'
import type { AftercareRow, Conversation, Handoff, Work } from '../ledger/tables.ts'
import { enqueue, finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { option, speak } from '../speak.ts'
import { kindHoursOf } from './kind-hours.ts'
import { resolverOf } from './resolver.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A question that could not be asked for so long after it was due is not asked any more: nobody would know what it means. */
const TOO_LATE = 4 * DAY
/** Somebody is with the customer: looked at again after this. */
const LATER = 60 * MINUTE

/**
 * Plans what is asked after a person called a matter solved: once soon, and after a complaint once more. `handoff` as it
 * was while it was open; it is closed at `now`, in the same transaction.
 */
export async function planAftercare(
  t: Tx,
  parts: Parts,
  conversation: Conversation,
  handoff: Handoff,
  now: number,
): Promise<void> {
  const settings = parts.prompts.charter.aftercare
  if (!settings) return
  const matter = await matterOf(t, handoff)
  const plan = async (kind: AftercareRow['kind'], after: number) => {
    const due = kindHoursOf(parts.prompts.charter.office)(now + after)
    if (due === null) return
    const ids = { conversation_id: conversation.id, handoff_id: handoff.id, matter_id: matter }
    const id = await planQuestion(t, { ...ids, kind, due_at: due })
    if (id) await enqueue(t, { kind: 'aftercare', key: `aftercare:${id}`, about: id, due, now })
  }
  // We wrote first and heard nothing: there is nothing to ask about.
  const isUnheard =
    handoff.cause === 'checked_in' &&
    ((await lastWrote(t, conversation.customer_id)) ?? 0) < handoff.opened_at
  if (isUnheard || (await getCustomer(t, conversation.customer_id)).no_unasked) return
  if (await isToldFixed(t, conversation.id, matter)) return
  if ((await askedInMatter(t, matter)).length === 0) await plan('resolved', settings.minutes * MINUTE)
  if (await wasComplaint(t, conversation.id, matter)) await plan('complaint', settings.days * DAY)
}

/** Asks what is due, or lets it be. Throws FencedError when somebody else has taken it over: then nothing was written. */
export async function askWhetherRight(parts: Parts, work: Work): Promise<void> {
  const { ledger, log } = parts
  await ledger.transaction(async (t) => {
    const now = parts.now()
    const planned = await getQuestion(t, work.about)
    const conversation = planned && (await lockConversation(t, planned.conversation_id))
    // Read under the lock: another process may have asked it, or let it be, in between.
    const question = await getQuestion(t, work.about)
    const handoff = question && (await getHandoff(t, question.handoff_id))
    if (!conversation || !question || !handoff || question.asked_at !== null) return finish(t, work)
    const due = await dueOf(t, parts, { question, conversation, handoff, now })
    if (due === null) {
      await dropQuestion(t, question.id)
      log.event('not asked', { question: question.id })
    } else if (due > now) {
      await updateQuestion(t, question.id, { due_at: due })
      return giveBack(t, work, { due, costsAttempt: false, now })
    } else {
      await ask(t, parts, { question, conversation, handoff, now })
    }
    await finish(t, work)
  })
  ledger.wake()
}

type Scene = { question: AftercareRow; conversation: Conversation; handoff: Handoff; now: number }

/**
 * When it may be asked: now, later, or (null) never. One unasked message for a matter; a second, days later, only about a
 * complaint that nobody has called right; none where a person is, where things moved on, to whoever wants none, or at night.
 */
async function dueOf(t: Tx, parts: Parts, scene: Scene): Promise<number | null> {
  const { question, conversation, handoff, now } = scene
  const settings = parts.prompts.charter.aftercare
  const customer = await getCustomer(t, conversation.customer_id)
  const latest = await latestHandoffOf(t, conversation.id)
  const isOver = conversation.status === 'open' && handoff.status === 'resolved' && latest?.id === handoff.id
  if (!settings || !isOver || customer.no_unasked) return null
  if (await isToldFixed(t, conversation.id, question.matter_id)) return null
  const closed = handoff.closed_at ?? now
  const wrote = (await lastWrote(t, customer.id)) ?? 0
  const wait = question.kind === 'resolved' ? settings.minutes * MINUTE : settings.days * DAY
  const rested = await restedAt(t, customer.id, question, settings.days * DAY)

  if (question.kind === 'resolved') {
    const isAsked = (await askedInMatter(t, question.matter_id)).length > 0
    if (isAsked || wrote >= closed || rested > now) return null
  } else {
    const asked = await askedInMatter(t, question.matter_id)
    const isRight = asked.some(({ answer }) => answer === 'right')
    const isEnough = asked.length > 1 || asked.some(({ kind }) => kind === 'complaint')
    if (isRight || isEnough || (await hasMovedOn(t, conversation.id, closed))) return null
    if (!(await wasComplaint(t, conversation.id, question.matter_id))) return null
  }
  if (now > Math.max(closed + wait, rested) + TOO_LATE) return null
  const isBusy = (await isWithPeople(t, customer.id)) || (await unanswered(t, conversation.id)).length > 0
  const quiet = Math.max(rested, wrote + settings.minutes * MINUTE, isBusy ? now + LATER : 0, now)
  return kindHoursOf(parts.prompts.charter.office)(quiet)
}

/** Whoever left a question unanswered, or was asked about this very matter, is left in peace until then. */
async function restedAt(t: Tx, customer: string, question: AftercareRow, rest: number): Promise<number> {
  const last = await lastAskedOf(t, customer)
  const counts = last && (last.answer === null || last.matter_id === question.matter_id)
  return counts ? (last.asked_at ?? 0) + rest : 0
}

async function ask(t: Tx, parts: Parts, { question, conversation, handoff, now }: Scene): Promise<void> {
  const { say } = parts.prompts
  const words = {
    text: say(`aftercare_${question.kind}`, { name: resolverOf(handoff, say) }),
    options: [option(say, 'right'), option(say, 'not_yet')],
  }
  const message = await speak(t, say, conversation, 'assistant', words, now)
  await updateQuestion(t, question.id, { asked_at: now, message_id: message })
  // Seven quiet days count from the last word that was said.
  await updateConversation(t, conversation.id, { last_at: now })
  parts.log.event('asked whether it is right', { question: question.id, kind: question.kind })
}

/** Whether the customer heard that its cause is fixed: that was the one message of ours in this matter. */
async function isToldFixed(t: Tx, conversation: string, matter: string): Promise<boolean> {
  const began = await getHandoff(t, matter)
  return (await toldIn(t, conversation, began?.opened_at ?? 0)) !== undefined
}

/** Whether the matter has a complaint in it that still stands as one. */
async function wasComplaint(t: Tx, conversation: string, matter: string): Promise<boolean> {
  const began = await getHandoff(t, matter)
  return hasComplaint(t, conversation, began?.opened_at ?? 0)
}
