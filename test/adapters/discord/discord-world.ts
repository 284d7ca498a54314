import { expect } from 'vitest'
import { createDiscordAdapter } from '../../../adapters/discord/adapter.ts'
import type { DiscordSettings } from '../../../adapters/discord/settings.ts'
import type { Words } from '../../../adapters/discord/words.ts'
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
import { createDatabase, type TestDatabase } from '../../support/databases.ts'
import { localPromises } from '../../support/local-promises.ts'
import { RecordingAdapter } from '../../support/recording-adapter.ts'
import { promptsFolder, scriptedAnswerer } from '../../support/scripted.ts'
import { soon } from '../../support/soon.ts'
import { FakeDiscord } from './fake/discord.ts'

const SECOND = 1_000

const prompts = readPrompts(promptsFolder)
export const { say } = prompts

export const discordWords: Words = {
  sources: say('messenger_sources'),
  notStaff: say('messenger_notStaff'),
  notACustomer: say('messenger_notACustomer'),
  internal: say('messenger_internal'),
  filesMissed: say('messenger_filesMissed'),
  chooseReply: say('messenger_chooseReply'),
  noReplies: say('messenger_noReplies'),
  tryLater: say('messenger_tryLater'),
  notFollowed: say('messenger_notFollowed'),
  notReached: say('messenger_notReached'),
  questionBack: say('messenger_questionBack'),
  answerThere: say('messenger_answerThere'),
  answerHere: say('messenger_answerHere'),
  directClosed: say('messenger_directClosed'),
  mentionMe: say('messenger_mentionMe'),
  helpCommand: say('messenger_helpCommand'),
  helpQuestion: say('messenger_helpQuestion'),
  personCommand: say('messenger_personCommand'),
}

/** What people are called here; whoever else speaks is us. */
const NAMES = new Set(['Nora', 'Omar', 'nora', 'omar', 'kim', 'sam'])

export type WorldOptions = {
  discord?: Parameters<typeof FakeDiscord.open>[0]
  settings?: Partial<DiscordSettings>
  kind?: 'sqlite' | 'postgres'
  parts?: Partial<Parts>
}

/** The whole of Warmline over a Discord on loopback: Nora and Omar are customers, Kim and Sam staff; time moves when told. */
export class DiscordWorld {
  readonly #time: { now: number }
  readonly discord: FakeDiscord
  readonly database: TestDatabase
  readonly options: WorldOptions
  readonly people = { nora: '', omar: '', kim: '', sam: '' }
  staffChannel = ''
  staffRole = ''
  lobby = ''
  dm = ''
  ledger!: Ledger
  engine!: Engine
  adapter!: ReturnType<typeof createDiscordAdapter>
  spare = new RecordingAdapter('spare')

  static async open(options: WorldOptions = {}): Promise<DiscordWorld> {
    const time = { now: Date.now() }
    const world = new DiscordWorld(
      time,
      await FakeDiscord.open({ clock: () => time.now, messageContent: true, ...options.discord }),
      await createDatabase(options.kind ?? 'sqlite'),
      options,
    )
    await world.start()
    return world
  }

  get clock(): number {
    return this.#time.now
  }
  set clock(now: number) {
    this.#time.now = now
  }

  private constructor(
    time: { now: number },
    discord: FakeDiscord,
    database: TestDatabase,
    options: WorldOptions,
  ) {
    this.#time = time
    this.discord = discord
    this.database = database
    this.options = options
    this.staffRole = discord.addRole({ name: 'Helpers' })
    this.people.nora = discord.addUser({ name: 'nora', displayName: 'Nora' })
    this.people.omar = discord.addUser({ name: 'omar', displayName: 'Omar' })
    this.people.kim = discord.addUser({
      name: 'kim',
      displayName: 'Kim',
      avatar: 'abc',
      roles: [this.staffRole],
    })
    this.people.sam = discord.addUser({ name: 'sam', displayName: 'Sam', roles: [this.staffRole] })
    const { kim, sam } = this.people
    this.staffChannel = discord.addChannel({ name: 'help-desk', only: [kim, sam] })
    this.lobby = discord.addChannel({ name: 'lobby' })
    this.dm = discord.addDm(this.people.nora)
  }

