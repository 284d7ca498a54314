import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { createLocalAdapter, type LocalSettings } from '../adapters/local/adapter.ts'
import type { Posts } from '../adapters/local/posts.ts'
import { Words } from '../adapters/local/words.ts'
import type { Place } from './adapter.ts'
import type { Config } from './config.ts'
import { createEngine } from './engine.ts'
import { SetupError } from './errors.ts'
import { type KnowledgeEvent, openKnowledge, type Summary } from './knowledge/knowledge.ts'
import { openLedger } from './ledger/ledger.ts'
import { createPosts } from './ledger/posts.ts'
import type { Facts, Log } from './log.ts'
import { createOwnerRoutes } from './owner/room.ts'
import { type Parts, TIMING } from './parts.ts'
import { whoWaitsInVain } from './people/in-vain.ts'
import { worthAWord } from './people/unspoken.ts'
import { openPlatforms } from './platforms.ts'
import { type Prompts, readPrompts } from './prompts.ts'
import { readiness } from './readiness.ts'
import { PageSentence } from './sentences.ts'
import { createThinking, LOCAL_LANGUAGES } from './thinking.ts'
import { openTools } from './tools/tools.ts'
import { createWeb, listen } from './web/server.ts'
import { createSignIn, type SignIn } from './web/sign-in.ts'

const ASSETS = ['../src/web/assets', '../src/owner/assets', '../adapters/local/assets']
/** The assistant stops alone after so many turns in a row without a person. */
const TURN_CAP = 12
/** What was written so long before we could read it is for a person. Milliseconds. */
const STALE_AFTER = 4 * 60 * 60 * 1000

export type Running = {
  url: string
  links: Record<'staff' | 'owner', string>
  summary: string
  /** What is not well at this moment and what to do, each in a sentence for the owner. */
  troubles(): string[]
  stop(): Promise<void>
}

/** Opens everything in order: what is durable first, what the world can reach last. Throws SetupError with what to do. */
export async function startWarmline(config: Config, log: Log): Promise<Running> {
  // What was opened last is closed first, at the end or when the start fails half-way.
  const opened = new AsyncDisposableStack()
  try {
    return await open(config, log, opened)
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

async function open(config: Config, log: Log, opened: AsyncDisposableStack): Promise<Running> {
  const { dataDir, databaseUrl, host, port } = config
  const prompts = readPrompts(config.promptsDir)
  const { company } = prompts.charter
  openDataDir(dataDir)
  const onError = (error: Error) => log.trouble('database connection lost', error)
  const ledger = await openLedger({ dataDir, databaseUrl, onError })
  opened.defer(() => ledger.close())
  let learn = () => {}
  const knowledge = await openKnowledge(config.knowledgeDir, {
    on(event) {
      log.event(`knowledge ${event.kind}`, progressIn(event))
      if (event.kind === 'read') learn()
    },
  })
  opened.defer(() => knowledge.close())
  const signIn = createSignIn({ dataDir, company, clock: Date.now })
  const local = createLocalAdapter({
    ...localSettings(prompts, signIn, createPosts(ledger, 'local')),
    worth: () => worthAWord(parts, Date.now()),
  })
  const platforms = await openPlatforms(config, { ledger, log, prompts })
  const tools = openTools(config.tools, { log })
  opened.defer(() => tools.close())
  const adapters = [local, ...platforms.map(({ adapter }) => adapter)]
  const desk: Place = { adapter: local.name, workspace: 'local', channel: 'desk', thread: '' }
  const thinking = await createThinking({
    config,
    knowledge,
    prompts,
    ledger,
    log,
    tools,
    now: Date.now,
  })
  const { readers, answerer, summarizer, promiser, hours } = thinking
  if (thinking.model) opened.defer(thinking.model.settled)
  learn = thinking.learn
  learn()
  const parts: Parts = {
    ledger,
    log,
    now: Date.now,
    prompts,
    readers,
    answerer,
    summarizer,
    promiser,
    hours,
    hosts: () => knowledge.hosts,
    tools,
    adapters: new Map(adapters.map((adapter) => [adapter.name, adapter])),
    staffPlace: platforms.find(({ staffPlace }) => staffPlace)?.staffPlace ?? desk,
    spareDesk: desk,
    policy: {
      turnCap: TURN_CAP,
      answersIn: LOCAL_LANGUAGES,
      ...(thinking.model ? { anyLanguage: true } : {}),
      staleAfter: STALE_AFTER,
    },
    timing: TIMING,
  }
  const engine = createEngine(parts)
  const troubles = (): Record<string, string> => {
    const ofModel = thinking.model?.client.troubles() ?? []
    return { ...engine.troubles(), ...(ofModel.length === 0 ? {} : { model: ofModel.join(' ') }) }
  }
  const inVain = (now: number) => whoWaitsInVain(ledger.db, prompts.say, now)
  const onRequest = (error: unknown) => log.trouble('request failed', error)
  const requireOwner = signIn.requireRole('owner')
  const owner = { ledger, now: Date.now, requireOwner, company, onError: onRequest }
  const web = createWeb({
    company,
    assets: ASSETS.map((folder) => resolve(import.meta.dirname, folder)),
    ready: () => readiness(ledger, engine, knowledge, troubles(), Date.now(), inVain),
    routes(app) {
      app.route('/', signIn.routes)
      app.route('/', local.routes)
      app.route('/', createOwnerRoutes({ ...owner, troubles, inVain }))
    },
    machines(app) {
      for (const { routes } of platforms) if (routes) app.route('/', routes)
    },
    onError: onRequest,
  })
  opened.defer(() => engine.stop())
  await engine.start()
  const listening = await listen(web, { host, port })
  opened.defer(() => listening.close())
  // The first reading makes the patterns ready, so that the first customer does not wait for them.
  void parts.readers.local.read('Hello', [])
  return {
    url: listening.url,
    links: signIn.links(listening.url),
    summary: summaryOf(knowledge.summary),
    troubles: () => Object.values(engine.troubles()),
    stop: () => opened.disposeAsync(),
  }
}

function localSettings(prompts: Prompts, signIn: SignIn, posts: Posts): Omit<LocalSettings, 'worth'> {
  const { charter, say } = prompts
  const words = Object.keys(Words.shape).map((word) => [word, say(PageSentence.parse(`page_${word}`))])
  return {
    posts,
    clock: Date.now,
    company: charter.company,
    assistantName: charter.assistant,
    words: Words.parse(Object.fromEntries(words)),
    examples: charter.examples,
    staff: {
      require: signIn.requireRole('staff'),
      who: (c) => signIn.session(c, 'staff'),
      rename: (c, name) => signIn.rename(c, 'staff', name),
    },
  }
}

function openDataDir(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK)
  } catch {
    throw new SetupError([
      `DATA_DIR: nothing can be written in ${path}. Make it a folder that you own, or name another.`,
    ])
  }
}

function progressIn(event: KnowledgeEvent): Facts {
  if (event.kind === 'reading') return { done: event.done, of: event.of }
  if (event.kind === 'read')
    return { pages: event.summary.pages, passages: event.summary.passages, ms: event.ms }
  return {}
}

function summaryOf({ pages, passages, skipped }: Summary): string {
  const read = `${pages} ${pages === 1 ? 'page' : 'pages'}, ${passages} ${passages === 1 ? 'passage' : 'passages'}`
  const left = skipped.map(({ file, why }) => `  not read: ${file} (${why})`)
  return [read, ...left].join('\n')
}
