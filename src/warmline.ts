import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { createLocalAdapter, type LocalSettings } from '../adapters/local/adapter.ts'
import type { Posts } from '../adapters/local/posts.ts'
import { Words } from '../adapters/local/words.ts'
import type { Adapter, Place } from './adapter.ts'
import type { Config, DigestConfig } from './config.ts'
import { createDesks } from './desks.ts'
import { createEngine } from './engine.ts'
import { SetupError } from './errors.ts'
import { followReplies } from './following-replies.ts'
import { type KnowledgeEvent, openKnowledge, type Summary } from './knowledge/knowledge.ts'
import { findOpen } from './ledger/conversations.ts'
import { openLedger } from './ledger/ledger.ts'
import { rewriteAtStart } from './ledger/personal/file.ts'
import { createPosts } from './ledger/posts.ts'
import { createKeptKeys } from './ledger/sign-ins.ts'
import { whoWaits } from './ledger/waiting.ts'
import type { Facts, Log } from './log.ts'
import { createDoor } from './owner/door.ts'
import { type Parts, TIMING } from './parts.ts'
import { causeForm } from './people/cause-form.ts'
import { requireContacts } from './people/contacts.ts'
import { createDrafts } from './people/drafts.ts'
import { inOrder } from './people/queue.ts'
import { worthAWord } from './people/unspoken.ts'
import { openPlatforms, type Platform } from './platforms.ts'
import { type Prompts, readPrompts } from './prompts.ts'
import { PageSentence } from './sentences.ts'
import { createThinking, LOCAL_LANGUAGES } from './thinking.ts'
import { openTools } from './tools/tools.ts'
import { listen } from './web/server.ts'
import { createSignIn, type SignIn } from './web/sign-in.ts'

/** The desk that is always there. */
export const DESK: Place = { adapter: 'local', workspace: 'local', channel: 'desk', thread: '' }
/** The assistant stops alone after so many turns in a row without a person. */
const TURN_CAP = 12
/** What was written so long before we could read it is for a person. Milliseconds. */
const STALE_AFTER = 4 * 60 * 60 * 1000
const A_DAY = 24 * 60 * 60 * 1000

export type Running = {
  url: string
  /** `viewer` where the settings ask for it. */
  links: Record<'staff' | 'owner', string> & { viewer: string | null }
  summary: string
  /** What is not well at this moment and what to do, each in a sentence for the owner. */
  troubles(): string[]
  stop(): Promise<void>
}

/** What a demo brings with it: platforms of its own, and a sentence above every page. */
export type Demo = { adapters: readonly Adapter[]; notice: string }

