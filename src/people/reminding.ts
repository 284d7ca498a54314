import type { Place } from '../adapter.ts'
import { lockConversation } from '../ledger/conversations.ts'
import { addDelivery } from '../ledger/deliveries.ts'
import { getHandoff, lockHandoff, updateHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { addReminder, type Reminder } from '../ledger/reminders.ts'
import type { Conversation, Handoff, Work } from '../ledger/tables.ts'
import { dueReminders } from '../ledger/waiting.ts'
import { finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { calledAt } from './contacts.ts'
import { isOpen, nextOpening } from './office.ts'
import { reminderHoursOf } from './reminder-plan.ts'
import { isGrave, nextReminder, togetherUntil } from './reminder-times.ts'
import { reminderLine } from './reminder-words.ts'
import { MOST_REMINDERS } from './standing.ts'
import { CLOCK, takeStep } from './steps.ts'

/** So many are reminded of at once; those who are left have a line of their own. */
const AT_ONCE = 100

/**
 * Reminds people of a handoff whose time has come, and in the same line of every other whose time is near: who waits for
 * a person is in the line, at the staff's place; who waits for a reply is first told to whoever owes it, in the handoff's
 * thread. Throws FencedError when somebody else has taken it over.
 */
export async function remind(parts: Parts, work: Work): Promise<void> {
  const { ledger } = parts
  const known = await getHandoff(ledger.db, work.about)
  if (!known) return finish(ledger.db, work)
  if (known.remind_at !== null && known.remind_at <= parts.now())
    await ledger.transaction((t) => remindOfAll(t, parts, parts.now()))
  await ledger.transaction(async (t) => {
    const now = parts.now()
    // Whoever plans the next one holds this lock: it is either seen here or put in after us.
    await lockConversation(t, known.conversation_id)
    const due = (await getHandoff(t, known.id))?.remind_at ?? null
    if (due === null) return finish(t, work)
    await giveBack(t, work, { due, costsAttempt: false, now })
  })
  ledger.wake()
}

async function remindOfAll(t: Tx, parts: Parts, now: number): Promise<void> {
  const hours = reminderHoursOf(parts)
  const due = await dueReminders(t, togetherUntil(hours, now), AT_ONCE)
  let first: Conversation | null = null
  const levels = new Set<number>()
  for (const { handoff: id, conversation: place } of due) {
    const conversation = await lockConversation(t, place)
    const handoff = await lockHandoff(t, id)
    if (handoff?.remind_at == null || handoff.remind_at > togetherUntil(hours, now)) continue
    const level = await remindOf(t, parts, handoff, conversation, now)
    if (level === null) continue
    levels.add(level)
    first ??= conversation
  }
  if (first) await sayLines(t, parts, first, levels, now)
}

/** How often it has been in a line by now, and once more where everybody was called before; null where it needs none. */
async function remindOf(
  t: Tx,
  parts: Parts,
  handoff: Handoff,
  conversation: Conversation,
  now: number,
): Promise<number | null> {
  const hours = reminderHoursOf(parts)
  const next = (after: Handoff, at: number | null) => updateHandoff(t, after.id, { remind_at: at })
  const { office } = hours
  // Nobody is there to be reminded.
  if (office && !isOpen(office, now) && !isGrave(handoff)) {
    await next(handoff, nextReminder(handoff, hours, now) === null ? null : nextOpening(office, now))
    return null
  }
  if (nextReminder(handoff, hours, now) === null) {
    await next(handoff, null)
    return null
  }
  const outcome = await takeStep({
    t,
    parts,
    handoff,
    conversation,
    step: { step: 'remind' },
    by: CLOCK,
    now,
  })
  const after = (await lockHandoff(t, handoff.id)) ?? handoff
  await next(after, nextReminder(after, hours, now))
  const isHolders = outcome.ok && outcome.follows.includes('call_holder')
  return isHolders ? null : outcome.ok ? after.reminded : MOST_REMINDERS + 1
}

/**
 * One line for all of the staff. By its levels it calls whom the owner named, once for each customer who waits: there, by
 * name, or in a line of their own.
 */
async function sayLines(
  t: Tx,
  parts: Parts,
  conversation: Conversation,
  levels: ReadonlySet<number>,
  now: number,
): Promise<void> {
  const { staffPlace } = parts
  const level = Math.max(...levels)
  const called = calledAt(parts, levels)
  const calls = called.flatMap(({ place, id }) => (place === null ? [id] : []))
  const text = await reminderLine(t, parts, level, now)
  await sayLine(t, conversation, staffPlace, { text, calls, only: null }, now)
  for (const { place, name, id, isPerson } of called) {
    if (place === null) continue
    const theirs = `${parts.prompts.say(`reminder_for_${name}`)}\n\n${text}`
    const only = { called: name, place }
    await sayLine(t, conversation, place, { text: theirs, calls: isPerson ? [id] : [], only }, now)
  }
  parts.log.event('reminded', { level })
}

async function sayLine(
  t: Tx,
  conversation: Conversation,
  place: Place,
  reminder: Reminder,
  now: number,
): Promise<void> {
  const about = await addReminder(t, reminder, now)
  const side = reminder.only ? 'called' : 'staff'
  const speaker = 'house'
  await addDelivery(t, { conversation: conversation.id, place, side, kind: 'reminder', about, speaker, now })
}
