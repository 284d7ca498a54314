import { wallOf } from '../calendar.ts'
import type { Cause } from '../decide.ts'
import type { Handoff } from '../ledger/tables.ts'
import { hoursOf } from '../people/hours.ts'
import { addOpenTime, nextOpening } from '../people/office.ts'
import { nextReminder } from '../people/reminder-times.ts'
import { roundUp, waitWords } from '../people/wait-words.ts'
import type { Say } from '../prompts.ts'
import type { Colleague } from './story.ts'
import { deliver, plan, say, showCard, type Talk } from './talk.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** By when customers are told that a person answers, counted while people are there. */
const SAID = 2 * HOUR
/** Whoever was due a word or a reminder before now has it soon after the start. */
const SOON = 2 * MINUTE

/** People are called: the handoff waits, and its card is with staff. */
export function openHandoff(talk: Talk, cause: Cause, reason: string, reopens: string | null): void {
  const { rows, chance, conversation, at, desks } = talk
  const before = talk.handoff
  const handoff: Handoff = {
    id: chance.id(),
    conversation_id: conversation.id,
    turn: conversation.turn,
    status: 'waiting',
    cause,
    reason,
    staff_place: JSON.stringify(desks.past),
    opened_at: at,
    claimed_by: null,
    claimed_name: null,
    claimed_at: null,
    closed_name: null,
    closed_at: null,
    summary: null,
    reopens,
    closed_by: null,
    held_by: before?.claimed_by ?? null,
    held_name: before?.claimed_name ?? null,
    snoozed_until: null,
    reminded: 0,
    remind_at: null,
    owed_since: null,
    promised_at: promised(talk, at),
    told_again: 0,
    tell_at: null,
    also_place: null,
  }
  rows.handoffs.push(handoff)
  talk.handoff = handoff
  conversation.status = 'waiting'
  const step = before === null ? 'open' : reopens === null ? 'come_back' : 'not_yet'
  tookStep(talk, { step, who: before === null ? 'assistant' : 'customer' }, cause)
}

/** By when a person is said to answer: a time that one can say. */
function promised(talk: Talk, at: number): number {
  const { office } = talk.prompts.charter
  const by = afterOpenTime(talk, at, SAID)
  return office ? roundUp(by, at, office.zone) : by
}

/** Our sentences with {reply} in the words that are told now. */
export function saying({ prompts, handoff, at }: Talk): Say {
  const { office, reply } = prompts.charter
  const promised = handoff?.promised_at ?? null
  const words = office && promised !== null ? waitWords(promised, at, office) : null
  return prompts.saying({ reply: words ?? reply })
}

type Step = { step: string; who: 'staff' | 'customer' | 'assistant'; by?: Colleague }

/** Writes a step down, and that its card and its words were shown to staff. */
export function tookStep(talk: Talk, { step, who, by }: Step, detail: string | null = null): void {
  const { rows, chance, handoff, at, desks } = talk
  if (!handoff) return
  rows.handoff_steps.push({
    handoff_id: handoff.id,
    step,
    by_who: who,
    by_id: by?.id ?? null,
    by_name: by?.name ?? null,
    at,
    detail: step === 'write' ? null : detail,
    origin: by ? JSON.stringify(['action', by.id, chance.id(12)]) : null,
  })
  if (step === 'write' && handoff.status === 'claimed') handoff.owed_since ??= at
  const about = step === 'write' && detail !== null ? detail : handoff.id
  deliver(talk, {
    kind: about === handoff.id ? 'card' : 'thread',
    about,
    speaker: 'house',
    place: desks.past,
  })
}

/** The hour on the office's clock, 0 to 23. */
export function hourAt({ prompts }: Pick<Talk, 'prompts'>, at: number): number {
  return Math.floor(wallOf(at, hoursOf(prompts.charter.office).zone).minutes / 60)
}

/** When somebody takes it who takes so long: while people are there, or also in the evening. */
export function claimedAt(talk: Talk, opened: number): number {
  const { waits, atAnyHour } = talk.story.people
  const isGrave = talk.handoff?.cause === 'danger' || talk.handoff?.cause === 'self_harm'
  const hour = hourAt(talk, opened)
  if (isGrave) return opened + Math.min(waits, 20 * MINUTE)
  return atAnyHour && hour >= 7 && hour < 22 ? opened + waits : afterOpenTime(talk, opened, waits)
}

export function claim(talk: Talk, by: Colleague): void {
  const { handoff, conversation, prompts, at } = talk
  if (!handoff) return
  Object.assign(handoff, {
    status: 'claimed',
    claimed_by: by.id,
    claimed_name: by.name,
    claimed_at: at,
    owed_since: at,
  })
  conversation.status = 'with_person'
  tookStep(talk, { step: 'claim', who: 'staff', by })
  say(talk, 'house', { text: prompts.say('taken', { name: by.name }) })
}

/** Staff write to the customer. The message's id. */
export function answer(talk: Talk, by: Colleague, text: string): string {
  tookStep(talk, { step: 'reply', who: 'staff', by })
  if (talk.handoff) talk.handoff.owed_since = null
  return say(talk, 'staff', { text, name: by.name })
}

export function close(talk: Talk, by: Colleague, how: 'resolved' | 'given_back'): void {
  const { handoff, conversation, prompts, at } = talk
  if (!handoff) return
  Object.assign(handoff, {
    status: how,
    closed_by: by.id,
    closed_name: by.name,
    closed_at: at,
    owed_since: null,
  })
  Object.assign(conversation, { status: 'open', last_at: at })
  talk.before = null
  talk.turnsAlone = 0
  tookStep(talk, { step: how === 'resolved' ? 'resolve' : 'give_back', who: 'staff', by })
  say(talk, 'house', { text: prompts.say(how, { name: by.name }) })
}

/** The story ends while people have the matter, or are called to it: it is shown at the present desk, and looked after. */
export function leaveOpen(talk: Talk): void {
  const { handoff, rows, now, prompts, desks } = talk
  if (!handoff) return
  const { office, reminders } = prompts.charter
  handoff.staff_place = JSON.stringify(desks.present)
  rows.deliveries = rows.deliveries.filter(({ about }) => about !== handoff.id)
  showCard(talk, handoff)
  const since = handoff.status === 'waiting' ? handoff.opened_at : (handoff.owed_since ?? now)
  const due = nextReminder(handoff, { office, reminders }, since)
  handoff.remind_at = due === null ? null : Math.max(due, now + SOON)
  if (handoff.remind_at !== null) plan(talk, 'remind', handoff.id, handoff.remind_at)
  if (handoff.status !== 'waiting') return
  const early = (handoff.promised_at ?? now) - 30 * MINUTE
  handoff.tell_at = Math.max(office ? (nextOpening(office, early) ?? early) : early, now + SOON)
  plan(talk, 'word', handoff.id, handoff.tell_at)
}

export function afterOpenTime({ prompts }: Pick<Talk, 'prompts'>, at: number, length: number): number {
  const { office } = prompts.charter
  return (office && addOpenTime(office, at, length)) ?? at + length
}
