import type { Inbound, Received } from '../adapter.ts'
import { cleanName, cleanText } from '../clean.ts'
import { lockConversation } from '../ledger/conversations.ts'
import { isStepped } from '../ledger/handoff-steps.ts'
import { addNote, getHandoff, isOpen, lockHandoff } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import { findByOrigin, recordMessage } from '../ledger/messages.ts'
import { correctComplaints } from '../ledger/readings.ts'
import type { Conversation, Handoff } from '../ledger/tables.ts'
import type { Parts } from '../parts.ts'
import type { Say } from '../prompts.ts'
import { sendToCustomer } from '../speak.ts'
import { allowQuestions } from './allowing.ts'
import { decideCause } from './cause-click.ts'
import { fixCause } from './cause-fixed.ts'
import { decidePromise } from './promise-click.ts'
import { lookForPromises } from './promise-finding.ts'
import { decide } from './proposal.ts'
import { relayMessage, relayNote, showCard } from './relay.ts'
import { snoozeUntil } from './snooze.ts'
import type { Outcome, Reason, Step } from './standing.ts'
import { takeStep } from './steps.ts'
import { whenWords } from './when-words.ts'

type Click = Extract<Inbound, { kind: 'action' }>
type Scene = {
  t: Tx
  parts: Parts
  click: Click
  name: string
  text: string
  handoff: Handoff
  conversation: Conversation
  now: number
}

/**
 * What a member of staff did with a handoff, in one transaction. Two clicks at once are one after the other here: the
 * first wins and the second is told who has it. The same click twice does it once.
 */
export async function act(t: Tx, parts: Parts, click: Click, now: number): Promise<Received> {
  const { say } = parts.prompts
  // It is about many conversations, and locks them in an order of its own.
  if (click.action === 'fix_cause') return fixCause(t, parts, click, now)
  const known = await getHandoff(t, click.handoff)
  if (!known) return refused(say('handoff_unknown'))
  const conversation = await lockConversation(t, known.conversation_id)
  const handoff = await lockHandoff(t, known.id)
  if (!handoff || conversation.erasure !== null) return refused(say('handoff_unknown'))
  const name = cleanName(click.by.name) || say('somebody_of_ours')
  const scene: Scene = { t, parts, click, name, text: cleanText(click.text), handoff, conversation, now }
  switch (click.action) {
    case 'claim':
    case 'take_over':
    case 'wake':
    case 'give_back':
    case 'resolve':
      return move(scene, { step: click.action }, say(DONE[click.action]))
    case 'snooze':
      return snooze(scene)
    case 'reply':
      return reply(scene)
    case 'note':
      return note(scene)
    case 'not_a_complaint':
      return notAComplaint(scene)
    case 'run':
    case 'dismiss': {
      if (!isOpen(handoff)) return refusal('over', scene)
      const decision = { run: click.action === 'run', by: { id: click.by.id, name } }
      return decide(t, parts, handoff, decision, now)
    }
    case 'allow_questions': {
      const said = { by: { id: click.by.id, name }, text: scene.text, origin: clickOrigin(click) }
      return allowQuestions(t, parts, { handoff, conversation, ...said }, now)
    }
    case 'confirm_promise':
    case 'date_promise':
    case 'drop_promise':
    case 'keep_promise': {
      const { action, promise, by } = click
      const origin = clickOrigin(click)
      const said = { action, promise, by: { id: by.id, name }, text: scene.text, origin }
      return decidePromise(t, parts, handoff, said, now)
    }
    case 'link_cause':
    case 'unlink_cause': {
      const { action, cause, by } = click
      return decideCause(scene, { action, cause, name: scene.text, by: { id: by.id, name } })
    }
  }
}

const DONE = {
  claim: 'claimed',
  take_over: 'taken_over_done',
  wake: 'awake_done',
  give_back: 'given_back_done',
  resolve: 'resolved_done',
} as const

/** A step that needs no words. A click that comes again long after must not undo what others did since. */
async function move(scene: Scene, step: Step, done: string): Promise<Received> {
  if (await isStepped(scene.t, clickOrigin(scene.click))) return { status: 'duplicate', say: done }
  const outcome = await stepped(scene, step, step.step === 'snooze' ? String(step.until) : null)
  return outcome.ok ? { status: 'recorded', say: done } : refusal(outcome.reason, scene)
}

