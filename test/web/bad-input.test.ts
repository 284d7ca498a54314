import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts'
import type { Log } from '../../src/log.ts'
import { type Running, startWarmline } from '../../src/warmline.ts'
import { promptsFolder } from '../support/scripted.ts'

const SOON = { timeout: 15_000 }
const LONG = 120_000
const MEGABYTE = 1024 * 1024
const SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(2)>'
const ESCAPED = '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;'

const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u

const uuid = () => crypto.randomUUID()
const troubles: string[] = []
const log: Log = { event: () => undefined, trouble: (name) => troubles.push(name) }

let running: Running
let dataDir: string
/** A second look at what the app keeps, as another process would have it. */
let ledger: Ledger
// Signed in once: the door opens ten times a minute for one address.
let sam: Visitor
let nameless: Visitor
let owner: Visitor
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'warmline-bad-input-'))
  const knowledgeDir = resolve(import.meta.dirname, '../../knowledge')
  const settings = {
    port: 0,
    host: '127.0.0.1',
    dataDir,
    knowledgeDir,
    promptsDir: promptsFolder,
    repliesDir: join(promptsFolder, 'replies'),
  }
  running = await startWarmline(
    {
      ...settings,
      databaseUrl: null,
      retentionDays: null,
      viewerLink: false,
      tools: null,
      slack: null,
      discord: null,
      model: null,
      owners: [],
      publicUrl: null,
      customersCsv: null,
      digest: null,
    },
    log,
  )
  ledger = await openLedger({ dataDir, databaseUrl: null })
  sam = await Visitor.open(running.links.staff)
  await callSam('Sam')
  nameless = await Visitor.open(running.links.staff)
  owner = await Visitor.open(running.links.owner)
})
afterAll(async () => {
  await ledger.close()
  await running.stop()
  rmSync(dataDir, { recursive: true, force: true })
})
// Whatever is sent, nothing of ours breaks over it.
afterEach(() => expect(troubles.splice(0)).toEqual([]))

type Answer = { status: number; text: string; say: string }
type Sending = { headers?: Record<string, string>; method?: string }

/** Somebody's browser, or what pretends to be one. */
class Visitor {
  readonly cookies = new Map<string, string>()

  static async open(path = '/'): Promise<Visitor> {
    const visitor = new Visitor()
    await visitor.read(path)
    return visitor
  }

  async read(path: string): Promise<string> {
    return (await this.#send(path, { headers: { accept: 'text/html' } })).text()
  }

  /** Posts from our own page; a text goes out as it is, all else as JSON. */
  async post(path: string, body: unknown, { headers = {}, method = 'POST' }: Sending = {}): Promise<Answer> {
    const from = { 'content-type': 'application/json', origin: running.url, ...headers }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await this.#send(path, { method, headers: from, body: text })
    const told = await answer.text()
    return { status: answer.status, text: told, say: sayOf(told) }
  }

  write(text: string, { id = uuid(), name = '' } = {}): Promise<Answer> {
    return this.post('/chat/messages', { id, text, name })
  }

  cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async #send(path: string, init: { method?: string; headers: Record<string, string>; body?: string }) {
    const cookie = this.cookie()
    const headers = cookie === '' ? init.headers : { ...init.headers, cookie }
    const answer = await fetch(`${running.url}${path.replace(running.url, '')}`, {
      ...init,
      headers,
      redirect: 'manual',
    })
    for (const kept of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(kept) ?? []
      if (name && value) this.cookies.set(name, value)
    }
    return answer
  }
}

async function callSam(name: string): Promise<void> {
  expect((await sam.post('/desk/name', { name })).status).toBe(202)
}

const Told = z.object({ say: z.string() })
function sayOf(text: string): string {
  try {
    return Told.safeParse(JSON.parse(text)).data?.say ?? ''
  } catch {
    return ''
  }
}

