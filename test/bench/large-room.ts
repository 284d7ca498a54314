import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readFolder } from '../../src/knowledge/folder.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { ROOMS } from '../../src/owner/rooms.ts'
import { openRoomOn, type Room } from '../owner/open-room.ts'
import { createDatabase } from '../support/databases.ts'
import { fillWithAYear, lastMoment, openLedgerAt } from './ledger-of-a-year.ts'

const ASSETS = ['../../src/web/assets', '../../src/owner/assets'].map((folder) =>
  resolve(import.meta.dirname, folder),
)

/** Beside the rooms themselves: what the links in them lead to, and how far back they can look. */
const LOOKS = [
  '/owner?mood=negative',
  '/owner?complaint=yes',
  '/owner/feelings?weeks=52',
  '/owner/complaints?weeks=12',
  '/owner/help?weeks=12',
  '/owner/fairness?weeks=12',
  '/owner/promises?weeks=12',
  '/owner/cost?weeks=12',
]

/** What is looked at, with the rooms. */
export const PATHS = [...ROOMS.map(({ path }) => path), ...LOOKS]

export type Seen = Omit<Room, 'close'>
type Made = { room: Seen; close(): Promise<void> }

/** The one that was made before, where the environment names it; else a new one, for this run. */
export async function openLarge(kind: 'sqlite' | 'postgres'): Promise<Made> {
  const kept = process.env[kind === 'sqlite' ? 'BENCH_YEAR_DIR' : 'BENCH_YEAR_URL']
  if (!kept) return openFilled(kind, 1)
  const dataDir = mkdtempSync(join(tmpdir(), 'warmline-room-'))
  const ledger = await openLedgerAt(kept)
  const room = await openRoomOn(ledger, dataDir, await lastMoment(ledger), await pages(), ASSETS)
  return {
    room,
    close: async () => {
      await ledger.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}

/** A new one with so much of a year (0 to 1). */
export async function openFilled(kind: 'sqlite' | 'postgres', share: number): Promise<Made> {
  const database = await createDatabase(kind)
  const ledger = await database.open()
  const now = Date.now()
  await fillWithAYear(ledger, now, share)
  const room = await openRoomOn(ledger, database.dataDir, now, await pages(), ASSETS)
  return { room, close: () => database.drop() }
}

/** The sample pages: what they lack is one of the rooms. */
async function pages() {
  const folder = resolve(import.meta.dirname, '../../knowledge')
  const search = await createSearch((await readFolder(folder)).passages)
  return { knowledge: { search: () => search, folder } }
}
