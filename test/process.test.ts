import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openKnowledge } from '../src/knowledge/knowledge.ts'
import { openLedger } from '../src/ledger/ledger.ts'
import { readiness } from '../src/readiness.ts'
import { createWeb } from '../src/web/server.ts'
import { databases } from './support/databases.ts'
import { World } from './support/world.ts'

const ROOT = resolve(import.meta.dirname, '..')
const START_WITHIN = 10_000
const STOP_WITHIN = 15_000
const ANSWER_WITHIN = 20_000
const LONG = 90_000

let folder: string
let dataDir: string
const started = new Set<ChildProcess>()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmline-process-'))
  dataDir = join(folder, 'data')
})
afterEach(() => {
  for (const child of started) child.kill('SIGKILL')
  started.clear()
  rmSync(folder, { recursive: true, force: true })
})

type Exit = { code: number | null; signal: NodeJS.Signals | null; took: number }

/** The real process, as `npm start` would start it, with nothing of this machine's own settings. */
function start(settings: Record<string, string> = {}) {
  const from = Date.now()
  const child = spawn(process.execPath, ['src/start.js'], {
    cwd: ROOT,
    // Empty is "not set", and stands before what a .env file may say.
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      KNOWLEDGE_DIR: '',
      DATABASE_URL: '',
      ...settings,
    },
  })
  started.add(child)
  const said = { out: '', err: '' }
  let hear = () => {}
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
    hear()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  const exited = new Promise<Exit>((done) => {
    child.on('close', (code, signal) => {
      started.delete(child)
      done({ code, signal, took: Date.now() - from })
      hear()
    })
  })
  return {
    said,
    exited,
    /** Its three links, as soon as it has printed them. */
    ready: () =>
      new Promise<{ url: string; staff: string; owner: string }>((done, fail) => {
        const late = setTimeout(
          () => fail(new Error(`It was not ready in time: ${said.out}${said.err}`)),
          START_WITHIN,
        )
        hear = () => {
          const link = (name: string) => new RegExp(`^ +${name} +(http://\\S+)$`, 'm').exec(said.out)?.[1]
          const [url, staff, owner] = [link('Customers chat here'), link('Staff desk'), link("Owner's room")]
          const isOver = child.exitCode !== null || child.signalCode !== null
          if (!isOver && !(url && staff && owner)) return
          clearTimeout(late)
          if (url && staff && owner) done({ url, staff, owner })
          else fail(new Error(`It ended before it was ready: ${said.out}${said.err}`))
        }
        hear()
      }),
    async stop(): Promise<Exit> {
      const asked = Date.now()
      child.kill('SIGTERM')
      const { code, signal } = await exited
      return { code, signal, took: Date.now() - asked }
    },
  }
}

/** Somebody with a browser: cookies are kept, and what is posted comes from our own page. */
class Visitor {
  readonly url: string
  #cookies = new Map<string, string>()

  constructor(url: string) {
    this.url = url
  }

  async get(path: string): Promise<Response> {
    const headers = { accept: 'text/html', cookie: this.#cookie() }
    return this.#keep(await fetch(new URL(path, this.url), { headers, redirect: 'manual' }))
  }

  async read(path: string): Promise<string> {
    return (await this.get(path)).text()
  }

  async post(path: string, body: unknown): Promise<Response> {
    const headers = {
      'content-type': 'application/json',
      origin: new URL(this.url).origin,
      cookie: this.#cookie(),
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return this.#keep(await fetch(new URL(path, this.url), { method: 'POST', headers, body: text }))
  }

  /** The same person, with the same cookies, at another address. */
  at(url: string): Visitor {
    const moved = new Visitor(url)
    moved.#cookies = this.#cookies
    return moved
  }

  #keep(answer: Response): Response {
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (name && value) this.#cookies.set(name, value)
    }
    return answer
  }