/** Posts a body over the connection that the agent keeps: whole, or in pieces. */
function postOver(agent: Agent, who: Visitor, body: string, isWhole: boolean): Promise<Answer> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    origin: running.url,
    cookie: who.cookie(),
  }
  if (isWhole) headers['content-length'] = String(Buffer.byteLength(body))
  return new Promise((done, fail) => {
    const sent = request(`${running.url}/chat/messages`, { method: 'POST', agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece
      })
      answer.on('error', fail)
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text, say: sayOf(text) }))
    })
    sent.on('error', fail)
    for (let at = 0; at < body.length; at += MEGABYTE / 16) sent.write(body.slice(at, at + MEGABYTE / 16))
    sent.end()
  })
}

const STACK = /\bat .+:\d+:\d+|\w*Error\b|node_modules|\.ts\b|undefined|\[object/

/** It was refused with this status, in a sentence that a person can read, and with nothing of our insides. */
function expectRefusal({ status, text, say: told }: Answer, expected: number): void {
  expect([status, text]).toEqual([expected, JSON.stringify({ status: 'refused', say: told })])
  expect(told).toMatch(/^\p{Lu}.{8,}[.!?]$/su)
  expect(text).not.toMatch(STACK)
}

function messagesWith(text: string) {
  return ledger.db.selectFrom('messages').selectAll().where('text', 'like', `%${text}%`).execute()
}

/** What customers wrote; the assistant may still be answering what was written before. */
const countMessages = () =>
  ledger.db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('author', '=', 'customer')
    .executeTakeFirstOrThrow()
    .then(({ count }) => Number(count))

/** The handoff of whoever wrote this. */
async function handoffOf(text: string): Promise<string> {
  const find = () =>
    ledger.db
      .selectFrom('handoffs')
      .innerJoin('messages', 'messages.conversation_id', 'handoffs.conversation_id')
      .select('handoffs.id')
      .where('messages.text', 'like', `%${text}%`)
      .executeTakeFirst()
  await expect.poll(find, SOON).toBeDefined()
  return (await find())?.id ?? ''
}

describe('a customer who sends what is no message', () => {
  const message = (text: unknown) => ({ id: uuid(), text, name: '' })
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  it.each<[string, unknown, number]>([
    ['an empty one', message(''), 400],
    ['one of blanks', message(' \n\t '), 400],
    ['one that nobody can see', message('\u200b\u2060\u202e\u0007'), 422],
    ['one of 41,000 characters', message('a'.repeat(41_000)), 422],
    ['a number for words', message(7), 400],
    ['a list for words', message(['Hello']), 400],
    ['no words', { id: uuid() }, 400],
    ['no id', { text: 'Hello' }, 400],
    ['an id that is none', { id: '../desk', text: 'Hello' }, 400],
    ['nothing', '', 400],
    ['null', 'null', 400],
    ['half of its JSON', '{"id":"', 400],
    ['brackets without end', deep, 400],
    ['bytes that are no text', '\u0000\u0001\ufffd', 400],
  ])('%s is told so', async (_what, body, status) => {
    const nora = await Visitor.open()
    const before = await countMessages()
    expectRefusal(await nora.post('/chat/messages', body), status)
    expect(await nora.read('/')).not.toContain('class="post you"')
    expect(await countMessages()).toBe(before)
  })

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/octet-stream',
  ])('nothing is read from a body that is no JSON, sent as %s', async (type) => {
    const nora = await Visitor.open()
    const headers = { 'content-type': type }
    expectRefusal(await nora.post('/chat/messages', `id=${uuid()}&text=Hello`, { headers }), 400)
  })

  it.each([
    ['with its length', true],
    ['in pieces, with no word of its length', false],
  ])('a megabyte that comes %s is told so, and the next message is taken', async (_how, isWhole) => {
    const nora = await Visitor.open()
    const large = JSON.stringify(message('a'.repeat(MEGABYTE)))
    const small = JSON.stringify(message('A short one after a long one'))
    const before = await countMessages()
    // One connection for all of it, as a browser or a proxy would keep it.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    try {
      expectRefusal(await postOver(agent, nora, large, isWhole), 413)
      expect((await postOver(agent, nora, small, true)).status).toBe(202)
    } finally {
      agent.destroy()
    }
    expect(await countMessages()).toBe(before + 1)
  })

  it('a method that is not served leads nowhere', async () => {
    const nora = await Visitor.open()
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expectRefusal(await nora.post('/chat/messages', { id: uuid(), text: 'Hello' }, { method }), 404)
  })

  it('an unreadable place in the live stream is the beginning', async () => {
    const nora = await Visitor.open()
    await nora.write('The words to hear again')
    const cookie = nora.cookie()
    for (const after of ['abc', '-1', '1e999', '9'.repeat(40)]) {
      const stop = new AbortController()
      const headers = { cookie, accept: 'text/event-stream' }
      const stream = await fetch(`${running.url}/chat/events?after=${after}`, {
        headers,
        signal: stop.signal,
      })
      expect(stream.status).toBe(200)
      let heard = ''
      for await (const chunk of stream.body ?? []) {
        heard += Buffer.from(chunk).toString()
        if (heard.includes('The words to hear again')) break
      }
      expect(heard).toContain('The words to hear again')
      stop.abort()
    }
  })
})

