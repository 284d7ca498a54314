import { lockConversation } from '../ledger/conversations.ts'
import { addNote, getHandoff, latestHandoffOf, openHandoffOf, updateHandoff } from '../ledger/handoffs.ts'
import {
  getPromise,
  isStillThere,
  lastStaffWords,
  lockPromise,
  type PromiseChange,
  updatePromise,
  wordsOf,
} from '../ledger/promises.ts'
import type { Handoff, PromiseRow, Work } from '../ledger/tables.ts'
import { finish, giveBack } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { openHandoff } from './handoff.ts'
import type { Hours } from './hours.ts'
import { promiseSlots, type PromiseScene as Scene, tellOfPromise } from './promise-word.ts'
import { relayNote, showCard } from './relay.ts'

const HOUR = 60 * 60 * 1000
/**
 * Whoever owes is reminded when so much of the time is left, and no earlier than this before it is up. What the assistant
 * promised nobody knows of yet: they hear of it sooner. Milliseconds.
 */
type Lead = { share: number; most: number }
const LEAD: Record<PromiseRow['made_by'], Lead> = {
  staff: { share: 1 / 4, most: 12 * HOUR },
  assistant: { share: 1 / 2, most: 48 * HOUR },
}
/** A customer to whom a person has just written need not hear from us as well. Milliseconds. */
const JUST_WRITTEN = HOUR

/**
 * When whoever owes is reminded, and when the customer hears where it is open still: half-way from there. Not while nobody
 * is there, if there is time after that.
 */
export function marksOf(
  { due_at, moved_at, decided_at, found_at, made_by }: PromiseRow,
  hours: Hours,
): { remind: number; tell: number } {
  const byDay = (at: number) => {
    const opens = hours.openUntil(at) === null ? hours.nextOpening(at) : null
    return opens !== null && opens < due_at ? opens : at
  }
  const span = due_at - (moved_at ?? decided_at ?? found_at)
  const before = ({ share, most }: Lead) => byDay(Math.round(due_at - Math.min(span * share, most)))
  // The customer hears no sooner for it that staff do.
  return { remind: before(LEAD[made_by]), tell: byDay(Math.round((before(LEAD.staff) + due_at) / 2)) }
}

/** When there is something to be done about an open promise. Epoch milliseconds. */
export function nextLook(
  promise: PromiseRow,
  hours: Hours,
  now: number,
  writtenAt: number | null = null,
): number {
  const { remind, tell } = marksOf(promise, hours)
  if (promise.reminded_at === null) return Math.max(now, remind)
  if (promise.told_at !== null) return promise.due_at
  const mayTell = writtenAt === null ? tell : Math.max(tell, writtenAt + JUST_WRITTEN)
  return Math.min(promise.due_at, mayTell)
}

/**
 * Looks at a promise when its time has come: reminds whoever owes it, lets the customer hear before it is late, and calls
 * it broken when it is. Each happens once, whatever crashes or is done twice; a customer hears once at the most.
 */
export async function mindPromise(parts: Parts, work: Work): Promise<void> {
  await parts.ledger.transaction(async (t) => {
    const now = parts.now()
    const known = await getPromise(t, work.about)
    if (!known) return finish(t, work)
    const conversation = await lockConversation(t, known.conversation_id)
    const promise = await lockPromise(t, known.id)
    if (!promise || !isMinded(promise)) return finish(t, work)
    const next = await look({ t, parts, conversation, promise, now })
    if (next === null) return finish(t, work)
    await giveBack(t, work, { due: next, costsAttempt: false, now })
  })
  parts.ledger.wake()
}

/** An open one; one that was broken and moved since, until its new time; and one of the assistant's that nobody may know of. */
function isMinded({ state, moved_at, made_by }: PromiseRow): boolean {
  if (state === 'found') return made_by === 'assistant'
  return state === 'open' || (state === 'broken' && moved_at !== null)
}

