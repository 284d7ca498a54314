import { readFile, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { cleanText } from '../clean.ts'
import { isDate, readDate } from './day.ts'

const LARGEST_FILE = 20 * 1024 * 1024
/** So many lines that cannot be used are named one by one. */
const NAMED = 20

/** A customer as the owner's file has it. `since` is null where the file does not say. */
export type FileRow = { line: number; customer: string; value: number; since: number | null }
export type CustomerFile = { rows: FileRow[]; problems: string[] }

const Row = z.object({
  customer: z
    .string('“customer” is missing')
    .transform((name) => cleanText(name))
    .refine((name) => name !== '', '“customer” is empty'),
  value: z
    .string('“value” is missing')
    .trim()
    // Three digits after a point or comma may as well be thousands.
    .regex(/^-?\d+(?:[.,](?:\d{1,2}|\d{4,}))?$/, '“value” has to be a number such as 1200 or 1200.50')
    .transform((number) => Number(number.replace(',', '.'))),
  since: z
    .string()
    .trim()
    .default('')
    .refine((day) => day === '' || isDate(day), '“since” has to be a day such as 2019-04-30'),
})
const Line = z.object({ info: z.object({ lines: z.number() }), record: z.record(z.string(), z.string()) })

/**
 * The owner's file of customers (CSV; a comma, semicolon or tab between): `customer` (the platform's id, or the name as it
 * is shown), `value` (a number), and, if they like, `since` (a day of the zone). What cannot be used is named, and the rest goes on.
 */
export async function readCustomerFile(path: string, zone: string): Promise<CustomerFile> {
  let text: string
  try {
    if ((await stat(path)).size > LARGEST_FILE)
      return refused(`Your file of customers (${path}) is over 20 MB.`)
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    if (error instanceof TypeError) return refused(`Your file of customers (${path}) is not UTF-8 text.`)
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
    return refused(`Your file of customers (${path}) cannot be read (${code}).`)
  }
  return readCustomers(text, zone)
}

/** The same of the file's text. Days are those of the zone. */
export function readCustomers(text: string, zone: string): CustomerFile {
  const names: string[] = []
  const lines = linesIn(text, names)
  if (lines === null) return refused('Your file of customers is no CSV: a quotation mark is not closed.')
  const missing = names.length === 0 ? [] : ['customer', 'value'].filter((name) => !names.includes(name))
  if (missing.length > 0)
    return refused(
      `The first line of your file of customers has to name its columns: ${missing.join(' and ')} not found.`,
    )
  const file: CustomerFile = { rows: [], problems: [] }
  for (const { info, record } of lines) {
    const row = Row.safeParse(record)
    if (row.success) {
      const since = readDate(row.data.since, zone)?.from ?? null
      file.rows.push({ line: info.lines, ...row.data, since })
    } else
      file.problems.push(`Line ${info.lines}: ${row.error.issues.map(({ message }) => message).join('; ')}.`)
  }
  return { rows: file.rows, problems: fewOf(file.problems) }
}

/** The lines below the first, whose names go into `names`; null where it is no CSV. */
function linesIn(text: string, names: string[]): z.infer<typeof Line>[] | null {
  try {
    return z.array(Line).parse(
      parse(text, {
        bom: true,
        columns: (head: string[]) => {
          names.push(...head.map((name) => name.trim().toLowerCase()))
          return [...names]
        },
        delimiter: delimiterIn(text),
        info: true,
        relax_column_count: true,
        skip_empty_lines: true,
      }),
    )
  } catch {
    return null
  }
}

/** What stands between the names of the columns: a comma may also stand within a number. */
function delimiterIn(text: string): string {
  const [head = ''] = text.split('\n')
  return [';', '\t'].find((delimiter) => head.includes(delimiter)) ?? ','
}

/** The first problems, and how many more there are. */
export function fewOf(problems: readonly string[]): string[] {
  const more = problems.length - NAMED
  return more > 0 ? [...problems.slice(0, NAMED), `And ${more} more lines like these.`] : [...problems]
}

function refused(problem: string): CustomerFile {
  return { rows: [], problems: [problem] }
}