  #cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

const ANSWER = 'class="post assistant"'
const TEXTS = [
  'When is the workshop open?',
  'How do I send something back?',
  'Do you take trade-ins of bikes for children?',
  'I have been waiting three weeks for my refund and nobody answers',
  'I want to talk to a person',
  'Hello',
  'How long does a refund take?',
  'Do you sell umbrellas?',
]
const NO_STACK = /^\s+at |Error:|node:internal|\.ts:\d/m

describe('the process', () => {
  it('prints its three links, is alive and ready, and stops on SIGTERM', { timeout: LONG }, async () => {
    const warmline = start()
    const { url, staff, owner } = await warmline.ready()
    for (const path of ['/healthz', '/readyz']) {
      expect([path, (await fetch(url + path)).status]).toEqual([path, 200])
    }
    for (const [link, home] of [
      [staff, '/desk'],
      [owner, '/owner'],
    ] as const) {
      const visitor = new Visitor(url)
      const answer = await visitor.get(link)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, home])
      expect((await visitor.get(home)).status).toBe(200)
    }
    expect(await warmline.stop()).toMatchObject({ code: 0, signal: null })
    expect(warmline.said.err).toBe('')
  })

  it.each(['at once', 'when the first has an answer'])(
    'stops in the middle of its turns, %s, and answers everything once',
    { timeout: LONG },
    async (moment) => {
      const first = start()
      const { url } = await first.ready()
      const people = TEXTS.map((text) => ({
        visitor: new Visitor(url),
        message: { id: crypto.randomUUID(), text, name: '' },
      }))
      for (const { visitor } of people) await visitor.get('/')
      const posted = people.map(({ visitor, message }) => visitor.post('/chat/messages', message))
      // One of them is taken, the others may still be on their way.
      expect((await Promise.race(posted)).status).toBe(202)
      if (moment !== 'at once') {
        const isAnswered = async () =>
          (await Promise.all(people.map(({ visitor }) => visitor.read('/')))).some((page) =>
            page.includes(ANSWER),
          )
        await expect.poll(isAnswered, { timeout: ANSWER_WITHIN, interval: 5 }).toBe(true)
      }
      const ended = await first.stop()
      expect(ended).toMatchObject({ code: 0, signal: null })
      expect(ended.took).toBeLessThan(STOP_WITHIN)
      await Promise.allSettled(posted)

      // Whoever got no answer sends again, and some who did get one do too: under the same id it is the same message.
      const second = start()
      const again = await second.ready()
      for (const { visitor, message } of people)
        expect((await visitor.at(again.url).post('/chat/messages', message)).status).toBe(202)
      for (const { visitor } of people) {
        await expect.poll(() => visitor.at(again.url).read('/'), { timeout: ANSWER_WITHIN }).toContain(ANSWER)
      }
      expect(await second.stop()).toMatchObject({ code: 0 })

      const ledger = await openLedger({ dataDir, databaseUrl: null })
      try {
        const { db } = ledger
        const messages = await db.selectFrom('messages').selectAll().orderBy('seq').execute()
        const wrote = messages.filter(({ author }) => author === 'customer')
        expect(wrote.map(({ text }) => text).sort()).toEqual([...TEXTS].sort())
        const posts = await db.selectFrom('posts').selectAll().where('target', 'is', null).execute()
        for (const { conversation_id, text, turn } of wrote) {
          const conversation = await db
            .selectFrom('conversations')
            .selectAll()
            .where('id', '=', conversation_id)
            .executeTakeFirstOrThrow()
          const shown = posts.filter(({ channel }) => channel === conversation.channel)
          expect({
            text,
            turn,
            said: messages
              .filter((one) => one.conversation_id === conversation_id)
              .map(({ author }) => author),
            shown: shown.map(({ kind }) => kind).sort(),
          }).toEqual({ text, turn: 1, said: ['customer', 'assistant'], shown: ['customer', 'text'] })
        }
        const handoffs = await db.selectFrom('handoffs').select('id').execute()
        expect(handoffs).toHaveLength(2)
        expect(
          posts
            .filter(({ kind }) => kind === 'card')
            .map(({ thread }) => thread)
            .sort(),
        ).toEqual(handoffs.map(({ id }) => id).sort())
        const pending = await db.selectFrom('deliveries').select('id').where('state', '<>', 'sent').execute()
        expect(pending).toEqual([])
      } finally {
        await ledger.close()
      }
    },
  )

