import { sql } from 'kysely'
import type { Ledger } from '../../src/ledger/ledger.ts'

export type Row = Record<string, string | number | null>
export type Dump = Record<string, Row[]>

export type Column = { name: string; isNullable: boolean; isText: boolean }

/** The tables of a ledger as the database itself knows them, with their columns. */
export async function schemaOf({ db, kind }: Ledger): Promise<Record<string, Column[]>> {
  const columns =
    kind === 'postgres'
      ? sql<Found>`select table_name as t, column_name as c, data_type as y, case is_nullable when 'YES' then 1 else 0 end as n
          from information_schema.columns where table_schema = current_schema()`
      : sql<Found>`select m.name as t, p.name as c, p.type as y, 1 - p."notnull" as n
          from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table'`
  const { rows } = await columns.execute(db)
  const tables: Record<string, Column[]> = {}
  for (const { t, c, y, n } of rows) {
    if (t === 'migrations' || t.startsWith('sqlite_')) continue
    tables[t] = [...(tables[t] ?? []), { name: c, isNullable: n === 1, isText: y.toLowerCase() === 'text' }]
  }
  return tables
}

type Found = { t: string; c: string; y: string; n: number }

/** Every row of every table. */
export async function dump(ledger: Ledger): Promise<Dump> {
  const all: Dump = {}
  for (const table of Object.keys(await schemaOf(ledger)))
    all[table] = (await sql<Row>`select * from ${sql.table(table)}`.execute(ledger.db)).rows
  return all
}

/** Where in a dump a text stands: table.column, with what is there. */
export function found(all: Dump, text: string): string[] {
  return Object.entries(all).flatMap(([table, rows]) =>
    rows.flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) =>
        String(value).toLowerCase().includes(text.toLowerCase()) ? [`${table}.${column}: ${value}`] : [],
      ),
    ),
  )
}
