import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { addPromise, updatePromise } from '../../src/ledger/promises.ts'
import { ROOMS } from '../../src/owner/rooms.ts'
import { databases } from '../support/databases.ts'
import { NOW, openRoom, type Room } from './open-room.ts'
import { read, say, tell, tellMany } from './seed.ts'

describe.each(databases)("the owner's room on %s", (kind) => {
  let room: Room
  let ledger: Ledger
  beforeEach(async () => {
    room = await openRoom(kind)
    ledger = room.ledger
  })
  afterEach(() => room.close())

  test.each([
    ...ROOMS.map(({ path }) => path),
    '/owner/conversations/x',
    '/owner/export.csv',
    '/owner/export.jsonl',
    '/owner/corrections.jsonl',
    '/owner/else',
  ])('%s opens for nobody but the owner', async (path) => {
    await tell(ledger, { at: NOW, customer: 'Ann Secret' })
    const answer = await room.app.request(path, { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(401)
    expect(await answer.text()).not.toContain('Secret')
  })

  test('an empty room says so', async () => {
    const page = await room.see('/owner')
    expect(page).toContain('Nobody has written today yet.')
    expect(page).toContain('This room fills by itself')
    expect(page).not.toContain('<table')
  })

  test('the day, who waits, and every reading with its words and why', async () => {
    await tell(ledger, {
      at: NOW - 600_000,
      customer: 'Ann',
      reading: {
        sentiment: -0.6,
        reason: 'says that nobody answers',
        quote: 'nobody answers',
        topic: 'delivery',
        complaint: 1,
      },
      turn: { decision: 'hand_off', cause: 'complaint', reason: 'a complaint: says that nobody answers' },
      handoff: { opened_at: NOW - 600_000 },
      status: 'waiting',
    })
    await tell(ledger, {
      at: NOW - 1,
      customer: 'Bea',
      message: { text: 'Hm' },
      reading: { sentiment: null, reason: 'too little to tell' },
    })
    const answer = await room.get('/owner')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const page = await answer.text()
    for (const words of [
      'Today: 2 conversations, none of them with an answer from your pages.',
      'Right now 1 is waiting, for 10 minutes.',
      'One complaint, about delivery.',
      'unhappy −0.6',
      'nobody answers</q>',
      'Called a person: a complaint',
      'nobody has taken it yet',
      'unknown',
      'Hm</q>',
    ]) {
      expect(page).toContain(words)
    }
  })

  test('script in a name or a message is only text', async () => {
    const script = '<script>alert(1)</script><img src=x onerror=alert(1)>"\''
    const { conversation } = await tell(ledger, {
      at: NOW,
      customer: script,
      message: { text: script, name: script, attachments: JSON.stringify([{ name: script }]) },
      reading: { quote: script, reason: script, topic: script, read_by: script, feeling: script },
      turn: { decision: script, cause: script, reason: script },
      handoff: { id: 'h', cause: script, claimed_name: script, status: 'claimed', claimed_at: NOW },
    })
    const note = { id: 'n', handoff_id: 'h', origin: 'o', name: script, text: script, at: NOW }
    await ledger.db.insertInto('notes').values(note).execute()
    for (const path of [
      '/owner',
      `/owner/conversations/${conversation}`,
      `/owner?from=${encodeURIComponent(script)}`,
    ]) {
      const page = await room.see(path)
      expect(page).not.toContain('<script>alert')
      expect(page).not.toContain('<img src=x')
    }
  })

  test('filters, and what to do where nothing fits', async () => {
    await tell(ledger, {
      at: NOW,
      message: { text: 'first one' },
      reading: { sentiment: -0.9, complaint: 1 },
    })
    await tell(ledger, {
      at: Date.UTC(2026, 10, 21, 23, 59),
      message: { text: 'second one' },
      reading: { sentiment: 0.9 },
    })
    const shown = async (query: string) => {
      const page = await room.see(`/owner?${query}`)
      return ['first one', 'second one'].filter((text) => page.includes(`${text}</q>`))
    }
    expect(await shown('')).toEqual(['first one', 'second one'])
    expect(await shown('mood=negative')).toEqual(['first one'])
    expect(await shown('complaint=no')).toEqual(['second one'])
    expect(await shown('from=2026-11-22&to=2026-11-22')).toEqual(['first one'])
    expect(await shown('from=&to=2026-11-21&mood=&complaint=')).toEqual(['second one'])
    expect(await room.see('/owner?mood=neutral')).toContain(
      'No message fits what you chose. <a href="/owner#look">',
    )
  })

  test.each([
    ['from=yesterday', '“From” has to be a day such as 2026-11-22.'],
    ['to=2026-02-30', '“To” has to be a day such as 2026-11-22.'],
    ['from=2026-11-22&to=2026-11-21', '“From” has to be before “To”, or the same day.'],
    ['mood=furious', '“How it sounded” is not one of the choices.'],
    ['complaint=maybe', '“Complaint” is not one of the choices.'],
    ['before=1;drop', 'This link to older messages is broken.'],
  ])('%s is answered with what is wrong', async (query, words) => {
    await tell(ledger, { at: NOW })
    const answer = await room.get(`/owner?${query}`)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(words)
    const file = await room.get(`/owner/export.csv?${query}`)
    expect(file.status).toBe(400)
    expect(await file.text()).toContain(words)
  })

  test('pages lead to all rows', async () => {
    await tellMany(ledger, 120, NOW - 1_000_000)
    const seen: number[] = []
    let path: string | undefined = '/owner?to=2026-11-22'
    while (path) {
      const page = await room.see(path)
      seen.push(page.match(/<tr role="row">/g)?.length ?? 0)
      path = /href="([^"]+before=[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
      expect(path ?? 'to=2026-11-22').toContain('to=2026-11-22')
    }
    expect(seen).toEqual([26, 26, 26, 26, 21])
  })

  test('a conversation whole: words, readings with the corrected one beside, decisions, people, notes', async () => {
    const { conversation, message } = await tell(ledger, {
      at: NOW - 1000,
      customer: 'Ann',
      message: { text: 'Where is it?!' },
      reading: { complaint: 1, sentiment: -0.5, reason: 'has waited a long time', corrected_by: 'new' },
      turn: { decision: 'hand_off', cause: 'complaint', reason: 'a complaint: has waited a long time' },
      handoff: {
        id: 'h',
        status: 'resolved',
        claimed_name: 'Kim',
        claimed_at: NOW - 500,
        closed_name: 'Kim',
        closed_at: NOW - 100,
      },
    })
    const corrected = { id: 'new', message_id: message, conversation_id: conversation, at: NOW }
    await read(ledger, {
      ...corrected,
      read_by: 'staff',
      reason: 'not a complaint, says Kim',
      sentiment: -0.5,
    })
    await say(ledger, conversation, { author: 'staff', name: 'Kim', text: 'Found it.', at: NOW - 400 })
    await say(ledger, conversation, { text: '', removed_at: NOW, at: NOW - 300 })
    const note = {
      id: 'n',
      handoff_id: 'h',
      origin: 'o',
      name: 'Kim',
      text: 'Depot mixed it up',
      at: NOW - 200,
    }
    await ledger.db.insertInto('notes').values(note).execute()
    const page = await room.see(`/owner/conversations/${conversation}`)
    let from = 0
    for (const words of [
      'Where is it?!',
      'Not a complaint, says Kim',
      'Before it was corrected',
      'Has waited a long time',
      'Called a person',
      'Why: a complaint: has waited a long time',
      'took it',
      'Found it.',
      'The customer removed this message.',
      'Internal note, the customer cannot see it',
      'Depot mixed it up',
      'resolved it',
    ]) {
      const at = page.indexOf(words, from)
      expect(at, words).toBeGreaterThan(-1)
      from = at
    }
  })

  test('a conversation shows what was promised in it and what became of that; today says how many', async () => {
    const { conversation } = await tell(ledger, { at: NOW - 3_600_000 })
    const { customer_id } = await ledger.db
      .selectFrom('conversations')
      .select('customer_id')
      .where('id', '=', conversation)
      .executeTakeFirstOrThrow()
    const message = await say(ledger, conversation, { author: 'staff', name: 'Kim', at: NOW - 3_000_000 })
    const by = { kind: 'staff' as const, id: 'kim', name: 'Kim' }
    const of = { conversation, customer: customer_id, handoff: null, message, by, conditional: false }
    const promised = { ...of, stated: true, sure: 0.9, madeAt: NOW - 3_000_000, now: NOW - 2_900_000 }
    await ledger.transaction(async (t) => {
      const late = await addPromise(t, { ...promised, what: 'I <b>call</b> you.', due: NOW - 2_000_000 })
      await updatePromise(t, late ?? '', { state: 'kept', kept_at: NOW - 1_000_000 })
      const open = await addPromise(t, { ...promised, what: 'I send it.', due: NOW + 1_000_000 })
      await updatePromise(t, open ?? '', { state: 'open' })
      await addPromise(t, { ...promised, what: 'I look into it.', due: NOW + 2_000_000 })
    })
    const page = await room.see(`/owner/conversations/${conversation}`)
    const became = [
      'I &lt;b&gt;call&lt;/b&gt; you.',
      '· kept late',
      'I send it.',
      '· open',
      'I look into it.',
    ]
    const places = [...became, '· perhaps a promise'].map((words) => page.indexOf(words))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(await room.see('/owner')).toContain('Promises due today: 1 kept late, 1 still open.')
  })

  test.each(['unknown', '..%2f', 'a'.repeat(99), '%27%20or%201'])(
    'the conversation %s is not there',
    async (id) => {
      const answer = await room.get(`/owner/conversations/${id}`)
      expect(answer.status).toBe(404)
      expect(await answer.text()).toContain('There is no such conversation')
    },
  )
})