  it('keeps every word and name of a conversation to itself', { timeout: LONG }, async () => {
    const warmline = start()
    const { url, staff } = await warmline.ready()
    const nora = new Visitor(url)
    await nora.get('/')
    const write = (text: string) =>
      nora.post('/chat/messages', { id: crypto.randomUUID(), text, name: 'Canaria Quill' })
    expect((await write('I have been waiting for my canary-parcel for three weeks')).status).toBe(202)
    await expect.poll(() => nora.read('/'), { timeout: ANSWER_WITHIN }).toContain(ANSWER)

    const sam = new Visitor(url)
    await sam.get(staff)
    await sam.post('/desk/name', { name: 'Canarius Sam' })
    await expect.poll(() => sam.read('/desk'), { timeout: ANSWER_WITHIN }).toContain('Canaria Quill')
    const handoff = /handoff=([^"&]+)/.exec(await sam.read('/desk'))?.[1] ?? ''
    for (const action of ['claim', 'note', 'reply', 'resolve']) {
      const body = { id: crypto.randomUUID(), action, handoff, text: `canary-${action}` }
      expect((await sam.post('/desk/action', body)).status).toBe(202)
    }
    await expect.poll(() => nora.read('/'), { timeout: ANSWER_WITHIN }).toContain('canary-reply')

    // What is broken or refused tells no more.
    await nora.post('/chat/messages', '{"text": "canary-broken')
    await nora.post('/chat/messages', { id: 'canary-id', text: 'canary-refused' })
    await nora.get('/canary-nowhere')
    await nora.get('/sign-in?key=canary-key')
    await sam.post('/desk/action', {
      id: crypto.randomUUID(),
      action: 'reply',
      handoff: 'canary-handoff',
      text: 'canary-lost',
    })
    expect(await warmline.stop()).toMatchObject({ code: 0 })
    expect(`${warmline.said.out}${warmline.said.err}`).not.toMatch(/canar/i)
  })
})

describe('what is set up wrongly', () => {
  /** Starts, and returns what it said before it gave up. */
  const refusal = async (settings: Record<string, string>) => {
    const warmline = start(settings)
    const { code, took } = await warmline.exited
    const { out, err } = warmline.said
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(took).toBeLessThan(STOP_WITHIN)
    expect(err).not.toMatch(NO_STACK)
    expect(err).not.toContain('canary')
    expect(err).not.toContain('our mistake')
    return err
  }

  it('names a port that is in use, and what to do', { timeout: LONG }, async () => {
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
    const address = taken.address()
    const port = String(address && typeof address === 'object' ? address.port : '')
    try {
      const told = await refusal({ PORT: port })
      expect(told).toContain(`PORT: ${port} is taken`)
      expect(told).toContain('set PORT to a free number')
    } finally {
      await new Promise((done) => taken.close(done))
    }
  })

  it('names a folder in which nothing can be written', { timeout: LONG }, async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const told = await refusal({ DATA_DIR: join(file, 'data') })
    expect(told).toMatch(/DATA_DIR: .*Make it a folder that you own, or name another/)
  })

  it('names a data folder that is a file', { timeout: LONG }, async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    expect(await refusal({ DATA_DIR: file })).toMatch(/DATA_DIR: .*Make it a folder/)
  })

  it('names a ledger that is none', { timeout: LONG }, async () => {
    writeFileSync(
      join(folder, 'ledger.sqlite'),
      'no database at all, but long enough to be taken for one '.repeat(9),
    )
    expect(await refusal({ DATA_DIR: folder })).toMatch(/DATA_DIR: .*ledger/)
  })

