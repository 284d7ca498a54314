import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './faults.ts'
import { assemble } from './parts.ts'
import { Scene } from './scene.ts'
import { openServer, type Request } from './server.ts'
import type { Options } from './settings.ts'

export type { Options } from './settings.ts'

/** A Discord on loopback: it speaks REST v10 and the gateway, as strictly as the real one. */
export class FakeDiscord extends Scene {
  #server: Server | null = null

  static async open(options: Options = {}): Promise<FakeDiscord> {
    const discord = new FakeDiscord(options)
    await discord.#listen()
    return discord
  }

  private constructor(options: Options) {
    super(assemble(options))
  }

  /** The version comes after it: /v10. */
  get apiUrl(): string {
    return `${this.world.base}/api`
  }

  // REST.

  /** Every request, the refused ones too. */
  get requests(): readonly Request[] {
    return this.parts.doors.requests
  }
  /** The next `times` requests (one, unless told) to a route fail so, such as 'POST /channels/:id/messages'; '*': to any. */
  fail(route: string, fault: Fault, options: { times?: number; channel?: string } = {}): void {
    const { faults, router } = this.parts.doors
    faults.plan(route === '*' ? route : router.named(route), fault, options)
  }
  heal(route?: string): void {
    const { faults, router } = this.parts.doors
    faults.heal(route === undefined || route === '*' ? route : router.named(route))
  }
  /** So many requests to a route in so many milliseconds of real time, in one channel; more is 429. */
  limit(route: string, limit: { limit: number; windowMs: number }): void {
    const { buckets, router } = this.parts.doors
    buckets.limit(router.named(route), limit)
  }

  // The gateway.

  get identifies(): number {
    return this.parts.gateway.sessions.identifies
  }
  get resumes(): number {
    return this.parts.gateway.sessions.resumes
  }
  /** How many connections hear events. */
  get connected(): number {
    return this.parts.gateway.connected
  }
  /** What the latest session asked to hear; null before the first. */
  get intents(): number | null {
    return this.parts.gateway.sessions.latest?.intents ?? null
  }
  /** Every connection ends with that code, such as 4000; without one it breaks without a word. */
  drop(code?: number): void {
    this.parts.gateway.drop(code)
  }
  /** Op 7. */
  askToReconnect(): void {
    this.parts.gateway.askToReconnect()
  }
  /** Op 9, with d true or false. */
  invalidate(resumable: boolean): void {
    this.parts.gateway.invalidate(resumable)
  }
  /** The connections of this moment stay open, and ack and tell nothing. Those that come later are well. */
  deafen(): void {
    this.parts.gateway.deafen()
  }
  /** The next resume tells the last `events` once more, though they were heard. */
  replay(events: number): void {
    this.parts.gateway.sessions.replayed = events
  }
  /** Whoever connects is closed upon with that code; null: come in. */
  refuseGateway(code: number | null): void {
    this.parts.gateway.refusal = code
  }

  /** Resolves when the app has heard everything, nothing is being answered, and it asks for nothing more. */
  async settled(): Promise<void> {
    const { requests, under } = this.parts.doors
    for (let quiet = 0; quiet < 2; ) {
      const before = requests.length
      await this.heard()
      await sleep(10)
      quiet = requests.length === before && under.size === 0 ? quiet + 1 : 0
    }
  }

  async close(): Promise<void> {
    await this.parts.gateway.close()
    const server = this.#server
    if (!server) return
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }

  async #listen(): Promise<void> {
    const { server, port } = await openServer(this.parts.doors)
    server.on('upgrade', (request, tcp, head) => this.parts.gateway.upgrade(request, tcp, head))
    this.#server = server
    this.world.base = `http://127.0.0.1:${port}`
  }
}
