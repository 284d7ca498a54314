import type { Option, Place, Source } from '../adapter.ts'
import type { SampleRows } from '../ledger/sample.ts'
import type { AftercareRow, Conversation, Delivery, Handoff, Message, ReadingRow } from '../ledger/tables.ts'
import type { Prompts, Say } from '../prompts.ts'
import type { Chance } from './chance.ts'
import type { Mind } from './mind.ts'
import type { Story } from './story.ts'

/** Nothing is told that is younger: it would still be on its way. Milliseconds. */
const FRESH = 30_000

/** What every story is told with. */
export type Telling = {
  /** Epoch milliseconds: nothing happens later. */
  now: number
  prompts: Prompts
  mind: Mind
  chance: Chance
  /** Where staff had the cards of what is over, and where they have those of what is not. */
  desks: { past: Place; present: Place }
  rows: SampleRows
  /** The ids of the causes that staff have named so far. */
  causes: Map<string, string>
}

/** A conversation while it is told: its rows as they stand at the moment `at`. */
export type Talk = Telling & {
  story: Story
  conversation: Conversation
  at: number
  /** The customer's last words, or ''. */
  said: string
  before: { decision: string; cause: string | null } | null
  turnsAlone: number
  handoff: Handoff | null
  /** The question whether it is right, where it was the last thing said. */
  asked: AftercareRow | null
  /** What shows that it was a complaint. */
  complaints: ReadingRow[]
}

/** Lets time pass. False where it would pass beyond now: then the story ends as it stands. */
export function moveTo(talk: Talk, at: number): boolean {
  if (at > talk.now - FRESH) return false
  talk.at = Math.max(talk.at, Math.round(at))
  return true
}

export function placeOf({ conversation }: Talk): Place {
  const { adapter, workspace, channel, thread } = conversation
  return { adapter, workspace, channel, thread }
}

export type Words = { text: string; sources?: Source[]; options?: Option[]; turn?: number; name?: string }

/** Says something to the customer, sent and received. The message's id. */
export function say(talk: Talk, by: 'assistant' | 'staff' | 'house', words: Words): string {
  const { conversation, prompts, at } = talk
  const isFirst = by === 'assistant' && conversation.ai_told_at === null
  if (isFirst) conversation.ai_told_at = at
  const id = addMessage(talk, {
    author: by,
    name: words.name ?? '',
    text: isFirst ? `${prompts.say('notice')}\n\n${words.text}` : words.text,
    sources: JSON.stringify(words.sources ?? []),
    options: JSON.stringify(words.options ?? []),
    turn: words.turn ?? null,
  })
  deliver(talk, { kind: 'message', about: id, speaker: by, place: placeOf(talk) })
  return id
}

type Said = Pick<Message, 'author' | 'text'> & Partial<Omit<Message, 'id' | 'seq' | 'conversation_id' | 'at'>>

export function addMessage({ rows, chance, conversation, at }: Talk, said: Said): string {
  const id = chance.id()
  rows.messages.push({
    name: '',
    origin: null,
    choice: null,
    attachments: '[]',
    sources: '[]',
    options: '[]',
    edited_at: null,
    removed_at: null,
    version: 1,
    turn: null,
    earlier_turn: null,
    signed_at: null,
    sent_at: null,
    picture: null,
    ...said,
    id,
    conversation_id: conversation.id,
    at,
  })
  return id
}

type Sent = Pick<Delivery, 'kind' | 'about' | 'speaker'> & { place: Place }

export function deliver({ rows, chance, conversation, at }: Talk, { place, ...sent }: Sent): void {
  rows.deliveries.push({
    id: chance.id(),
    conversation_id: conversation.id,
    place: JSON.stringify(place),
    ...sent,
    state: 'sent',
    attempts: 1,
    receipt: chance.id(),
    error: null,
    created_at: at,
    sent_at: at + chance.whole(40, 700),
  })
}

/** Has the card shown where staff look now, as soon as somebody is there to send it. */
export function showCard({ rows, chance, conversation, now, desks }: Talk, handoff: Handoff): void {
  const id = chance.id()
  rows.deliveries.push({
    id,
    conversation_id: conversation.id,
    place: JSON.stringify(desks.present),
    kind: 'card',
    about: handoff.id,
    speaker: 'house',
    state: 'pending',
    attempts: 0,
    receipt: null,
    error: null,
    created_at: now,
    sent_at: null,
  })
  rows.work.push(workOf('deliver', `out:staff:${conversation.id}`, id, now, now))
}

/** Work that comes due later; what is due already is done in the story itself. */
export function plan({ rows, at }: Talk, kind: string, about: string, due: number): void {
  rows.work.push(workOf(kind, `${kind}:${about}`, about, due, at))
}

function workOf(
  kind: string,
  key: string,
  about: string,
  due: number,
  at: number,
): SampleRows['work'][number] {
  // Cards are sent one after the other; a promise or a question is planned once anyway.
  const isMany = kind === 'deliver' || kind === 'promise' || kind === 'aftercare'
  const untouched = { lease_until: 0, token: 0, attempts: 0, error: null }
  return {
    kind,
    key,
    about,
    dedupe: isMany ? null : key,
    state: 'open',
    due_at: due,
    ...untouched,
    created_at: at,
  }
}

/** The words for whoever helped, in the middle of a sentence. */
export function nameOr(name: string | null, say: Say): string {
  return name ?? say('whoever_helped')
}
