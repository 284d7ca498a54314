import { cpSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { Hono } from 'hono'
import { PROMPTS_DIR, readConfig } from './config.ts'
import { takeFolder } from './demo/folder.ts'
import { quietAdapters } from './demo/platforms.ts'
import { fillWithSample, USUAL } from './demo/sample.ts'
import { DRAFTS } from './knowledge/listing.ts'
import { openLedger } from './ledger/ledger.ts'
import { readPrompts } from './prompts.ts'
import { run } from './run.ts'
import { DESK, startWarmline } from './warmline.ts'
import { type Address, listen } from './web/server.ts'

const SAMPLE_PAGES = resolve(import.meta.dirname, '../knowledge')
const NOTICE = 'These are sample weeks, invented. Nothing is sent to anybody.'

/** What an owner has set for their customers is not for invented ones. */
const NOT_THE_OWNERS = {
  databaseUrl: null,
  slack: null,
  discord: null,
  model: null,
  tools: null,
  customersCsv: null,
  digest: null,
  owners: [],
  publicUrl: null,
  retentionDays: null,
}

/**
 * Warmline on invented weeks of a sample company, so that every page is alive at once. They lie in a folder of their own
 * and never reach a platform, a model, a tool or the owner's ledger.
 */
export async function main(): Promise<void> {
  await run(`The demo is ready. ${NOTICE}`, async (log) => {
    const { dataDir: owners, ...settings } = readConfig(process.env)
    const dataDir = join(owners, 'demo')
    await findFree(settings)
    const held = takeFolder(dataDir)
    await fill(dataDir)
    const config = { ...settings, ...NOT_THE_OWNERS, dataDir, knowledgeDir: ownPages(dataDir) }
    const running = await startWarmline(config, log, { adapters: quietAdapters(), notice: NOTICE })
    return { ...running, stop: () => running.stop().finally(held.release) }
  })
}

/** Throws SetupError where something listens already: said before weeks are written that nobody could look at. */
async function findFree(address: Address): Promise<void> {
  const listening = await listen(new Hono(), address)
  await listening.close()
}

/** A copy of the sample's pages: a draft that is approved in the demo is written beside it, and not beside the owner's. */
function ownPages(dataDir: string): string {
  const pages = join(dataDir, 'knowledge')
  rmSync(pages, { recursive: true, force: true })
  cpSync(SAMPLE_PAGES, pages, { recursive: true, filter: (path) => basename(path) !== DRAFTS })
  return pages
}

async function fill(dataDir: string): Promise<void> {
  const ledger = await openLedger({ dataDir, databaseUrl: null })
  try {
    const weeks = { ...USUAL, now: Date.now() }
    const prompts = readPrompts(PROMPTS_DIR)
    await fillWithSample(ledger, { weeks, prompts, knowledgeDir: SAMPLE_PAGES, desk: DESK })
  } finally {
    await ledger.close()
  }
}
