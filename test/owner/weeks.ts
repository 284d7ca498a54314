import type { Insertable } from 'kysely'
import { newId } from '../../src/id.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Handoff, Tables } from '../../src/ledger/tables.ts'
import { shown, words } from './seed.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

type Kind = {
  topic: string | null
  text: string
  sentiment: number | null
  reason: string
  quote: string | null
  complaint?: boolean
  /** Calls a person. */
  person?: boolean
}

const KINDS: Kind[] = [
  {
    topic: 'delivery',
    text: 'Where is my parcel? It was due on Monday.',
    sentiment: -0.5,
    reason: 'has waited a long time',
    quote: 'It was due on Monday',
    complaint: true,
    person: true,
  },
  {
    topic: 'delivery',
    text: 'How long does delivery take?',
    sentiment: 0,
    reason: 'no sign of feeling',
    quote: null,
  },
  {
    topic: 'delivery',
    text: 'The tea set arrived in pieces.',
    sentiment: -0.7,
    reason: 'says it arrived broken or wrong',
    quote: 'arrived in pieces',
    complaint: true,
    person: true,
  },
  {
    topic: 'refund',
    text: 'I have been waiting three weeks for my refund.',
    sentiment: -0.6,
    reason: 'has waited a long time; wants the money back',
    quote: 'three weeks',
    complaint: true,
    person: true,
  },
  {
    topic: 'refund',
    text: 'Thank you, the money came this morning.',
    sentiment: 0.7,
    reason: 'says thank you: “thank you”',
    quote: 'the money came this morning',
  },
  {
    topic: 'returns',
    text: 'Can I send this back?',
    sentiment: 0,
    reason: 'no sign of feeling',
    quote: null,
  },
  {
    topic: 'account',
    text: 'I cannot sign in any more.',
    sentiment: -0.3,
    reason: 'says something does not work',
    quote: 'cannot sign in',
    person: true,
  },
  {
    topic: null,
    text: 'Lovely, that helped. Thanks!',
    sentiment: 0.8,
    reason: 'kind words: “lovely”',
    quote: 'Lovely, that helped',
  },
  { topic: null, text: 'Ok', sentiment: null, reason: 'too little to tell', quote: null },
  {
    topic: 'price',
    text: 'What a friendly reply, and a fair price.',
    sentiment: 0.6,
    reason: 'praises: “friendly”',
    quote: 'a friendly reply',
  },
]
const NEWEST: Kind = {
  topic: 'packaging',
  text: 'So much plastic round one small cup.',
  sentiment: -0.4,
  reason: 'too much packaging',
  quote: 'So much plastic',
}

