import { updateConversation } from '../ledger/conversations.ts'
import { withdraw } from '../ledger/deliveries.ts'
import { addNote } from '../ledger/handoffs.ts'
import type { Tx } from '../ledger/ledger.ts'
import type { Conversation, Handoff } from '../ledger/tables.ts'
import { enqueue } from '../ledger/work.ts'
import type { Parts } from '../parts.ts'
import { speak } from '../speak.ts'
import { planAftercare } from './aftercare.ts'
import { dropProposal } from './proposal.ts'
import { watchQuiet } from './quiet.ts'
import { relayNote, showCard } from './relay.ts'
import { ANY_TIME } from './reminder-plan.ts'
import type { Follow, StepName } from './standing.ts'

/** A step that was taken: the handoff and its conversation as they stand now, and the handoff as it was before. */
export type Scene = {
  t: Tx
  parts: Parts
  before: Handoff
  handoff: Handoff
  conversation: Conversation
  step: { step: StepName }
  by: { id: string | null; name: string | null }
  now: number
}

/** Does what follows from a step. */
export async function follow(what: Follow, scene: Scene): Promise<void> {
  await FOLLOWS[what]?.(scene)
}

/** Null: whoever takes the step does it, for they have the words. A reminder's line is for many: see reminding.ts. */
const FOLLOWS: Record<Follow, ((scene: Scene) => Promise<void>) | null> = {
  receipt: null,
  send: null,
  say_waiting: null,
  relay: null,
  note: null,
  call_staff: null,
  call_second: null,
  call_owner: null,
  hush: ({ t, conversation }) => withdraw(t, conversation.id),
  tell_taken: tellTaken,
  tell_given_back: (scene) => close(scene, 'given_back'),
  tell_resolved: (scene) => close(scene, 'resolved'),
  ask_after: ({ t, parts, conversation, before, now }) => planAftercare(t, parts, conversation, before, now),
  card: ({ t, handoff, now }) => showCard(t, handoff, now),
  tell_holder: tellHolder,
  call_holder: callHolder,
  wake_later: ({ t, handoff, now }) => wakeLater(t, handoff, now),
}

async function tellTaken({ t, parts, before, conversation, by, now }: Scene): Promise<void> {
  const { say } = parts.prompts
  const name = by.name ?? ''
  const isTakenOver = before.claimed_by !== null
  const text = isTakenOver
    ? say('taken_over', { name, before: before.claimed_name ?? say('somebody_of_ours') })
    : say('taken', { name })
  await speak(t, say, conversation, 'house', { text }, now)
}

async function close(scene: Scene, how: 'given_back' | 'resolved'): Promise<void> {
  const { t, parts, handoff, conversation, by, now } = scene
  const { say } = parts.prompts
  await dropProposal(t, handoff, { id: by.id ?? '', name: by.name ?? '' }, now)
  await updateConversation(t, conversation.id, { last_at: now })
  await speak(t, say, conversation, 'house', { text: say(how, { name: by.name ?? '' }) }, now)
  await watchQuiet(t, conversation.id, now)
}

const TOLD = {
  take_over: 'told_taken_over',
  reply: 'told_replied',
  give_back: 'told_given_back',
  resolve: 'told_resolved',
} as const

/** Whoever had it hears in the thread what another did. */
async function tellHolder(scene: Scene): Promise<void> {
  const { parts, before, step, by } = scene
  const { step: name } = step
  if (name !== 'take_over' && name !== 'reply' && name !== 'give_back' && name !== 'resolve') return
  const slots = { holder: holderName(scene, before), name: by.name ?? '' }
  await call(scene, parts.prompts.say(TOLD[name], slots))
}

const CALLED = {
  wake: 'called_awake',
  write: 'called_written',
  not_yet: 'called_back',
  come_back: 'called_back',
  remind: 'called_owed',
} as const

/** Whoever has it, or had it last, is called in the thread. */
async function callHolder(scene: Scene): Promise<void> {
  const { parts, before, step } = scene
  const { step: name } = step
  const isKnown =
    name === 'wake' || name === 'write' || name === 'not_yet' || name === 'come_back' || name === 'remind'
  if (isKnown) await call(scene, parts.prompts.say(CALLED[name], { holder: holderName(scene, before) }))
}

async function call({ t, before, handoff, step, now }: Scene, text: string): Promise<void> {
  const id = before.claimed_by ?? before.held_by
  if (id === null) return
  const calls = { id, name: before.claimed_name ?? before.held_name ?? '' }
  const origin = `call:${handoff.id}:${step.step}:${now}`
  const note = await addNote(t, { handoff: handoff.id, origin, name: 'Warmline', text, calls, now })
  if (note) await relayNote(t, handoff, note, now)
}

function holderName({ parts }: Scene, { claimed_name, held_name }: Handoff): string {
  return claimed_name ?? held_name ?? parts.prompts.say('somebody_of_ours')
}

async function wakeLater(t: Tx, { id, snoozed_until }: Handoff, now: number): Promise<void> {
  if (snoozed_until === null) return
  const key = `wake:${id}`
  await enqueue(t, { kind: 'wake', key, dedupe: key, about: id, due: snoozed_until, now, latest: ANY_TIME })
}
