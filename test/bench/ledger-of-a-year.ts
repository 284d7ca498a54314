/**
 * A ledger of a year of a large company, invented: some 100,000 conversations and 1,000,000 messages. Made once, and kept
 * for as long as it is wanted:
 *
 *     node test/bench/ledger-of-a-year.ts FOLDER
 *     node test/bench/ledger-of-a-year.ts postgres://…/an_empty_database
 */
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { sql } from 'kysely'
import { fillWithSample } from '../../src/demo/sample.ts'
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts'
import { isEmpty, TABLES } from '../../src/ledger/sample.ts'
import { readPrompts } from '../../src/prompts.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const DESK = { adapter: 'local', workspace: 'local', channel: 'desk', thread: '' }

export const A_YEAR = { seed: 7, days: 365, perDay: 287, standing: 12_000, talk: 8 }

/**
 * Fills an empty ledger, up to `now` (epoch milliseconds); `share` makes it so much smaller. What breaks off half-way is
 * made anew, so the disk is not waited for.
 */
export async function fillWithAYear(ledger: Ledger, now: number, share = 1): Promise<void> {
  if (ledger.kind === 'sqlite') {
    await sql`pragma synchronous = off`.execute(ledger.db)
    await sql`pragma cache_size = -400000`.execute(ledger.db)
  }
  const { perDay, standing } = A_YEAR
  const weeks = { ...A_YEAR, now, perDay: perDay * share, standing: Math.ceil(standing * share) }
  const prompts = readPrompts(resolve(ROOT, 'prompts'))
  await fillWithSample(ledger, { weeks, prompts, knowledgeDir: resolve(ROOT, 'knowledge'), desk: DESK })
  if (ledger.kind === 'sqlite') {
    await sql`pragma synchronous = full`.execute(ledger.db)
    await sql`pragma cache_size = -2000`.execute(ledger.db)
  } else {
    // The server does so by itself, some time after so many rows came.
    for (const table of TABLES) await sql`analyze ${sql.table(table)}`.execute(ledger.db)
  }
}

/** Opens the ledger in a folder, or in the database at an address. */
export function openLedgerAt(where: string): Promise<Ledger> {
  const isDatabase = /^postgres(?:ql)?:/.test(where)
  return openLedger(
    isDatabase ? { dataDir: tmpdir(), databaseUrl: where } : { dataDir: resolve(where), databaseUrl: null },
  )
}

/** When something was last said in a ledger: its own now. Epoch milliseconds. */
export async function lastMoment({ db }: Ledger): Promise<number> {
  const row = await db.selectFrom('messages').select('at').orderBy('at', 'desc').limit(1).executeTakeFirst()
  return row?.at ?? Date.now()
}

async function make(where: string): Promise<void> {
  const ledger = await openLedgerAt(where)
  try {
    if (!(await isEmpty(ledger.db)))
      throw new Error('This ledger is not empty: name another folder or database')
    const began = performance.now()
    await fillWithAYear(ledger, Date.now())
    const { n } = await ledger.db
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
    console.log(
      `${Number(n).toLocaleString('en')} messages in ${((performance.now() - began) / 1000).toFixed(0)} s`,
    )
  } finally {
    await ledger.close()
  }
}

const [, script, where] = process.argv
if (script === import.meta.filename) {
  if (where === undefined)
    throw new Error('Name an empty folder, or a postgres:// address of an empty database')
  await make(where)
}
