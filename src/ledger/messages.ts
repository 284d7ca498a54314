import { sql } from 'kysely'
import { z } from 'zod'
import type { Option, Place, Source } from '../adapter.ts'
import { Attachment } from '../attachment.ts'
import { newId } from '../id.ts'
import { spreadTopicsAround } from './about.ts'
import type { Db, Tx } from './ledger.ts'
import { prepared } from './prepared.ts'
import type { Message } from './tables.ts'

/** Written out and not bound: SQLite uses a partial index only when it sees the word. */
const CUSTOMER = sql.lit<Message['author']>('customer')

/** The name under which a platform's message is known for ever: the same one twice is one message. */
export function originOf(place: Place, id: string): string {
  return JSON.stringify([place.adapter, place.workspace, place.channel, id])
}

export type NewMessage = {
  conversation: string
  author: Message['author']
  name: string
  text: string
  at: number
  origin?: string
  choice?: string | null
  attachments?: Attachment[]
  sources?: Source[]
  options?: Option[]
  turn?: number
  sentAt?: number | null
  picture?: string | null
}

/** Records a message once; null when its origin is known already. */
export async function recordMessage(t: Tx, message: NewMessage): Promise<string | null> {
  const [row] = await insert(t, {
    id: newId(),
    conversation_id: message.conversation,
    author: message.author,
    name: message.name,
    origin: message.origin ?? null,
    text: message.text,
    choice: message.choice ?? null,
    attachments: JSON.stringify(message.attachments ?? []),
    sources: JSON.stringify(message.sources ?? []),
    options: JSON.stringify(message.options ?? []),
    at: message.at,
    turn: message.turn ?? null,
    sent_at: message.sentAt ?? null,
    picture: message.picture ?? null,
  })
  return row?.id ?? null
}

const COLUMNS = [
  'id',
  'conversation_id',
  'author',
  'name',
  'origin',
  'text',
  'choice',
  'attachments',
  'sources',
  'options',
  'at',
  'turn',
  'sent_at',
  'picture',
] as const

const insert = prepared<Pick<Message, (typeof COLUMNS)[number]>, { id: string }>(COLUMNS, (db, values) =>
  db
    .insertInto('messages')
    .values({ ...values, edited_at: null, removed_at: null, version: 1, earlier_turn: null, signed_at: null })
    .onConflict((c) => c.column('origin').doNothing())
    .returning('id'),
)

const Attachments = z.array(Attachment)
const Origin = z.tuple([z.string(), z.string(), z.string(), z.string()])

export function attachmentsOf({ attachments }: Pick<Message, 'attachments'>): Attachment[] {
  return Attachments.parse(JSON.parse(attachments))
}

export function findByOrigin(t: Db, origin: string): Promise<Message | undefined> {
  return t.selectFrom('messages').selectAll().where('origin', '=', origin).executeTakeFirst()
}

/** A conversation's channel has another id: what the platform brings again must still be known. */
export async function renameOrigins(t: Tx, conversation: string, from: string, to: string): Promise<void> {
  const rows = await t
    .selectFrom('messages')
    .select(['id', 'origin'])
    .where('conversation_id', '=', conversation)
    .where('origin', 'is not', null)
    .execute()
  for (const { id, origin } of rows) {
    const parts = Origin.safeParse(JSON.parse(origin ?? 'null')).data
    if (parts?.[2] !== from) continue
    const renamed = JSON.stringify([parts[0], parts[1], to, parts[3]])
    await t.updateTable('messages').set({ origin: renamed }).where('id', '=', id).execute()
  }
}

export function getMessage(db: Db, id: string): Promise<Message | undefined> {
  return db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
}

/** So many messages are one turn at the most; the others are the next one's. */
export const TURN_AT_MOST = 100

/** The customer's words that no turn has settled yet, oldest first, as many as one turn takes. */
export function unanswered(db: Db, conversation: string): Promise<Message[]> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .where('author', '=', CUSTOMER)
    .where('turn', 'is', null)
    .where('removed_at', 'is', null)
    .orderBy('seq')
    .limit(TURN_AT_MOST)
    .execute()
}

/** The newest `limit` messages, oldest of them first. */
export async function recentMessages(db: Db, conversation: string, limit: number): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversation)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

export async function settleMessages(t: Tx, ids: string[], turn: number): Promise<void> {
  if (ids.length === 0) return
  await t.updateTable('messages').set({ turn }).where('id', 'in', ids).execute()
}

/** Puts new words in the place of the old ones; a turn that had settled it is kept in `earlier_turn`. */
export async function editMessage(t: Tx, message: Message, text: string, now: number): Promise<void> {
  await t
    .updateTable('messages')
    .set({
      text,
      edited_at: now,
      version: message.version + 1,
      turn: null,
      earlier_turn: message.turn ?? message.earlier_turn,
      signed_at: null,
    })
    .where('id', '=', message.id)
    .execute()
}

/** Takes the words away for good, and what was quoted from them; that there was a message stays. */
export async function removeMessage(t: Tx, message: Message, now: number): Promise<void> {
  await t
    .updateTable('messages')
    .set({ text: '', attachments: '[]', removed_at: now, version: message.version + 1 })
    .where('id', '=', message.id)
    .execute()
  // The reason may quote as well, and so may what a model calls its topic.
  const read = { quote: null, reason: 'the message was removed', topic: null, subject: null }
  await t.updateTable('readings').set(read).where('message_id', '=', message.id).execute()
  await spreadTopicsAround(t, message.conversation_id, message.at)
}

export async function markSigned(t: Tx, conversation: string, now: number): Promise<void> {
  await t
    .updateTable('messages')
    .set({ signed_at: now })
    .where('conversation_id', '=', conversation)
    .where('author', '=', CUSTOMER)
    .where('turn', 'is', null)
    .execute()
}

export type Late = { conversation: string; since: number; signed: boolean }
/** Epoch milliseconds: whoever has waited since before these needs a sign, or a person. `now` finds clocks put back. */
export type Lateness = { signBefore: number; personBefore: number; now: number }

/** A clock that is this far ahead of ours has been put back since. Milliseconds. */
const AHEAD = 60_000

/** Conversations whose customer has waited too long for what they should have had by now; oldest first. */
export async function lateConversations(
  db: Db,
  { signBefore, personBefore, now }: Lateness,
  limit: number,
): Promise<Late[]> {
  // What was edited waits from then on: its old words had their answer.
  const since = sql<number>`coalesce(edited_at, at)`
  const rows = await db
    .selectFrom('messages')
    .select(['conversation_id'])
    .select((eb) => [
      eb.fn.min(since).as('since'),
      eb.fn.count('signed_at').as('signed'),
      eb.fn.countAll().as('all'),
    ])
    .where('author', '=', CUSTOMER)
    .where('turn', 'is', null)
    .where('removed_at', 'is', null)
    .where((eb) => eb.or([eb(since, '<=', signBefore), eb(since, '>', now + AHEAD)]))
    .groupBy('conversation_id')
    // Who has had the sign and is not yet due for a person must not take the place of one who has had none.
    .having((eb) =>
      eb.or([eb(eb.fn.count('signed_at'), '<', eb.fn.countAll()), eb(eb.fn.min(since), '<=', personBefore)]),
    )
    .orderBy('since')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    conversation: row.conversation_id,
    since: Number(row.since),
    signed: Number(row.signed) === Number(row.all),
  }))
}

/** How many customers' messages no turn has settled yet. */
export async function countUnanswered(db: Db): Promise<number> {
  const row = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('author', '=', CUSTOMER)
    .where('turn', 'is', null)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