describe('words that would do harm', () => {
  it('a script in a name and a message is words on every page', async () => {
    const nora = await Visitor.open()
    const text = `I have been waiting three weeks for my refund ${SCRIPT}`
    expect((await nora.write(text, { name: SCRIPT.slice(0, 60) })).status).toBe(202)
    const handoff = await handoffOf('alert(1)')
    await callSam(`Sam ${SCRIPT.slice(0, 50)}`)
    const conversation = (await messagesWith('alert(1)'))[0]?.conversation_id
    await expect.poll(() => sam.read(`/desk?handoff=${handoff}`), SOON).toContain('id="card"')
    for (const [action, words] of [
      ['note', `A note ${SCRIPT}`],
      ['reply', `A reply ${SCRIPT}`],
    ])
      expect((await sam.post('/desk/action', { id: uuid(), action, handoff, text: words })).status).toBe(202)
    await expect.poll(() => sam.read(`/desk?handoff=${handoff}`), SOON).toContain('A reply')
    await expect.poll(() => nora.read('/'), SOON).toContain('A reply')
    for (const page of [
      await nora.read('/'),
      await sam.read('/desk'),
      await sam.read(`/desk?handoff=${handoff}`),
      await owner.read('/owner'),
      await owner.read(`/owner/conversations/${conversation}`),
    ]) {
      expect(page).toContain(ESCAPED.slice(0, 40))
      expect(page).not.toMatch(
        /<script(?! type="module" src="\/assets\/\w+\.js">)|<img(?! class="mark")|<[^>]* onerror/i,
      )
    }
    expect(await owner.read(`/owner/conversations/${conversation}`)).toContain(`A note ${ESCAPED}`)
    expect(await nora.read('/')).not.toContain('A note')
  })

  it('what is asked for in an address is words as well', async () => {
    const given = encodeURIComponent(`">${SCRIPT}`)
    for (const page of [
      await owner.read(`/owner?from=${given}&mood=${given}&complaint=${given}&before=${given}`),
      await owner.read(`/owner/conversations/${given}`),
      await sam.read(`/desk?handoff=${given}`),
      await sam.read(`/${given}`),
      await sam.read(`/sign-in?key=${given}`),
    ]) {
      expect(page).toContain('<main')
      expect(page).not.toMatch(/<script>|<img src=x/)
      expect(page).not.toMatch(STACK)
    }
  })

  it('marks that hide or turn words are kept from the ledger and from every page of staff and owner', async () => {
    const nora = await Visitor.open()
    const hostile =
      'I want a \u202eperson\u202c \u2066please\u2069 \u0000\u0007\u001b[31m\u{e0041}about tulips \ud800!'
    const name = 'No\u202era\u0007\u001b'
    expect((await nora.write(hostile, { name })).status).toBe(202)
    const handoff = await handoffOf('about tulips')
    const [message] = await messagesWith('about tulips')
    expect(message?.text).toBe('I want a person please [31mabout tulips \ufffd!')
    await callSam('S\u202eam\u0000')
    await expect.poll(() => sam.read(`/desk?handoff=${handoff}`), SOON).toContain('id="card"')
    const pages = {
      desk: await sam.read('/desk'),
      card: await sam.read(`/desk?handoff=${handoff}`),
      owner: await owner.read('/owner'),
      conversation: await owner.read(`/owner/conversations/${message?.conversation_id}`),
    }
    for (const [where, page] of Object.entries(pages)) {
      expect([where, page.includes('tulips')]).toEqual([where, true])
      expect([where, UNSEEN.exec(page)?.[0] ?? null]).toEqual([where, null])
    }
  })

  it('marks that hide or turn words are kept from the page of whoever wrote them', async () => {
    const nora = await Visitor.open()
    const id = uuid()
    expect((await nora.write('My \u202eorchids\u202c \u0007are \u001b[31mred', { id })).status).toBe(202)
    const written = await nora.read('/')
    expect(
      (await nora.post('/chat/edit', { id, text: 'My \u2066orchids\u2069 \u0000are blue' })).status,
    ).toBe(202)
    for (const page of [written, await nora.read('/')]) {
      expect(page).toContain('orchids')
      expect(UNSEEN.exec(page)?.[0] ?? null).toBeNull()
    }
  })

  it('keys that mean something to a program mean nothing', async () => {
    const nora = await Visitor.open()
    const body = `{"id":"${uuid()}","text":"Hello there, polluter","name":"","__proto__":{"author":"staff"},"constructor":{"prototype":{"status":"claimed"}},"author":"staff","channel":"desk"}`
    expect((await nora.post('/chat/messages', body)).status).toBe(202)
    const [message] = await messagesWith('polluter')
    expect(message?.author).toBe('customer')
    expect(Object.hasOwn(Object.prototype, 'status')).toBe(false)
  })
})

