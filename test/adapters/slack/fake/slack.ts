import type { Server } from 'node:http'
import type { Ack, Event } from './delivery.ts'
import type { Fault } from './faults.ts'
import type { Form } from './forms.ts'
import type { AckBody, Choosing, Click, Submission } from './interactions.ts'
import { chatMethods, type Orphans } from './methods/chat.ts'
import { conversationMethods } from './methods/conversations.ts'
import { fileMethods } from './methods/files.ts'
import { oauthMethods } from './methods/oauth.ts'
import { peopleMethods } from './methods/people.ts'
import { downloadPage, responsePage, uploadPage } from './pages.ts'
import { assemble, type Parts, socketMethods } from './parts.ts'
import type { Said } from './people.ts'
import type { Forgery } from './request-url.ts'
import { openServer } from './server.ts'
import { homeOf, type Options } from './settings.ts'
import { Workspace } from './workspace.ts'
import { type Json, World } from './world.ts'

export type { Options } from './settings.ts'

/** A Slack on loopback: it speaks the Web API, the Events API over HTTP and Socket Mode, as strictly as the real one. */
export class FakeSlack extends Workspace {
  readonly #parts: Parts
  readonly #orphans: Orphans
  #server: Server | null = null
  #port = 0

  static async open(options: Options = {}): Promise<FakeSlack> {
    const slack = new FakeSlack(options)
    await slack.#listen()
    return slack
  }

  private constructor(options: Options) {
    super(new World(homeOf(options.home), options.clock ?? Date.now))
    this.#orphans = options.orphans ?? 'refused'
    this.#parts = assemble(this.world, options)
  }

  get apiUrl(): string {
    return `${this.world.base}/api/`
  }

  /** Where events and interactions are posted in mode 'http'. */
  get requestUrl(): string | null {
    return this.#parts.requests.url
  }
  set requestUrl(url: string | null) {
    this.#parts.requests.url = url
  }

  /** The forms that were opened, the latest last. */
  get views(): Form[] {
    return this.#parts.forms.all
  }

  // What people do. Each resolves when the app acked, or it is plain that it did not.

  say(said: Said): Promise<string> {
    return this.#parts.people.say(said)
  }
  /** Written while Slack tells nobody: only the history has it. */
  sayUnheard(said: Said): string {
    return this.#parts.people.write(said).ts
  }
  edit(channel: string, ts: string, text: string): Promise<void> {
    return this.#parts.people.edit(channel, ts, text)
  }
  unfurl(channel: string, ts: string): Promise<void> {
    return this.#parts.people.unfurl(channel, ts)
  }
  remove(channel: string, ts: string): Promise<void> {
    return this.#parts.people.remove(channel, ts)
  }
  botSays(said: {
    channel: string
    text: string
    thread?: string
    username?: string
    botId?: string
  }): Promise<string> {
    return this.#parts.people.botSays(said)
  }
  memberJoined(channel: string, user: string): Promise<void> {
    return this.#parts.people.memberJoined(channel, user)
  }
  click(click: Click): Promise<AckBody> {
    return this.#parts.interactions.click(click)
  }
  submit(submission: Submission): Promise<AckBody> {
    return this.#parts.interactions.submit(submission)
  }
  choose(choosing: Choosing): Promise<AckBody> {
    return this.#parts.interactions.choose(choosing)
  }
  shortcut(of: { callbackId: string; channel: string; ts: string; user: string }): Promise<AckBody> {
    return this.#parts.interactions.shortcut(of)
  }

  /** The owner takes the app away: the app hears of it, and its tokens are worth nothing. */
  async revokeTokens(): Promise<void> {
    const tokens = { oauth: [], bot: [this.home.botUserId] }
    const told = Promise.all([
      this.emit({ type: 'tokens_revoked', tokens }),
      this.emit({ type: 'app_uninstalled' }),
    ])
    this.home.revoked = true
    await told
  }

  /** Any inner event at all, in the usual wrapper. Gives the event id. */
  emit(event: Json): Promise<string> {
    return this.#parts.delivery.tell({ event_ts: this.world.nextTs(), ...event })
  }

  // Delivery.

  get undelivered(): Event[] {
    return this.#parts.delivery.undelivered
  }
  get acks(): Ack[] {
    return this.#parts.delivery.acks
  }
  /** Clicks, forms and shortcuts that nobody acked: Slack does not send them again. */
  get lost(): Json[] {
    return this.#parts.interactions.lost
  }
  redeliver(): Promise<void> {
    return this.#parts.delivery.redeliver()
  }
  deliverAgain(eventId: string, times = 1): Promise<void> {
    return this.#parts.delivery.deliverAgain(eventId, times)
  }
  /** Resolves when nothing is on its way to the app, the echoes of its own posts included. */
  settled(): Promise<void> {
    return this.#parts.delivery.settled()
  }
  /** Posts a whole body to `requestUrl`, signed or badly signed. */
  post(body: Json, forgery: Forgery = {}): Promise<{ status: number; body: string }> {
    return this.#parts.requests.post(body, forgery)
  }

  // Faults.

  /** The next `times` calls (one, unless told) of a method fail so; in one channel, where that is given. */
  fail(method: string, fault: Fault, options: { times?: number; channel?: string } = {}): void {
    this.#parts.faults.plan(method, fault, options)
  }
  heal(method?: string): void {
    this.#parts.faults.heal(method)
  }
  historyLimit(rowsPerCall: number, callsPerMinute: number | null): void {
    this.#parts.faults.limitHistory(rowsPerCall, callsPerMinute)
  }

  // Sockets.

  get sockets(): number {
    return this.#parts.sockets.count
  }
  dropSockets(): void {
    this.#parts.sockets.drop()
  }
  disconnectSockets(reason = 'refresh_requested', graceMs = 50): void {
    this.#parts.sockets.disconnect(reason, graceMs)
  }
  /** The sockets of this moment stay open and answer nothing. Those that come later are well. */
  deafen(): void {
    this.#parts.sockets.ail('deaf')
  }
  /** The sockets of this moment answer pings and lose what they should carry. Those that come later are well. */
  muteEvents(): void {
    this.#parts.sockets.ail('mute')
  }
  hearAgain(): void {
    this.#parts.sockets.ail('well')
  }
  /** apps.connections.open answers this error; null for none. */
  refuseSockets(error: string | null): void {
    this.#parts.sockets.refuse(error)
  }

  async close(): Promise<void> {
    await this.#parts.sockets.close()
    const server = this.#server
    if (!server) return
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }

  async #listen(): Promise<void> {
    const { world } = this
    const { faults, sockets, forms, news } = this.#parts
    const methods = {
      ...chatMethods(world, news, this.ephemerals, this.#orphans),
      ...conversationMethods(world, () => faults.rows()),
      ...peopleMethods(world, this.statuses),
      ...forms.methods(),
      ...fileMethods(world, news),
      ...oauthMethods(world, this.grants),
      ...socketMethods(sockets, () => this.#port),
    }
    const pages = [uploadPage(world), downloadPage(world), responsePage(world, this.responses)]
    const { server, port } = await openServer({ world, faults, methods, pages, calls: this.calls })
    server.on('upgrade', (request, tcp, head) => sockets.upgrade(request, tcp, head))
    this.#server = server
    this.#port = port
    world.base = `http://127.0.0.1:${port}`
  }
}