  it('names a folder of pages that is not there', { timeout: LONG }, async () => {
    const told = await refusal({ KNOWLEDGE_DIR: join(folder, 'no-pages') })
    expect(told).toMatch(/KNOWLEDGE_DIR: the folder .*no-pages is not there\. Make it/)
  })

  it('names every setting that is broken, at once, and never its value', { timeout: LONG }, async () => {
    const told = await refusal({ PORT: 'canary-port', HOST: 'canary host', DATABASE_URL: 'canary-address' })
    expect(told).toMatch(/PORT: must be a number such as 3000/)
    expect(told).toMatch(/HOST: must be one address/)
    expect(told).toMatch(/DATABASE_URL: must look like postgres:\/\//)
  })

  it.each([
    ['that does not answer', 'postgres://warmline:canary-secret@127.0.0.1:1/canary-base'],
    ['that is not there', 'postgres://warmline:canary-secret@nowhere.invalid:5432/canary-base'],
    ['whose port is none', 'postgres://warmline:canary-secret@127.0.0.1:99999/canary-base'],
    ['whose password is badly written', 'postgres://warmline:canary%ZZsecret@127.0.0.1:1/canary-base'],
    [
      'with a certificate that is not there',
      'postgres://w:canary-secret@127.0.0.1:1/x?sslrootcert=/no/canary',
    ],
  ])('names a database %s, without its address and password', { timeout: LONG }, async (_what, address) => {
    const told = await refusal({ DATABASE_URL: address })
    expect(told).toMatch(/DATABASE_URL: PostgreSQL could not be reached .*Check that/s)
  })
})

describe.each(databases)('readiness on %s', (kind) => {
  let world: World
  beforeEach(async () => {
    world = await World.open(kind)
  })
  afterEach(() => world.close())

  const State = z.object({ ok: z.boolean(), checks: z.record(z.string(), z.string()) })
  const ask = async () => {
    const knowledge = await openKnowledge(join(ROOT, 'knowledge'))
    const web = createWeb({
      company: 'X',
      assets: [],
      ready: () => readiness(world.ledger, world.engine, knowledge, {}, world.clock),
      routes: () => undefined,
    })
    const answer = await web.request('/readyz')
    knowledge.close()
    return { status: answer.status, ...State.parse(await answer.json()) }
  }

  it('is there while everything lives', async () => {
    await world.write('How can I return a jacket?')
    expect(await ask()).toMatchObject({ status: 200, ok: true, checks: { ledger: 'ok', waiting: '1' } })
  })

  const workers = ['turns', 'deliveries', 'others', 'summaries', 'promises', 'calls', 'erasures'] as const
  it.each(workers)('is gone when %s show no life', async (silent) => {
    world.clock += 31_000
    for (const worker of workers) if (worker !== silent) await world.engine.runDue(worker)
    await world.engine.watch()
    const { status, checks } = await ask()
    const dead = Object.entries(checks).filter(([, check]) => /no life/.test(check))
    expect([status, dead]).toEqual([503, [[silent, 'has shown no life for 30 s']]])
    await world.engine.runDue()
    expect(await ask()).toMatchObject({ status: 200, ok: true })
  })

  it('is gone when the watchdog shows no life', async () => {
    world.clock += 31_000
    await world.engine.runDue()
    expect(await ask()).toMatchObject({
      status: 503,
      ok: false,
      checks: { turns: 'ok', watchdog: 'has shown no life for 30 s' },
    })
    await world.engine.watch()
    expect(await ask()).toMatchObject({ status: 200, ok: true })
  })

  it('is gone when the ledger cannot be written', async () => {
    await world.ledger.close()
    expect(await ask()).toMatchObject({ status: 503, ok: false, checks: { ledger: 'cannot be written' } })
  })

  it('says nothing of what customers wrote', async () => {
    await world.write('canary words', { who: 'canary-name' })
    expect(JSON.stringify(await ask())).not.toContain('canary')
  })
})
