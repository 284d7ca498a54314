import type { Choice, Outbound, Place, Receive, Received } from '../../src/adapter.ts'
import type { Card, Snooze, StaffAction } from '../../src/card.ts'
import { createEngine, type Engine } from '../../src/engine.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { type Log, silentLog } from '../../src/log.ts'
import type { Answerer } from '../../src/mind/answer.ts'
import { createLocalReader } from '../../src/mind/local-reader.ts'
import { type Parts, TIMING } from '../../src/parts.ts'
import { readPrompts } from '../../src/prompts.ts'
import { noTools } from '../../src/tools/tools.ts'
import { createDatabase, type TestDatabase } from './databases.ts'
import { localPromises } from './local-promises.ts'
import { RecordingAdapter } from './recording-adapter.ts'
import { promptsFolder, scriptedAnswerer } from './scripted.ts'

export const NOON = Date.UTC(2026, 5, 1, 12)
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const DAY = 24 * 60 * MINUTE

const prompts = readPrompts(promptsFolder)
export const say = prompts.say
/** A sentence up to when a person answers: that depends on the real clock, where a test runs by it. */
export const sayBefore = (
  name: 'receipt_complaint' | 'receipt_wants_person' | 'receipt_not_delivered' | 'waiting',
) =>
  say(name)
    .split(/(?:and )?a person will answer/i)[0]
    ?.trim() ?? ''

export type Options = {
  log?: Log
  answerer?: Answerer
  database?: TestDatabase
  customers?: RecordingAdapter
  staff?: RecordingAdapter
  parts?: Partial<Parts>
  /** What stands between whoever writes and the core: a platform. */
  through?: (core: Receive) => Receive
  /** Where somebody writes to us alone, on a platform that names its own channels. */
  placeOf?: (who: string) => Omit<Place, 'adapter'>
}

/** A small world: Nora asks, Sam and Kim answer, time moves only when told. */
export class World {
  readonly database: TestDatabase
  readonly ledger: Ledger
  readonly customers: RecordingAdapter
  readonly staff: RecordingAdapter
  readonly parts: Parts
  readonly engine: Engine
  clock = NOON
  readonly #placeOf: Options['placeOf']
  #written = 0

  static async open(kind: 'sqlite' | 'postgres', options: Options = {}): Promise<World> {
    const database = options.database ?? (await createDatabase(kind))
    const world = new World(database, await database.open(), options)
    return world
  }

  private constructor(database: TestDatabase, ledger: Ledger, options: Options) {
    this.database = database
    this.ledger = ledger
    this.#placeOf = options.placeOf
    this.customers = options.customers ?? new RecordingAdapter('east')
    this.staff = options.staff ?? new RecordingAdapter('west')
    this.parts = {
      ledger,
      log: options.log ?? silentLog,
      now: () => this.clock,
      prompts,
      readers: { local: createLocalReader(), model: null },
      summarizer: null,
      ...localPromises(options.parts?.prompts ?? prompts),
      tools: noTools,
      answerer: options.answerer ?? scriptedAnswerer(),
      hosts: () => new Set(),
      adapters: new Map([this.customers, this.staff].map((adapter) => [adapter.name, adapter])),
      spareDesk: { adapter: this.staff.name, workspace: 'w', channel: 'spare-desk', thread: '' },
      staffPlace: { adapter: this.staff.name, workspace: 'w', channel: 'help-desk', thread: '' },
      policy: { turnCap: 12, answersIn: ['en'], staleAfter: 4 * 60 * 60 * 1000 },
      timing: TIMING,
      ...options.parts,
    }
    const engine = createEngine(this.parts)
    this.engine = { ...engine, receive: options.through?.(engine.receive) ?? engine.receive }
  }

  place(who = 'nora'): Place {
    const place = this.#placeOf?.(who) ?? { workspace: 'w', channel: `dm-${who}`, thread: '' }
    return { adapter: this.customers.name, ...place }
  }

