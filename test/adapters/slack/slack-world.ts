import { createSlackAdapter, HOME } from '../../../adapters/slack/adapter.ts'
import type { SlackSettings } from '../../../adapters/slack/settings.ts'
import type { Words } from '../../../adapters/slack/words.ts'
import type { Memory, Place, Receive } from '../../../src/adapter.ts'
import { createEngine, type Engine } from '../../../src/engine.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import { createMemory } from '../../../src/ledger/listening.ts'
import { silentLog } from '../../../src/log.ts'
import { createLocalReader } from '../../../src/mind/local-reader.ts'
import { type Parts, TIMING } from '../../../src/parts.ts'
import { causeForm } from '../../../src/people/cause-form.ts'
import { createDrafts } from '../../../src/people/drafts.ts'
import { readPrompts } from '../../../src/prompts.ts'
import { noTools } from '../../../src/tools/tools.ts'
import { createWeb, type Listening, listen } from '../../../src/web/server.ts'
import { createDatabase, type TestDatabase } from '../../support/databases.ts'
import { localPromises } from '../../support/local-promises.ts'
import { RecordingAdapter } from '../../support/recording-adapter.ts'
import { promptsFolder, scriptedAnswerer } from '../../support/scripted.ts'
import type { Seen } from './fake/sight.ts'
import { FakeSlack, type Options as SlackOptions } from './fake/slack.ts'

export const NOON = Date.UTC(2026, 5, 1, 12)
const SECOND = 1_000

const prompts = readPrompts(promptsFolder)
export const { say } = prompts

export const slackWords: Words = {
  sources: say('messenger_sources'),
  working: say('messenger_working'),
  notStaff: say('messenger_notStaff'),
  staffUnknown: say('messenger_staffUnknown'),
  notACustomer: say('messenger_notACustomer'),
  cannotAnswer: say('messenger_cannotAnswer'),
  filesMissed: say('messenger_filesMissed'),
  tryLater: say('messenger_tryLater'),
}

type Core = { receive: Receive; memory: Memory }

export type WorldOptions = {
  slack?: SlackOptions
  settings?: Partial<SlackSettings>
  parts?: Partial<Parts>
  database?: TestDatabase
  kind?: 'sqlite' | 'postgres'
  mode?: 'socket' | 'http'
}

/** The whole of Warmline over a Slack on loopback: Nora and Omar are customers, Kim and Sam staff; time moves when told. */
export class SlackWorld {
  clock = NOON
  readonly slack: FakeSlack
  readonly database: TestDatabase
  readonly options: WorldOptions
  readonly people = { nora: '', omar: '', kim: '', sam: '' }
  staffChannel = ''
  dm = ''
  ledger!: Ledger
  engine!: Engine
  adapter!: ReturnType<typeof createSlackAdapter>
  spare = new RecordingAdapter('spare')
  #web: Listening | null = null
  #core: ((core: Core) => Core) | null = null

  static async open(options: WorldOptions = {}): Promise<SlackWorld> {
    const world: SlackWorld = new SlackWorld(
      await FakeSlack.open({ mode: options.mode ?? 'socket', clock: () => world.clock, ...options.slack }),
      options.database ?? (await createDatabase(options.kind ?? 'sqlite')),
      options,
    )
    await world.start()
    return world
  }

  private constructor(slack: FakeSlack, database: TestDatabase, options: WorldOptions) {
    this.slack = slack
    this.database = database
    this.options = options
    this.people.nora = slack.addUser({ name: 'Nora', team: 'T0ELSEWHERE' })
    this.people.omar = slack.addUser({ name: 'Omar' })
    this.people.kim = slack.addUser({ name: 'Kim' })
    this.people.sam = slack.addUser({ name: 'Sam' })
    const { kim, sam } = this.people
    this.staffChannel = slack.addChannel({ name: 'help-desk', kind: 'private', members: [kim, sam] })
    this.dm = slack.addDm(this.people.nora)
  }

