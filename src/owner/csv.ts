import { stringify } from 'csv-stringify/sync'
import type { ReportRow } from '../ledger/reports.ts'
import { COLUMNS } from './columns.ts'

/** Blanks and characters that show nothing: a spreadsheet may drop them before it looks at the first letter. */
const BLANK = /^[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+/u
const RUNS = new Set(['=', '+', '-', '@'])
/** What is put before the first row, so that spreadsheets read the file as UTF-8. */
const BYTE_ORDER_MARK = '\ufeff'

/** A text that no spreadsheet takes for a formula: one that might be taken for it begins with an apostrophe. */
export function defuse(text: string): string {
  const [first = ''] = text.replace(BLANK, '')
  // Full-width, small and superscript forms are folded to the plain sign by some spreadsheets.
  return RUNS.has(first.normalize('NFKC')) ? `'${text}` : text
}

/** The line of names that comes first. */
export function csvHead(): string {
  return BYTE_ORDER_MARK + write([COLUMNS.map((column) => column.name)])
}

/** Rows as lines of CSV. Numbers stay numbers, every text is in quotes. */
export function csvRows(rows: readonly ReportRow[]): string {
  return write(
    rows.map((row) =>
      COLUMNS.map((column) => {
        const value = column.of(row)
        if (typeof value === 'boolean') return value ? 'yes' : 'no'
        return typeof value === 'string' ? defuse(value) : value
      }),
    ),
  )
}

// In quotes even without a comma: a spreadsheet that also splits at semicolons or tabs must not find a cell inside.
function write(rows: (string | number | null)[][]): string {
  return stringify(rows, { escape_formulas: true, quoted_string: true, record_delimiter: '\r\n' })
}
