import { expect, test } from 'vitest'
import type { ReportRow } from '../../src/ledger/reports.ts'
import { COLUMNS } from '../../src/owner/columns.ts'
import { csvHead, csvRows, defuse } from '../../src/owner/csv.ts'
import { parseCsv } from './parse-csv.ts'

const ROW: ReportRow = {
  at: Date.UTC(2026, 10, 22),
  customer: 'Ann',
  conversation: 'c1',
  message: 'm1',
  text: 'Hello',
  isRemoved: false,
  sentiment: -0.6,
  feeling: null,
  reason: 'no sign of feeling',
  quote: null,
  topic: null,
  subject: null,
  isComplaint: true,
  wantsPerson: false,
  readBy: 'local',
  decision: null,
  cause: null,
  decisionReason: null,
  status: 'open',
  outcome: 'unknown',
  handoff: null,
  handoffBy: null,
}

const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫']
const BEFORE = [
  '',
  '\n',
  ' ',
  '\t',
  '\r',
  '\r\n',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00a0',
  '\u3000',
  '\u00ad',
  '\u202e',
]
const MORE_BEFORE = [
  '\u2028',
  '\u0000',
  '\u3164',
  '\u115f',
  '\u034f',
  '\ufe0f',
  '\u{e0020}',
  '\u2800',
  ' \u200b\n\t',
]
const ATTACKS = [...BEFORE, ...MORE_BEFORE].flatMap((before) => SIGNS.map((sign) => `${before}${sign}1+1`))

test.each(ATTACKS)('%j is defused in every text column', (attack) => {
  const [cells] = parseCsv(
    csvRows([{ ...ROW, customer: attack, reason: attack, quote: attack, topic: attack, handoffBy: attack }]),
  )
  for (const name of ['customer', 'reason', 'quote', 'topic', 'handoff_by']) {
    expect(cells?.[COLUMNS.findIndex((column) => column.name === name)]).toBe(`'${attack}`)
  }
})

test.each(['Ann', '', '5 = 5', 'a@b.example', "'=1", '\nhello', '1-2', '🙂 hi', '(=1)'])(
  '%j stays as it is',
  (text) => {
    expect(defuse(text)).toBe(text)
  },
)

test('numbers stay numbers, text is quoted, nothing is an empty cell', () => {
  const line = csvRows([{ ...ROW, customer: 'A "B", C\nD;=1' }])
  expect(line).toContain(',-0.6,')
  expect(line).toContain('"A ""B"", C\nD;=1"')
  const [cells] = parseCsv(line)
  expect(cells).toHaveLength(COLUMNS.length)
  expect(cells?.slice(0, 6)).toEqual(['2026-11-22T00:00:00.000Z', 'A "B", C\nD;=1', 'c1', 'm1', '-0.6', ''])
  expect(cells?.[10]).toBe('yes')
  expect(cells?.[11]).toBe('no')
})

test('the head names the columns and says that it is UTF-8', () => {
  expect(csvHead().startsWith('\ufeff"time","customer",')).toBe(true)
  expect(parseCsv(csvHead().slice(1))[0]).toEqual(COLUMNS.map((column) => column.name))
})
