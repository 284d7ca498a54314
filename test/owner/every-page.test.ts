import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSearch } from '../../src/knowledge/search.ts'
import { causeNamed, linkCause } from '../../src/ledger/causes.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { createOwnerRoutes } from '../../src/owner/room.ts'
import { databases } from '../support/databases.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { say, tell } from './seed.ts'

const DAY = 86_400_000

/** What the room is made of: every address below it, each method once. */
function routesOf(ledger: Ledger, knowledge: Parameters<typeof createOwnerRoutes>[0]['knowledge']) {
  const requireOwner = async (_: unknown, next: () => Promise<void>) => next()
  const settings = { ledger, now: () => NOW, requireOwner, company: 'Larkfield' }
  const app = new Hono().route('/', createOwnerRoutes({ ...settings, ...(knowledge ? { knowledge } : {}) }))
  const all = app.routes.filter(({ method }) => method !== 'ALL')
  return [...new Map(all.map((one) => [`${one.method} ${one.path}`, one])).values()]
}

describe.each(databases)('every page of the owner’s room on %s', (kind) => {
  let room: Room
  let folder: string
  let routes: { method: string; path: string }[]
  let ids: { conversation: string; reading: string; customer: string }
  const troubles: unknown[] = []
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'))
    const search = await createSearch([])
    const knowledge = { search: () => search, folder }
    room = await openRoom(kind, { knowledge, onError: (error) => troubles.push(error) })
    routes = routesOf(room.ledger, knowledge)
    const { conversation } = await tell(room.ledger, {
      at: NOW - DAY,
      customer: 'Ann Secret',
      reading: { sentiment: -0.6, complaint: 1, topic: 'delivery' },
      turn: { decision: 'offer_person', cause: 'no_source' },
    })
    const { db } = room.ledger
    const reading = await db.selectFrom('readings').select('id').executeTakeFirstOrThrow()
    const customer = await db.selectFrom('customers').select('id').executeTakeFirstOrThrow()
    ids = { conversation, reading: reading.id, customer: customer.id }
  })
  afterEach(async () => {
    await room.close()
    rmSync(folder, { recursive: true })
    expect(troubles.splice(0)).toEqual([])
  })

  /** An address with somebody in it, so that no door is shut only because nobody is behind it. */
  const address = (path: string) =>
    path
      .replace('/conversations/:id', `/conversations/${ids.conversation}`)
      .replace('/customers/:id', `/customers/${ids.customer}`)
      .replace(':reading', ids.reading)
      .replace(':customer', ids.customer)
      .replace(/:\w+/, 'x')
  const html = { accept: 'text/html' }

  test('is shut to whoever has not signed in', async () => {
    expect(routes.length).toBeGreaterThan(25)
    for (const { method, path } of routes) {
      const headers = { ...html, 'sec-fetch-site': 'same-origin' }
      const answer = await room.app.request(address(path), { method, headers })
      expect([method, path, answer.status]).toEqual([method, path, 401])
      expect(await answer.text()).not.toContain('Secret')
    }
  })

  test('lets a viewer look, and neither change anything nor take anything out', async () => {
    for (const { method, path } of routes) {
      const isLook = method === 'GET' && !/\.(?:csv|jsonl|json)$|\/erase$/.test(path)
      const answer = await room.asViewer(address(path), method === 'GET' ? 'GET' : 'POST')
      expect([method, path, answer.status === 403]).toEqual([method, path, !isLook])
    }
    expect(await room.ledger.db.selectFrom('audit').selectAll().execute()).toEqual([])
  })

  test('writes down whatever the owner takes out', async () => {
    const exports = routes.filter(({ path }) => /\.(?:csv|jsonl)$/.test(path))
    expect(exports).toHaveLength(4)
    for (const { path } of exports) await room.see(address(path))
    const audit = await room.ledger.db.selectFrom('audit').select(['did', 'role']).execute()
    expect(audit).toHaveLength(4)
    expect(new Set(audit.map(({ role }) => role))).toEqual(new Set(['owner']))
  })

  test('takes no form from another site', async () => {
    for (const { path } of routes.filter(({ method }) => method === 'POST')) {
      const headers = { ...html, 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }
      const answer = await room.app.request(address(path), { method: 'POST', headers })
      expect([path, answer.status]).toEqual([path, 403])
    }
  })

  const ODD = [
    '',
    '%00',
    'delivery%00',
    '-1',
    '1e999',
    '9'.repeat(40),
    '9999-99-99',
    '999999999999999-999999999999999',
    '0-0',
    "x'%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    '%F0%9F%98%80%E2%80%AE',
    '..%2F..%2Fetc',
    'constructor',
    '__proto__',
    '%25%5C_',
    'x'.repeat(300),
    '%ED%A0%80',
  ]
  const NAMES = [
    ...['from', 'to', 'mood', 'complaint', 'outcome', 'topic', 'reason', 'platform', 'language', 'before'],
    ...['weeks', 'show', 'page', 'by', 'done', 'saved', 'correct', 'show=due&page', 'problem'],
  ]
  test('answers an absurd address kindly, and never breaks', { timeout: 120_000 }, async () => {
    for (const { path } of routes.filter(({ method }) => method === 'GET')) {
      for (const odd of ODD) {
        const query = NAMES.map((name) => `${name}=${odd}`)
        const asked = path === '/owner' || /export/.test(path) ? query : [query.join('&'), `show=${odd}`]
        for (const one of asked) {
          const from = /^(?:from|reason)/.test(one) ? '' : '&from=2026-01-01'
          const answer = await room.get(`${address(path)}?${one}${from}`)
          expect([path, one, answer.status < 500]).toEqual([path, one, true])
          expect(await answer.text()).not.toContain('<script>alert')
        }
      }
    }
  })

  test('takes an absurd form kindly, and never breaks', async () => {
    const names = ['visit', 'by', 'note', 'title', 'body', 'mood', 'topic', 'feeling', 'complaint', 'person']
    for (const { path } of routes.filter(({ method, path }) => method === 'POST' && !/erase/.test(path))) {
      for (const odd of ['', '\u0000', 'a\u0000b', '\u{1f600}'.repeat(999), '../../x', '<script>', '1e999']) {
        const form = Object.fromEntries(names.map((name) => [name, odd]))
        for (const [fields, to] of [
          [form, address(path)],
          [form, address(path).replace(/\/x\b/, `/${encodeURIComponent(odd)}`)],
        ] as const) {
          const answer = await room.send(to, fields)
          expect([to, odd, answer.status < 500]).toEqual([to, odd, true])
        }
      }
    }
  })

  test('shows harmful words as words, and no file runs them', async () => {
    const harm = `=cmd|' /C calc'!A0"'><script>alert(1)</script><img src=x onerror=alert(2)> ${'long'.repeat(99)} עברית 👩‍🚒`
    const { conversation } = await tell(room.ledger, {
      at: NOW - DAY,
      customer: harm,
      message: { text: harm, name: harm },
      reading: {
        sentiment: -0.9,
        complaint: 1,
        topic: harm,
        reason: harm,
        quote: harm,
        read_by: harm,
        language: 'x">',
      },
      turn: { decision: 'offer_person', cause: 'no_source', reason: harm },
      handoff: { claimed_name: harm, closed_name: harm, reason: harm, status: 'claimed', claimed_at: NOW },
    })
    await say(room.ledger, conversation, { at: NOW - 9, author: 'staff', name: harm, text: harm })
    await tell(room.ledger, {
      at: NOW - 5,
      conversation,
      message: { text: `thank you so much ${harm}` },
      reading: { sentiment: 0.9, quote: harm, topic: harm },
    })
    ids.conversation = conversation
    const { customer_id } = await room.ledger.db
      .selectFrom('conversations')
      .select('customer_id')
      .where('id', '=', conversation)
      .executeTakeFirstOrThrow()
    ids.customer = customer_id
    await room.send(`/owner/visits/${customer_id}`, { visit: 'v1', note: harm, by: 'contacts' })
    await room.ledger.transaction(async (t) => {
      const by = { id: 'kim', name: harm }
      const { id: cause } = await causeNamed(t, '"><script>alert(1)</script>', by, NOW)
      await linkCause(t, { cause, conversation, customer: customer_id, by, now: NOW })
    })
    const gaps = await room.see('/owner/gaps')
    const pages = routes.filter(({ method, path }) => method === 'GET' && !/\.(?:csv|jsonl|json)$/.test(path))
    const paths = pages.map(({ path }) => address(path))
    const gap = /\/owner\/gaps\/[^"]+/.exec(gaps)?.[0] ?? ''
    const figures = ['complaints', 'feelings', 'fairness', 'help', 'problems']
    const links = figures.map((name) => room.see(`/owner/${name}`))
    const behind = (await Promise.all(links)).flatMap((page) => page.match(/\/owner[^"]*\?[^"]+/g) ?? [])
    const shown = behind.map((link) => link.replaceAll('&amp;', '&').replace(/#.*/, ''))
    let seen = 0
    for (const path of [...paths, gap, ...new Set(shown)]) {
      const page = await room.see(path)
      if (page.includes('&lt;script&gt;alert(1)')) seen += 1
      expect(page).not.toMatch(
        /<script(?! type="module" src="\/assets\/)|<img(?! class="mark")|<[^>]* onerror=/i,
      )
    }
    expect(seen).toBeGreaterThan(9)
    const csv = await room.see('/owner/export.csv')
    expect(csv).not.toMatch(/(?:^|,)"?=/m)
  })
})
