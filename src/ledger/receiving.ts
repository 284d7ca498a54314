import { sql } from 'kysely'
import { prepared } from './prepared.ts'

export type Writing = {
  adapter: string
  workspace: string
  channel: string
  thread: string
  /** The platform's id of whoever writes. */
  writer: string
  id: string
  name: string
  origin: string
  /** See hashOfOrigin. */
  hash: string
  text: string
  choice: string | null
  attachments: string
  now: number
  due: number
  latest: number
  sentAt: number | null
}

export type Written = {
  id: string | null
  asks: boolean
  customer_id: string
  asker_name: string
  asker_zone: string | null
}

const NAMES = [
  'adapter',
  'workspace',
  'channel',
  'thread',
  'writer',
  'id',
  'name',
  'origin',
  'hash',
  'text',
  'choice',
  'attachments',
  'now',
  'due',
  'latest',
  'sentAt',
] as const

/**
 * PostgreSQL only: what receiving a message writes, in one statement and so in one round trip, for a place whose
 * conversation is open. No row: there is none, and it must be opened first, or the message was erased. `id` is null where the message was known. It
 * writes what `recordMessage` and `enqueue` write; the stories run over both ways.
 */
export const writeAtOnce = prepared<Writing, Written>(
  NAMES,
  (_db, v) =>
    sql<Written>`
    with open as (
      select conversations.id, conversations.customer_id, customers.name as asker_name,
        customers.zone as asker_zone,
        customers.platform_id = ${v.writer}::text as asks
      from conversations join customers on customers.id = conversations.customer_id
      where conversations.adapter = ${v.adapter} and conversations.workspace = ${v.workspace}
        and conversations.channel = ${v.channel} and conversations.thread = ${v.thread} and status <> 'closed'
        and not exists (select 1 from erased_origins where hash = ${v.hash})
      for update of conversations
    ), message as (
      insert into messages (id, conversation_id, author, name, origin, text, choice, attachments, sources, options, at, version, sent_at)
      select ${v.id}, open.id, case when asks then 'customer' else 'bystander' end, ${v.name}, ${v.origin}::text, ${v.text},
        ${v.choice}::text, ${v.attachments}, '[]', '[]', ${v.now}::bigint, 1, ${v.sentAt}::bigint
      from open
      on conflict (origin) do nothing
      returning id
    ), turn as (
      insert into work (kind, key, about, dedupe, state, due_at, lease_until, token, attempts, created_at)
      select 'turn', 'turn:' || open.id, open.id, 'turn:' || open.id, 'open', ${v.due}::bigint, 0, 0, 0, ${v.now}::bigint
      from open, message where asks
      on conflict (dedupe) where state = 'open'
      do update set due_at = least(excluded.due_at, work.created_at + ${v.latest}::bigint)
      where work.lease_until = 0 and work.attempts = 0
    )
    select (select id from message) as id, asks, customer_id, asker_name, asker_zone from open`,
)