/** Returns when to look again; null where it is settled. */
async function look(scene: Scene): Promise<number | null> {
  const { t, promise, conversation, now } = scene
  if (!(await isStillThere(t, conversation.id))) {
    await updatePromise(t, promise.id, { state: 'dropped', decided_at: now })
    return null
  }
  if (promise.state === 'found') return askStaff(scene)
  const writtenAt = await lastStaffWords(t, conversation.id, promise.made_at)
  const isWritten = writtenAt !== null && writtenAt > now - JUST_WRITTEN
  // What was taken back is not said again.
  const isRemoved = wordsOf(promise) === null
  const isQuiet = isWritten || isRemoved
  const { remind, tell } = marksOf(promise, scene.parts.hours)
  if (now >= promise.due_at) {
    await breakPromise(scene, isQuiet)
    return null
  }
  const change: PromiseChange = {}
  if (promise.reminded_at === null && now >= remind) {
    await note(scene, 'reminder')
    change.reminded_at = now
  }
  if (promise.told_at === null && now >= tell && !isQuiet) {
    await tellOfPromise(scene, 'promise_soon')
    await note(scene, 'told')
    change.told_at = now
  }
  if (Object.keys(change).length > 0) await updatePromise(t, promise.id, change)
  return nextLook({ ...promise, ...change }, scene.parts.hours, now, writtenAt)
}

/** Staff are shown in time what the assistant may have promised, to say what it is; they have a card of it then. */
async function askStaff(scene: Scene): Promise<number | null> {
  const { parts, promise, now } = scene
  const { remind } = marksOf(promise, parts.hours)
  if (now < remind) return remind
  await note(scene, 'reminder')
  return null
}

async function breakPromise(scene: Scene, isQuiet: boolean): Promise<void> {
  const { t, parts, promise, now } = scene
  const mustTell = promise.told_at === null && !isQuiet
  if (mustTell) await tellOfPromise(scene, 'promise_late')
  await updatePromise(t, promise.id, {
    state: 'broken',
    broken_at: promise.broken_at ?? now,
    ...(mustTell ? { told_at: now } : {}),
  })
  const handoff = await note(scene, 'broken')
  if (handoff) await showCard(t, handoff, now)
  parts.log.event('promise broken', { promise: promise.id })
}

/** In the thread of the handoff that is open, or of the one in which it was promised. Returns the handoff. */
async function note(scene: Scene, what: 'reminder' | 'told' | 'broken'): Promise<Handoff | undefined> {
  const { t, parts, promise, now } = scene
  const handoff = await handoffFor(scene)
  if (!handoff) {
    parts.log.event('promise that nobody has', { promise: promise.id })
    return undefined
  }
  const sentence = sentenceOf(what, promise)
  const kind = sentence === 'promise_assistant_perhaps' ? 'perhaps' : what
  const origin = ['promise', promise.id, kind, ...(promise.moved_at === null ? [] : [promise.moved_at])]
  const text = parts.prompts.say(sentence, promiseSlots(scene))
  const note = { handoff: handoff.id, origin: origin.join(':'), name: 'Warmline', text, now }
  const id = await addNote(t, note)
  if (id) await relayNote(t, handoff, id, now)
  return handoff
}

function sentenceOf(what: 'reminder' | 'told' | 'broken', { made_by, state }: PromiseRow) {
  if (what !== 'reminder' || made_by !== 'assistant') return `promise_${what}` as const
  return state === 'found' ? 'promise_assistant_perhaps' : 'promise_assistant'
}

/** What only the assistant has promised is handed to a person: somebody has to keep it. */
async function handoffFor({ t, parts, conversation, promise, now }: Scene): Promise<Handoff | undefined> {
  const open = await openHandoffOf(t, conversation.id)
  if (open) return open
  const known = promise.handoff_id === null ? undefined : await getHandoff(t, promise.handoff_id)
  const earlier = known ?? (await latestHandoffOf(t, conversation.id))
  if (earlier || conversation.status !== 'open') return earlier
  const reason = 'the assistant promised something that is due'
  const id = await openHandoff(t, parts, {
    conversation,
    turn: conversation.turn,
    cause: 'needs_staff',
    reason,
    now,
  })
  // They wait for what was promised, of which they hear, and for nobody.
  await updateHandoff(t, id, { tell_at: null })
  return getHandoff(t, id)
}
