import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getErasure } from '../../src/ledger/personal/erasures.ts'
import { databases } from '../support/databases.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { say, tell } from './seed.ts'

describe.each(databases)('what is kept about a customer, in the room on %s', (kind) => {
  let room: Room
  beforeEach(async () => {
    room = await openRoom(kind)
  })
  afterEach(() => room.close())

  const ann = async () => {
    const { conversation } = await tell(room.ledger, {
      at: NOW - 60_000,
      customer: 'Ann',
      message: { text: 'where is my parcel' },
      turn: {},
      handoff: {},
    })
    const { customer_id } = await room.ledger.db
      .selectFrom('conversations')
      .select('customer_id')
      .where('id', '=', conversation)
      .executeTakeFirstOrThrow()
    return { conversation, page: `/owner/customers/${customer_id}`, id: customer_id }
  }

  test('a conversation leads to its customer, whose page lists all of theirs', async () => {
    const { conversation, page } = await ann()
    expect(await room.see(`/owner/conversations/${conversation}`)).toContain(`href="${page}"`)
    const seen = await room.see(page)
    expect(seen).toContain('<bdi>Ann</bdi>')
    expect(seen).toContain(`/owner/conversations/${conversation}`)
    expect((await room.get('/owner/customers/nobody')).status).toBe(404)
    expect((await room.get('/owner/customers/%00')).status).toBe(400)
  })

  test('the export holds each row of theirs from every table, and nobody else’s', async () => {
    const { page, id, conversation } = await ann()
    for (let n = 0; n < 1100; n++) await say(room.ledger, conversation, { at: NOW, text: `line ${n}` })
    await tell(room.ledger, { at: NOW, customer: 'Bea', message: { text: 'SECRET' } })
    const answer = await room.get(`${page}/export.jsonl`)
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="warmline-customer-2026-11-22.jsonl"',
    )
    const text = await answer.text()
    expect(text).not.toContain('SECRET')
    const lines: { table: string; row: Record<string, unknown> }[] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const of = (table: string) => lines.filter((line) => line.table === table).map(({ row }) => row)
    expect(of('customers')).toEqual([
      expect.objectContaining({ id, name: 'Ann', adapter: 'local', platform_id: id }),
    ])
    expect(new Set(of('messages').map((row) => row.text)).size).toBe(1101)
    for (const table of ['conversations', 'readings', 'turns', 'handoffs']) expect(of(table)).toHaveLength(1)
    const [entry] = of('audit')
    expect(entry).toMatchObject({ did: 'exported_customer', role: 'owner', customer_id: id })
    const log = await room.see('/owner/audit')
    expect(log).toContain('The owner took out one customer')
    expect(log).toContain(`${lines.length.toLocaleString('en-GB')} rows`)
  })

  test('an erasure says what goes and stays, is asked for by a form, and told of', async () => {
    const { page } = await ann()
    const question = await room.see(`${page}/erase`)
    for (const words of ['Erase <bdi>Ann</bdi>?', 'What goes', 'What stays', 'What we cannot reach'])
      expect(question).toContain(words)
    expect(await room.ledger.db.selectFrom('erasures').selectAll().execute()).toEqual([])
    const asked = await room.post(`${page}/erase`)
    expect(asked.status).toBe(303)
    const at = asked.headers.get('location') ?? ''
    expect(await room.see(at)).toContain('It begins in a moment.')
    expect(await room.see(page)).toContain('It is being erased.')
    // A second click is the same erasure.
    expect((await room.post(`${page}/erase`)).headers.get('location')).toBe(at)
    const erasure = await getErasure(room.ledger.db, at.split('/').at(-1) ?? '')
    expect(erasure).toMatchObject({ kind: 'customer', by_role: 'owner', step: 'cut' })
    expect((await room.get(`${at}/proof.json`)).status).toBe(404)
    expect(await room.see('/owner/privacy')).toContain('One customer')
    expect(await room.see('/owner/audit')).toContain('The owner had a customer erased')
  })

  test('a form from another site erases nothing', async () => {
    const { page } = await ann()
    const sent = await room.app.request(`${page}/erase`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    })
    expect(sent.status).toBe(403)
    expect(await room.ledger.db.selectFrom('erasures').selectAll().execute()).toEqual([])
  })

  test('an export of readings is written down with what was chosen and how many there were', async () => {
    await ann()
    await room.see('/owner/export.csv?mood=neutral')
    const rows = await room.ledger.db.selectFrom('audit').selectAll().execute()
    expect(rows).toMatchObject([{ did: 'exported_readings', what: 'mood neutral', rows_written: 1 }])
    expect(rows[0]?.session).toMatch(/^[0-9a-f]{8}$/)
  })

  test('a viewer sees the room, and takes, changes and erases nothing', async () => {
    const { page, conversation } = await ann()
    for (const path of [
      '/owner',
      `/owner/conversations/${conversation}`,
      page,
      '/owner/privacy',
      '/owner/audit',
      '/owner/visits',
    ]) {
      const answer = await room.asViewer(path)
      expect([path, answer.status]).toEqual([path, 200])
      const seen = await answer.text()
      expect(seen).not.toMatch(/href="[^"]*(?:export\.|\/erase)/)
      expect(seen).not.toMatch(/method="post" action="\/owner/)
    }
    for (const path of [
      '/owner/export.csv',
      '/owner/export.jsonl',
      `${page}/export.jsonl`,
      `${page}/erase`,
    ]) {
      const answer = await room.asViewer(path)
      expect([path, answer.status]).toEqual([path, 403])
      expect(await answer.text()).toContain('You are here as a viewer')
    }
    for (const path of [`${page}/erase`, '/owner/viewer-link', '/owner/anything']) {
      const answer = await room.asViewer(path, 'POST')
      expect([path, answer.status]).toEqual([path, 403])
      expect(await answer.text()).toContain('Nothing was changed.')
    }
    expect(await room.ledger.db.selectFrom('audit').selectAll().execute()).toEqual([])
    expect(await room.ledger.db.selectFrom('erasures').selectAll().execute()).toEqual([])
  })

  test('the owner makes a viewer’s link in the room, and that is written down', async () => {
    const made = await (await room.post('/owner/viewer-link')).text()
    const [link] = /http:\/\/localhost\/sign-in\?key=[\w-]{43}/.exec(made) ?? []
    const entered = await room.app.request(link ?? '')
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/owner'])
    expect(entered.headers.get('set-cookie')).toMatch(/^warmline_viewer=/)
    expect(await room.see('/owner/audit')).toContain('The owner made a viewer’s link')
  })

  test('the audit goes on, page after page', async () => {
    const entry = {
      role: 'owner',
      session: '',
      did: 'took_proof',
      customer_id: null,
      rows_written: null,
    } as const
    for (let n = 0; n < 150; n++)
      await room.ledger.db
        .insertInto('audit')
        .values({ ...entry, id: `e${n}`, at: NOW + (n >> 1), what: `entry ${n}.` })
        .execute()
    const first = await room.see('/owner/audit')
    const [, next] = /href="(\/owner\/audit\?before=[^"]+)"/.exec(first) ?? []
    const second = await room.see(next ?? '')
    const seen = (page: string) => [...page.matchAll(/entry (\d+)\./g)].map(([, n]) => Number(n))
    expect(seen(first)).toHaveLength(100)
    expect([...seen(first), ...seen(second)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 150 }, (_, n) => n),
    )
  })
})