  /** Starts Warmline on what the ledger and Slack have, as after a restart. */
  async start(settings: Partial<SlackSettings> = {}): Promise<void> {
    this.ledger = await this.database.open()
    const { home } = this.slack
    this.adapter = createSlackAdapter({
      botToken: home.botToken,
      appToken: this.options.mode === 'http' ? null : home.appToken,
      signingSecret: this.options.mode === 'http' ? home.signingSecret : null,
      apiUrl: this.slack.apiUrl,
      staffChannel: this.staffChannel,
      causes: (handoff) => causeForm(parts, handoff),
      words: slackWords,
      drafts: createDrafts({ ledger: this.ledger, prompts }),
      log: silentLog,
      clock: () => this.clock,
      pace: 0,
      timing: { shortest: 5, look: 10, pause: async () => undefined },
      ...this.options.settings,
      ...settings,
    })
    const adapters = [this.adapter, this.spare].map((adapter) => [adapter.name, adapter] as const)
    const parts: Parts = {
      ledger: this.ledger,
      log: silentLog,
      now: () => this.clock,
      prompts,
      readers: { local: createLocalReader(), model: null },
      summarizer: null,
      ...localPromises(prompts),
      tools: noTools,
      answerer: scriptedAnswerer(),
      hosts: () => new Set(),
      adapters: new Map(adapters),
      staffPlace: { adapter: 'slack', workspace: HOME, channel: this.staffChannel, thread: '' },
      spareDesk: { adapter: 'spare', workspace: 'w', channel: 'desk', thread: '' },
      policy: { turnCap: 12, answersIn: ['en'], staleAfter: 4 * 60 * 60 * 1000 },
      timing: TIMING,
      ...this.options.parts,
    }
    this.engine = createEngine(parts)
    if (this.options.mode === 'http') {
      const app = createWeb({
        company: 'Larkfield',
        assets: [],
        ready: async () => ({ ok: true, checks: {} }),
        routes: () => undefined,
        machines: (app) => app.route('/', this.adapter.routes),
      })
      this.#web = await listen(app, { host: '127.0.0.1', port: 0 })
      this.slack.requestUrl = `${this.#web.url}/slack/events`
    }
    const core = { receive: this.engine.receive, memory: createMemory(this.ledger, this.adapter.name) }
    const { receive, memory } = this.#core?.(core) ?? core
    await this.adapter.start(receive, memory)
  }

  /** Starts anew with something between the adapter and the core. */
  async restart(between: (core: Core) => Core): Promise<void> {
    this.#core = between
    await this.stop()
    await this.start()
  }

  async stop(): Promise<void> {
    await this.adapter.stop()
    await this.#web?.close()
    this.#web = null
    await this.ledger.close()
  }

  /** As if we had never listened before. */
  async ledgerForgets(): Promise<void> {
    const ledger = await this.database.open()
    await ledger.db.deleteFrom('listening').execute()
    await ledger.close()
  }

  /** Time passes, what came due is done, and Slack's echoes of it have come back. */
  async pass(milliseconds = 5 * SECOND): Promise<void> {
    this.clock += milliseconds
    await this.engine.runDue()
    await this.slack.settled()
  }

  /** A customer writes and waits; returns what they then read that they had not read before. */
  async ask(text: string, { channel = this.dm, user = this.people.nora, thread = '' } = {}): Promise<string> {
    const before = this.ours(channel).length
    await this.slack.say({ channel, user, text, ...(thread ? { thread } : {}) })
    await this.pass()
    return this.ours(channel)
      .slice(before)
      .map(({ text: words }) => words)
      .join('\n---\n')
  }

  /** What we have said in a channel. */
  ours(channel = this.dm): Seen[] {
    return this.slack.seen(channel).filter(({ bot }) => bot)
  }

  /** The newest card in the staff channel. */
  card(): Seen {
    const card = this.slack.seen(this.staffChannel, { thread: null }).at(-1)
    if (!card) throw new Error('Staff have no card')
    return card
  }

  /** What stands in the newest card's thread. */
  thread(): Seen[] {
    return this.slack.seen(this.staffChannel, { thread: this.card().ts }).slice(1)
  }

  async press(action: string, user = this.people.kim): Promise<void> {
    const { ts } = this.card()
    await this.slack.click({ channel: this.staffChannel, ts, actionId: `staff:${action}`, user })
    await this.pass(SECOND)
  }

  async writeIn(action: 'reply' | 'note', text: string, user = this.people.kim): Promise<unknown> {
    await this.press(action, user)
    const answer = await this.slack.submit({ user, values: { words: { text } } })
    await this.pass(SECOND)
    return answer
  }

  place(channel = this.dm, thread = ''): Place {
    return { adapter: 'slack', workspace: this.slack.home.teamId, channel, thread }
  }

  async close(): Promise<void> {
    await this.adapter.stop()
    await this.#web?.close()
    await this.slack.close()
    await this.database.drop()
  }
}