  /** Starts Warmline on what the ledger and Discord have, as after a restart. */
  async start(settings: Partial<DiscordSettings> = {}): Promise<void> {
    this.ledger = await this.database.open()
    this.adapter = createDiscordAdapter({
      token: this.discord.token,
      apiUrl: this.discord.apiUrl,
      staffChannel: this.staffChannel,
      staffRole: this.staffRole,
      askChannels: [],
      causes: (handoff) => causeForm(parts, handoff),
      words: discordWords,
      drafts: createDrafts({ ledger: this.ledger, prompts }),
      log: silentLog,
      clock: () => this.clock,
      timing: { shortest: 5, look: 10, apart: 10, pause: async () => undefined },
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
      staffPlace: { adapter: 'discord', workspace: 'home', channel: this.staffChannel, thread: '' },
      spareDesk: { adapter: 'spare', workspace: 'w', channel: 'desk', thread: '' },
      policy: { turnCap: 12, answersIn: ['en'], staleAfter: 4 * 60 * 60 * 1000 },
      timing: TIMING,
      ...this.options.parts,
    }
    this.engine = createEngine(parts)
    await this.adapter.start(this.engine.receive, createMemory(this.ledger, this.adapter.name))
    const isListed = ({ method, path }: { method: string; path: string }) =>
      method === 'PUT' && path.includes('commands')
    await soon(() => expect(this.discord.requests.some(isListed)).toBe(true))
  }

  async stop(): Promise<void> {
    await this.adapter.stop()
    await this.ledger.close()
  }

  /** Time passes, what came due is done, and Discord's echoes of it have come back. */
  async pass(milliseconds = 5 * SECOND): Promise<void> {
    await this.#breathe()
    this.clock += milliseconds
    for (let round = 0; round < 2; round++) {
      await this.engine.runDue()
      await this.#breathe()
    }
  }

  /** The gateway has no acks: what it brought is taken in a moment, and nothing tells when. */
  async #breathe(): Promise<void> {
    await this.discord.settled()
    await new Promise((resolve) => setTimeout(resolve, 25))
  }

  /** A customer writes and waits; returns what they then read there that they had not read before. */
  async ask(text: string, { channel = this.dm, user = this.people.nora } = {}): Promise<string> {
    const before = this.ours(channel).length
    await this.discord.say({ channel, user, text })
    await this.pass()
    return this.ours(channel)
      .slice(before)
      .map(({ content }) => content)
      .join('\n---\n')
  }

  /** What we have said in a channel or thread. */
  ours(channel = this.dm) {
    return this.discord.seen(channel).filter(({ author, content }) => !NAMES.has(author) && content !== '')
  }

  /** The newest card in the staff channel. */
  card() {
    const card = this.discord.seen(this.staffChannel).findLast(({ embeds }) => embeds.length > 0)
    if (!card) throw new Error('Staff have no card')
    return card
  }

  async press(action: string, user = this.people.kim, values: string[] = []) {
    const { id, components } = this.card()
    const customId = new RegExp(`staff:${action}:[^"]+`).exec(JSON.stringify(components))?.[0] ?? ''
    const answered = await this.discord.click({
      channel: this.staffChannel,
      message: id,
      customId,
      user,
      values,
    })
    await this.pass(SECOND)
    return answered
  }

  async writeIn(action: 'reply' | 'note', text: string, user = this.people.kim) {
    await this.press(action, user)
    const answered = await this.discord.submit({ user, values: { text } })
    await this.pass(SECOND)
    return answered
  }

  async close(): Promise<void> {
    await this.adapter.stop()
    await this.discord.close()
    await this.database.drop()
  }
}
