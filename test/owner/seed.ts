import { newId } from '../../src/id.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Conversation, Handoff, Message, ReadingRow, Turn } from '../../src/ledger/tables.ts'

export type Told = {
  at: number
  customer?: string
  conversation?: string
  message?: Partial<Message>
  reading?: Partial<ReadingRow>
  turn?: Partial<Turn>
  handoff?: Partial<Handoff>
  status?: Conversation['status']
  outcome?: Conversation['outcome']
}

/** Puts one customer's message into a ledger with what it shows and what came of it; gives the ids. */
export async function tell({ db }: Ledger, told: Told): Promise<{ conversation: string; message: string }> {
  const { at } = told
  const conversation = told.conversation ?? newId()
  if (!told.conversation) {
    const customer = newId()
    const place = { adapter: 'local', workspace: 'w' }
    await db
      .insertInto('customers')
      .values({ id: customer, ...place, platform_id: customer, name: told.customer ?? 'Ann', since: at })
      .execute()
    await db
      .insertInto('conversations')
      .values({
        id: conversation,
        customer_id: customer,
        ...place,
        channel: customer,
        thread: '',
        status: told.status ?? 'open',
        outcome: told.outcome ?? 'unknown',
        turn: 1,
        ai_told_at: null,
        opened_at: at,
        last_at: at,
      })
      .execute()
  }
  const message = await say({ db }, conversation, {
    at,
    turn: told.turn?.number ?? (told.turn ? 1 : null),
    ...told.message,
  })
  await read({ db }, { conversation_id: conversation, message_id: message, at: at + 1, ...told.reading })
  if (told.turn)
    await decide({ db }, { conversation_id: conversation, settled_at: at + 2, due_at: at, ...told.turn })
  if (told.handoff)
    await handOff({ db }, { conversation_id: conversation, opened_at: at + 2, ...told.handoff })
  return { conversation, message }
}

type Open = Pick<Ledger, 'db'>

type Words = Omit<Message, 'seq'>

/** A customer's message of which nothing is said but what is given. */
export function words(conversation: string, message: Partial<Message>): Words {
  const { seq: _, ...given } = message
  return {
    author: 'customer',
    name: '',
    origin: null,
    text: 'Hello',
    choice: null,
    attachments: '[]',
    sources: '[]',
    options: '[]',
    at: 0,
    edited_at: null,
    removed_at: null,
    version: 1,
    turn: null,
    earlier_turn: null,
    signed_at: null,
    sent_at: null,
    picture: null,
    ...given,
    id: given.id ?? newId(),
    conversation_id: conversation,
  }
}

export async function say({ db }: Open, conversation: string, message: Partial<Message>): Promise<string> {
  const row = words(conversation, message)
  await db.insertInto('messages').values(row).execute()
  return row.id
}

type Read = Partial<ReadingRow> & Pick<ReadingRow, 'conversation_id' | 'message_id'>

/** A reading of which nothing is said but what is given. */
export function shown(reading: Read): ReadingRow {
  return {
    id: newId(),
    read_by: 'local',
    sentiment: 0,
    feeling: null,
    reason: 'no sign of feeling',
    quote: null,
    topic: null,
    act: 'tell',
    complaint: 0,
    complaint_score: 0,
    wants_person: 0,
    wants_person_score: 0,
    question: 0,
    question_score: 0,
    danger: null,
    language: 'en',
    at: 0,
    corrected_by: null,
    wrote_at: reading.at ?? 0,
    subject: reading.corrected_by ? null : (reading.topic ?? null),
    ...reading,
  }
}

export async function read({ db }: Open, reading: Read): Promise<void> {
  const message = await db
    .selectFrom('messages')
    .select('at')
    .where('id', '=', reading.message_id)
    .executeTakeFirst()
  await db
    .insertInto('readings')
    .values(shown({ wrote_at: message?.at ?? 0, ...reading }))
    .execute()
}

async function decide(
  { db }: Open,
  turn: Partial<Turn> & Pick<Turn, 'conversation_id' | 'settled_at' | 'due_at'>,
): Promise<void> {
  await db
    .insertInto('turns')
    .values({
      number: 1,
      decision: 'answer',
      cause: null,
      reason: 'the knowledge holds an answer',
      passages: '[]',
      confidence: null,
      answered_by: null,
      attempts: 1,
      ...turn,
    })
    .execute()
}

async function handOff(
  { db }: Open,
  handoff: Partial<Handoff> & Pick<Handoff, 'conversation_id' | 'opened_at'>,
): Promise<void> {
  await db
    .insertInto('handoffs')
    .values({
      id: newId(),
      turn: 1,
      status: 'waiting',
      cause: 'complaint',
      reason: 'a complaint',
      staff_place: '{}',
      claimed_by: null,
      claimed_name: null,
      claimed_at: null,
      closed_name: null,
      closed_at: null,
      ...handoff,
    })
    .execute()
}

/** Many messages of one conversation at once, one a second from `from` on. */
export async function tellMany(ledger: Ledger, count: number, from: number): Promise<void> {
  const { conversation } = await tell(ledger, { at: from, customer: 'Many' })
  for (let first = 1; first < count; first += 500) {
    const numbers = Array.from({ length: Math.min(500, count - first) }, (_, index) => first + index)
    const messages = numbers.map((n) => words(conversation, { at: from + n * 1000, text: `Message ${n}` }))
    const readings = messages.map(({ id, at }, n) =>
      shown({ conversation_id: conversation, message_id: id, at, sentiment: (n % 21) / 10 - 1 }),
    )
    await ledger.transaction(async (t) => {
      await t.insertInto('messages').values(messages).execute()
      await t.insertInto('readings').values(readings).execute()
    })
  }
}