describe('somebody who is not who they seem', () => {
  it("another visitor's message is neither changed nor removed", async () => {
    const [nora, mallory] = [await Visitor.open(), await Visitor.open()]
    const id = uuid()
    expect((await nora.write('The words of Nora about roses', { id })).status).toBe(202)
    expectRefusal(await mallory.post('/chat/edit', { id, text: 'The words of Mallory' }), 404)
    expectRefusal(await mallory.post('/chat/remove', { id }), 404)
    expect(
      (await messagesWith('about roses')).map(({ edited_at, removed_at }) => [edited_at, removed_at]),
    ).toEqual([[null, null]])
    expect(await nora.read('/')).toContain('The words of Nora about roses')
    expect(await mallory.read('/')).not.toContain('roses')
  })

  it('the same id from two visitors is two messages', async () => {
    const [nora, mallory] = [await Visitor.open(), await Visitor.open()]
    const id = uuid()
    expect((await nora.write('Violets of Nora', { id })).status).toBe(202)
    expect((await mallory.write('Violets of Mallory', { id })).status).toBe(202)
    expect((await mallory.write('Violets of Mallory', { id })).status).toBe(202)
    const kept = await messagesWith('Violets of')
    expect(kept.map(({ text }) => text).sort()).toEqual(['Violets of Mallory', 'Violets of Nora'])
    expect(await nora.read('/')).not.toContain('Violets of Mallory')
  })

  it.each([
    ['none', null],
    ['an empty one', ''],
    ['a short one', 'abc'],
    ['a long one', 'a'.repeat(400)],
    ['one with a path in it', `../../${'a'.repeat(37)}`],
    ['the name of the desk', 'desk'],
  ])('nothing is taken with a cookie that is none of ours: %s', async (_what, cookie) => {
    const mallory = new Visitor()
    if (cookie !== null) mallory.cookies.set('warmline_customer', cookie)
    const before = await countMessages()
    expectRefusal(await mallory.write('Let me in'), 401)
    expectRefusal(await mallory.post('/chat/press', { id: uuid(), choice: 'person' }), 401)
    expectRefusal(await mallory.post('/chat/edit', { id: uuid(), text: 'x' }), 401)
    expectRefusal(await mallory.post('/chat/remove', { id: uuid() }), 401)
    const events = await fetch(`${running.url}/chat/events`, {
      headers: { cookie: `warmline_customer=${cookie}` },
    })
    const text = await events.text()
    expectRefusal({ status: events.status, text, say: sayOf(text) }, 401)
    expect(await countMessages()).toBe(before)
  })

  it('a cookie in the right shape opens an empty chat, and nobody else’s', async () => {
    const nora = await Visitor.open()
    await nora.write('The secret of Nora about lilies')
    const mallory = new Visitor()
    mallory.cookies.set('warmline_customer', 'a'.repeat(43))
    expect(await mallory.read('/')).not.toContain('lilies')
    const [message] = await messagesWith('about lilies')
    const [conversation] = await ledger.db
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', message?.conversation_id ?? '')
      .execute()
    // What staff and logs know of her is not what opens her chat.
    mallory.cookies.set('warmline_customer', conversation?.channel ?? '')
    expect(await mallory.read('/')).not.toContain('lilies')
  })

  it('nothing is done at the desk without a staff session', async () => {
    const nora = await Visitor.open()
    await nora.write('I want to talk to a person about daisies')
    const handoff = await handoffOf('about daisies')
    const forger = new Visitor()
    const session = { role: 'staff', id: 'x', name: 'Mallory', until: Date.now() + 1_000_000 }
    const value = Buffer.from(JSON.stringify(session)).toString('base64url')
    forger.cookies.set('warmline_staff', `${value}.${'A'.repeat(43)}%3D`)
    // The owner's own cookie, put where a staff one belongs.
    const swapped = new Visitor()
    swapped.cookies.set('warmline_staff', owner.cookies.get('warmline_owner') ?? '')
    for (const who of [new Visitor(), nora, owner, forger, swapped]) {
      for (const action of ['claim', 'reply', 'note', 'resolve', 'give_back', 'not_a_complaint'])
        expectRefusal(await who.post('/desk/action', { id: uuid(), action, handoff, text: 'Hello' }), 401)
      expectRefusal(await who.post('/desk/name', { name: 'Mallory' }), 401)
      expect(await who.read('/desk')).not.toContain('daisies')
      expect(await who.read(`/desk?handoff=${handoff}`)).not.toContain('daisies')
    }
    const kept = await ledger.db.selectFrom('handoffs').selectAll().where('id', '=', handoff).execute()
    expect(kept[0]?.status).toBe('waiting')
  })

  it("the owner's room stays shut to everybody else", async () => {
    const nora = await Visitor.open()
    await nora.write('My words about peonies')
    const id = (await messagesWith('about peonies'))[0]?.conversation_id
    for (const who of [new Visitor(), nora, sam]) {
      for (const path of [
        '/owner',
        `/owner/conversations/${id}`,
        '/owner/export.csv',
        '/owner/export.jsonl',
        '/owner/',
        '//owner',
        '/owner%2Fexport.csv',
      ])
        expect(await who.read(path)).not.toContain('peonies')
    }
    await expect.poll(async () => (await owner.read('/owner')).includes('peonies'), SOON).toBe(true)
  })

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a sister of ours', { 'sec-fetch-site': 'same-site' }],
    ['nowhere', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ])('what is posted from %s is not let through', async (_where, headers) => {
    const nora = await Visitor.open()
    const before = await countMessages()
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const sending = { headers: { ...headers, 'content-type': type } }
      expectRefusal(await nora.post('/chat/messages', { id: uuid(), text: 'Hello' }, sending), 403)
      expectRefusal(await sam.post('/desk/name', { name: 'Mallory' }, sending), 403)
      expectRefusal(
        await sam.post('/desk/action', { id: uuid(), action: 'claim', handoff: 'x', text: '' }, sending),
        403,
      )
    }
    expect(await countMessages()).toBe(before)
  })
})