function stepped(
  { t, parts, click, name, handoff, conversation, now }: Scene,
  step: Step,
  detail: string | null = null,
): Promise<Outcome> {
  const by = { who: 'staff', id: click.by.id, name } as const
  return takeStep({ t, parts, handoff, conversation, step, by, now, detail, origin: clickOrigin(click) })
}

function snooze(scene: Scene): Promise<Received> | Received {
  const { click, parts, now } = scene
  const { say, charter } = parts.prompts
  if (!click.snooze) return refused(say('snooze_unknown'))
  const until = snoozeUntil(click.snooze, charter.office, now)
  const { zone, says: label } = charter.office ?? { zone: 'UTC', says: 'UTC' }
  const when = whenWords(until, now, { zone, label })
  return move(scene, { step: 'snooze', until }, say('snoozed_done', { when }))
}

async function reply(scene: Scene): Promise<Received> {
  const { t, parts, click, name, text, handoff, conversation, now } = scene
  const { say } = parts.prompts
  if (text === '') return refused(say('reply_empty'))
  if (await findByOrigin(t, clickOrigin(click))) return { status: 'duplicate', say: say('replied') }
  // Whoever answers has it, with or without a click on Claim first.
  const outcome = await stepped(scene, { step: 'reply' })
  if (!outcome.ok) return refusal(outcome.reason, scene)
  const message = await recordMessage(t, {
    conversation: conversation.id,
    author: 'staff',
    name,
    text,
    at: now,
    origin: clickOrigin(click),
    picture: click.by.picture,
  })
  if (!message) throw new Error('A reply was new and then known')
  await lookForPromises(t, { message, by: { kind: 'staff', id: click.by.id } }, now)
  await sendToCustomer(t, conversation, message, 'staff', now)
  await relayMessage(t, handoff, message, now)
  const isAnothers = handoff.status !== 'waiting' && handoff.claimed_by !== click.by.id
  return recorded(isAnothers ? say('replied_beside', { name: handoff.claimed_name ?? '' }) : say('replied'))
}

async function note(scene: Scene): Promise<Received> {
  const { t, parts, click, name, text, handoff, now } = scene
  const { say } = parts.prompts
  if (text === '') return refused(say('note_empty'))
  const id = await addNote(t, { handoff: handoff.id, origin: clickOrigin(click), name, text, now })
  if (!id) return { status: 'duplicate', say: say('noted') }
  await stepped(scene, { step: 'note' }, id)
  await relayNote(t, handoff, id, now)
  return recorded(say('noted'))
}

async function notAComplaint({ t, parts, name, handoff, now }: Scene): Promise<Received> {
  const { say } = parts.prompts
  const corrected = await correctComplaints(t, handoff.conversation_id, name, now)
  if (corrected === 0) return { status: 'duplicate', say: say('not_a_complaint_none') }
  await showCard(t, handoff, now)
  return recorded(say('not_a_complaint'))
}

/** Why a step was not taken, to whoever wanted to take it. */
function refusal(reason: Reason, { parts: { prompts }, click, handoff }: Scene): Received {
  const { say } = prompts
  if (reason === 'already_yours') return { status: 'duplicate', say: say('claimed_already_yours') }
  return refused(
    REFUSED[reason]?.(say, handoff.claimed_name ?? '', handoff.closed_name ?? '') ?? click.action,
  )
}

const REFUSED: Partial<Record<Reason, (say: Say, holder: string, closer: string) => string>> = {
  over: (say, _, name) => say('closed_already', { name }),
  taken: (say, name) => say('claimed_by_other', { name }),
  not_yours: (say, name) => say('not_yours_now', { name }),
  unclaimed: (say) => say('unclaimed'),
  awake: (say) => say('awake_already'),
  past: (say) => say('snooze_unknown'),
}

function clickOrigin(click: Click): string {
  return JSON.stringify(['action', click.by.id, click.id])
}

function refused(say: string): Received {
  return { status: 'refused', say }
}

function recorded(say: string): Received {
  return { status: 'recorded', say }
}