/** A small generator with a seed (mulberry32), so that every run draws the same. */
export function drawing(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

type Row<T extends keyof Tables> = Insertable<Tables[T]>
type Kinds =
  | 'customers'
  | 'conversations'
  | 'messages'
  | 'readings'
  | 'turns'
  | 'handoffs'
  | 'promises'
  | 'spend'
type Rows = { [T in Kinds]: Row<T>[] }

export type Weeks = { now: number; days: number; conversations: number; seed?: number }

/** Fills a ledger with weeks of conversations, the same for the same seed. */
export async function fillWeeks(
  ledger: Ledger,
  { now, days, conversations, seed = 1 }: Weeks,
): Promise<void> {
  const draw = drawing(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T
  let rows = empty()
  const flush = async () => {
    const full = rows
    rows = empty()
    await ledger.transaction(async (t) => {
      if (full.customers.length > 0) await t.insertInto('customers').values(full.customers).execute()
      await t.insertInto('conversations').values(full.conversations).execute()
      await t.insertInto('messages').values(full.messages).execute()
      await t.insertInto('readings').values(full.readings).execute()
      await t.insertInto('turns').values(full.turns).execute()
      if (full.handoffs.length > 0) await t.insertInto('handoffs').values(full.handoffs).execute()
      if (full.promises.length > 0) await t.insertInto('promises').values(full.promises).execute()
      await t.insertInto('spend').values(full.spend).execute()
    })
  }
  const customers: string[] = []
  for (let number = 0; number < conversations; number++) {
    const at = Math.floor(now - days * DAY * (1 - number / conversations) - draw() * 6 * HOUR)
    const adapter = draw() < 0.6 ? 'local' : 'other'
    if (customers.length === 0 || draw() < 0.7) {
      const id = newId()
      customers.push(id)
      const since = draw() < 0.5 ? at : at - 200 * DAY
      rows.customers.push({
        id,
        adapter,
        workspace: 'w',
        platform_id: id,
        name: `Customer ${customers.length}`,
        since,
      })
    }
    tellOne(rows, {
      at,
      adapter,
      customer: pick(customers),
      number,
      draw,
      kind: now - at < 5 * DAY && draw() < 0.15 ? NEWEST : pick(KINDS),
    })
    if (rows.conversations.length === 50) await flush()
  }
  if (rows.conversations.length > 0) await flush()
}

type One = { at: number; adapter: string; customer: string; number: number; draw: () => number; kind: Kind }

function tellOne(rows: Rows, { at, adapter, customer, number, draw, kind }: One): void {
  const conversation = newId()
  const outcome =
    draw() < 0.3 ? 'confirmed' : draw() < 0.3 ? 'durable' : draw() < 0.1 ? 'reopened' : 'unknown'
  const isOpen = kind.person === true && draw() < 0.1
  rows.conversations.push({
    id: conversation,
    customer_id: customer,
    adapter,
    workspace: 'w',
    channel: conversation,
    thread: '',
    status: isOpen ? 'waiting' : 'open',
    outcome,
    turn: 1,
    ai_told_at: at,
    opened_at: at,
    last_at: at,
  })
  const asked = newId()
  rows.messages.push(words(conversation, { id: asked, at, text: kind.text, turn: 1, name: '' }))
  rows.readings.push(
    shown({
      conversation_id: conversation,
      message_id: asked,
      at: at + 1,
      wrote_at: at,
      sentiment: kind.sentiment,
      reason: kind.reason,
      quote: kind.quote,
      topic: kind.topic,
      complaint: kind.complaint ? 1 : 0,
      language: draw() < 0.1 ? 'de' : 'en',
    }),
  )
  const signed = at + Math.floor(2_000 + draw() * draw() * 90_000)
  rows.messages.push(
    words(conversation, { id: newId(), author: 'assistant', at: signed, text: 'We have it.' }),
  )
  rows.turns.push({
    conversation_id: conversation,
    number: 1,
    decision: kind.person ? 'hand_off' : 'answer',
    cause: kind.person ? (kind.complaint ? 'complaint' : 'wants_person') : null,
    reason: 'as it was read',
    passages: '[]',
    confidence: null,
    answered_by: 'local',
    attempts: 1,
    due_at: at,
    settled_at: signed,
  })
  rows.spend.push(spendOf(conversation, customer, at, draw()))
  if (!kind.person) return
  const claimed = signed + Math.floor(draw() * draw() * 5 * HOUR) + MINUTE
  const closed = claimed + Math.floor(draw() * 24 * HOUR)
  const status: Handoff['status'] = isOpen ? 'waiting' : draw() < 0.15 ? 'given_back' : 'resolved'
  rows.handoffs.push({
    id: newId(),
    conversation_id: conversation,
    turn: 1,
    status,
    cause: number % 9 === 0 ? 'staff_asked' : kind.complaint ? 'complaint' : 'wants_person',
    reason: kind.reason,
    staff_place: '{}',
    opened_at: signed,
    claimed_by: isOpen ? null : 'sam',
    claimed_name: isOpen ? null : 'Sam',
    claimed_at: isOpen ? null : claimed,
    closed_by: isOpen ? null : 'sam',
    closed_name: isOpen ? null : 'Sam',
    closed_at: isOpen ? null : closed,
  })
  if (isOpen) return
  const reply = newId()
  rows.messages.push(
    words(conversation, {
      id: reply,
      author: 'staff',
      at: claimed + MINUTE,
      text: 'I am on it.',
      name: 'Sam',
    }),
  )
  rows.promises.push(promiseOf(conversation, customer, reply, { at: claimed + MINUTE, luck: draw() }))
}

function promiseOf(
  conversation: string,
  customer: string,
  message: string,
  { at, luck }: { at: number; luck: number },
): Row<'promises'> {
  const due = at + DAY
  const kept = luck < 0.7 ? due - HOUR : luck < 0.8 ? due + HOUR : null
  return {
    id: newId(),
    conversation_id: conversation,
    customer_id: customer,
    handoff_id: null,
    message_id: message,
    made_by: 'staff',
    by_id: 'sam',
    by_name: 'Sam',
    what: 'You will hear from me by tomorrow.',
    due_at: due,
    stated: 1,
    conditional: 0,
    sure: 1,
    state: kept !== null ? 'kept' : luck < 0.9 ? 'broken' : 'open',
    made_at: at,
    found_at: at,
    decided_by_id: null,
    decided_by_name: null,
    decided_at: null,
    reminded_at: null,
    told_at: null,
    broken_at: null,
    kept_at: kept,
  }
}

function spendOf(conversation: string, customer: string, at: number, luck: number): Row<'spend'> {
  return {
    id: newId(),
    at,
    customer_id: customer,
    conversation_id: conversation,
    purpose: 'answer',
    model: luck < 0.5 ? 'a-small-model' : 'a-large-model',
    input_tokens: 900,
    cached_tokens: 0,
    output_tokens: 100,
    reasoning_tokens: 0,
    estimated: 0,
    cost: Math.floor(luck * 40_000),
    ms: 900,
    ended: 'whole',
  }
}

function empty(): Rows {
  return {
    customers: [],
    conversations: [],
    messages: [],
    readings: [],
    turns: [],
    handoffs: [],
    promises: [],
    spend: [],
  }
}
