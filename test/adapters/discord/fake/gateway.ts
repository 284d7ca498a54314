import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GatewayCloseCodes as Close, GatewayOpcodes as Op } from 'discord.js'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { type Event, heard, type Session } from './session.ts'
import { Sessions } from './sessions.ts'
import type { World } from './world.ts'

const Packet = z.looseObject({ op: z.number(), d: z.unknown() })

/** One connection. A deaf one stays open, hears no heartbeat and tells nothing. */
type Line = { ws: WebSocket; tcp: Duplex; session: Session | null; deaf: boolean }

/** The gateway: hello, identify or resume, heartbeats, events, and every way in which it ends. */
export class Gateway {
  /** With this code the gateway closes on whoever comes next; null: it is open. */
  refusal: number | null = null
  readonly sessions: Sessions
  readonly #world: World
  readonly #heartbeat: number
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #lines = new Set<Line>()

  /** `heartbeat` in milliseconds. */
  constructor(world: World, heartbeat: number) {
    this.#world = world
    this.#heartbeat = heartbeat
    this.sessions = new Sessions(world)
  }

  /** The connections that hear events. */
  get connected(): number {
    return [...this.#lines].filter(({ ws, session }) => session !== null && ws.readyState === ws.OPEN).length
  }

  upgrade(request: IncomingMessage, tcp: Duplex, head: Buffer): void {
    const query = new URL(request.url ?? '/', 'http://discord').searchParams
    this.#server.handleUpgrade(request, tcp, head, (ws) =>
      this.#welcome({ ws, tcp, session: null, deaf: false }, query),
    )
  }

  /** To every session that asked for it; those that are away hear it when they resume. */
  dispatch(event: Event): void {
    this.sessions.tell(event)
  }

  /** Every connection ends: with a code, or without a word. */
  drop(code?: number): void {
    for (const line of this.#lines) this.#end(line, code)
  }

  /** Op 7: please come again. */
  askToReconnect(): void {
    for (const { ws } of this.#lines) send(ws, { op: Op.Reconnect, d: null })
  }

  /** Op 9. */
  invalidate(resumable: boolean): void {
    for (const line of this.#lines) {
      const { session } = line
      if (!session) continue
      this.#leave(line)
      if (!resumable) this.sessions.forget(session)
      send(line.ws, { op: Op.InvalidSession, d: resumable })
    }
  }

  /** The connections of this moment stay open and answer nothing. Those that come later are well. */
  deafen(): void {
    for (const line of this.#lines) {
      line.deaf = true
      this.#leave(line)
    }
  }

  /** Resolves when every connection that hears has read what was sent to it. */
  async flush(): Promise<void> {
    const hearing = [...this.#lines].filter(({ ws, deaf }) => !deaf && ws.readyState === ws.OPEN)
    await Promise.all(hearing.map(({ ws }) => heard(ws)))
  }

  async close(): Promise<void> {
    for (const { ws } of this.#lines) ws.terminate()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #welcome(line: Line, query: URLSearchParams): void {
    const { ws } = line
    this.#lines.add(line)
    ws.on('error', () => undefined)
    ws.on('close', (code) => this.#closed(line, code))
    const refusal = this.refusal ?? refusalOf(query)
    if (refusal !== null) {
      ws.close(refusal)
      return
    }
    ws.on('message', (data) => {
      const code = this.#hear(line, String(data))
      if (code !== null) this.#end(line, code)
    })
    send(ws, { op: Op.Hello, d: { heartbeat_interval: this.#heartbeat } })
  }

  /** Gives the code to close with, or null. */
  #hear(line: Line, text: string): number | null {
    if (line.deaf) return null
    const packet = Packet.safeParse(parsed(text)).data
    if (!packet) return Close.DecodeError
    if (packet.op === Op.Heartbeat) {
      send(line.ws, { op: Op.HeartbeatAck })
      return null
    }
    if (packet.op === Op.Identify || packet.op === Op.Resume) return this.#enter(line, packet.op, packet.d)
    if (!line.session) return Close.NotAuthenticated
    const known = [Op.PresenceUpdate, Op.RequestGuildMembers, Op.VoiceStateUpdate]
    return known.includes(packet.op) ? null : Close.UnknownOpcode
  }

  #enter(line: Line, op: number, given: unknown): number | null {
    if (line.session) return Close.AlreadyAuthenticated
    const { ws } = line
    const url = this.#world.base.replace('http', 'ws')
    const entered =
      op === Op.Identify ? this.sessions.identify(ws, given, url) : this.sessions.resume(ws, given)
    if (typeof entered === 'number') return entered
    if (entered === null) send(ws, { op: Op.InvalidSession, d: false })
    // Whoever comes back on another line has left the first.
    for (const other of this.#lines) if (entered && other.session === entered) other.session = null
    line.session = entered
    return null
  }

  #leave(line: Line): void {
    if (line.session?.ws === line.ws) line.session.ws = null
    line.session = null
  }

  #end(line: Line, code: number | undefined): void {
    if (line.session && code !== undefined && ENDING.includes(code)) this.sessions.forget(line.session)
    this.#leave(line)
    if (code === undefined) line.tcp.destroy()
    else line.ws.close(code)
  }

  /** An app that says goodbye with 1000 or 1001 does not come back to its session. */
  #closed(line: Line, code: number): void {
    if (line.session && (code === 1000 || code === 1001)) this.sessions.forget(line.session)
    this.#leave(line)
    this.#lines.delete(line)
  }
}

/** After these there is nothing to resume. */
const ENDING: number[] = [
  Close.NotAuthenticated,
  Close.AuthenticationFailed,
  Close.AlreadyAuthenticated,
  Close.InvalidSeq,
  Close.SessionTimedOut,
  Close.InvalidIntents,
  Close.DisallowedIntents,
]

function refusalOf(query: URLSearchParams): number | null {
  if (query.get('v') !== '10') return Close.InvalidAPIVersion
  return query.get('encoding') !== 'json' || query.has('compress') ? Close.DecodeError : null
}

function send(ws: WebSocket, packet: { op: number; d?: unknown }): void {
  ws.send(JSON.stringify({ s: null, t: null, d: null, ...packet }))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
