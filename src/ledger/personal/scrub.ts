import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../ledger.ts'
import type { Tables } from '../tables.ts'
import { belongs, type Scope } from './belonging.ts'
import { type Fate, PERSONAL } from './columns.ts'
import { rememberErased } from './origins.ts'

/** So many rows are erased in one transaction: customers' turns must not wait for it. */
const AT_ONCE = 200

/** What stands in a place that is none any more; it can be read as one. */
const NOWHERE = JSON.stringify({ adapter: 'erased', workspace: 'erased', channel: 'erased', thread: '' })

/** The columns by which a row is known. */
export function keysOf(table: keyof Tables): readonly string[] {
  if (table === 'promise_moves') return ['origin']
  if (table === 'turns') return ['conversation_id', 'number']
  return 'seq' in PERSONAL[table].columns ? ['seq'] : ['id']
}

/** Erases some of what is left of a table, and says how many rows that was; 0 where nothing is left. */
export async function scrub(t: Tx, table: keyof Tables, scope: Scope, now: number): Promise<number> {
  const { columns, whole } = PERSONAL[table]
  if (!whole && going(columns).length === 0) return 0
  const left = sql<boolean>`${belongs(table, scope)} and ${whole ? sql`1 = 1` : isLeft(columns, scope)}`
  const keys = sql.join(keysOf(table).map((key) => sql.ref(key)))
  if (table === 'messages') await remember(t, left)
  const some = sql`(${keys}) in (select ${keys} from ${sql.table(table)} where ${left} order by ${keys} limit ${sql.lit(AT_ONCE)})`
  const result = whole
    ? await sql`delete from ${sql.table(table)} where ${some}`.execute(t)
    : await sql`update ${sql.table(table)} set ${changes(columns, scope, now)} where ${some}`.execute(t)
  return Number(result.numAffectedRows ?? 0)
}

/** How many rows of the table are about them. */
export async function countRows(db: Db, table: keyof Tables, scope: Scope): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from ${sql.table(table)} where ${belongs(table, scope)}`.execute(db)
  return Number(rows[0]?.n ?? 0)
}

async function remember(t: Tx, left: RawBuilder<boolean>): Promise<void> {
  const { rows } = await sql<{ origin: string | null }>`
    select origin from messages where ${left} order by seq limit ${sql.lit(AT_ONCE)}`.execute(t)
  await rememberErased(
    t,
    rows.flatMap(({ origin }) => origin ?? []),
  )
}

type Columns = Readonly<Record<string, Fate>>

type Going = Exclude<Fate, 'kept' | 'gone'>

function going(columns: Columns): [string, Going][] {
  return Object.entries(columns).flatMap(([column, fate]) =>
    fate === 'kept' || fate === 'gone' ? [] : [[column, fate]],
  )
}

function isLeft(columns: Columns, scope: Scope): RawBuilder<boolean> {
  const parts = going(columns).flatMap(([column, fate]) => {
    const it = sql.ref(column)
    if (fate === 'next') return []
    if (fate === 'removed') return sql`${it} is null`
    if (fate === 'none') return sql`${it} is not null`
    if (fate === 'shared') return sql`(${it} is not null and not ${isShared(column, scope)})`
    return sql`${it} <> ${insteadOf(fate)}`
  })
  return sql<boolean>`(${sql.join(parts, sql` or `)})`
}

function changes(columns: Columns, scope: Scope, now: number): RawBuilder<unknown> {
  return sql.join(
    going(columns).map(([column, fate]) => {
      const it = sql.ref(column)
      if (fate === 'removed') return sql`${it} = coalesce(${it}, ${now})`
      if (fate === 'next') return sql`${it} = ${it} + 1`
      if (fate === 'none') return sql`${it} = null`
      if (fate === 'shared') return sql`${it} = case when ${isShared(column, scope)} then ${it} else null end`
      return sql`${it} = ${insteadOf(fate)}`
    }),
  )
}

/**
 * Whether somebody else has the theme that stands in this column of `readings`. What a message counts as is always a topic
 * that was named, so topics are looked at: they have an index, and a column alone would be read whole for each row.
 */
function isShared(column: string, { conversations }: Scope): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from readings as others
    where others.topic = ${sql.ref(`readings.${column}`)} and others.conversation_id not in (${conversations}))`
}

function insteadOf(fate: Exclude<Going, 'none' | 'removed' | 'next' | 'shared'>): RawBuilder<unknown> {
  switch (fate) {
    case 'empty':
      return sql.lit('')
    case 'erased':
      return sql.lit('erased')
    case 'list':
      return sql.lit('[]')
    case 'object':
      return sql.lit('{}')
    case 'nowhere':
      return sql.lit(NOWHERE)
    case 'own_id':
      return sql.ref('id')
  }
}