/** Opens everything in order: what is durable first, what the world can reach last. Throws SetupError with what to do. */
export async function startWarmline(config: Config, log: Log, demo: Demo | null = null): Promise<Running> {
  // What was opened last is closed first, at the end or when the start fails half-way.
  const opened = new AsyncDisposableStack()
  try {
    return await open(config, log, opened, demo)
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

async function open(
  config: Config,
  log: Log,
  opened: AsyncDisposableStack,
  demo: Demo | null,
): Promise<Running> {
  const { dataDir, databaseUrl, host, port } = config
  const prompts = readPrompts(config.promptsDir, config.repliesDir)
  const { company } = prompts.charter
  openDataDir(dataDir)
  const onError = (error: Error) => log.trouble('database connection lost', error)
  const ledger = await openLedger({ dataDir, databaseUrl, onError })
  opened.defer(() => ledger.close())
  if (await rewriteAtStart(ledger)) log.event('ledger written anew')
  let learn = () => {}
  const knowledge = await openKnowledge(config.knowledgeDir, {
    on(event) {
      log.event(`knowledge ${event.kind}`, progressIn(event))
      if (event.kind === 'read') learn()
    },
  })
  opened.defer(() => knowledge.close())
  const followed = followReplies(config.repliesDir, prompts.replies, log)
  opened.defer(() => followed.close())
  const drafts = createDrafts({ ledger, prompts })
  const causes = (handoff: string) => causeForm(parts, handoff)
  const signIn = createSignIn({ dataDir, company, clock: Date.now, keys: createKeptKeys(ledger) })
  let url = config.publicUrl ?? `http://localhost:${port}`
  const local = createLocalAdapter({
    ...localSettings(prompts, signIn, createPosts(ledger, 'local')),
    causes,
    worth: () => worthAWord(parts, Date.now()),
    line: async () => inOrder(await whoWaits(ledger.db), prompts.charter.priority).map((one) => one.handoff),
    drafts,
  })
  const platforms = await openPlatforms(config, { ledger, log, prompts, drafts, causes })
  const tools = openTools(config.tools, { log })
  opened.defer(() => tools.close())
  const adapters = [local, ...platforms.map(({ adapter }) => adapter), ...(demo?.adapters ?? [])]
  mustBeThere('OWNERS', config.owners, adapters)
  const thinking = await createThinking({ config, knowledge, prompts, ledger, log, tools, now: Date.now })
  const { readers, answerer, summarizer, grouper, promiser, hours } = thinking
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
    grouper,
    promiser,
    hours,
    hosts: () => knowledge.hosts,
    tools,
    adapters: new Map(adapters.map((adapter) => [adapter.name, adapter])),
    door: createDoor(config.owners, {
      link: () => signIn.linkOnce(url),
      chat: () => url,
      isTalking: async (place) => (await ledger.transaction((t) => findOpen(t, place))) !== null,
    }),
    digest: digestOf(config, platforms),
    staffPlace: platforms.find(({ staffPlace }) => staffPlace)?.staffPlace ?? DESK,
    spareDesk: DESK,
    policy: {
      turnCap: TURN_CAP,
      answersIn: LOCAL_LANGUAGES,
      ...(thinking.model ? { anyLanguage: true } : {}),
      staleAfter: STALE_AFTER,
    },
    timing: TIMING,
    retention: config.retentionDays === null ? null : config.retentionDays * A_DAY,
  }
  requireContacts(parts)
  const engine = createEngine(parts)
  const web = createDesks({
    config,
    parts,
    engine,
    knowledge,
    thinking,
    signIn,
    local: local.routes,
    machines: platforms.flatMap(({ routes }) => routes ?? []),
    notice: demo?.notice ?? null,
  })
  opened.defer(() => engine.stop())
  await engine.start()
  const listening = await listen(web, { host, port })
  opened.defer(() => listening.close())
  url = config.publicUrl ?? listening.url
  // The first reading makes the patterns ready, so that the first customer does not wait for them.
  void parts.readers.local.read('Hello', [])
  const links = signIn.links(listening.url)
  return {
    url: listening.url,
    links: { ...links, viewer: config.viewerLink ? links.viewer : null },
    summary: summaryOf(knowledge.summary),
    troubles: () => Object.values(engine.troubles()),
    stop: () => opened.disposeAsync(),
  }
}

function localSettings(
  prompts: Prompts,
  signIn: SignIn,
  posts: Posts,
): Omit<LocalSettings, 'worth' | 'line' | 'drafts' | 'causes'> {
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

function digestOf(
  { digest, dataDir, customersCsv }: Config,
  platforms: readonly Platform[],
): NonNullable<Parts['digest']> | null {
  return (
    digest && {
      ...digest,
      place: digestPlace(digest, platforms),
      folder: resolve(dataDir, 'digests'),
      customersFile: customersCsv,
    }
  )
}

function digestPlace({ place }: DigestConfig, platforms: readonly Platform[]): Place | null {
  if (place === null) return null
  mustBeThere(
    'DIGEST_PLACE',
    [place],
    platforms.map(({ adapter }) => adapter),
  )
  const platform = platforms.find(({ adapter }) => adapter.name === place.adapter)
  const contact = platform?.adapter.contacts?.of(place.channel)
  if (contact?.kind === 'group')
    throw new SetupError([`DIGEST_PLACE: "${place.channel}" is a group. Name a channel or a person.`])
  return contact?.place ?? { ...place, workspace: platform?.home ?? '', thread: '' }
}

/** A setting may name no platform but those that are set up. */
function mustBeThere(setting: string, named: readonly { adapter: string }[], adapters: readonly Adapter[]) {
  const missing = named.find(({ adapter }) => !adapters.some(({ name }) => name === adapter))
  if (!missing) return
  throw new SetupError([
    `${setting}: names "${missing.adapter}", which is not set up here. Set it up, or name another.`,
  ])
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