  /** The customer writes; nothing has been done about it yet. */
  write(
    text: string,
    {
      who = 'nora',
      id = `m${++this.#written}`,
      by = who,
      choice = null,
    }: { who?: string; id?: string; by?: string; choice?: Choice | null } = {},
  ): Promise<Received> {
    return this.engine.receive({
      kind: 'message',
      id,
      place: this.place(who),
      author: { id: by, name: by },
      text,
      choice,
    })
  }

  edit(id: string, text: string, who = 'nora'): Promise<Received> {
    return this.engine.receive({ kind: 'edit', id, place: this.place(who), text })
  }

  remove(id: string, who = 'nora'): Promise<Received> {
    return this.engine.receive({ kind: 'deletion', id, place: this.place(who) })
  }

  /** Time passes, and what came due meanwhile is done. */
  async pass(milliseconds = 5 * SECOND): Promise<void> {
    this.clock += milliseconds
    await this.engine.runDue()
  }

  /** The customer writes and waits for what comes of it; returns what they then read that they had not read before. */
  async ask(text: string, options: Parameters<World['write']>[1] = {}): Promise<string> {
    const before = this.read(options.who).length
    await this.write(text, options)
    await this.pass()
    return this.read(options.who).slice(before).join('\n---\n')
  }

  async click(
    action: StaffAction,
    {
      by = 'kim',
      text = '',
      handoff = this.card().handoff,
      id = `c${++this.#written}`,
      snooze = null,
      promise = null,
      cause = null,
      shownAt = null,
    }: {
      by?: string
      text?: string
      handoff?: string
      id?: string
      snooze?: Snooze | null
      promise?: string | null
      cause?: string | null
      shownAt?: number | null
    } = {},
  ): Promise<Received> {
    const received = await this.engine.receive({
      kind: 'action',
      id,
      action,
      handoff,
      promise,
      cause,
      shownAt,
      by: { id: by, name: by },
      text,
      snooze,
    })
    await this.engine.runDue()
    return received
  }

  /** All that the customer can read, in order. */
  read(who = 'nora'): string[] {
    return this.shown(who).map((outbound) =>
      outbound.speaker.role === 'staff' ? `${outbound.speaker.name}: ${outbound.text}` : outbound.text,
    )
  }

  shown(who = 'nora'): Extract<Outbound, { kind: 'text' }>[] {
    return this.customers.posts
      .map((post) => post.outbound)
      .filter((outbound) => outbound.kind === 'text')
      .filter((outbound) => outbound.place.channel === this.place(who).channel)
  }

  cards(): Card[] {
    return this.staff.posts
      .map((post) => post.outbound)
      .flatMap((outbound) => (outbound.kind === 'card' ? [outbound.card] : []))
  }

  card(): Card {
    const card = this.cards().at(-1)
    if (!card) throw new Error('Staff have no card')
    return card
  }

  /** The lines of all internal threads, as staff read them. */
  thread(): string[] {
    return this.staff.posts
      .map((post) => post.outbound)
      .flatMap((outbound) => (outbound.kind === 'thread' ? [outbound.line] : []))
      .map(
        (line) =>
          `${line.name || line.author}${line.kind === 'note' ? ' (note)' : ''}: ${line.removed ? '(removed)' : line.text}`,
      )
  }

  /** Who of the staff was called in a thread, by id. */
  calls(): string[] {
    return this.staff.posts
      .map((post) => post.outbound)
      .flatMap((outbound) =>
        outbound.kind === 'thread' && outbound.line.calls ? [outbound.line.calls.id] : [],
      )
  }

  /** The lines in which the staff's place was reminded of who waits. */
  reminders(): string[] {
    return this.staff.posts
      .map((post) => post.outbound)
      .flatMap((outbound) => (outbound.kind === 'reminder' ? [outbound.text] : []))
  }

  readings() {
    return this.ledger.db.selectFrom('readings').selectAll().orderBy('at').orderBy('read_by').execute()
  }

  turns() {
    return this.ledger.db.selectFrom('turns').selectAll().orderBy('settled_at').orderBy('number').execute()
  }

  async close(): Promise<void> {
    await this.database.drop()
  }
}
