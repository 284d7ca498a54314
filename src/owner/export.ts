import { ReadableStream } from 'node:stream/web'
import type { Context } from 'hono'
import type { Db } from '../ledger/ledger.ts'
import { eachReading, type ReadingFilter, type ReportRow } from '../ledger/reports.ts'
import { COLUMNS } from './columns.ts'
import { csvHead, csvRows } from './csv.ts'
import { dateOf } from './day.ts'
import type { Now } from './now.ts'

/** A way to write readings to a file. */
export type Format = {
  extension: string
  type: string
  head: () => string
  rows: (rows: readonly ReportRow[]) => string
}

export const CSV: Format = { extension: 'csv', type: 'text/csv; charset=utf-8', head: csvHead, rows: csvRows }
export const JSON_LINES: Format = {
  extension: 'jsonl',
  type: 'application/jsonl; charset=utf-8',
  head: () => '',
  rows: (rows) =>
    rows
      .map((row) => `${JSON.stringify(Object.fromEntries(COLUMNS.map(({ name, of }) => [name, of(row)])))}\n`)
      .join(''),
}

export type Export = {
  db: Db
  filter: ReadingFilter
  format: Format
  now: Now
  /** Hears why a file could not be finished. */
  onError: (error: unknown) => void
  /** Hears how many rows there were, when all are written. */
  onEnd?: (rows: number) => Promise<void>
}

/** Answers with the readings that the filter lets through, as a file. */
export function sendExport(c: Context, { db, filter, format, now, onError, onEnd }: Export): Response {
  const name = `warmline-readings-${dateOf(now.time, now.zone)}.${format.extension}`
  return sendFile(c, { name, type: format.type, texts: write(db, filter, format, onEnd), onError })
}

export type SentFile = {
  name: string
  type: string
  texts: AsyncIterable<string>
  onError: (error: unknown) => void
}

/**
 * Answers with a file that is read from the ledger as fast as it is taken, and no faster. Should the ledger fail half-way,
 * the connection breaks: a file that is cut must not look whole.
 */
export function sendFile(c: Context, { name, type, texts, onError }: SentFile): Response {
  c.header('content-type', type)
  c.header('content-disposition', `attachment; filename="${name}"`)
  c.header('cache-control', 'no-store')
  return c.body(ReadableStream.from(bytes(texts, onError)))
}

async function* write(
  db: Db,
  filter: ReadingFilter,
  format: Format,
  onEnd: Export['onEnd'],
): AsyncGenerator<string, void> {
  const head = format.head()
  if (head !== '') yield head
  let count = 0
  for await (const rows of eachReading(db, filter)) {
    count += rows.length
    yield format.rows(rows)
  }
  await onEnd?.(count)
}

async function* bytes(
  texts: AsyncIterable<string>,
  onError: Export['onError'],
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const encoder = new TextEncoder()
  try {
    for await (const text of texts) yield encoder.encode(text)
  } catch (error) {
    onError(error)
    // The server prints what breaks a stream: nothing of a query or of anybody's words may be in it.
    throw new Error('An export broke off')
  }
}