describe('staff who send what cannot be done', () => {
  it.each<[string, unknown, number]>([
    ['an unknown handoff', { id: uuid(), action: 'claim', handoff: 'nobody', text: '' }, 409],
    ['a reply to an unknown handoff', { id: uuid(), action: 'reply', handoff: 'nobody', text: 'Hello' }, 409],
    ['a handoff without end', { id: uuid(), action: 'claim', handoff: 'x'.repeat(500), text: '' }, 400],
    ['an unknown action', { id: uuid(), action: 'delete_all', handoff: 'nobody', text: '' }, 400],
    ['an empty reply', { id: uuid(), action: 'reply', handoff: 'nobody', text: ' ' }, 422],
    ['an empty note', { id: uuid(), action: 'note', handoff: 'nobody', text: '' }, 422],
    ['no id', { action: 'claim', handoff: 'nobody', text: '' }, 400],
    ['broken JSON', '{"action":', 400],
    ['nothing', '', 400],
  ])('%s is told so', async (_what, body, status) => {
    expectRefusal(await sam.post('/desk/action', body), status)
  })

  it('an empty, endless or unseen name is told so', async () => {
    for (const name of ['', '  ', '\u202e\u0007', 'S'.repeat(61), 'S'.repeat(5_000), 7, null])
      expectRefusal(await sam.post('/desk/name', { name }), 422)
  })

  it('somebody who has not given a name yet does nothing', async () => {
    const body = { id: uuid(), action: 'claim', handoff: 'nobody', text: '' }
    expectRefusal(await nameless.post('/desk/action', body), 400)
  })
})

