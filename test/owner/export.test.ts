import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { createOwnerRoutes } from '../../src/owner/room.ts'
import { createWeb, listen } from '../../src/web/server.ts'
import { databases } from '../support/databases.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { parseCsv } from './parse-csv.ts'
import { tell, tellMany } from './seed.ts'

describe.each(databases)('exports on %s', (kind) => {
  let room: Room
  let ledger: Ledger
  beforeEach(async () => {
    room = await openRoom(kind)
    ledger = room.ledger
  })
  afterEach(() => room.close())

  test('exports hold every row that the filter lets through', async () => {
    await tellMany(ledger, 5000, NOW - 10_000_000)
    await tell(ledger, { at: NOW, customer: ' =1+1', reading: { complaint: 1, quote: '\u200b=2' } })
    const answer = await room.get('/owner/export.csv')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="warmline-readings-2026-11-22.csv"',
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const rows = parseCsv(await answer.text())
    expect(rows).toHaveLength(5002)
    expect(rows[1]?.[1]).toBe("' =1+1")
    const lines = (await room.see('/owner/export.jsonl?complaint=yes')).trimEnd().split('\n')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      customer: ' =1+1',
      complaint: true,
      sentiment: 0,
      quote: '\u200b=2',
      topic: null,
    })
  })

  test('an export is read no faster than it is taken, and stops with its reader', async () => {
    await tellMany(ledger, 5000, NOW - 10_000_000)
    let asked = 0
    const counting: Ledger = {
      ...ledger,
      db: ledger.db.withPlugin({
        transformQuery: ({ node }) => {
          asked += 1
          return node
        },
        transformResult: async ({ result }) => result,
      }),
    }
    const routes = createOwnerRoutes({
      ledger: counting,
      now: () => NOW,
      requireOwner: (_c, next) => next(),
      company: 'Larkfield',
    })
    const reader = (await routes.request('/owner/export.jsonl')).body?.getReader()
    await reader?.read()
    await new Promise((done) => setTimeout(done, 100))
    expect(asked).toBeLessThanOrEqual(2)
    await reader?.cancel()
    await new Promise((done) => setTimeout(done, 50))
    expect(asked).toBeLessThanOrEqual(2)
  })

  test('an export that fails half-way does not look whole', async () => {
    await tellMany(ledger, 2500, NOW - 10_000_000)
    let asked = 0
    const heard: string[] = []
    const failing: Ledger = {
      ...ledger,
      db: ledger.db.withPlugin({
        transformQuery: ({ node }) => {
          asked += 1
          if (asked > 2) throw new Error('the ledger is gone')
          return node
        },
        transformResult: async ({ result }) => result,
      }),
    }
    const web = createWeb({
      company: 'Larkfield',
      assets: [],
      ready: async () => ({ ok: true, checks: {} }),
      routes: (all) => {
        all.route(
          '/',
          createOwnerRoutes({
            ledger: failing,
            now: () => NOW,
            requireOwner: (_c, next) => next(),
            company: 'Larkfield',
            onError: (error) => heard.push(String(error)),
          }),
        )
      },
    })
    const { url, close } = await listen(web, { host: '127.0.0.1', port: 0 })
    try {
      await expect(fetch(`${url}/owner/export.csv`).then((answer) => answer.text())).rejects.toThrow()
      expect(heard).toEqual(['Error: the ledger is gone'])
    } finally {
      await close()
    }
  })
})
