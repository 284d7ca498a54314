import { sql } from 'kysely'
import type { Status, Verdict } from '../conversation.ts'
import { newId } from '../id.ts'
import type { Db, Tx } from './ledger.ts'
import type { AftercareRow, Conversation, Message } from './tables.ts'

export type NewQuestion = Pick<
  AftercareRow,
  'conversation_id' | 'handoff_id' | 'matter_id' | 'kind' | 'due_at'
>

/** Plans a question; its id, or null where this handoff has one of that kind. */
export async function planQuestion(t: Tx, question: NewQuestion): Promise<string | null> {
  const row = await t
    .insertInto('aftercare')
    .values({
      ...question,
      id: newId(),
      asked_at: null,
      message_id: null,
      answer: null,
      answered_at: null,
    })
    .onConflict((c) => c.columns(['handoff_id', 'kind']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export function getQuestion(db: Db, id: string): Promise<AftercareRow | undefined> {
  return db.selectFrom('aftercare').selectAll().where('id', '=', id).executeTakeFirst()
}

export type QuestionChange = Partial<Omit<AftercareRow, 'id' | 'conversation_id' | 'handoff_id'>>

export async function updateQuestion(t: Tx, id: string, change: QuestionChange): Promise<void> {
  await t.updateTable('aftercare').set(change).where('id', '=', id).execute()
}

/** A question that is not asked, or did not arrive, never was. */
export async function dropQuestion(t: Tx, id: string): Promise<void> {
  await t.deleteFrom('aftercare').where('id', '=', id).execute()
}

/** What was asked about a matter so far. */
export function askedInMatter(db: Db, matter: string): Promise<AftercareRow[]> {
  return db
    .selectFrom('aftercare')
    .selectAll()
    .where('matter_id', '=', matter)
    .where('asked_at', 'is not', null)
    .execute()
}

/** What this customer was last asked, in whichever conversation. */
export function lastAskedOf(db: Db, customer: string): Promise<AftercareRow | undefined> {
  return db
    .selectFrom('aftercare')
    .innerJoin('conversations', 'conversations.id', 'aftercare.conversation_id')
    .selectAll('aftercare')
    .where('customer_id', '=', customer)
    .where('asked_at', 'is not', null)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The last question at this conversation's place: one that was closed since may have been asked it. */
export function lastAskedAt(db: Db, conversation: Conversation): Promise<AftercareRow | undefined> {
  const { adapter, workspace, channel, thread } = conversation
  return db
    .selectFrom('aftercare')
    .innerJoin('conversations', 'conversations.id', 'aftercare.conversation_id')
    .selectAll('aftercare')
    .where('customer_id', '=', conversation.customer_id)
    .where('adapter', '=', adapter)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('thread', '=', thread)
    .where('asked_at', 'is not', null)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The question that this message puts, if it puts one. */
export function questionOf(db: Db, message: string): Promise<AftercareRow | undefined> {
  return db.selectFrom('aftercare').selectAll().where('message_id', '=', message).executeTakeFirst()
}

/** When the conversation's next question is due that is not asked yet; null where none is. Epoch milliseconds. */
export async function nextQuestionDue(db: Db, conversation: string): Promise<number | null> {
  const row = await db
    .selectFrom('aftercare')
    .select('due_at')
    .where('conversation_id', '=', conversation)
    .where('asked_at', 'is', null)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at ?? null
}

/** The newest answer stands. */
export async function answerQuestion(t: Tx, id: string, answer: Verdict, now: number): Promise<void> {
  await updateQuestion(t, id, { answer, answered_at: now })
}

/** When the customer last wrote, in any of their conversations; null for never. Epoch milliseconds. */
export async function lastWrote(db: Db, customer: string): Promise<number | null> {
  const row = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select((eb) => eb.fn.max('messages.at').as('at'))
    .where('conversations.customer_id', '=', customer)
    .where('author', '=', sql.lit<Message['author']>('customer'))
    .executeTakeFirst()
  return row?.at == null ? null : Number(row.at)
}

/** Whether a person has, or is called to, any of the customer's conversations. */
export async function isWithPeople(db: Db, customer: string): Promise<boolean> {
  const people: Status[] = ['waiting', 'with_person']
  const row = await db
    .selectFrom('conversations')
    .select('id')
    .where('customer_id', '=', customer)
    .where('status', 'in', people)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether anything but a nod was said to the customer here since: the conversation has moved on. */
export async function hasMovedOn(db: Db, conversation: string, since: number): Promise<boolean> {
  const row = await db
    .selectFrom('turns')
    .select('number')
    .where('conversation_id', '=', conversation)
    .where('settled_at', '>', since)
    .where('decision', '<>', 'acknowledge')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
