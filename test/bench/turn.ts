import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { createDatabase } from '../support/databases.ts'
import { createBenchEngine } from './engine.ts'
import { type Figure, ms, percentile } from './measure.ts'

const TURNS = 300
const PASSAGES = 200
const FEW = 100
const MANY = 10_000

/** From a turn being due to its reply in the outbox, by the local mind over 200 passages, in a small and a large ledger. */
export async function benchTurn(kind: 'sqlite' | 'postgres'): Promise<Figure[]> {
  const folder = writePages()
  const small = await prepare(kind, folder, FEW)
  const large = await prepare(kind, folder, MANY)
  // In turn, so that whatever else the machine does falls on both.
  for (let n = 0; n < TURNS + 30; n++) {
    for (const one of [small, large]) await one.turn(n, n >= 30)
  }
  for (const one of [small, large]) await one.drop()
  rmSync(folder, { recursive: true })

  const [p50, p99] = [percentile(small.times, 50), percentile(small.times, 99)]
  const large50 = percentile(large.times, 50)
  return [
    {
      name: `turn due to reply in the outbox, ${kind}, local mind, ${PASSAGES} passages`,
      value: `p50 ${ms(p50)}, p99 ${ms(p99)} (${small.answered} of ${TURNS + 30} answered from the pages)`,
      goal: 'p50 ≤ 10 ms, p99 ≤ 40 ms',
      met: p50 <= 10 && p99 <= 40,
    },
    {
      name: `the same with ${MANY.toLocaleString('en')} conversations in the ledger, against ${FEW}`,
      value: `p50 ${ms(large50)} / ${ms(p50)} = ${(large50 / p50).toFixed(2)} times`,
      goal: 'at most 1.3 times',
      met: large50 / p50 <= 1.3,
    },
  ]
}

async function prepare(kind: 'sqlite' | 'postgres', folder: string, conversations: number) {
  const database = await createDatabase(kind)
  const ledger = await database.open()
  await fill(ledger, conversations)
  const { engine, clock, knowledge, adapter } = await createBenchEngine(ledger, folder)
  const times: number[] = []
  const result = { times, answered: 0, turn, drop }
  return result

  async function turn(n: number, counts: boolean) {
    const channel = `asks-${n}`
    const place = { adapter: 'bench', workspace: 'w', channel, thread: '' }
    const text = question(n)
    await engine.receive({ kind: 'message', id: 'm', place, author: { id: channel, name: 'Nora' }, text })
    clock.now += 1_000
    const began = performance.now()
    await engine.runDue('turns')
    if (counts) times.push(performance.now() - began)
    await engine.runDue()
    const said = adapter.posts.at(-1)?.outbound
    if (said?.kind === 'text' && said.sources.length > 0) result.answered++
  }

  async function drop() {
    knowledge?.close()
    await database.drop()
  }
}

/** Conversations as they stand after an answer, each with its waiting seven quiet days. */
async function fill(ledger: Ledger, count: number): Promise<void> {
  const at = Date.now()
  const CHUNK = 500
  for (let from = 0; from < count; from += CHUNK) {
    const ids = Array.from({ length: Math.min(CHUNK, count - from) }, (_, index) => `old-${from + index}`)
    const blank = {
      attachments: '[]',
      sources: '[]',
      options: '[]',
      edited_at: null,
      removed_at: null,
      version: 1,
      earlier_turn: null,
      signed_at: null,
      choice: null,
      origin: null,
    }
    await ledger.transaction(async (t) => {
      await t
        .insertInto('customers')
        .values(
          ids.map((id) => ({
            id,
            adapter: 'bench',
            workspace: 'w',
            platform_id: id,
            name: 'Nora',
            since: at,
          })),
        )
        .execute()
      await t
        .insertInto('conversations')
        .values(
          ids.map((id) => ({
            id,
            customer_id: id,
            adapter: 'bench',
            workspace: 'w',
            channel: id,
            thread: '',
            status: 'open' as const,
            outcome: 'unknown' as const,
            turn: 1,
            ai_told_at: at,
            opened_at: at,
            last_at: at,
          })),
        )
        .execute()
      const said = (author: 'customer' | 'assistant') =>
        ids.map((id) => ({
          ...blank,
          id: `${id}-${author}`,
          conversation_id: id,
          author,
          name: '',
          text: 'How do I clean the machine?',
          at,
          turn: 1,
        }))
      await t.insertInto('messages').values(said('customer')).execute()
      await t.insertInto('messages').values(said('assistant')).execute()
      await t
        .insertInto('turns')
        .values(
          ids.map((id) => ({
            conversation_id: id,
            number: 1,
            decision: 'answer',
            cause: null,
            reason: 'the knowledge holds an answer',
            passages: '[]',
            confidence: 0.5,
            answered_by: 'local',
            attempts: 1,
            due_at: at,
            settled_at: at,
          })),
        )
        .execute()
      await t
        .insertInto('work')
        .values(
          ids.map((id) => ({
            kind: 'quiet',
            key: `quiet:${id}`,
            about: id,
            dedupe: `quiet:${id}`,
            state: 'open' as const,
            due_at: at + 600_000_000,
            lease_until: 0,
            token: 0,
            attempts: 0,
            error: null,
            created_at: at,
          })),
        )
        .execute()
    })
  }
}

const THINGS =
  'kettle saddle lantern carpet mirror window basket blanket candle drawer engine fountain garden hammock jacket ladder mattress notebook oven piano'.split(
    ' ',
  )
const DEEDS = 'clean polish store repaint repair insure deliver assemble recycle engrave'.split(' ')

function question(n: number): string {
  return `How do I ${DEEDS[n % DEEDS.length]} my ${THINGS[Math.floor(n / DEEDS.length) % THINGS.length]}?`
}

/** One page a thing, one passage a deed. */
function writePages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'warmline-pages-'))
  for (const [page, thing] of THINGS.entries()) {
    const sections = DEEDS.map((deed, index) => {
      const asked = question(page * DEEDS.length + index)
      return `## ${asked}\n\nTo ${deed} a ${thing}, set aside ${index + 2} hours and a dry room. We ${deed} every ${thing} free of charge in its first ${page + 2} months.`
    })
    writeFileSync(join(folder, `${thing}.md`), `# About your ${thing}\n\n${sections.join('\n\n')}\n`)
  }
  return folder
}