describe('a flood', () => {
  it('of a thousand messages at once is taken whole, and all of it is read', {
    timeout: LONG,
  }, async () => {
    const nora = await Visitor.open()
    const from = Date.now()
    const counts = new Map<number, number>()
    for (let hundred = 0; hundred < 10; hundred++) {
      const batch = Array.from({ length: 100 }, (_, n) =>
        nora.write(`Flood: how do I return item ${hundred * 100 + n}?`),
      )
      for (const answer of await Promise.all(batch)) {
        counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1)
        if (answer.status !== 202) expectRefusal(answer, 429)
      }
    }
    // As fast as this machine can send them; a busy one takes longer, and that is no fault.
    expect(Date.now() - from).toBeLessThan(60_000)
    const taken = counts.get(202) ?? 0
    expect(taken + (counts.get(429) ?? 0)).toBe(1_000)
    expect(taken).toBeGreaterThan(0)
    const kept = await messagesWith('Flood: how do I return item')
    expect(kept).toHaveLength(taken)
    expect(new Set(kept.map(({ text }) => text)).size).toBe(taken)
    expect(new Set(kept.map(({ conversation_id }) => conversation_id)).size).toBe(1)

    const unread = async () =>
      (await messagesWith('Flood: how do I return item')).filter(({ turn }) => turn === null).length
    await expect.poll(unread, { timeout: 60_000, interval: 200 }).toBe(0)
    const conversation = kept[0]?.conversation_id ?? ''
    const readings = await ledger.db
      .selectFrom('readings')
      .select('id')
      .where('conversation_id', '=', conversation)
      .execute()
    expect(readings).toHaveLength(taken)
    expect(await nora.read('/')).toContain('class="post assistant"')

    // Somebody else is served all the while and after it.
    const omar = await Visitor.open()
    await omar.write('When is the workshop open?')
    await expect.poll(() => omar.read('/'), SOON).toContain('class="post assistant"')
  })
})
