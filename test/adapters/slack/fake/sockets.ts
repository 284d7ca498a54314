import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Carried, Carrier, Retry } from './delivery.ts'
import type { Json, World } from './world.ts'

const Reply = z.object({ envelope_id: z.string(), payload: z.unknown().optional() })
/** How a socket behaves: well, dead but open, or alive and forgetful. */
type Health = 'well' | 'deaf' | 'mute'
type Socket = { ws: WebSocket; tcp: Duplex; health: Health; waiting: Map<string, (carried: Carried) => void> }

const PING_EVERY = 5000

/** Socket Mode: tickets, hello, envelopes and what becomes of them. */
export class Sockets implements Carrier {
  readonly #world: World
  readonly #ackTimeout: number
  readonly #lingering: boolean
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false })
  readonly #open: Socket[] = []
  readonly #tickets = new Set<string>()
  readonly #pings: NodeJS.Timeout
  #turn = 0
  #refusal: string | null = null

  /** `ackTimeout` in milliseconds. `lingering`: what is closed is not hung up. */
  constructor(world: World, ackTimeout: number, lingering: boolean) {
    this.#lingering = lingering
    this.#world = world
    this.#ackTimeout = ackTimeout
    this.#pings = setInterval(() => this.#ping(), PING_EVERY)
    this.#pings.unref()
  }

  get count(): number {
    return this.#open.filter(({ ws }) => ws.readyState === ws.OPEN).length
  }

  get refusal(): string | null {
    return this.#refusal
  }

  refuse(error: string | null): void {
    this.#refusal = error
  }

  /** An address that works once. */
  ticket(port: number): string {
    const ticket = randomUUID()
    this.#tickets.add(ticket)
    return `ws://127.0.0.1:${port}/link/?ticket=${ticket}&app_id=${this.#world.home.appId}`
  }

  upgrade(request: IncomingMessage, tcp: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '', 'http://slack').searchParams.get('ticket') ?? ''
    if (!this.#tickets.delete(ticket) || this.#open.length >= 10) {
      tcp.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    this.#server.handleUpgrade(request, tcp, head, (ws) =>
      this.#welcome({ ws, tcp, health: 'well', waiting: new Map() }),
    )
  }

  async carry(kind: 'events_api' | 'interactive', payload: Json, retry: Retry): Promise<Carried> {
    const socket = this.#next(retry.num > 0)
    if (!socket) return { ok: false, status: 'no_connection', body: null }
    if (socket.health !== 'well') return { ok: false, status: 'timeout', body: null }
    const envelope = {
      envelope_id: randomUUID(),
      payload,
      type: kind,
      accepts_response_payload: kind === 'interactive',
      ...(kind === 'events_api' ? { retry_attempt: retry.num, retry_reason: retry.reason } : {}),
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => done({ ok: false, status: 'timeout', body: null }), this.#ackTimeout)
      const done = (carried: Carried) => {
        clearTimeout(timer)
        socket.waiting.delete(envelope.envelope_id)
        resolve(carried)
      }
      socket.waiting.set(envelope.envelope_id, done)
      socket.ws.send(JSON.stringify(envelope))
    })
  }

  /** Every connection breaks without a word. */
  drop(): void {
    for (const { tcp } of [...this.#open]) tcp.destroy()
  }

  /** Slack says that it will close, and does so `grace` milliseconds later. */
  disconnect(reason: string, grace = 50): void {
    for (const { ws } of [...this.#open]) {
      ws.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-fake' } }))
      setTimeout(() => ws.close(1000), grace).unref()
    }
  }

  /** Changes the sockets that are open; those that come later are well. */
  ail(health: Health): void {
    for (const socket of this.#open) {
      socket.health = health
      if (health === 'well') socket.tcp.resume()
      else this.#giveUp(socket, 'timeout')
      if (health === 'deaf') socket.tcp.pause()
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#pings)
    for (const { ws, tcp } of [...this.#open]) {
      ws.terminate()
      tcp.destroy()
    }
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  /** One after the other; what failed before goes to one that works, if there is one. */
  #next(again: boolean): Socket | undefined {
    const open = this.#open.filter(({ ws }) => ws.readyState === ws.OPEN)
    const well = open.filter(({ health }) => health === 'well')
    const choice = again && well.length > 0 ? well : open
    this.#turn += 1
    return choice[this.#turn % Math.max(choice.length, 1)]
  }

  #welcome(socket: Socket): void {
    const { ws, tcp } = socket
    if (this.#lingering) tcp.end = () => tcp
    this.#open.push(socket)
    ws.on('message', (data) => this.#heard(socket, String(data)))
    ws.on('ping', (data) => {
      if (socket.health !== 'deaf') ws.pong(data)
    })
    ws.on('error', () => undefined)
    ws.on('close', () => {
      this.#open.splice(this.#open.indexOf(socket), 1)
      this.#giveUp(socket, 'connection_failed')
    })
    ws.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.count,
        debug_info: { host: 'applink-fake', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#world.home.appId },
      }),
    )
  }

  #heard(socket: Socket, data: string): void {
    const reply = Reply.safeParse(jsonIn(data)).data
    if (!reply) socket.ws.close(1008, 'not an ack')
    else socket.waiting.get(reply.envelope_id)?.({ ok: true, status: 'ok', body: reply.payload ?? {} })
  }

  #giveUp(socket: Socket, status: string): void {
    for (const done of [...socket.waiting.values()]) done({ ok: false, status, body: null })
  }

  #ping(): void {
    for (const { ws, health } of this.#open) if (health !== 'deaf') ws.ping('Ping from applink-fake')
  }
}

function jsonIn(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
