import type { Hono } from 'hono'
import { createLocalAdapter } from '../../adapters/local/adapter.ts'
import type { InboundDraft, Memory, Outbound, Place, Received } from '../../src/adapter.ts'
import type { Card, CauseForm, Drafts, WorthAWord } from '../../src/card.ts'
import { createPosts } from '../../src/ledger/posts.ts'
import { createWeb } from '../../src/web/server.ts'
import { createSignIn } from '../../src/web/sign-in.ts'
import { createDatabase } from '../support/databases.ts'
import { localWords } from './local-words.ts'

export const HERE = 'http://localhost'
const NOON = Date.UTC(2026, 10, 21, 12)

/** The local pages on a ledger of their own, with a core that only writes down what it is given. */
export async function openLocalWorld(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const database = await createDatabase(kind)
  const ledger = await database.open()
  const clock = { now: NOON }
  const company = 'Harbour Lamps'
  const worth: { all: WorthAWord[] } = { all: [] }
  const line: { all: string[] } = { all: [] }
  const drafts: Drafts = {
    saved: [{ id: 'photo', title: 'A <photo>, please' }],
    draft: async ({ saved, by }) =>
      saved === 'photo' ? { words: `Hello Nora. Yours, ${by}` } : { say: 'That one is gone.' },
  }
  const causes: { form: CauseForm | null } = { form: null }
  const posts = createPosts(ledger, 'local')
  const signIn = createSignIn({ dataDir: database.dataDir, company, clock: () => clock.now })
  const adapter = createLocalAdapter({
    posts,
    clock: () => clock.now++,
    company,
    assistantName: 'Wren',
    words: localWords('Wren', company),
    examples: ['When will my order arrive?'],
    worth: async () => worth.all,
    line: async () => line.all,
    drafts,
    causes: async (handoff) => (causes.form?.handoff === handoff ? causes.form : null),
    staff: {
      require: signIn.requireRole('staff'),
      who: (c) => signIn.session(c, 'staff'),
      rename: (c, name) => signIn.rename(c, 'staff', name),
    },
  })
  const core = {
    inbound: [] as InboundDraft[],
    answer: (_inbound: InboundDraft): Received | Promise<Received> => ({ status: 'recorded' }),
  }
  await adapter.start(async (inbound) => {
    core.inbound.push(inbound)
    return core.answer(inbound)
  }, noMemory)
  const errors: Error[] = []
  const app = createWeb({
    company,
    assets: ['src/web/assets', 'adapters/local/assets'],
    ready: async () => ({ ok: true, checks: { ledger: 'ok' } }),
    onError: (error) => errors.push(error),
    routes: (app) => {
      app.route('/', signIn.routes)
      app.route('/', adapter.routes)
      app.get('/broken', () => {
        throw new Error('the secret inside')
      })
    },
  })
  return {
    database,
    ledger,
    posts,
    adapter,
    signIn,
    core,
    app,
    clock,
    worth,
    line,
    causes,
    errors,
    async close() {
      await adapter.stop()
      await database.drop()
    },
  }
}
export type LocalWorld = Awaited<ReturnType<typeof openLocalWorld>>

/** A browser: keeps its cookies, and sends what it posts from our own page. */
export function openBrowser(app: Hono) {
  const cookies = new Map<string, string>()
  const request = async (
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.request(HERE + path, { ...init, headers: { cookie, ...init.headers } })
    for (const one of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    page: (path: string) => request(path, { headers: { accept: 'text/html' } }),
    get: (path: string, headers: Record<string, string> = {}) => request(path, { headers }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: HERE, ...headers },
        body: JSON.stringify(body),
      }),
  }
}
export type Browser = ReturnType<typeof openBrowser>

/** Reads a live stream until `enough` says so, or fails when the deadline passes. */
export async function readUntil(
  answer: Response,
  enough: (text: string) => boolean,
  deadline = 4_000,
): Promise<string> {
  const reader = answer.body?.getReader()
  if (!reader) throw new Error('There is no stream')
  const decoder = new TextDecoder()
  let text = ''
  let late = false
  const timer = setTimeout(() => {
    late = true
    void reader.cancel()
  }, deadline)
  while (!enough(text)) {
    const { value, done } = await reader.read()
    if (done) break
    text += decoder.decode(value, { stream: true })
  }
  clearTimeout(timer)
  if (late) throw new Error(`The stream did not say it in time; it said: ${text}`)
  await reader.cancel()
  return text
}

/** A ledger that remembers nothing for an adapter. */
export const noMemory: Memory = {
  listenedUntil: async () => null,
  listening: async () => undefined,
  places: async () => [],
  heard: async () => [],
  askerAt: async () => null,
  logins: { since: async () => 0, add: async () => undefined },
}

/** The staff's place, and a customer's. */
export const DESK: Place = { adapter: 'local', workspace: 'local', channel: 'desk', thread: '' }
export function placeOf(channel: string): Place {
  return { ...DESK, channel }
}

/** What the assistant says to a customer. */
export function answerTo(place: Place, id: string, text: string): Outbound {
  return {
    id,
    place,
    doubtful: false,
    since: 0,
    replaces: null,
    kind: 'text',
    text,
    speaker: { role: 'assistant' },
    sources: [],
    options: [],
    discreet: false,
  }
}

export function cardFor(handoff: string, change: Partial<Card> = {}): Card {
  return {
    handoff,
    status: 'waiting',
    customer: { name: 'Nora', since: NOON, conversations: 1, from: 'Local page' },
    cause: 'She asked for a person.',
    wrong: 'The shade is broken.',
    tried: '',
    mood: null,
    complaint: false,
    history: [],
    unasked: null,
    suggestion: '',
    proposal: null,
    promises: [],
    morePromises: '',
    sharedCause: { says: '', buttons: [] },
    waitingSince: NOON,
    preferred: null,
    claimedBy: null,
    claimedById: null,
    snoozedUntil: null,
    closedBy: null,
    transcript: [],
    ...change,
  }
}

export function cardAt(id: string, card: Card, replaces: string | null = null): Outbound {
  return { id, place: DESK, doubtful: false, since: 0, replaces, kind: 'card', card }
}

/** Opens the desk as staff, with a name given. */
export async function signInAs(world: LocalWorld, name: string): Promise<Browser> {
  const browser = openBrowser(world.app)
  const link = new URL(world.signIn.links(HERE).staff)
  await browser.page(link.pathname + link.search)
  await browser.post('/desk/name', { name })
  return browser
}

/** The id under which the core hears of somebody at the desk. */
export async function idOf(world: LocalWorld, browser: Browser): Promise<string> {
  await browser.post('/desk/action', { id: crypto.randomUUID(), action: 'claim', handoff: 'none' })
  const inbound = world.core.inbound.pop()
  if (inbound?.kind !== 'action') throw new Error('The core did not hear of the action')
  return inbound.by.id
}

/** A customer who has opened the page, and their place. */
export async function visit(world: LocalWorld): Promise<{ browser: Browser; place: Place }> {
  const browser = openBrowser(world.app)
  await browser.page('/')
  await browser.post('/chat/messages', { id: crypto.randomUUID(), text: 'Hello' })
  const inbound = world.core.inbound.at(-1)
  if (!inbound || !('place' in inbound)) throw new Error('The core did not hear of the visit')
  return { browser, place: placeOf(inbound.place.channel) }
}
