import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Owner, PERSONAL } from './columns.ts'

/**
 * Whose rows are meant: queries of ids. What came to a place after `upTo` belongs to whoever is there now. `withOthers`: also
 * what names somebody else as well.
 */
export type Scope = {
  conversations: RawBuilder<unknown>
  customers: RawBuilder<unknown>
  upTo: number
  withOthers: boolean
}

const NEVER = 9_007_199_254_740_991

/** All that is kept about a customer. */
export function scopeOfCustomer(id: string): Scope {
  return {
    conversations: sql`select id from conversations where customer_id = ${id}`,
    customers: sql`select id from customers where id = ${id}`,
    upTo: NEVER,
    withOthers: false,
  }
}

/** What goes with an erasure: its conversations, and customers who are nobody any more, under their new ids. */
export function scopeOfErasure(id: string, subject: string | null, upTo: number): Scope {
  const conversations = sql`select id from conversations where erasure = ${id}`
  const customers = sql`select id from customers where platform_id = 'erased:' || id
    and (id = ${subject} or id in (select customer_id from conversations where erasure = ${id}))`
  return { conversations, customers, upTo, withOthers: true }
}

/** The condition under which a row of the table is about them. */
export function belongs(table: keyof Tables, scope: Scope): RawBuilder<boolean> {
  const { by } = PERSONAL[table]
  if (by === null) return sql<boolean>`1 = 0`
  if (by === 'own') return ownWay(table, scope)
  const [column, owner] = by
  return sql<boolean>`${sql.ref(column)} in (${idsOf(owner, scope)})`
}

function idsOf(owner: Owner, { conversations, customers }: Scope): RawBuilder<unknown> {
  switch (owner) {
    case 'customers':
      return customers
    case 'conversations':
      return conversations
    default:
      return sql`select id from ${sql.table(owner)} where conversation_id in (${conversations})`
  }
}

function ownWay(table: keyof Tables, scope: Scope): RawBuilder<boolean> {
  switch (table) {
    case 'posts':
      return posts(scope)
    case 'work':
      return work(scope)
    case 'promise_moves':
      return promiseMoves(scope)
    case 'reminders':
      return reminders(scope)
    default:
      throw new Error(`Nobody wrote how a row of ${table} is known to be about somebody`)
  }
}

/** What the local page shows: where and while the conversation was, in the handoff's thread, or sent by us. */
function posts(scope: Scope): RawBuilder<boolean> {
  const { conversations, upTo, withOthers } = scope
  const ofReminders = sql`union
    select p.seq from deliveries d join posts p on p.id = d.id
    where d.kind = 'reminder' and d.about in (select id from reminders where ${reminders(scope)})`
  return sql<boolean>`seq in (
    select p.seq from conversations c join posts p on p.adapter = c.adapter and p.channel = c.channel
    where c.id in (${conversations}) and p.at >= c.opened_at and p.at <= ${upTo}
      and not exists (
        select 1 from conversations o
        where o.adapter = c.adapter and o.workspace = c.workspace and o.channel = c.channel
          and o.opened_at > c.opened_at and o.opened_at <= p.at and o.id not in (${conversations})
      )
    union
    select seq from posts
    where thread <> '' and thread in (select id from handoffs where conversation_id in (${conversations}))
    union
    select p.seq from deliveries d join posts p on p.id = d.id
    where d.conversation_id in (${conversations}) and d.kind <> 'reminder'
    ${withOthers ? ofReminders : sql``}
  )`
}

/** Work holds ids of the many things that it may be about, and at the most the name of whoever of staff asked for it. */
function work({ conversations }: Scope): RawBuilder<boolean> {
  const within = sql`where conversation_id in (${conversations})`
  const ofHandoffs = sql`where handoff_id in (select id from handoffs ${within})`
  return sql<boolean>`(about in (${conversations})
    or about in (select id from handoffs ${within} union select id from deliveries ${within}
      union select id from promises ${within} union select id from aftercare ${within}
      union select id from proposals ${ofHandoffs})
    or key in (select 'promises:' || id from messages ${within}
      union select 'alike:' || id from promises ${within}))`
}

function promiseMoves({ conversations }: Scope): RawBuilder<boolean> {
  return sql<boolean>`promise_id in (select id from promises where conversation_id in (${conversations}))`
}

/** A line about everybody who waited names whoever did so then. */
function reminders({ conversations }: Scope): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from handoffs h where h.conversation_id in (${conversations})
      and h.opened_at <= reminders.at and coalesce(h.closed_at, ${NEVER}) >= reminders.at
  )`
}
